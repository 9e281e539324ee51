import type { Caller } from '../domain/actor.ts';
import type { SparsifyOptions } from '../domain/disk/events.ts';
import type { DiskAllocation, DiskFormat } from '../domain/disk/facts.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../domain/ids.ts';
import type { Outcome } from './refusal.ts';

export type { Caller } from '../domain/actor.ts';
export type { Outcome, Refusal } from './refusal.ts';

export interface SparsifyDiskInput {
  readonly diskId: DiskId;
  readonly idempotencyKey: string | null;
  readonly options: SparsifyOptions;
}

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
  /** Inspects a disk now. */
  refreshDisk(input: { diskId: DiskId }, caller: Caller): Promise<Outcome<DiskId>>;
  /** Inspects a disk and measures the used space of its filesystems, as an operation. */
  measureDisk(input: { diskId: DiskId }, caller: Caller): Promise<Outcome<OperationId>>;
  sparsifyDisk(input: SparsifyDiskInput, caller: Caller): Promise<Outcome<JobId>>;
  /** Each is accepted or refused by itself; the outcomes are in the order of the inputs, at most `maxDisksAtOnce`. */
  sparsifyDisks(inputs: readonly SparsifyDiskInput[], caller: Caller): Promise<readonly Outcome<JobId>[]>;
  cancelSparsifyJob(input: { jobId: JobId; reason: string | null }, caller: Caller): Promise<Outcome<JobId>>;
  /** Registers the host that this server runs on, with directories to look for images in; probes and scans it. */
  registerHost(
    input: { name: string | null; directories: readonly string[] },
    caller: Caller,
  ): Promise<Outcome<HostId>>;
  /** Finds out again what a host can do, and scans it, as an operation. */
  probeHost(input: { hostId: HostId }, caller: Caller): Promise<Outcome<OperationId>>;
  /** Scans a host's storage, virtual machines and images, as an operation. */
  scanHost(input: { hostId: HostId }, caller: Caller): Promise<Outcome<OperationId>>;
  /** Refused for every host, with why: a host can be removed once a server works on more than its own. */
  removeHost(input: { hostId: HostId; reason: string | null }, caller: Caller): Promise<Outcome<HostId>>;
  /**
   * Removes a storage domain, with its disks where `removeDisks` is true. One that was interrupted goes on when it is sent
   * again. Scans leave it out from then on, until a directory there is registered.
   */
  removeStorageDomain(
    input: { storageDomainId: StorageDomainId; removeDisks: boolean; reason: string | null },
    caller: Caller,
  ): Promise<Outcome<StorageDomainId>>;
  /** Takes a registered directory of a host back; its storage domain is removed with its last directory. */
  unregisterDirectory(
    input: { hostId: HostId; directory: string },
    caller: Caller,
  ): Promise<Outcome<StorageDomainId>>;
}
