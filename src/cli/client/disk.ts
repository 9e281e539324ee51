import type { VmState } from '../../domain/disk/attachments.ts';
import type { DiskStatus } from '../../domain/disk/disk-status.ts';
import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import type { DiskAllocation, DiskFormat } from '../../domain/disk/facts.ts';
import type { TypedDocument, UserError } from './graphql-client.ts';
import type { ByteSize } from './job.ts';
import { type OperationNode, operationFields } from './operation.ts';
import { type Connection, pageFields } from './pages.ts';

/** A disk with all fields that the commands show. */
export interface DiskNode {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly format: DiskFormat;
  /** The format's name in qemu. */
  readonly formatName: string | null;
  readonly allocation: DiskAllocation;
  readonly availability: DiskStatus;
  readonly virtualSize: ByteSize | null;
  readonly actualSize: ByteSize | null;
  readonly reclaimable: { readonly bytes: ByteSize; readonly basis: 'MEASURED' | 'UPPER_BOUND' } | null;
  /** When its image was last inspected, RFC 3339. */
  readonly inspectedAt: string | null;
  readonly attachments:
    | readonly {
        readonly vmId: string;
        readonly vmName: string;
        readonly state: VmState;
        readonly host: { readonly id: string; readonly name: string } | null;
      }[]
    | null;
  readonly activeJob: { readonly id: string } | null;
  readonly sparsifiability: {
    readonly allowed: boolean;
    readonly obstacles: readonly {
      readonly code: ObstacleCode;
      readonly message: string;
      readonly remedy: string;
    }[];
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
  };
  /** The same for all hard links to one image. */
  readonly inode: string | null;
  readonly storageDomain: {
    readonly id: string;
    /** The first of them; a shared domain has one for each host. */
    readonly mounts: {
      readonly nodes: readonly {
        readonly path: string;
        readonly storage: { readonly source: string | null } | null;
      }[];
    };
  } | null;
}

export const diskFields = /* GraphQL */ `
  fragment DiskFields on Disk {
    id name path format formatName allocation availability virtualSize actualSize inspectedAt
    attachments { vmId vmName state host { id name } }
    reclaimable { bytes basis }
    activeJob { id }
    sparsifiability { allowed obstacles { code message remedy } warnings { code message } }
    inode storageDomain { id mounts(first: 3) { nodes { path storage { source } } } }
  }
`;

/** The filter of `disks`. Sizes are in bytes. */
export interface DiskFilterVariables {
  readonly storageDomainId?: string | undefined;
  readonly nameContains?: string | undefined;
  readonly obstacles?: readonly ObstacleCode[] | undefined;
  readonly sparsifiable?: boolean | undefined;
  readonly hostId?: string | undefined;
  readonly vm?: string | undefined;
  readonly format?: DiskFormat | undefined;
  readonly allocation?: DiskAllocation | undefined;
  readonly actualSizeAtLeast?: ByteSize | undefined;
  readonly actualSizeAtMost?: ByteSize | undefined;
  readonly reclaimableAtLeast?: ByteSize | undefined;
}

/** The orders of `disks`. */
export type DiskOrderField = 'NAME' | 'REGISTERED_AT' | 'ACTUAL_SIZE' | 'VIRTUAL_SIZE' | 'RECLAIMABLE';

/** An order of `disks`. */
export interface DiskOrder {
  readonly field: DiskOrderField;
  readonly direction: 'ASC' | 'DESC';
}

export const listDisks: TypedDocument<
  { readonly disks: Connection<DiskNode> },
  { first: number; after?: string | null; filter?: DiskFilterVariables; orderBy?: DiskOrder | undefined }
> = {
  document: `query Disks($first: Int!, $after: String, $filter: DiskFilter, $orderBy: DiskOrder) {
    disks(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { nodes { ...DiskFields } ${pageFields} }
  } ${diskFields}`,
};

/** Counts and sums over disks, without reading each. */
export interface DiskTotals {
  readonly count: number;
  readonly actualSize: ByteSize;
  readonly virtualSize: ByteSize;
  readonly reclaimable: ByteSize;
  /** How many disks have an estimate of what is reclaimable. */
  readonly estimated: number;
  readonly sparsifiable: number;
  readonly obstacles: readonly { readonly code: ObstacleCode; readonly count: number }[];
}

export const getDiskTotals: TypedDocument<
  { readonly diskTotals: DiskTotals },
  { filter?: DiskFilterVariables }
> = {
  document: `query DiskTotals($filter: DiskFilter) {
    diskTotals(filter: $filter) {
      count actualSize virtualSize reclaimable estimated sparsifiable obstacles { code count }
    }
  }`,
};

export const getDisk: TypedDocument<{ readonly disk: DiskNode | null }, { id: string }> = {
  document: `query Disk($id: ID!) { disk(id: $id) { ...DiskFields } } ${diskFields}`,
};

/** The disk after a mutation, or why the mutation was refused. */
export interface DiskPayload {
  readonly disk: DiskNode | null;
  readonly userErrors: readonly UserError[];
}

/** What `updateDisk` changes; omitted fields stay as they are. */
export interface DiskChanges {
  readonly name?: string | undefined;
  readonly format?: DiskFormat | undefined;
  readonly allocation?: DiskAllocation | undefined;
  readonly wipeAfterDelete?: boolean | undefined;
}

export const updateDisk: TypedDocument<
  { readonly updateDisk: DiskPayload },
  { input: DiskChanges & { id: string } }
> = {
  document: `mutation UpdateDisk($input: UpdateDiskInput!) {
    updateDisk(input: $input) { disk { ...DiskFields } userErrors { code message } }
  } ${diskFields}`,
};

export const refreshDisk: TypedDocument<
  { readonly refreshDisk: DiskPayload & { readonly operation: OperationNode | null } },
  { input: { id: string; measure?: boolean } }
> = {
  document: `mutation RefreshDisk($input: RefreshDiskInput!) {
    refreshDisk(input: $input) { disk { ...DiskFields } operation { ...OperationFields } userErrors { code message } }
  } ${diskFields} ${operationFields}`,
};

export const removeDisk: TypedDocument<
  { readonly removeDisk: DiskPayload },
  { input: { id: string; reason?: string | undefined } }
> = {
  document: `mutation RemoveDisk($input: RemoveDiskInput!) {
    removeDisk(input: $input) { disk { ...DiskFields } userErrors { code message } }
  } ${diskFields}`,
};

export const registerDisk: TypedDocument<
  { readonly registerDisk: DiskPayload },
  { input: { storageDomainId: string; path: string; format: DiskFormat; name?: string } }
> = {
  document: `mutation RegisterDisk($input: RegisterDiskInput!) {
    registerDisk(input: $input) { disk { ...DiskFields } userErrors { code message } }
  } ${diskFields}`,
};
