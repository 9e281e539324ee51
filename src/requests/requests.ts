import type { Actor } from '../domain/actor.ts';
import type { Obstacle } from '../domain/disk/eligibility/obstacle.ts';
import type { SparsifyWarning } from '../domain/disk/eligibility/warnings.ts';
import type { Failure, SparsifyOptions } from '../domain/disk/events.ts';
import type { DiskAllocation, DiskFormat } from '../domain/disk/facts.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from '../domain/ids.ts';

/** Who asks, and under which request id: the causation of the events that follow. */
export interface Caller {
  readonly actor: Actor;
  readonly requestId: string;
}

/** Why a request was refused; nothing was changed. */
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
  | { readonly type: 'DirectoryRefused'; readonly path: string; readonly message: string }
  /** The look at the image that the request needs went wrong. */
  | { readonly type: 'ImageRefused'; readonly failure: Failure }
  /** Other writers were faster each time; nothing was changed. */
  | { readonly type: 'Conflict' };

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What clients can ask to be changed. Each call answers once the events are durable and the local views show them;
 * inputs are checked for form by the caller. Only faults of the system are thrown.
 */
export interface Requests {
  registerDisk(
    input: {
      storageDomainId: StorageDomainId;
      /** Below the domain's directory, or absolute inside it. */
      path: string;
      name: string | null;
      format: DiskFormat;
      allocation: DiskAllocation;
      wipeAfterDelete: boolean;
    },
    caller: Caller,
  ): Promise<Outcome<DiskId>>;
  updateDisk(
    input: {
      diskId: DiskId;
      name?: string;
      /** RAW or QCOW2, which the operator stands for. */
      format?: DiskFormat;
      allocation?: DiskAllocation;
      wipeAfterDelete?: boolean;
    },
    caller: Caller,
  ): Promise<Outcome<DiskId>>;
  removeDisk(input: { diskId: DiskId; reason: string | null }, caller: Caller): Promise<Outcome<DiskId>>;
  refreshDisk(input: { diskId: DiskId; measure: boolean }, caller: Caller): Promise<Outcome<DiskId>>;
  sparsifyDisk(
    input: {
      diskId: DiskId;
      idempotencyKey: string | null;
      options: SparsifyOptions & { hostId: HostId | null };
    },
    caller: Caller,
  ): Promise<Outcome<JobId>>;
  /** Takes in the host that this server runs on, with directories to look for images in; probes and scans it. */
  registerHost(
    input: { name: string | null; directories: readonly string[] },
    caller: Caller,
  ): Promise<Outcome<HostId>>;
  /** Finds out again what a host can do, and scans it. */
  probeHost(input: { hostId: HostId }, caller: Caller): Promise<Outcome<HostId>>;
  /** Looks over a host's storage, virtual machines and images now. */
  scanHost(input: { hostId: HostId }, caller: Caller): Promise<Outcome<HostId>>;
  cancelSparsifyJob(input: { jobId: JobId; reason: string | null }, caller: Caller): Promise<Outcome<JobId>>;
}
