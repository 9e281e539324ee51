import type { TypedDocument, UserError } from './graphql-client.ts';
import { type Connection, pageFields } from './pages.ts';

export const listStorageDomains: TypedDocument<
  {
    readonly storageDomains: Connection<{
      readonly id: string;
      readonly name: string;
      readonly kind: string;
      readonly mounts: { readonly nodes: readonly { readonly path: string }[] };
      readonly disks: { readonly totalCount: number };
    }>;
  },
  { first: number; after?: string | null }
> = {
  // With all their mounts, of which a shared domain has one for each host.
  largestPage: 20,
  document: `query StorageDomains($first: Int!, $after: String) {
    storageDomains(first: $first, after: $after) { nodes { id name kind mounts(first: 500) { nodes { path } } disks(first: 1) { totalCount } } ${pageFields} }
  }`,
};

export const unregisterDirectory: TypedDocument<
  { readonly unregisterDirectory: StorageDomainPayload },
  { input: { hostId: string; directory: string } }
> = {
  document: `mutation UnregisterDirectory($input: UnregisterDirectoryInput!) {
    unregisterDirectory(input: $input) { storageDomain { id name } userErrors { code message } }
  }`,
};

export const removeStorageDomain: TypedDocument<
  { readonly removeStorageDomain: StorageDomainPayload },
  { input: { id: string; removeDisks: boolean; reason?: string | undefined } }
> = {
  document: `mutation RemoveStorageDomain($input: RemoveStorageDomainInput!) {
    removeStorageDomain(input: $input) { storageDomain { id name } userErrors { code message } }
  }`,
};

interface StorageDomainPayload {
  readonly storageDomain: { readonly id: string; readonly name: string } | null;
  readonly userErrors: readonly UserError[];
}
