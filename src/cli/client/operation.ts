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
