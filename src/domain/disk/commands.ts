import type { JobId } from '../ids.ts';
import type { HostAttachments } from './attachments.ts';
import type { DiskContents } from './contents.ts';
import type { Obstacle } from './eligibility/obstacle.ts';
import type { StorageAccess } from './eligibility/storage-access.ts';
import type { SparsifyWarning } from './eligibility/warnings.ts';
import type { DiskEventOf, Failure } from './events.ts';
import type { DiskFacts } from './facts.ts';
import type { DerivedImages, ImageObservation } from './observation.ts';

/** What an inspection found; parts and members that are left out stay as they were known. */
export interface Observed {
  readonly image?: Partial<ImageObservation>;
  readonly derived?: DerivedImages;
  readonly attachments?: HostAttachments;
  /** Null where an inspection could not read them. */
  readonly contents?: DiskContents | null;
}

/** The commands on a disk. They carry all times and ids that a decision needs. */
export type DiskCommand =
  | { readonly type: 'RegisterDisk'; readonly facts: DiskFacts; readonly observed: Observed | null }
  | { readonly type: 'UpdateDisk'; readonly changes: DiskEventOf<'DiskUpdated'>['data'] }
  | { readonly type: 'ObserveDisk'; readonly observed: Observed }
  | { readonly type: 'MeasureDisk'; readonly measured: DiskEventOf<'DiskMeasured'>['data'] }
  | ({ readonly type: 'RemoveDisk' } & DiskEventOf<'DiskRemoved'>['data'])
  | ({
      readonly type: 'RequestSparsify';
      readonly storageAccess: StorageAccess;
    } & DiskEventOf<'SparsifyRequested'>['data'])
  | ({ readonly type: 'LockDisk'; readonly storageAccess: StorageAccess } & DiskEventOf<'DiskLocked'>['data'])
  | {
      readonly type: 'RecordStart';
      readonly jobId: JobId;
      readonly attempt: number;
      /** Of the boot that the host is in, where that is known. */
      readonly bootId?: string | null;
    }
  | { readonly type: 'RecordCompletion'; readonly result: DiskEventOf<'SparsifyCompleted'>['data'] }
  | {
      readonly type: 'RecordFailure';
      readonly jobId: JobId;
      /** Null when the job could not even be locked. */
      readonly attempt: number | null;
      readonly failure: Failure;
      /** How another attempt would go, should the failure be worth one. */
      readonly retry: { readonly maxAttempts: number; readonly notBefore: string };
    }
  | { readonly type: 'CancelSparsify'; readonly jobId: JobId; readonly reason: string | null }
  | ({
      readonly type: 'RecordCancellation';
      readonly attempt: number;
      /** It ends since its host was confirmed down. */
      readonly hostIsDown?: boolean;
    } & DiskEventOf<'SparsifyCanceled'>['data'])
  | {
      readonly type: 'RecordContactLost';
      readonly jobId: JobId;
      readonly attempt: number;
      /** Left out where it is the host that does not answer. */
      readonly of?: 'STORAGE';
      readonly message: string;
    }
  | { readonly type: 'RecordContactRegained'; readonly jobId: JobId; readonly attempt: number };

/** Why a command is refused; nothing changes then. */
export type DiskRejection =
  | { readonly type: 'DiskNotFound' }
  | { readonly type: 'DiskAlreadyRegistered' }
  | { readonly type: 'DiskBusy'; readonly jobId: JobId }
  | { readonly type: 'DiskNotEligible'; readonly obstacles: readonly Obstacle[] }
  | { readonly type: 'WarningsNotAcknowledged'; readonly warnings: readonly SparsifyWarning[] }
  | { readonly type: 'IdempotencyKeyReused'; readonly jobId: JobId }
  | { readonly type: 'JobNotFound' | 'JobAlreadyEnded'; readonly jobId: JobId }
  /** The command is about an attempt that does not hold the disk: its sender is behind. */
  | { readonly type: 'StaleAttempt' };
