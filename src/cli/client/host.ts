import type { HostCapabilities, HostFinding, HostObservation } from '../../domain/host/events.ts';
import type { TypedDocument, UserError } from './graphql-client.ts';
import type { ByteSize } from './job.ts';
import { type Connection, pageFields } from './pages.ts';

/** A host with all fields that the commands show. Times are RFC 3339; null is unknown. */
export interface HostNode {
  readonly id: string;
  readonly name: string;
  readonly probedAt: string | null;
  readonly scannedAt: string | null;
  readonly capabilities: {
    readonly canSparsify: boolean;
    readonly canMeasure: boolean;
    readonly virtSparsifyVersion: string | null;
    readonly qemuImgVersion: string | null;
    readonly libvirtVersion: string | null;
    readonly sg3UtilsVersion: string | null;
    readonly acceleration: HostCapabilities['acceleration'];
    readonly cores: number | null;
    readonly memory: ByteSize | null;
    readonly findings: readonly HostFinding[];
    readonly recommendations: readonly HostFinding[];
  } | null;
  readonly inventory:
    | (Pick<HostObservation, 'contact' | 'problems'> & { readonly vms: HostObservation['machines'] })
    | null;
  readonly storageDomains: { readonly totalCount: number };
}

export const hostFields = /* GraphQL */ `
  fragment HostFields on Host {
    id name probedAt scannedAt
    capabilities {
      canSparsify canMeasure virtSparsifyVersion qemuImgVersion libvirtVersion sg3UtilsVersion acceleration cores memory
      findings { what remedy }
      recommendations { what remedy }
    }
    inventory { contact vms problems { what remedy } }
    storageDomains(first: 1) { totalCount }
  }
`;

export const listHosts: TypedDocument<
  { readonly hosts: Connection<HostNode> },
  { first: number; after?: string | null }
> = {
  document: `query Hosts($first: Int!, $after: String) {
    hosts(first: $first, after: $after) { nodes { ...HostFields } ${pageFields} }
  } ${hostFields}`,
};

export const registerHost: TypedDocument<
  {
    readonly registerHost: { readonly host: HostNode | null; readonly userErrors: readonly UserError[] };
  },
  { input: { directories: readonly string[] } }
> = {
  document: `mutation RegisterHost($input: RegisterHostInput!) {
    registerHost(input: $input) { host { ...HostFields } userErrors { code message } }
  } ${hostFields}`,
};

export const getHost: TypedDocument<{ readonly host: HostNode | null }, { id: string }> = {
  document: `query Host($id: ID!) { host(id: $id) { ...HostFields } } ${hostFields}`,
};
