import type { Caller } from '../domain/actor.ts';
import type { SparsifyOptions } from '../domain/disk/events.ts';
import type { DiskAllocation, DiskFormat } from '../domain/disk/facts.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../domain/ids.ts';
import type { Labels } from '../domain/labels.ts';
import type { Outcome } from './refusal.ts';

export type { Caller } from '../domain/actor.ts';
export type { Outcome, Refusal } from './refusal.ts';

export interface SparsifyDiskInput {
  readonly diskId: DiskId;
  readonly idempotencyKey: string | null;
  readonly options: SparsifyOptions;
}

/** Where a host is reached over SSH; without it the host that the server runs on is meant, or nothing changes. */
export interface HostAddress {
  readonly address?: string | null;
  /** Of the host key that is accepted; without it one that the configuration of ssh trusts. */
  readonly hostKeyFingerprint?: string | null;
}

/** What is left out stays as it is; `maxRuns` 0: as many as the servers are set to. */
export interface GivenHostSettings {
  readonly name?: string | null;
  readonly maxRuns?: number | null;
  readonly labels?: Labels | null;
  readonly allowEmulation?: boolean | null;
}

/** A host that was changed, and what goes on there in the background; null: nothing. */
export interface HostAtWork {
  readonly hostId: HostId;
  readonly operationId: OperationId | null;
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
      labels?: Labels;
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
      /** In place of those that it has. */
      labels?: Labels;
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
  /** Registers a host, with directories to look for images in, and starts an operation that probes and scans it. */
  registerHost(
    input: HostAddress & GivenHostSettings & { directories: readonly string[] },
    caller: Caller,
  ): Promise<Outcome<HostAtWork>>;
  /** Another address is accepted where the same host answers; an operation scans it there then. */
  updateHost(
    input: HostAddress & GivenHostSettings & { hostId: HostId },
    caller: Caller,
  ): Promise<Outcome<HostAtWork>>;
  /** Accepts the key that a host shows now, where it has this fingerprint, and starts an operation that scans it. */
  acceptHostKey(input: { hostId: HostId; fingerprint: string }, caller: Caller): Promise<Outcome<HostAtWork>>;
  drainHost(input: { hostId: HostId; reason: string | null }, caller: Caller): Promise<Outcome<HostId>>;
  activateHost(input: { hostId: HostId; reason: string | null }, caller: Caller): Promise<Outcome<HostId>>;
  /** Ends the attempts whose runs are on a host that does not answer, so that they are tried elsewhere; refused while it answers. */
  confirmHostDown(input: { hostId: HostId; reason: string | null }, caller: Caller): Promise<Outcome<HostId>>;
  /** Finds out again what a host can do, and scans it, as an operation. */
  probeHost(input: { hostId: HostId }, caller: Caller): Promise<Outcome<OperationId>>;
  /** Scans a host's storage, virtual machines and images, as an operation. */
  scanHost(input: { hostId: HostId }, caller: Caller): Promise<Outcome<OperationId>>;
  /** Refused while it has runs, and for one that has a server of its own. One that was interrupted goes on when it is sent again. */
  removeHost(input: { hostId: HostId; reason: string | null }, caller: Caller): Promise<Outcome<HostId>>;
  /**
   * Removes a storage domain, with its disks where `removeDisks` is true. One that was interrupted goes on when it is sent
   * again. Scans leave it out from then on, until a directory there is registered.
   */
  removeStorageDomain(
    input: { storageDomainId: StorageDomainId; removeDisks: boolean; reason: string | null },
    caller: Caller,
  ): Promise<Outcome<StorageDomainId>>;
  /** What is left out or null stays as it is; `maxRuns` 0: as many as the servers are set to. */
  updateStorageDomain(
    input: {
      storageDomainId: StorageDomainId;
      maxRuns?: number | null;
      labels?: Labels | null;
      allHostsRegistered?: boolean | null;
    },
    caller: Caller,
  ): Promise<Outcome<StorageDomainId>>;
  /** The same of the whole installation. */
  updateLimits(input: { maxRuns: number | null }, caller: Caller): Promise<Outcome<'LIMITS'>>;
  /** Takes a registered directory of a host back; its storage domain is removed with its last directory. */
  unregisterDirectory(
    input: { hostId: HostId; directory: string },
    caller: Caller,
  ): Promise<Outcome<StorageDomainId>>;
}
