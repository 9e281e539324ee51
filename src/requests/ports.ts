import type { Logger } from 'pino';
import type { Observed } from '../domain/disk/commands.ts';
import type { DiskContents } from '../domain/disk/contents.ts';
import type { StorageAccess } from '../domain/disk/eligibility/storage-access.ts';
import type { DiskEventOf, Failure } from '../domain/disk/events.ts';
import type { DiskFacts, DiskFormat } from '../domain/disk/facts.ts';
import type { DiskObservation } from '../domain/disk/observation.ts';
import type { HostKey, SshAccess } from '../domain/host/ssh.ts';
import type { KnownHost } from '../domain/host/state.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../domain/ids.ts';
import type { OperationRequest } from '../domain/operation/events.ts';
import type { StorageMount } from '../domain/storage-domain/events.ts';
import type { StreamStore } from '../streams/handle-command.ts';
import type { Position } from '../streams/store.ts';
import type { Refusal } from './refusal.ts';
import type { Caller } from './requests.ts';

/** A disk as requests need to know it. */
export interface CatalogueDisk extends DiskFacts {
  readonly id: DiskId;
  readonly removedAt: string | null;
  readonly observation: DiskObservation | null;
  /** Whether the contents in the observation are those of the image as it was seen last. */
  readonly contentsCurrent: boolean;
  readonly hibernated: boolean;
  readonly activeJobId: JobId | null;
  readonly locked: boolean;
}

/** A storage domain as requests need to know it. */
export interface CatalogueStorageDomain {
  readonly id: StorageDomainId;
  readonly name: string;
  readonly mounts: readonly StorageMount[];
  readonly removedAt: string | null;
}

/** A host as requests need to know it. */
export type CatalogueHost = Pick<KnownHost, 'name' | 'status' | 'ssh'>;

/** A host that answered at an address. */
export interface ContactedHost {
  readonly id: HostId;
  readonly name: string;
  readonly ssh: SshAccess;
  /** Another one after each boot. */
  readonly bootId: string;
  /** Of each directory that was asked for, whether it can be registered, and where it lies, links resolved. */
  readonly directories: ReadonlyMap<string, DirectoryAnswer>;
}

export type DirectoryAnswer =
  | { readonly ok: true; readonly realPath: string }
  | { readonly ok: false; readonly message: string };

/** An operation that has not ended. */
export interface RunningOperation extends OperationRequest {
  readonly id: OperationId;
  readonly requestedBy: Caller['actor'];
}

/** What is known, by the local views. */
export interface Catalogue {
  disk(id: DiskId): CatalogueDisk | null;
  job(id: JobId): { readonly diskId: DiskId } | null;
  host(id: HostId): CatalogueHost | null;
  /** Jobs that have a run on a host, or are about to, with the boot of the host in which it was started; null where that is not known. */
  jobsOn(id: HostId): readonly { readonly id: JobId; readonly bootId: string | null }[];
  /** Storage domains that a host has. */
  storageDomainsOn(id: HostId): readonly CatalogueStorageDomain[];
  storageDomain(id: StorageDomainId): CatalogueStorageDomain | null;
  /** The storage domain that a directory of a host is registered as. */
  directory(hostId: HostId, path: string): CatalogueStorageDomain | null;
  /** Disks of a storage domain that were not removed. */
  disksIn(id: StorageDomainId): Iterable<CatalogueDisk>;
  /** Disks whose image names this disk as its backing file. */
  derivedDisks(id: DiskId): readonly CatalogueDisk[];
  /** The disk whose image is this one's backing file. */
  backingDisk(id: DiskId): CatalogueDisk | null;
  /** What a disk's storage domain stands on, and who reaches it. */
  storageAccess(id: DiskId): StorageAccess;
  runningOperations(): readonly RunningOperation[];
}

type Failed = { readonly ok: false; readonly failure: Failure };

/** What requests ask of hosts. */
export interface HostAccess {
  /** The host that this server runs on. */
  readonly ownHostId: HostId;
  /** The id of the boot that it is in. */
  ownBootId(): string;
  /** Whether this server can ask a host. */
  canAsk(id: HostId): boolean;
  /** A host that this server can ask and that reaches a storage domain; null where there is none. */
  hostReaching(id: StorageDomainId): HostId | null;
  /** Inspects an image that is to be registered: which disk it is, where it lies, and what was found. */
  findImage(
    storageDomainId: StorageDomainId,
    image: { readonly path: string; readonly format: DiskFormat },
  ): Promise<
    | {
        readonly ok: true;
        readonly diskId: DiskId;
        /** Below the storage domain, links resolved. */
        readonly path: string;
        readonly observed: Observed;
      }
    | Failed
  >;
  /**
   * Inspects a disk's image, storage and virtual machines, and records what is new; gives why that could not be done.
   * `thorough`: a check of reference counts may take its time, and it is found out why no image was found; `probe`: what
   * the host can do is found out again.
   */
  inspectDisk(
    id: DiskId,
    caller: Caller,
    options: { readonly probe?: boolean; readonly thorough?: boolean },
  ): Promise<Failure | null>;
  /** What a disk's guest keeps on it; undefined where the image could not be inspected. */
  inspectContents(id: DiskId): Promise<DiskContents | null | undefined>;
  measureDisk(
    id: DiskId,
  ): Promise<{ readonly ok: true; readonly measured: DiskEventOf<'DiskMeasured'>['data'] } | Failed>;
  /**
   * Contacts a host over SSH. The key that it shows must have the fingerprint; without one it must be `accepted`, or one that
   * the configuration of ssh trusts.
   */
  contact(
    at: {
      readonly address: string;
      readonly fingerprint: string | null;
      readonly accepted?: HostKey | null;
    },
    directories: readonly string[],
  ): Promise<
    { readonly ok: true; readonly host: ContactedHost } | { readonly ok: false; readonly refusal: Refusal }
  >;
  /** Asks a host now, over a connection of its own, and gives what shows that it is up; null where nothing does. */
  signOfLife(id: HostId): Promise<string | null>;
  /** Whether a directory of a host can be registered, and where it lies, links resolved. */
  findDirectory(id: HostId, path: string): Promise<DirectoryAnswer>;
  /** The id of a directory of a host, which may lie on storage that other hosts have too. */
  directoryId(id: HostId, realPath: string): Promise<StorageDomainId>;
  /** Scans a host, and probes it before, if asked to; a host that does not answer is recorded as such. */
  scan(id: HostId, caller: Caller, options?: { readonly probe?: boolean }): Promise<void>;
  /** What an image at a path of a host is called among the overlays of a base that lies on this storage. */
  overlayName(hostId: HostId, path: string, base: Pick<StorageMount, 'storage'>): string;
}

/** All that requests stand on. */
export interface RequestParts {
  readonly store: StreamStore;
  readonly catalogue: Catalogue;
  readonly hosts: HostAccess;
  /** Waits until the local views include an event, within a bound. */
  readonly waitForViews: (position: Position) => Promise<void>;
  /** Keeps runs off a disk until the answer is called. */
  readonly holdOffRuns: (id: DiskId) => () => void;
  /** For faults of work that no client waits for. */
  readonly logger: Logger;
  readonly now: () => Date;
}
