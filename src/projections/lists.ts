import type { DiskStatus } from '../domain/disk/disk-status.ts';
import type { ObstacleCode } from '../domain/disk/eligibility/obstacle.ts';
import type { DiskEventOf } from '../domain/disk/events.ts';
import type { DiskAllocation, DiskFormat } from '../domain/disk/facts.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from '../domain/ids.ts';
import type { JobStatus } from '../domain/job/status.ts';
import type { Labels } from '../domain/labels.ts';

type JobOutcome = DiskEventOf<'SparsifyCompleted'>['data']['outcome'];

export type OrderDirection = 'ASC' | 'DESC';

/** A page of a list: `first`/`after` or `last`/`before`; cursors are opaque strings made by the views. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Counted only when asked for. */
  totalCount(): number;
}

/** A label that is asked for: with this value, or with any where it is left out. */
export interface LabelFilter {
  readonly key: string;
  readonly value?: string | null;
}

/** Whether operators assigned all labels that are asked for. */
export const areAssigned = (labels: Labels, sought: readonly LabelFilter[]): boolean =>
  sought.every(
    ({ key, value = null }) => Object.hasOwn(labels, key) && (value === null || labels[key] === value),
  );

export interface DiskFilter {
  readonly storageDomainId?: StorageDomainId | null;
  readonly nameContains?: string | null;
  /** Left out: all but REMOVED. */
  readonly availabilities?: readonly DiskStatus[] | null;
  readonly hasActiveJob?: boolean | null;
  readonly actualSizeAtLeast?: number | null;
  readonly actualSizeAtMost?: number | null;
  readonly virtualSizeAtLeast?: number | null;
  readonly virtualSizeAtMost?: number | null;
  readonly reclaimableAtLeast?: number | null;
  readonly reclaimableAtMost?: number | null;
  readonly format?: DiskFormat | null;
  readonly allocation?: DiskAllocation | null;
  /** The host has its storage domain. */
  readonly hostId?: HostId | null;
  /** Id or name of a virtual machine that has it. */
  readonly vm?: string | null;
  /** It has any of these. */
  readonly obstacles?: readonly ObstacleCode[] | null;
  /** It has none, or has any. */
  readonly sparsifiable?: boolean | null;
  /** It has all of them: its own assigned ones, and those that were discovered of its virtual machines. */
  readonly labels?: readonly LabelFilter[] | null;
  /** Operators assigned all of them to its storage domain. */
  readonly storageDomainLabels?: readonly LabelFilter[] | null;
  /** Operators assigned all of them to one of the hosts that have its storage domain. */
  readonly hostLabels?: readonly LabelFilter[] | null;
}
export interface DiskOrder {
  readonly field: 'NAME' | 'REGISTERED_AT' | 'ACTUAL_SIZE' | 'VIRTUAL_SIZE' | 'RECLAIMABLE';
  readonly direction: OrderDirection;
}
/** Which hosts to list. */
export interface HostFilter {
  /** Operators assigned all of them to it. */
  readonly labels?: readonly LabelFilter[] | null;
}
/** Which storage domains to list. */
export interface StorageDomainFilter {
  readonly hostId?: HostId | null;
  /** Operators assigned all of them to it. */
  readonly labels?: readonly LabelFilter[] | null;
  /** Operators assigned all of them to one of the hosts that have it. */
  readonly hostLabels?: readonly LabelFilter[] | null;
}
export interface JobFilter {
  readonly diskId?: DiskId | null;
  readonly statuses?: readonly JobStatus[] | null;
  readonly active?: boolean | null;
  readonly hostId?: HostId | null;
  readonly outcomes?: readonly JobOutcome[] | null;
  readonly requesterId?: string | null;
  readonly requestedAfter?: string | null;
  readonly requestedBefore?: string | null;
  readonly finishedAfter?: string | null;
  readonly finishedBefore?: string | null;
  /** Its disk has all of them, as for disks. */
  readonly diskLabels?: readonly LabelFilter[] | null;
  /** Operators assigned all of them to the storage domain of its disk. */
  readonly storageDomainLabels?: readonly LabelFilter[] | null;
  /** Operators assigned all of them to one of the hosts of its attempts. */
  readonly hostLabels?: readonly LabelFilter[] | null;
}
export interface JobOrder {
  readonly field: 'REQUESTED_AT' | 'FINISHED_AT' | 'RECLAIMED';
  readonly direction: OrderDirection;
}
export interface ActivityFilter {
  readonly diskId?: DiskId | null;
  readonly jobId?: JobId | null;
  readonly hostId?: HostId | null;
  readonly storageDomainId?: StorageDomainId | null;
  readonly types?: readonly string[] | null;
  readonly actorId?: string | null;
  readonly occurredAfter?: string | null;
  readonly occurredBefore?: string | null;
}

/** Counts and sums over disks; sums, in bytes, of what is known. */
export interface DiskTotals {
  readonly count: number;
  readonly actualSize: bigint;
  readonly virtualSize: bigint;
  readonly reclaimable: bigint;
  /** Disks of which it is known how much is reclaimable. */
  readonly estimated: number;
  readonly sparsifiable: number;
  readonly obstacles: readonly { readonly code: ObstacleCode; readonly count: number }[];
}

/** Counts and sums over jobs. */
export interface JobTotals {
  readonly count: number;
  readonly reclaimed: bigint;
  readonly statuses: readonly { readonly status: JobStatus; readonly count: number }[];
  readonly outcomes: readonly { readonly outcome: JobOutcome; readonly count: number }[];
}

/** A cursor or page size that cannot be served; `argument` names which one. */
export class BadPageArgument extends Error {
  override readonly name = 'BadPageArgument';
  readonly argument: keyof PageArgs;
  constructor(argument: keyof PageArgs, message: string) {
    super(message);
    this.argument = argument;
  }
}
