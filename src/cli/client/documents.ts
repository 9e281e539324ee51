import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import type { SparsifyWarningCode } from '../../domain/disk/events.ts';
import type { DiskAllocation, DiskFormat } from '../../domain/disk/facts.ts';
import { type DiskNode, diskFields } from './disk.ts';
import type { TypedDocument } from './graphql-client.ts';
import { type HostNode, hostFields } from './host.ts';
import { type ByteSize, type JobNode, jobFields } from './job.ts';
import { type OperationNode, operationFields } from './operation.ts';

/** Why a mutation was refused. */
export interface UserError {
  readonly code: string;
  readonly message: string;
}

/** A page of a list. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** An event of the history. */
export interface ActivityNode {
  readonly id: string;
  readonly cursor: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly summary: string;
  readonly disk: { readonly id: string; readonly name: string } | null;
  readonly job: { readonly id: string } | null;
}

const page = 'totalCount pageInfo { hasNextPage endCursor }';

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
    disks(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { nodes { ...DiskFields } ${page} }
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

export const listJobs: TypedDocument<
  { readonly sparsifyJobs: Connection<JobNode> },
  { first: number; after?: string | null; filter?: { diskId?: string; active?: boolean } }
> = {
  document: `query Jobs($first: Int!, $after: String, $filter: SparsifyJobFilter) {
    sparsifyJobs(first: $first, after: $after, filter: $filter) { nodes { ...JobFields } ${page} }
  } ${jobFields}`,
};

export const getJob: TypedDocument<{ readonly sparsifyJob: JobNode | null }, { id: string }> = {
  document: `query Job($id: ID!) { sparsifyJob(id: $id) { ...JobFields } } ${jobFields}`,
};

export const listActivity: TypedDocument<
  { readonly activity: Connection<ActivityNode> },
  {
    first: number;
    after?: string | null;
    order: 'ASC' | 'DESC';
    filter?: { diskId?: string; jobId?: string };
  }
> = {
  document: `query Activity($first: Int!, $after: String, $order: OrderDirection!, $filter: ActivityFilter) {
    activity(first: $first, after: $after, orderBy: $order, filter: $filter) {
      nodes { id cursor type: __typename occurredAt actor { kind id } summary disk { id name } job { id } } ${page}
    }
  }`,
};

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
    storageDomains(first: $first, after: $after) { nodes { id name kind mounts(first: 500) { nodes { path } } disks(first: 1) { totalCount } } ${page} }
  }`,
};

export const listHosts: TypedDocument<
  { readonly hosts: Connection<HostNode> },
  { first: number; after?: string | null }
> = {
  document: `query Hosts($first: Int!, $after: String) {
    hosts(first: $first, after: $after) { nodes { ...HostFields } ${page} }
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

/** What became of one of the disks of `sparsifyDisks`. */
export interface SparsifyDisksResult {
  readonly job: JobNode | null;
  readonly userErrors: readonly UserError[];
}

export const sparsifyDisks: TypedDocument<
  {
    readonly sparsifyDisks: {
      readonly results: readonly SparsifyDisksResult[];
      readonly userErrors: readonly UserError[];
    };
  },
  {
    input: {
      ids: readonly string[];
      idempotencyKey?: string;
      acknowledgeWarnings?: readonly SparsifyWarningCode[] | undefined;
      timeoutSeconds?: number | undefined;
      reason?: string | undefined;
    };
  }
> = {
  document: `mutation SparsifyDisks($input: SparsifyDisksInput!) {
    sparsifyDisks(input: $input) { results { job { ...JobFields } userErrors { code message } } userErrors { code message } }
  } ${jobFields}`,
};

export const sparsifyDisk: TypedDocument<
  { readonly sparsifyDisk: { readonly job: JobNode | null; readonly userErrors: readonly UserError[] } },
  {
    input: {
      id: string;
      idempotencyKey?: string;
      acknowledgeWarnings?: readonly SparsifyWarningCode[] | undefined;
      timeoutSeconds?: number | undefined;
      reason?: string | undefined;
    };
  }
> = {
  document: `mutation SparsifyDisk($input: SparsifyDiskInput!) {
    sparsifyDisk(input: $input) { job { ...JobFields } userErrors { code message } }
  } ${jobFields}`,
};

export const cancelSparsifyJob: TypedDocument<
  { readonly cancelSparsifyJob: { readonly job: JobNode | null; readonly userErrors: readonly UserError[] } },
  { input: { id: string; reason?: string } }
> = {
  document: `mutation CancelSparsifyJob($input: CancelSparsifyJobInput!) {
    cancelSparsifyJob(input: $input) { job { ...JobFields } userErrors { code message } }
  } ${jobFields}`,
};

export const watchJob: TypedDocument<
  { readonly sparsifyJob: { readonly cursor: string; readonly job: JobNode } },
  { id: string; after?: string }
> = {
  document: `subscription WatchJob($id: ID!, $after: String) {
    sparsifyJob(id: $id, after: $after) { cursor job { ...JobFields } }
  } ${jobFields}`,
};
