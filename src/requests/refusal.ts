import type { Obstacle } from '../domain/disk/eligibility/obstacle.ts';
import type { SparsifyWarning } from '../domain/disk/eligibility/warnings.ts';
import type { Failure } from '../domain/disk/events.ts';
import type { HostKey } from '../domain/host/ssh.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from '../domain/ids.ts';

/** Why a request was refused; nothing was changed, unless a type says otherwise. */
export type Refusal =
  | { readonly type: 'StorageDomainNotFound'; readonly storageDomainId: string }
  | { readonly type: 'DiskNotFound'; readonly diskId: string }
  | { readonly type: 'HostNotFound'; readonly hostId: string }
  | { readonly type: 'JobNotFound'; readonly jobId: string }
  | { readonly type: 'DiskAlreadyRegistered'; readonly diskId: DiskId }
  | { readonly type: 'DiskBusy'; readonly jobId: JobId }
  | { readonly type: 'DiskNotEligible'; readonly obstacles: readonly Obstacle[] }
  | { readonly type: 'WarningsNotAcknowledged'; readonly warnings: readonly SparsifyWarning[] }
  | { readonly type: 'IdempotencyKeyReused'; readonly jobId: JobId }
  | { readonly type: 'JobAlreadyEnded'; readonly jobId: JobId }
  /** Only a server on that very host can ask it. */
  | { readonly type: 'HostElsewhere'; readonly hostId: HostId }
  | { readonly type: 'HostNotRemovable'; readonly hostId: HostId; readonly message: string }
  | { readonly type: 'HostBusy'; readonly hostId: HostId; readonly jobId: JobId }
  /** So it is not down. */
  | { readonly type: 'HostAnswers'; readonly hostId: HostId; readonly message: string }
  | { readonly type: 'HostUnreachable'; readonly message: string }
  /** What the host shows. */
  | { readonly type: 'HostKeyUnknown'; readonly address: string; readonly hostKey: HostKey }
  | { readonly type: 'HostKeyMismatch'; readonly address: string; readonly hostKey: HostKey }
  | { readonly type: 'DirectoryRefused'; readonly path: string; readonly message: string }
  | { readonly type: 'DirectoryNotRegistered'; readonly hostId: HostId; readonly path: string }
  /** Disks lie in a directory that no other host has: they would be out of reach. */
  | {
      readonly type: 'DirectoryHoldsDisks';
      readonly storageDomainId: StorageDomainId;
      readonly path: string;
      readonly disks: number;
    }
  /** Jobs are active on disks of the storage domain. Disks that were removed before stay removed. */
  | {
      readonly type: 'StorageDomainBusy';
      readonly storageDomainId: StorageDomainId;
      readonly jobIds: readonly JobId[];
    }
  | {
      readonly type: 'StorageDomainNotEmpty';
      readonly storageDomainId: StorageDomainId;
      readonly disks: number;
    }
  /** The inspection of the image that the request needs failed. */
  | { readonly type: 'ImageRefused'; readonly failure: Failure }
  /** Other writers were faster each time. */
  | { readonly type: 'Conflict' };

/** What came of a request. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

export const done = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const refused = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
