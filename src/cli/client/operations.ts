import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import type { SparsifyWarningCode } from '../../domain/disk/events.ts';
import type { DiskAllocation, DiskFormat } from '../../domain/disk/facts.ts';
import { type DiskNode, diskFields } from './disk.ts';
import type { Operation } from './graphql-client.ts';
import { type HostNode, hostFields } from './host.ts';
import { type ByteSize, type JobNode, jobFields } from './job.ts';

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

export const listDisks: Operation<
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

export const getDiskTotals: Operation<{ readonly diskTotals: DiskTotals }, { filter?: DiskFilterVariables }> =
  {
    document: `query DiskTotals($filter: DiskFilter) {
    diskTotals(filter: $filter) {
      count actualSize virtualSize reclaimable estimated sparsifiable obstacles { code count }
    }
  }`,
  };

export const getDisk: Operation<{ readonly disk: DiskNode | null }, { id: string }> = {
  document: `query Disk($id: ID!) { disk(id: $id) { ...DiskFields } } ${diskFields}`,
};

export const listJobs: Operation<
  { readonly sparsifyJobs: Connection<JobNode> },
  { first: number; after?: string | null; filter?: { diskId?: string; active?: boolean } }
> = {
  document: `query Jobs($first: Int!, $after: String, $filter: SparsifyJobFilter) {
    sparsifyJobs(first: $first, after: $after, filter: $filter) { nodes { ...JobFields } ${page} }
  } ${jobFields}`,
};

export const getJob: Operation<{ readonly sparsifyJob: JobNode | null }, { id: string }> = {
  document: `query Job($id: ID!) { sparsifyJob(id: $id) { ...JobFields } } ${jobFields}`,
};

export const listActivity: Operation<
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

export const listStorageDomains: Operation<
  {
    readonly storageDomains: Connection<{
      readonly id: string;
      readonly name: string;
      readonly mounts: { readonly nodes: readonly { readonly path: string }[] };
    }>;
  },
  { first: number; after?: string | null }
> = {
  // With all their mounts, of which a shared domain has one for each host.
  largestPage: 20,
  document: `query StorageDomains($first: Int!, $after: String) {
    storageDomains(first: $first, after: $after) { nodes { id name mounts(first: 500) { nodes { path } } } ${page} }
  }`,
};

export const listHosts: Operation<
  { readonly hosts: Connection<HostNode> },
  { first: number; after?: string | null }
> = {
  document: `query Hosts($first: Int!, $after: String) {
    hosts(first: $first, after: $after) { nodes { ...HostFields } ${page} }
  } ${hostFields}`,
};

interface HostPayload {
  readonly host: HostNode | null;
  readonly userErrors: readonly UserError[];
}

export const registerHost: Operation<
  { readonly registerHost: HostPayload },
  { input: { directories: readonly string[] } }
> = {
  document: `mutation RegisterHost($input: RegisterHostInput!) {
    registerHost(input: $input) { host { ...HostFields } userErrors { code message } }
  } ${hostFields}`,
};

export const scanHost: Operation<{ readonly scanHost: HostPayload }, { input: { id: string } }> = {
  document: `mutation ScanHost($input: ScanHostInput!) {
    scanHost(input: $input) { host { ...HostFields } userErrors { code message } }
  } ${hostFields}`,
};

export const probeHost: Operation<{ readonly probeHost: HostPayload }, { input: { id: string } }> = {
  document: `mutation ProbeHost($input: ProbeHostInput!) {
    probeHost(input: $input) { host { ...HostFields } userErrors { code message } }
  } ${hostFields}`,
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

export const updateDisk: Operation<
  { readonly updateDisk: DiskPayload },
  { input: DiskChanges & { id: string } }
> = {
  document: `mutation UpdateDisk($input: UpdateDiskInput!) {
    updateDisk(input: $input) { disk { ...DiskFields } userErrors { code message } }
  } ${diskFields}`,
};

export const refreshDisk: Operation<
  { readonly refreshDisk: DiskPayload },
  { input: { id: string; measure?: boolean } }
> = {
  document: `mutation RefreshDisk($input: RefreshDiskInput!) {
    refreshDisk(input: $input) { disk { ...DiskFields } userErrors { code message } }
  } ${diskFields}`,
};

export const removeDisk: Operation<
  { readonly removeDisk: DiskPayload },
  { input: { id: string; reason?: string | undefined } }
> = {
  document: `mutation RemoveDisk($input: RemoveDiskInput!) {
    removeDisk(input: $input) { disk { ...DiskFields } userErrors { code message } }
  } ${diskFields}`,
};

export const registerDisk: Operation<
  { readonly registerDisk: DiskPayload },
  { input: { storageDomainId: string; path: string; format: DiskFormat; name?: string } }
> = {
  document: `mutation RegisterDisk($input: RegisterDiskInput!) {
    registerDisk(input: $input) { disk { ...DiskFields } userErrors { code message } }
  } ${diskFields}`,
};

export const sparsifyDisk: Operation<
  { readonly sparsifyDisk: { readonly job: JobNode | null; readonly userErrors: readonly UserError[] } },
  {
    input: {
      id: string;
      idempotencyKey?: string;
      acknowledgeWarnings?: readonly SparsifyWarningCode[];
      timeoutSeconds?: number;
      reason?: string;
    };
  }
> = {
  document: `mutation SparsifyDisk($input: SparsifyDiskInput!) {
    sparsifyDisk(input: $input) { job { ...JobFields } userErrors { code message } }
  } ${jobFields}`,
};

export const cancelSparsifyJob: Operation<
  { readonly cancelSparsifyJob: { readonly job: JobNode | null; readonly userErrors: readonly UserError[] } },
  { input: { id: string; reason?: string } }
> = {
  document: `mutation CancelSparsifyJob($input: CancelSparsifyJobInput!) {
    cancelSparsifyJob(input: $input) { job { ...JobFields } userErrors { code message } }
  } ${jobFields}`,
};

export const watchJob: Operation<
  { readonly sparsifyJob: { readonly cursor: string; readonly job: JobNode } },
  { id: string; after?: string }
> = {
  document: `subscription WatchJob($id: ID!, $after: String) {
    sparsifyJob(id: $id, after: $after) { cursor job { ...JobFields } }
  } ${jobFields}`,
};
