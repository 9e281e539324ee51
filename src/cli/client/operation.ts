import type { TypedDocument, UserError } from './graphql-client.ts';

/** Work that continues in the background, with all fields that the commands show. Times are RFC 3339. */
export interface OperationNode {
  readonly id: string;
  readonly action: 'SCAN_HOST' | 'PROBE_HOST' | 'REFRESH_DISK';
  readonly host: { readonly id: string; readonly name: string } | null;
  readonly disk: { readonly id: string; readonly name: string } | null;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  /** Null while it runs. */
  readonly outcome: 'SUCCEEDED' | 'FAILED' | null;
  readonly problem: { readonly code: string; readonly message: string; readonly remedy: string } | null;
}

export const operationFields = /* GraphQL */ `
  fragment OperationFields on Operation {
    id action host { id name } disk { id name } requestedAt endedAt outcome problem { code message remedy }
  }
`;

/** An operation that was started, or why it was refused. */
export interface OperationPayload {
  readonly operation: OperationNode | null;
  readonly userErrors: readonly UserError[];
}

export const scanHost: TypedDocument<{ readonly scanHost: OperationPayload }, { input: { id: string } }> = {
  document: `mutation ScanHost($input: ScanHostInput!) {
    scanHost(input: $input) { operation { ...OperationFields } userErrors { code message } }
  } ${operationFields}`,
};

export const probeHost: TypedDocument<{ readonly probeHost: OperationPayload }, { input: { id: string } }> = {
  document: `mutation ProbeHost($input: ProbeHostInput!) {
    probeHost(input: $input) { operation { ...OperationFields } userErrors { code message } }
  } ${operationFields}`,
};

export const getOperation: TypedDocument<{ readonly operation: OperationNode | null }, { id: string }> = {
  document: `query Operation($id: ID!) { operation(id: $id) { ...OperationFields } } ${operationFields}`,
};

export const watchOperation: TypedDocument<
  { readonly operation: { readonly cursor: string; readonly operation: OperationNode } },
  { id: string; after?: string }
> = {
  document: `subscription WatchOperation($id: ID!, $after: String) {
    operation(id: $id, after: $after) { cursor operation { ...OperationFields } }
  } ${operationFields}`,
};
