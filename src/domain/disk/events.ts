import type { DiskId, HostId, JobId, RunId, StorageDomainId } from '../ids.ts';
import type { DiskContents } from './contents.ts';
import type { ImageFault } from './image-fault.ts';

/** OTHER: a format that is found on hosts and cannot be sparsified in place, such as vmdk; the observation names it. */
export type DiskFormat = 'RAW' | 'QCOW2' | 'OTHER';
/** UNKNOWN: nobody declared it, and what the image takes does not tell either. */
export type DiskAllocation = 'THIN' | 'PREALLOCATED' | 'UNKNOWN';
/** DECLARED: by an operator; UNKNOWN then means that nobody did. GUESSED: by a scan of an older Winnow, from sizes alone. */
export type AllocationBasis = 'DECLARED' | 'GUESSED';
/**
 * IMAGE: a file. LOGICAL_VOLUME: a volume of a volume group. DIRECT_LUN: any other block device. CINDER: a volume that
 * another manager owns. NETWORK: reached by qemu itself over a network protocol, such as rbd.
 */
export type DiskStorageType = 'IMAGE' | 'LOGICAL_VOLUME' | 'DIRECT_LUN' | 'CINDER' | 'NETWORK';
/** DECLARED: by an operator, by libvirt, or by name and header alike. HEADER: by the header alone, which a guest can write. */
export type FormatBasis = 'DECLARED' | 'HEADER';

/** The state of a virtual machine as its hypervisor tells it. Only SHUT_OFF and CRASHED count as down. */
export type VmState = 'RUNNING' | 'PAUSED' | 'SUSPENDED_TO_DISK' | 'CRASHED' | 'SHUT_OFF' | 'UNKNOWN';

export interface Attachment {
  readonly vmId: string;
  readonly vmName: string;
  readonly hostId: HostId;
  readonly state: VmState;
}

/** What the operator told of a disk, or a scan found of it at first. `path` is relative to its storage domain. */
export interface DiskFacts {
  readonly name: string;
  readonly storageDomainId: StorageDomainId;
  readonly path: string;
  readonly format: DiskFormat;
  readonly formatBasis: FormatBasis;
  /** As declared, see `allocationOf` for what it counts as. */
  readonly allocation: DiskAllocation;
  readonly allocationBasis: AllocationBasis;
  readonly storageType: DiskStorageType;
  readonly wipeAfterDelete: boolean;
}

/** A file that an image stands on, as it was judged; absolute, links resolved. */
export interface BackingFile {
  readonly path: string;
  readonly format: Exclude<DiskFormat, 'OTHER'>;
}

/** What a look at the image itself found. Sizes are bytes; `null` is "not known", never "none". */
export interface ImageObservation {
  /** False when the image was not where the catalogue says. */
  readonly present: boolean;
  readonly virtualSize: number | null;
  /** st_blocks × 512: what the image takes on its filesystem. */
  readonly allocatedBytes: number | null;
  /** The path of the backing file, as the image names it, if it has one. */
  readonly backing: string | null;
  /** All that it stands on, the nearest first, as a run may open it; null where that was not judged, or may not be opened. */
  readonly backingChain: readonly BackingFile[] | null;
  readonly internalSnapshots: readonly string[];
  /** As qemu names it (qcow2, raw, vmdk, …); of a network disk its protocol (rbd, iscsi, …). */
  readonly formatName: string | null;
  /** Whether the image as a whole is encrypted; what a guest encrypts inside does not count. */
  readonly encrypted: boolean | null;
  /** Whether qemu has marked it as corrupt. */
  readonly corrupt: boolean | null;
  /** Whether qcow2's dirty flag is set: it was in use and not closed. */
  readonly dirty: boolean | null;
  readonly writable: boolean | null;
  /** The number of its inode, as decimal text: 64 bits do not fit a number. */
  readonly inode: string | null;
  /**
   * What the blocks of a raw file show: THIN where some are not taken, PREALLOCATED where all are and some were never
   * written, UNKNOWN where all are and were. What was shown once holds as long as the inode is the same.
   */
  readonly provisioned: DiskAllocation | null;
  /** What oVirt's metadata beside the volume declares. */
  readonly declaredAllocation: 'THIN' | 'PREALLOCATED' | null;
  /**
   * Whether qcow2's reference counts are whole, where there is reason for doubt (lazy_refcounts, or a dirty flag that was
   * cleared): UNCHECKED while no check came to its end; null where there was no reason.
   */
  readonly refcounts: 'WHOLE' | 'BROKEN' | 'UNCHECKED' | null;
  /** Why the image could not be read; null when it could, or is not there. */
  readonly unreadable: string | null;
  /** Of qcow2 its compatibility level, 0.10 or 1.1. */
  readonly formatVersion: string | null;
  /** What keeps it from being opened, by itself or in what it stands on; null where nothing does, or nobody judged it. */
  readonly fault: ImageFault | null;
}

/** Which images stand on this one, as far as that is known. */
export interface DerivedImages {
  readonly children: readonly DiskId[];
  /** Paths of images that stand on it and are not in the catalogue. */
  readonly overlays: readonly string[];
}

/** All that is observed of a disk. Attachments are null until a hypervisor has listed its machines. */
export interface DiskObservation extends ImageObservation, DerivedImages {
  readonly attachments: readonly Attachment[] | null;
  /** Null while nobody has looked into the image. */
  readonly contents: DiskContents | null;
}

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
}

export type SparsifyOutcome = 'RECLAIMED' | 'NOTHING_TO_RECLAIM' | 'PARTIAL';

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

/** Every cause that ends an attempt. Which of them are worth another attempt is decided where the cause is known. */
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
  /** The last lines that the tool wrote, bounded; `null` when no tool ran. */
  readonly outputTail: string | null;
  readonly retryable: boolean;
}

/** Everything that can happen to a disk. A disk's stream is its whole history, its jobs included. */
export type DiskEvent =
  | { readonly type: 'DiskRegistered'; readonly data: DiskFacts }
  | {
      readonly type: 'DiskUpdated';
      readonly data: Partial<
        Pick<DiskFacts, 'name' | 'format' | 'formatBasis' | 'allocation' | 'wipeAfterDelete'>
      >;
    }
  | { readonly type: 'DiskObserved'; readonly data: DiskObservation }
  | {
      readonly type: 'DiskMeasured';
      readonly data: {
        readonly filesystems: readonly { readonly device: string; readonly usedBytes: number }[];
        /** Allocated less used: an estimate of what a sparsify can give back. */
        readonly reclaimableBytes: number;
      };
    }
  | {
      readonly type: 'DiskRemoved';
      readonly data: {
        readonly reason: string | null;
        /** True where its whole storage domain was removed: it comes back with that. */
        readonly withStorageDomain?: boolean;
      };
    }
  | {
      readonly type: 'SparsifyRequested';
      readonly data: {
        readonly jobId: JobId;
        readonly options: SparsifyOptions;
        readonly idempotencyKey: string | null;
      };
    }
  | {
      readonly type: 'DiskLocked';
      readonly data: {
        readonly jobId: JobId;
        readonly attempt: number;
        readonly hostId: HostId;
        readonly runId: RunId;
        readonly allocatedBytes: number;
      };
    }
  | {
      readonly type: 'SparsifyStarted';
      readonly data: {
        readonly jobId: JobId;
        readonly attempt: number;
        readonly hostId: HostId;
        readonly runId: RunId;
      };
    }
  | {
      readonly type: 'SparsifyCompleted';
      readonly data: {
        readonly jobId: JobId;
        readonly attempt: number;
        readonly outcome: SparsifyOutcome;
        readonly sizeBefore: number;
        readonly sizeAfter: number;
        /** Before less after, in bytes; negative in the rare case that the image grew. */
        readonly reclaimed: number;
        readonly filesystems: readonly FilesystemResult[];
        readonly warnings: readonly string[];
        readonly explanation: string;
        readonly durationSeconds: number;
      };
    }
  | {
      readonly type: 'SparsifyFailed';
      readonly data: { readonly jobId: JobId; readonly attempt: number | null } & Failure;
    }
  | {
      readonly type: 'SparsifyRetryScheduled';
      readonly data: {
        readonly jobId: JobId;
        /** The attempt that ended; the next has the number after it. */
        readonly attempt: number;
        readonly notBefore: string;
      } & Failure;
    }
  | {
      readonly type: 'SparsifyCancelRequested';
      readonly data: { readonly jobId: JobId; readonly reason: string | null };
    }
  | {
      readonly type: 'SparsifyCanceled';
      readonly data: {
        readonly jobId: JobId;
        readonly attempt: number | null;
        /** Bytes before and after, where a run had begun; what it gave back until then stays given back. */
        readonly sizeBefore: number | null;
        readonly sizeAfter: number | null;
      };
    }
  | {
      readonly type: 'SparsifyContactLost';
      readonly data: {
        readonly jobId: JobId;
        readonly attempt: number;
        readonly hostId: HostId;
        readonly message: string;
      };
    }
  | {
      readonly type: 'SparsifyContactRegained';
      readonly data: { readonly jobId: JobId; readonly attempt: number; readonly hostId: HostId };
    };

export type DiskEventType = DiskEvent['type'];
export type DiskEventOf<Type extends DiskEventType> = Extract<DiskEvent, { type: Type }>;
