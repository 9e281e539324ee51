import type { HostId, JobId, RunId } from '../ids.ts';
import type { JobPriority } from '../job/priority.ts';
import type { DiskFacts } from './facts.ts';
import type { DiskObservation } from './observation.ts';

export type SparsifyWarningCode =
  | 'PARENT_SNAPSHOTS'
  | 'INTERNAL_SNAPSHOTS'
  | 'GUEST_HIBERNATED'
  | 'USE_NOT_FULLY_CHECKED';

export interface SparsifyOptions {
  /** The host that must do it; `null` lets Winnow choose. */
  readonly hostId: HostId | null;
  /** How long one attempt's run may take; `null` is the server's own limit. */
  readonly timeoutSeconds: number | null;
  readonly acknowledgedWarnings: readonly SparsifyWarningCode[];
  readonly reason: string | null;
  /** Left out: NORMAL. */
  readonly priority?: JobPriority;
}

/** DISCARDED: what is unused was discarded on storage where nothing shows how much of it came back. */
export type SparsifyOutcome = 'RECLAIMED' | 'NOTHING_TO_RECLAIM' | 'PARTIAL' | 'DISCARDED';

/**
 * What the sizes of a result stand for. ALLOCATED_BLOCKS: the blocks of a file. THIN_POOL: what a thin pool has mapped for a
 * volume. ARRAY_MAPPED: what a storage array has mapped for it. DISCARDED_ONLY: the size of a logical volume, which no discard changes; what its storage gave back is not measured.
 */
export type SizeBasis = (typeof sizeBases)[number];
export const sizeBases = ['ALLOCATED_BLOCKS', 'THIN_POOL', 'ARRAY_MAPPED', 'DISCARDED_ONLY'] as const;

/**
 * TRIMMED: fstrim ran; TRIMMED_WHILE_HIBERNATED: it ran though a guest is hibernated that may go on from its memory, `reason`
 * says which; CLEARED: swap or volume-group free space was discarded; SKIPPED: not trimmed, `reason` says why.
 */
export interface FilesystemResult {
  readonly device: string;
  /** As libguestfs names it (ext4, xfs, ntfs, swap, unknown, …). */
  readonly type: string;
  readonly outcome: 'TRIMMED' | 'TRIMMED_WHILE_HIBERNATED' | 'CLEARED' | 'SKIPPED';
  /** Bytes that fstrim reported; it counts ranges that were free already, so this is not what was freed. */
  readonly trimmedBytes: number | null;
  readonly reason: string | null;
}

/** Every cause that ends an attempt. Whether it can be retried is decided where the cause is known. */
export type FailureCode =
  | 'DISK_MISSING'
  | 'DISK_UNREADABLE'
  | 'NOT_A_REGULAR_FILE'
  | 'PATH_OUTSIDE_STORAGE_DOMAIN'
  | 'FORMAT_MISMATCH'
  | 'BACKING_FILE_MISSING'
  | 'DISK_IN_USE'
  | 'DISK_NOT_ELIGIBLE'
  | 'STORAGE_FULL'
  | 'FILESYSTEM_CORRUPT'
  | 'ENCRYPTED'
  | 'GUEST_SPANS_DISKS'
  | 'TOOL_MISSING'
  | 'TOOL_TOO_OLD'
  | 'TOOL_FAILED'
  | 'TOOL_KILLED'
  | 'APPLIANCE_FAILED'
  | 'RUN_LOST'
  | 'HOST_CONFIRMED_DOWN'
  | 'RUN_NOT_STARTED'
  | 'IMAGE_CHANGED'
  | 'EXPORT_UNAVAILABLE'
  | 'EXPORT_FAILED'
  | 'TIMED_OUT'
  | 'STALLED'
  | 'NO_SUITABLE_HOST'
  | 'INTERNAL_ERROR';

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy: string;
  /** The last lines that the tool wrote, bounded; null when no tool ran. */
  readonly outputTail: string | null;
  readonly retryable: boolean;
}

/** An attempt of a job, and the host that it is on. */
interface AttemptOnHost {
  readonly jobId: JobId;
  readonly attempt: number;
  readonly hostId: HostId;
}

/** What each event of a disk says. A disk's stream is its whole history, its jobs included. */
interface DiskEventData {
  readonly DiskRegistered: DiskFacts;
  readonly DiskUpdated: Partial<
    Pick<DiskFacts, 'name' | 'format' | 'formatBasis' | 'allocation' | 'wipeAfterDelete' | 'labels'>
  >;
  readonly DiskObserved: DiskObservation;
  readonly DiskMeasured: {
    readonly filesystems: readonly { readonly device: string; readonly usedBytes: number }[];
    /** Allocated less used: an estimate of what a sparsify can give back. */
    readonly reclaimableBytes: number;
  };
  readonly DiskRemoved: {
    readonly reason: string | null;
    /** True where its whole storage domain was removed: it comes back with that. */
    readonly withStorageDomain?: boolean;
  };
  readonly SparsifyRequested: {
    readonly jobId: JobId;
    readonly options: SparsifyOptions;
    readonly idempotencyKey: string | null;
  };
  readonly DiskLocked: AttemptOnHost & {
    readonly runId: RunId;
    readonly allocatedBytes: number;
    /** Why on that host: a phrase for people. */
    readonly chosen?: string;
    /** Of the boot that the host was in, in which alone the run may be started; left out where that is not known. */
    readonly bootId?: string;
  };
  readonly SparsifyStarted: AttemptOnHost & {
    readonly runId: RunId;
    /** Of the boot that the host was in; left out where that is not known. */
    readonly bootId?: string;
  };
  readonly SparsifyCompleted: {
    readonly jobId: JobId;
    readonly attempt: number;
    readonly outcome: SparsifyOutcome;
    readonly sizeBefore: number;
    readonly sizeAfter: number;
    /** Before less after, in bytes; negative in the rare case that the image grew. */
    readonly reclaimed: number;
    /** What the sizes stand for; left out, as in older events: ALLOCATED_BLOCKS. */
    readonly basis?: SizeBasis;
    /** Bytes that the kernel was told to discard on a logical volume; left out of a file. */
    readonly discarded?: number | null;
    /** Bytes by which the data of a thin pool shrank meanwhile, whoever wrote there; left out where there is none. */
    readonly poolFreed?: number | null;
    readonly filesystems: readonly FilesystemResult[];
    readonly warnings: readonly string[];
    readonly explanation: string;
    readonly durationSeconds: number;
  };
  readonly SparsifyFailed: { readonly jobId: JobId; readonly attempt: number | null } & Failure;
  /** `attempt` is the one that ended; the next has the number after it. */
  readonly SparsifyRetryScheduled: {
    readonly jobId: JobId;
    readonly attempt: number;
    readonly notBefore: string;
  } & Failure;
  readonly SparsifyCancelRequested: { readonly jobId: JobId; readonly reason: string | null };
  readonly SparsifyCanceled: {
    readonly jobId: JobId;
    readonly attempt: number | null;
    /** Bytes before and after, where a run had started; the space that it gave back until then stays free. */
    readonly sizeBefore: number | null;
    readonly sizeAfter: number | null;
  };
  /** `of`: what does not answer; left out where it is the host. */
  readonly SparsifyContactLost: AttemptOnHost & { readonly message: string; readonly of?: 'STORAGE' };
  readonly SparsifyContactRegained: AttemptOnHost & { readonly of?: 'STORAGE' };
}

export type DiskEventType = keyof DiskEventData;

/** Everything that can happen to a disk. */
export type DiskEvent = {
  readonly [Type in DiskEventType]: { readonly type: Type; readonly data: DiskEventData[Type] };
}[DiskEventType];
export type DiskEventOf<Type extends DiskEventType> = Extract<DiskEvent, { type: Type }>;
