// Generated from schema.graphql by scripts/codegen.ts; do not edit.
import type { Page } from '../projections/views.ts';
import type { ActivityOf } from './activity/activity-of.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnyNode } from './nodes.ts';
import type { DiskView, JobView, AttemptView, JobResultView, HostView, OperationView, StorageDomainView, ActivityView } from '../projections/views.ts';
import type { DiskAtMoment as PastDisk, JobAtMoment, FilesystemUsage as UsageOfFilesystem, PhysicalVolume as PhysicalVolumeOfGroup } from './parents.ts';
import type { Attachment } from '../domain/disk/attachments.ts';
import type { FilesystemResult as ResultOfFilesystem } from '../domain/disk/events.ts';
import type { HostKey as KeyOfHost } from '../domain/host/ssh.ts';
import type { HostCapabilities as CapabilitiesOfHost, HostObservation, Mount as MountOfHost, BlockDevice as DeviceOfHost, DiscardLimits as LimitsOfDiscard } from '../domain/host/events.ts';
import type { VolumeFacts, ThinPoolFacts } from '../domain/disk/volume.ts';
import type { VolumeGroupFacts } from '../domain/storage-domain/volume-group.ts';
import type { StorageFacts as FactsOfStorage, StorageMount } from '../domain/storage-domain/events.ts';
import type { OperationFailure } from '../domain/operation/events.ts';
import type { ServerReport } from '../domain/server-report.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * A number of bytes, as a decimal string such as `"1073741824"`: disks exceed what `Int` holds. Arguments may also be whole
   * numbers; negative ones are refused. Answers are negative only where the field says so.
   */
  ByteSize: { input: number; output: number | bigint; }
  /**
   * A moment in RFC 3339; in answers always UTC with milliseconds, e.g. `2026-11-22T07:43:10.251Z`. Arguments may have another
   * offset, which is required; digits beyond milliseconds are dropped.
   */
  DateTime: { input: string; output: string; }
};

/** An object with an id that is unique in this installation, whatever its type. */
export type Node = {
  /** Opaque; its prefix names the type. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page lies in its connection. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** True when more follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True when more precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
  /** Cursor of the last edge; null on an empty page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

/** The direction of an order. */
export type OrderDirection =
  /** Smallest, oldest or alphabetically first comes first. */
  | 'ASC'
  /** Largest, newest or alphabetically last comes first. */
  | 'DESC';

/** The author of a change. */
export type Actor = {
  readonly __typename?: 'Actor';
  /** The kind of author. */
  readonly kind: ActorKind;
  /** The author's name among its kind; `local` for callers of a server without sign-in. */
  readonly id: Scalars['String']['output'];
};

/** The kinds of authors. */
export type ActorKind =
  /** A person or script that called the API. */
  | 'USER'
  /** A policy that ran on its schedule. */
  | 'POLICY'
  /** Winnow itself, e.g. when it records what a run did. */
  | 'SYSTEM';

/** What can be read. */
export type Query = {
  readonly __typename?: 'Query';
  /** Any object by its id; null when there is none. */
  readonly node: Maybe<Node>;
  /** Several objects by their ids, in the order given, null for each that does not exist; at most 500. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** A disk by its id, removed ones included; null when there is none. */
  readonly disk: Maybe<Disk>;
  /**
   * A disk, its jobs and its history as the events stood at a moment in the past: null if it was not registered yet. The
   * answer has no id, so that it is never taken for the present disk.
   */
  readonly diskAt: Maybe<DiskAtMoment>;
  /** The disks of the catalogue. Removed ones are left out unless the filter asks for them. */
  readonly disks: DiskConnection;
  /** Counts and sums over the disks that match a filter. */
  readonly diskTotals: DiskTotals;
  /** A job by its id; null when there is none. */
  readonly sparsifyJob: Maybe<SparsifyJob>;
  /** A job as its events stood at a moment in the past: null if it was not requested yet. */
  readonly sparsifyJobAt: Maybe<SparsifyJobAtMoment>;
  /** Jobs of all disks, newest request first by default; all that were ever requested unless the filter restricts them. */
  readonly sparsifyJobs: SparsifyJobConnection;
  /** Counts and sums over the jobs that match a filter. */
  readonly sparsifyJobTotals: SparsifyJobTotals;
  /** A host by its id; null when there is none. */
  readonly host: Maybe<Host>;
  /** The hypervisor hosts that Winnow works on, by name. */
  readonly hosts: HostConnection;
  /** A storage domain by its id; null when there is none. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** The storage that holds disks, by name. */
  readonly storageDomains: StorageDomainConnection;
  /** The audit history: every event, newest first by default. Its cursors are valid for subscriptions too. */
  readonly activity: ActivityConnection;
  /** An operation by its id; null when there is none. */
  readonly operation: Maybe<Operation>;
  /** This server, its event store, and the servers that share it. */
  readonly system: System;
};


/** What can be read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** What can be read. */
export type QueryDiskArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryDiskAtArgs = {
  id: Scalars['ID']['input'];
  at: Scalars['DateTime']['input'];
};


/** What can be read. */
export type QueryDisksArgs = {
  filter?: InputMaybe<DiskFilter>;
  orderBy?: InputMaybe<DiskOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryDiskTotalsArgs = {
  filter?: InputMaybe<DiskFilter>;
};


/** What can be read. */
export type QuerySparsifyJobArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QuerySparsifyJobAtArgs = {
  id: Scalars['ID']['input'];
  at: Scalars['DateTime']['input'];
};


/** What can be read. */
export type QuerySparsifyJobsArgs = {
  filter?: InputMaybe<SparsifyJobFilter>;
  orderBy?: InputMaybe<SparsifyJobOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QuerySparsifyJobTotalsArgs = {
  filter?: InputMaybe<SparsifyJobFilter>;
};


/** What can be read. */
export type QueryHostArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryHostsArgs = {
  filter?: InputMaybe<HostFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryStorageDomainArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryStorageDomainsArgs = {
  filter?: InputMaybe<StorageDomainFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryActivityArgs = {
  filter?: InputMaybe<ActivityFilter>;
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be read. */
export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};

/** What can be changed. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Registers a disk image in the catalogue after inspecting it. */
  readonly registerDisk: RegisterDiskPayload;
  /** Changes what the catalogue declares about a disk. */
  readonly updateDisk: UpdateDiskPayload;
  /** Removes a disk from the catalogue. The image and the history stay. */
  readonly removeDisk: RemoveDiskPayload;
  /**
   * Inspects a disk now, on the hosts of this server: the image (presence, sizes, backing file, snapshots, flags), the
   * virtual machines that have it, and its storage; and so whether it can be sparsified. With `measure` it answers with an
   * operation, which continues in the background.
   */
  readonly refreshDisk: RefreshDiskPayload;
  /** Requests that the unused space of a disk be reclaimed. Answers with the job, which continues in the background. */
  readonly sparsifyDisk: SparsifyDiskPayload;
  /** Requests the same for many disks at once. Each is accepted or refused by itself, as `sparsifyDisk` would. */
  readonly sparsifyDisks: SparsifyDisksPayload;
  /** Requests that a job stop: at once if it has not started, else between two filesystems, finally by force. The disk stays usable. */
  readonly cancelSparsifyJob: CancelSparsifyJobPayload;
  /**
   * Registers a host: the one at `address`, which is contacted over SSH, or the one that this server runs on. Answers with an
   * operation, which continues in the background: it probes what the host can do, and scans its storage, its virtual machines
   * and their disks; images that no virtual machine has are found below `directories`. Sent again, it adds directories and
   * scans again; the same machine at another address is the same host.
   */
  readonly registerHost: RegisterHostPayload;
  /**
   * Probes again what a host can do, e.g. after a package was installed, and scans it. Answers with an operation, which
   * continues in the background.
   */
  readonly probeHost: ProbeHostPayload;
  /**
   * Scans a host's storage, virtual machines and images now, in addition to the scheduled scans. Answers with an operation,
   * which continues in the background.
   */
  readonly scanHost: ScanHostPayload;
  /** Changes the settings of a host, or where it is reached; at another address an operation scans it. */
  readonly updateHost: UpdateHostPayload;
  /**
   * Accepts the key that a host shows now in place of the one that was accepted, e.g. after it was installed anew, and starts
   * an operation that scans it.
   */
  readonly acceptHostKey: AcceptHostKeyPayload;
  /** Starts no more runs on a host; those that go on there are followed to their end. */
  readonly drainHost: DrainHostPayload;
  /** Starts runs again on a host that was drained. */
  readonly activateHost: ActivateHostPayload;
  /**
   * States that a host that does not answer is down: its runs are taken for dead, and their jobs are tried again, on another
   * host that reaches the storage where there is one. Refused while anything answers at its address that may be the host: what
   * lets Winnow log in and has another machine id is not. Be sure: a run that goes on there would work on the same disk. When
   * the host answers again, such runs are stopped by force, and it is drained.
   */
  readonly confirmHostDown: ConfirmHostDownPayload;
  /**
   * Removes a host, with all its directories: disks that no other host has are out of reach then; they and the history stay.
   * Refused while it has runs, and for a host that has a server of its own.
   */
  readonly removeHost: RemoveHostPayload;
  /** Changes the settings of a storage domain. */
  readonly updateStorageDomain: UpdateStorageDomainPayload;
  /**
   * Changes the limits of the whole installation, on all servers. Where a limit is lowered below what runs, these runs go
   * on, and none is started until there are fewer.
   */
  readonly updateLimits: UpdateLimitsPayload;
  /**
   * Removes a storage domain from the catalogue, with its disks if `removeDisks` says so; images and history stay. Refused
   * while jobs are active in it. If it was interrupted, sending it again continues. Scans leave it out from then on, until a
   * directory there is registered again.
   */
  readonly removeStorageDomain: RemoveStorageDomainPayload;
  /** Withdraws a registered directory of a host. The storage domain is removed with its last directory. */
  readonly unregisterDirectory: UnregisterDirectoryPayload;
};


/** What can be changed. */
export type MutationRegisterDiskArgs = {
  input: RegisterDiskInput;
};


/** What can be changed. */
export type MutationUpdateDiskArgs = {
  input: UpdateDiskInput;
};


/** What can be changed. */
export type MutationRemoveDiskArgs = {
  input: RemoveDiskInput;
};


/** What can be changed. */
export type MutationRefreshDiskArgs = {
  input: RefreshDiskInput;
};


/** What can be changed. */
export type MutationSparsifyDiskArgs = {
  input: SparsifyDiskInput;
};


/** What can be changed. */
export type MutationSparsifyDisksArgs = {
  input: SparsifyDisksInput;
};


/** What can be changed. */
export type MutationCancelSparsifyJobArgs = {
  input: CancelSparsifyJobInput;
};


/** What can be changed. */
export type MutationRegisterHostArgs = {
  input: RegisterHostInput;
};


/** What can be changed. */
export type MutationProbeHostArgs = {
  input: ProbeHostInput;
};


/** What can be changed. */
export type MutationScanHostArgs = {
  input: ScanHostInput;
};


/** What can be changed. */
export type MutationUpdateHostArgs = {
  input: UpdateHostInput;
};


/** What can be changed. */
export type MutationAcceptHostKeyArgs = {
  input: AcceptHostKeyInput;
};


/** What can be changed. */
export type MutationDrainHostArgs = {
  input: DrainHostInput;
};


/** What can be changed. */
export type MutationActivateHostArgs = {
  input: ActivateHostInput;
};


/** What can be changed. */
export type MutationConfirmHostDownArgs = {
  input: ConfirmHostDownInput;
};


/** What can be changed. */
export type MutationRemoveHostArgs = {
  input: RemoveHostInput;
};


/** What can be changed. */
export type MutationUpdateStorageDomainArgs = {
  input: UpdateStorageDomainInput;
};


/** What can be changed. */
export type MutationUpdateLimitsArgs = {
  input: UpdateLimitsInput;
};


/** What can be changed. */
export type MutationRemoveStorageDomainArgs = {
  input: RemoveStorageDomainInput;
};


/** What can be changed. */
export type MutationUnregisterDirectoryArgs = {
  input: UnregisterDirectoryInput;
};

/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** One job until its terminal state: the subscription completes after the payload that has it. */
  readonly sparsifyJob: SparsifyJobUpdate;
  /** One disk: what inspections find, and each step of its jobs. */
  readonly disk: DiskUpdate;
  /**
   * Every change of a disk that matches the filter. It begins with the next change: take `after` from the newest edge of
   * `activity`, asked for together with `disks`, to leave no gap.
   */
  readonly disks: DiskUpdate;
  /**
   * Every change after which the job matches the filter. Without `after` the first payloads are the active jobs that match,
   * one each. To see jobs end, leave `statuses` and `active` out of the filter.
   */
  readonly sparsifyJobs: SparsifyJobUpdate;
  /**
   * Every change of a host that matches the filter: registrations, probes and scans that found something new, lost and regained
   * contact. Without `after` all hosts that match come first.
   */
  readonly hosts: HostUpdate;
  /** One operation until its end: the subscription completes after the payload that has it. */
  readonly operation: OperationUpdate;
  /**
   * The audit history as it is written; with `after` what was missed comes first. Without it the first payload is the next
   * event: take `after` from the newest edge of the `activity` query to leave no gap.
   */
  readonly activity: ActivityUpdate;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type SubscriptionSparsifyJobArgs = {
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type SubscriptionDiskArgs = {
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type SubscriptionDisksArgs = {
  filter?: InputMaybe<DiskFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type SubscriptionSparsifyJobsArgs = {
  filter?: InputMaybe<SparsifyJobFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type SubscriptionHostsArgs = {
  filter?: InputMaybe<HostFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type SubscriptionOperationArgs = {
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` a subscription begins with the present
 * state, except where its description says that it begins with the next change. With the cursor of the last payload received,
 * nothing since is missed. Payloads are delivered at least once, in order, with strictly increasing cursors. For a slow reader
 * a newer progress report replaces an older one; nothing else is dropped.
 */
export type SubscriptionActivityArgs = {
  filter?: InputMaybe<ActivityFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A disk image of virtual machines. */
export type Disk = Node & {
  readonly __typename?: 'Disk';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** The name that the operator gave it. */
  readonly name: Scalars['String']['output'];
  /** The format; the tool always gets it as an argument and never guesses it from the content. */
  readonly format: DiskFormat;
  /** How the format is known. */
  readonly formatBasis: FormatBasis;
  /**
   * The format of the image as qemu names it (`qcow2`, `raw`, `vmdk`, …); for a disk that qemu reaches over the network, the
   * protocol (`rbd`, `iscsi`, …). Null when not known.
   */
  readonly formatName: Maybe<Scalars['String']['output']>;
  /**
   * How space was allocated to it: as an operator or oVirt's metadata beside the volume declared it, else as the blocks of a
   * raw file show it. What is not raw counts as THIN.
   */
  readonly allocation: DiskAllocation;
  /** The kind of storage. */
  readonly storageType: DiskStorageType;
  /** Whether the owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete: Scalars['Boolean']['output'];
  /** What operators labelled it with, by key. */
  readonly labels: ReadonlyArray<Label>;
  /**
   * What the descriptions of its virtual machines on their hypervisors say, at most 64: under `libvirt/title` their titles,
   * under `libvirt/os` their operating systems (libosinfo), under `libvirt/nova.name`, `libvirt/nova.project` and
   * `libvirt/nova.user` what OpenStack wrote. Whoever operates the virtual machines can write these: decide nothing by them that
   * must be trusted. Characters that are not plain are escaped. Several virtual machines may give a key several values.
   */
  readonly discoveredLabels: ReadonlyArray<Label>;
  /** The storage domain that holds it. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Its path below the storage domain's directory. */
  readonly path: Scalars['String']['output'];
  /** The size that the guest sees, in bytes. */
  readonly virtualSize: Maybe<Scalars['ByteSize']['output']>;
  /**
   * The space that it takes on its storage, in bytes, at `inspectedAt`: the allocated blocks of a file; what a thin pool has
   * mapped for a thin volume; the size of any other logical volume.
   */
  readonly actualSize: Maybe<Scalars['ByteSize']['output']>;
  /** The inode number of the image on its filesystem: hard links to one image share it, and the space. Null when not known. */
  readonly inode: Maybe<Scalars['String']['output']>;
  /** When Winnow last inspected the image. */
  readonly inspectedAt: Maybe<Scalars['DateTime']['output']>;
  /** What a sparsify could reclaim; null when not known. */
  readonly reclaimable: Maybe<Reclaimable>;
  /** The virtual machines that have it attached; null when that is not known. */
  readonly attachments: Maybe<ReadonlyArray<DiskAttachment>>;
  /** The backing file, as the image names it; null when it has none or that is not known. */
  readonly backingPath: Maybe<Scalars['String']['output']>;
  /** All backing files, the nearest first, as a run opens them; null when that is not known, or they may not be opened. */
  readonly backingChain: Maybe<ReadonlyArray<BackingFile>>;
  /** The disk in the catalogue that is the backing file; null when there is none in the catalogue. */
  readonly backingDisk: Maybe<Disk>;
  /** Disks of the catalogue whose backing file is this disk, by name. */
  readonly derivedDisks: DiskConnection;
  /** Paths of images that have it as their backing file and are not in the catalogue; null before the first inspection. */
  readonly overlays: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Names of the snapshots inside the image; null when not known. */
  readonly internalSnapshots: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Whether the image as a whole is encrypted, regardless of what a guest encrypts inside. Null when not known. */
  readonly encrypted: Maybe<Scalars['Boolean']['output']>;
  /** Whether qemu has marked the image as corrupt; null when not known, or the format has no such mark. */
  readonly corrupt: Maybe<Scalars['Boolean']['output']>;
  /** Whether the image was in use and not closed, by qcow2's dirty flag; null when not known, or the format has none. */
  readonly dirty: Maybe<Scalars['Boolean']['output']>;
  /** Whether the user that Winnow works as may write the image; null when not known. */
  readonly writable: Maybe<Scalars['Boolean']['output']>;
  /** What LVM reports of it; null unless it is a logical volume, and while LVM has given no answer. */
  readonly volume: Maybe<LogicalVolume>;
  /** Whether qcow2's reference counts are intact, where there is reason for doubt; null where there is none. */
  readonly refcounts: Maybe<RefcountsState>;
  /** Why the last inspection could not read the image; null when it could, the image was missing, or it was not read. */
  readonly unreadable: Maybe<Scalars['String']['output']>;
  /** The compatibility level of a qcow2 image, `0.10` or `1.1`; null when not known, or of another format. */
  readonly formatVersion: Maybe<Scalars['String']['output']>;
  /**
   * Whether a guest is hibernated on it, or is a Windows that was shut down with fast startup, as the last inspection of the
   * contents or the last sparsify found.
   */
  readonly hibernated: Scalars['Boolean']['output'];
  /**
   * What its guest keeps on it, as the last inspection of the contents found; null before the first. `refreshDisk` inspects
   * the contents, and so does Winnow before each run.
   */
  readonly contents: Maybe<DiskContents>;
  /** Whether it can be used now. */
  readonly availability: DiskAvailability;
  /** Whether it may be sparsified now, and if not, all reasons: by the same rules that `sparsifyDisk` applies. */
  readonly sparsifiability: Sparsifiability;
  /** The active job, if there is one. */
  readonly activeJob: Maybe<SparsifyJob>;
  /** Its jobs, newest request first by default. */
  readonly jobs: SparsifyJobConnection;
  /** Everything that happened to it, newest first by default. */
  readonly history: ActivityConnection;
  /** When it was registered in the catalogue. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** When it was removed from the catalogue; null while it is in it. */
  readonly removedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A disk image of virtual machines. */
export type DiskDerivedDisksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A disk image of virtual machines. */
export type DiskJobsArgs = {
  orderBy?: InputMaybe<SparsifyJobOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A disk image of virtual machines. */
export type DiskHistoryArgs = {
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** A disk as its events stood at a moment in the past. */
export type DiskAtMoment = {
  readonly __typename?: 'DiskAtMoment';
  /** The moment. */
  readonly at: Scalars['DateTime']['output'];
  /** The disk as it is now. */
  readonly disk: Maybe<Disk>;
  /** The name that it had. */
  readonly name: Scalars['String']['output'];
  /** The format; the tool always gets it as an argument and never guesses it from the content. */
  readonly format: DiskFormat;
  /** How the format is known. */
  readonly formatBasis: FormatBasis;
  /**
   * The format of the image as qemu names it (`qcow2`, `raw`, `vmdk`, …); for a disk that qemu reaches over the network, the
   * protocol (`rbd`, `iscsi`, …). Null when not known.
   */
  readonly formatName: Maybe<Scalars['String']['output']>;
  /**
   * How space was allocated to it: as an operator or oVirt's metadata beside the volume declared it, else as the blocks of a
   * raw file show it. What is not raw counts as THIN.
   */
  readonly allocation: DiskAllocation;
  /** The kind of storage. */
  readonly storageType: DiskStorageType;
  /** Whether the owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete: Scalars['Boolean']['output'];
  /** What operators labelled it with, by key. */
  readonly labels: ReadonlyArray<Label>;
  /**
   * What the descriptions of its virtual machines on their hypervisors say, at most 64: under `libvirt/title` their titles,
   * under `libvirt/os` their operating systems (libosinfo), under `libvirt/nova.name`, `libvirt/nova.project` and
   * `libvirt/nova.user` what OpenStack wrote. Whoever operates the virtual machines can write these: decide nothing by them that
   * must be trusted. Characters that are not plain are escaped. Several virtual machines may give a key several values.
   */
  readonly discoveredLabels: ReadonlyArray<Label>;
  /** The storage domain that holds it. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Its path below the storage domain's directory. */
  readonly path: Scalars['String']['output'];
  /** The size that the guest sees, in bytes. */
  readonly virtualSize: Maybe<Scalars['ByteSize']['output']>;
  /**
   * The space that it takes on its storage, in bytes, at `inspectedAt`: the allocated blocks of a file; what a thin pool has
   * mapped for a thin volume; the size of any other logical volume.
   */
  readonly actualSize: Maybe<Scalars['ByteSize']['output']>;
  /** The inode number of the image on its filesystem: hard links to one image share it, and the space. Null when not known. */
  readonly inode: Maybe<Scalars['String']['output']>;
  /** When Winnow last inspected the image. */
  readonly inspectedAt: Maybe<Scalars['DateTime']['output']>;
  /** What a sparsify could reclaim; null when not known. */
  readonly reclaimable: Maybe<Reclaimable>;
  /** The virtual machines that have it attached; null when that is not known. */
  readonly attachments: Maybe<ReadonlyArray<DiskAttachment>>;
  /** The backing file, as the image names it; null when it has none or that is not known. */
  readonly backingPath: Maybe<Scalars['String']['output']>;
  /** All backing files, the nearest first, as a run opens them; null when that is not known, or they may not be opened. */
  readonly backingChain: Maybe<ReadonlyArray<BackingFile>>;
  /** The disk in the catalogue that is the backing file now, if the image had one then. */
  readonly backingDisk: Maybe<Disk>;
  /** Disks of the catalogue that the last inspection until then had found to have this disk as their backing file, by name. */
  readonly derivedDisks: DiskConnection;
  /** Paths of images that have it as their backing file and are not in the catalogue; null before the first inspection. */
  readonly overlays: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Names of the snapshots inside the image; null when not known. */
  readonly internalSnapshots: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Whether the image as a whole is encrypted, regardless of what a guest encrypts inside. Null when not known. */
  readonly encrypted: Maybe<Scalars['Boolean']['output']>;
  /** Whether qemu has marked the image as corrupt; null when not known, or the format has no such mark. */
  readonly corrupt: Maybe<Scalars['Boolean']['output']>;
  /** Whether the image was in use and not closed, by qcow2's dirty flag; null when not known, or the format has none. */
  readonly dirty: Maybe<Scalars['Boolean']['output']>;
  /** Whether the user that Winnow works as may write the image; null when not known. */
  readonly writable: Maybe<Scalars['Boolean']['output']>;
  /** What LVM reports of it; null unless it is a logical volume, and while LVM has given no answer. */
  readonly volume: Maybe<LogicalVolume>;
  /** Whether qcow2's reference counts are intact, where there is reason for doubt; null where there is none. */
  readonly refcounts: Maybe<RefcountsState>;
  /** Why the last inspection could not read the image; null when it could, the image was missing, or it was not read. */
  readonly unreadable: Maybe<Scalars['String']['output']>;
  /** The compatibility level of a qcow2 image, `0.10` or `1.1`; null when not known, or of another format. */
  readonly formatVersion: Maybe<Scalars['String']['output']>;
  /**
   * Whether a guest is hibernated on it, or is a Windows that was shut down with fast startup, as the last inspection of the
   * contents or the last sparsify found.
   */
  readonly hibernated: Scalars['Boolean']['output'];
  /**
   * What its guest keeps on it, as the last inspection of the contents found; null before the first. `refreshDisk` inspects
   * the contents, and so does Winnow before each run.
   */
  readonly contents: Maybe<DiskContents>;
  /** Whether it could be used then. */
  readonly availability: DiskAvailability;
  /** Whether it could be sparsified then, and if not, all reasons. */
  readonly sparsifiability: Sparsifiability;
  /** The job that was active then, if there was one. */
  readonly activeJob: Maybe<SparsifyJobAtMoment>;
  /** The jobs that were requested until then, each as it stood then; newest request first by default. */
  readonly jobs: SparsifyJobAtMomentConnection;
  /** Everything that had happened to it until then, newest first by default. */
  readonly history: ActivityConnection;
  /** When it was registered in the catalogue. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** When it was removed from the catalogue; null if it was in it. */
  readonly removedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A disk as its events stood at a moment in the past. */
export type DiskAtMomentDerivedDisksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A disk as its events stood at a moment in the past. */
export type DiskAtMomentJobsArgs = {
  orderBy?: InputMaybe<SparsifyJobOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A disk as its events stood at a moment in the past. */
export type DiskAtMomentHistoryArgs = {
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** The formats of images; RAW and QCOW2 can be sparsified in place. */
export type DiskFormat =
  /** Plain bytes, thin where the file has holes. */
  | 'RAW'
  /** QEMU's copy-on-write format. */
  | 'QCOW2'
  /** Another, such as vmdk, found by a scan; it cannot be sparsified in place. `formatName` names it. */
  | 'OTHER';

/** How the format of a disk is known. */
export type FormatBasis =
  /** An operator or libvirt declared it, or the name and the header of the image agree on it. */
  | 'DECLARED'
  /** The image's header alone, which the guest of a raw disk can write. */
  | 'HEADER';

/** How space was allocated to a disk. */
export type DiskAllocation =
  /** Space is allocated as the guest writes, and can be reclaimed. */
  | 'THIN'
  /** All space was allocated at once, on purpose; sparsify is refused because it would undo that. */
  | 'PREALLOCATED'
  /**
   * Nobody declared it, and the allocated blocks do not show it: sparsify is refused until somebody declares it. In
   * `registerDisk` and `updateDisk`: use oVirt's metadata beside the volume, else the blocks of the image.
   */
  | 'UNKNOWN';

/** The kind of storage of a disk. */
export type DiskStorageType =
  /** An image file in a storage domain. */
  | 'IMAGE'
  /** A logical volume of a volume group. */
  | 'LOGICAL_VOLUME'
  /** A LUN passed through to the guest; Winnow must not edit it. */
  | 'DIRECT_LUN'
  /** A volume that Cinder or another manager owns; Winnow must not edit it. */
  | 'CINDER'
  /** Reached over the network by qemu itself, such as Ceph RBD; there is no file to edit. */
  | 'NETWORK';

/** Whether a disk can be used now. */
export type DiskAvailability =
  /** No job holds it. */
  | 'AVAILABLE'
  /** A sparsify job holds it; its VM must not be started until the job ends. */
  | 'LOCKED'
  /** The last inspection did not find the image where the catalogue says. */
  | 'MISSING'
  /** It was removed from the catalogue; only its history is left. */
  | 'REMOVED';

/** The state of a virtual machine. Only SHUT_OFF and CRASHED count as down. */
export type VmState =
  /** Running. */
  | 'RUNNING'
  /** Paused in memory; its disk is still open. */
  | 'PAUSED'
  /** Suspended to disk; its memory image expects the disk unchanged. */
  | 'SUSPENDED_TO_DISK'
  /** Ended by a crash. */
  | 'CRASHED'
  /** Shut off. */
  | 'SHUT_OFF'
  /** The hypervisor did not report it. */
  | 'UNKNOWN';

/** A virtual machine that has the disk attached. */
export type DiskAttachment = {
  readonly __typename?: 'DiskAttachment';
  /** The id of the virtual machine on its hypervisor. */
  readonly vmId: Scalars['String']['output'];
  /** The name of the virtual machine. */
  readonly vmName: Scalars['String']['output'];
  /** The hypervisor host that runs it. */
  readonly host: Maybe<Host>;
  /** The state of the virtual machine at the last scan. */
  readonly state: VmState;
};

/** How much a sparsify could reclaim, as an estimate. */
export type Reclaimable = {
  readonly __typename?: 'Reclaimable';
  /** The estimate in bytes. */
  readonly bytes: Scalars['ByteSize']['output'];
  /** What the estimate is based on. */
  readonly basis: ReclaimableBasis;
  /** When it was made. */
  readonly at: Scalars['DateTime']['output'];
};

/** What an estimate of reclaimable space is based on. */
export type ReclaimableBasis =
  /** The used space of the filesystems was measured and subtracted from the size of the image. */
  | 'MEASURED'
  /** An upper bound only. */
  | 'UPPER_BOUND';

/**
 * What a guest keeps on a disk, as partition tables, the starts of partitions and the metadata of LVM show it. It is read
 * without starting or mounting anything and with few rights; it may be wrong about a disk in use.
 */
export type DiskContents = {
  readonly __typename?: 'DiskContents';
  /** How the disk is divided. */
  readonly partitionTable: PartitionTable;
  /** The unit of the partition table in bytes: 512 or 4096; null when there is no table, or it is not known. */
  readonly sectorSize: Maybe<Scalars['Int']['output']>;
  /** The whole disk if it is not divided, else its partitions; after them its logical volumes. */
  readonly areas: ReadonlyArray<DiskArea>;
  /** Volume groups that have a physical volume on the disk. */
  readonly volumeGroups: ReadonlyArray<VolumeGroup>;
};

/** How a disk is divided. */
export type PartitionTable =
  /** Not at all. */
  | 'NONE'
  /** By a master boot record, logical partitions included. */
  | 'MBR'
  /** By a GUID partition table. */
  | 'GPT'
  /** The GPT at its start is damaged, the copy at its end is intact. virt-sparsify finds no partition then. */
  | 'GPT_BACKUP_ONLY'
  /** It had a GPT, and neither the table nor its copy is intact. */
  | 'GPT_BROKEN';

/** A whole disk, a partition or a logical volume. */
export type DiskArea = {
  readonly __typename?: 'DiskArea';
  /** As virt-sparsify names it: `/dev/sda`, `/dev/sda2`, `/dev/vg/lv`. */
  readonly device: Scalars['String']['output'];
  /** Its offset on the disk in bytes; null for a logical volume in several pieces. */
  readonly offset: Maybe<Scalars['ByteSize']['output']>;
  /** Its size in bytes. */
  readonly size: Scalars['ByteSize']['output'];
  /** The type GUID of a GPT partition, or two hexadecimal digits of an MBR partition; null for anything else. */
  readonly partitionType: Maybe<Scalars['String']['output']>;
  /** The kind of its content. */
  readonly kind: DiskAreaKind;
  /** Its content, as blkid names it: ext4, xfs, ntfs, swap, crypto_LUKS, BitLocker, LVM2_member, …; null when not known. */
  readonly type: Maybe<Scalars['String']['output']>;
  /** How it was left; null when that is not known. */
  readonly state: Maybe<DiskAreaState>;
};

/** The kind of the content of a partition. */
export type DiskAreaKind =
  /** A filesystem. */
  | 'FILESYSTEM'
  /** Swap. */
  | 'SWAP'
  /** Something encrypted. */
  | 'ENCRYPTED'
  /** A physical volume of LVM. */
  | 'PHYSICAL_VOLUME'
  /** A part of something on several devices, such as software RAID or ZFS. */
  | 'MEMBER'
  /** Its start, its end and what was read in between are zeros. */
  | 'BLANK'
  /** Nothing that Winnow recognizes. */
  | 'UNKNOWN';

/** How a filesystem or swap area was left. */
export type DiskAreaState =
  /** Closed properly. */
  | 'CLEAN'
  /** In use and not closed. */
  | 'DIRTY'
  /** Its guest is hibernated, or is a Windows that was shut down with fast startup, and expects it unchanged. */
  | 'HIBERNATED';

/** A volume group that has a physical volume on a disk. */
export type VolumeGroup = {
  readonly __typename?: 'VolumeGroup';
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its UUID, as LVM writes it. */
  readonly uuid: Scalars['String']['output'];
  /** How many physical volumes it has in all. */
  readonly physicalVolumes: Scalars['Int']['output'];
  /** The UUIDs of those that are not on this disk. */
  readonly missing: ReadonlyArray<Scalars['String']['output']>;
  /** Its logical volumes that are not entirely on this disk. */
  readonly incompleteVolumes: ReadonlyArray<Scalars['String']['output']>;
};

/** A file in the backing chain of an image, as Winnow accepted it. */
export type BackingFile = {
  readonly __typename?: 'BackingFile';
  /** Its path on the host that inspected it: absolute, links resolved. */
  readonly path: Scalars['String']['output'];
  /** Its format, as the image above it declares. */
  readonly format: DiskFormat;
};

/** A logical volume, as LVM reports it. */
export type LogicalVolume = {
  readonly __typename?: 'LogicalVolume';
  /** Its UUID, as LVM writes it. Another volume with the same name has another. */
  readonly uuid: Scalars['String']['output'];
  /** Its kind. */
  readonly kind: LogicalVolumeKind;
  /** Its layout in LVM's words: `linear`, `striped`, `thin,sparse`, `raid,raid1`, … */
  readonly layout: Scalars['String']['output'];
  /** Its thin pool; null unless it is thin. */
  readonly pool: Maybe<ThinPool>;
  /**
   * Whether a thin volume may share chunks of its pool with others, since it has snapshots or is one. What a sparsify unmaps
   * of it is then more than what the pool gets back: see `SparsifyResult.poolFreed`.
   */
  readonly sharesChunks: Scalars['Boolean']['output'];
  /** How many snapshots of the old kind it has; while there is one, the kernel passes no discards on. */
  readonly oldSnapshots: Scalars['Int']['output'];
  /** Whether it is a snapshot of the old kind itself. */
  readonly isOldSnapshot: Scalars['Boolean']['output'];
  /** Whether LVM on a host takes it for a physical volume of its own. */
  readonly holdsPhysicalVolume: Scalars['Boolean']['output'];
  /** Whether LVM has it read-only. */
  readonly readOnly: Scalars['Boolean']['output'];
};

/** The kinds of logical volumes. */
export type LogicalVolumeKind =
  /** Linear or striped: all of its space is allocated in the volume group. */
  | 'THICK'
  /** A volume of a thin pool, which allocates space as it is written. */
  | 'THIN'
  /** Any other, such as RAID, a mirror or a cache; Winnow does not sparsify it. */
  | 'OTHER';

/** The thin pool of a logical volume. */
export type ThinPool = {
  readonly __typename?: 'ThinPool';
  /** Its name in the volume group. */
  readonly name: Scalars['String']['output'];
  /** What is wrong with it, in LVM's words, such as `out_of_data`, `metadata_read_only` or `failed`; null when nothing is. */
  readonly health: Maybe<Scalars['String']['output']>;
  /** What it does with a discard. */
  readonly discards: ThinPoolDiscards;
};

/** What a thin pool does with a discard. */
export type ThinPoolDiscards =
  /** It keeps the space. */
  | 'IGNORE'
  /** It takes the space back for its volumes, and passes nothing to the devices below. */
  | 'NOPASSDOWN'
  /** It takes the space back, and passes the discard to the devices below. */
  | 'PASSDOWN';

/** Whether a disk may be sparsified, and why not. */
export type Sparsifiability = {
  readonly __typename?: 'Sparsifiability';
  /** True when there is no obstacle. */
  readonly allowed: Scalars['Boolean']['output'];
  /** All obstacles at once, not only the first. */
  readonly obstacles: ReadonlyArray<Obstacle>;
  /** What must be acknowledged in `sparsifyDisk` before it goes ahead anyway. */
  readonly warnings: ReadonlyArray<SparsifyWarning>;
  /** The moment of the facts behind this answer; null before the first inspection of the image. */
  readonly checkedAt: Maybe<Scalars['DateTime']['output']>;
};

/** One reason why a disk may not be sparsified now. */
export type Obstacle = {
  readonly __typename?: 'Obstacle';
  /** Closed: scripts can rely on it. */
  readonly code: ObstacleCode;
  /** What prevents it, on what. */
  readonly message: Scalars['String']['output'];
  /** What to do about it. */
  readonly remedy: Scalars['String']['output'];
};

/** The reasons why a disk may not be sparsified. */
export type ObstacleCode =
  /** The disk was removed from the catalogue. */
  | 'DISK_REMOVED'
  /** A sparsify job is active already. */
  | 'DISK_BUSY'
  /** The last inspection did not find the image where the catalogue says. */
  | 'DISK_MISSING'
  /** The image lies in a system directory, or in one that holds the state of Winnow. */
  | 'SYSTEM_DIRECTORY'
  /** The image lies in no registered directory, and neither a storage pool nor a virtual machine of libvirt names it. */
  | 'STORAGE_NOT_REGISTERED'
  /** The name of the image contains control characters or others that disguise it: rename it. */
  | 'UNSAFE_NAME'
  /** The image, or one in its backing chain, keeps its data in another file, which its header names. */
  | 'EXTERNAL_DATA_FILE'
  /** A backing file in its chain is named by a protocol (`nbd:`, `json:`, …), not as a file of the host. */
  | 'BACKING_NOT_A_FILE'
  /** A backing file in its chain lies in no storage that is registered, or that libvirt names. */
  | 'BACKING_OUTSIDE_STORAGE'
  /** The format of a backing file in its chain is not declared as raw or qcow2. */
  | 'BACKING_FORMAT_UNKNOWN'
  /** Its backing chain has more images than libvirt allows a virtual machine (200). */
  | 'BACKING_CHAIN_TOO_LONG'
  /** A backing file in its chain is missing or cannot be read, or the chain leads in a circle. */
  | 'BACKING_UNREADABLE'
  /** The image has less than one sector. */
  | 'IMAGE_EMPTY'
  /** The image is cut off: it ends before what its header says. */
  | 'IMAGE_TRUNCATED'
  /** The image says that it has more bytes than Winnow can record (2^53 - 1). */
  | 'SIZE_UNSUPPORTED'
  /** The last inspection could not read the image. */
  | 'DISK_UNREADABLE'
  /** A virtual machine that has it attached is not down. */
  | 'VM_NOT_DOWN'
  /** A host that has its storage is out of contact, or did not report its virtual machines: one may be running on it. */
  | 'ATTACHMENTS_UNKNOWN'
  /** Other disks use it as their backing file. */
  | 'HAS_DERIVED_DISKS'
  /** Images that are not in the catalogue use it as their backing file. */
  | 'NOT_A_LEAF'
  /** It is a direct LUN. */
  | 'DIRECT_LUN'
  /** Another manager owns the volume. */
  | 'MANAGED_VOLUME'
  /** It is reached over the network by qemu itself, such as Ceph RBD. */
  | 'NETWORK_DISK'
  /** It is a logical volume. No disk has this obstacle any more. */
  | 'LOGICAL_VOLUME'
  /** It is a logical volume, and LVM gave no answer about it, or about its volume group on a host. */
  | 'VOLUME_UNKNOWN'
  /** Its volume group is exported: taken out of use, to be moved to another host. */
  | 'VOLUME_GROUP_EXPORTED'
  /** Physical volumes of its volume group are missing. */
  | 'VOLUME_GROUP_INCOMPLETE'
  /** Another manager owns its volume group: a data center of oVirt, or another host by its system ID. */
  | 'VOLUME_GROUP_MANAGED'
  /** The host sees several volume groups of the same name. */
  | 'VOLUME_GROUP_AMBIGUOUS'
  /** Several hosts may use its volume group without a lock of LVM, and nobody declared that all of them are registered. */
  | 'VOLUME_GROUP_UNDECLARED'
  /** It has snapshots of the old kind, or is one: the kernel passes no discards on. */
  | 'SNAPSHOT_ORIGIN'
  /** It is a logical volume of a layout that Winnow does not sparsify, such as RAID or a cache. */
  | 'VOLUME_UNSUPPORTED'
  /** LVM on a host takes the logical volume for a physical volume of its own. */
  | 'HOLDS_PHYSICAL_VOLUME'
  /** Its thin pool is full, damaged or ignores discards. */
  | 'THIN_POOL_UNFIT'
  /** It was preallocated on purpose. */
  | 'PREALLOCATED'
  /** It is fully allocated, and nobody declared whether that is on purpose. */
  | 'ALLOCATION_UNKNOWN'
  /** Its format is neither raw nor qcow2. */
  | 'UNSUPPORTED_FORMAT'
  /** Its format was read from its header alone, which a guest can write. */
  | 'FORMAT_UNCONFIRMED'
  /** It is encrypted as a whole, or its guest encrypted a partition or logical volume on it. */
  | 'ENCRYPTED'
  /** It holds a part of a volume group that spans other disks of its guest. */
  | 'GUEST_SPANS_DISKS'
  /** qemu has marked it as corrupt. */
  | 'IMAGE_CORRUPT'
  /** It was in use and not closed. */
  | 'IMAGE_DIRTY'
  /** Its reference counts are not intact: the next write could destroy data. */
  | 'REFCOUNTS_BROKEN'
  /** It is doubtful whether its reference counts are intact, and no check completed. */
  | 'REFCOUNTS_UNCHECKED'
  /** It, or the storage below it, is read-only. */
  | 'READ_ONLY'
  /** It is on block storage and is to be wiped when deleted; a discard does not wipe. */
  | 'WIPE_AFTER_DELETE'
  /** Its storage is mounted with an NFS version before 4.2. */
  | 'NFS_TOO_OLD'
  /** Its storage is shared, but mounted so that locks hold on one host alone: another host may be writing the image unseen. */
  | 'SHARED_STORAGE_WITHOUT_LOCKS'
  /** A test showed that its storage does not return freed space. */
  | 'STORAGE_KEEPS_SPACE'
  /** A block device below it does not accept a discard, or does not read as zeros after one. */
  | 'NO_DISCARD'
  /** No host that has it is in contact and has the tools. */
  | 'NO_CAPABLE_HOST';

/** A risk to acknowledge, which does not forbid the sparsify. */
export type SparsifyWarning = {
  readonly __typename?: 'SparsifyWarning';
  /** What to name in `acknowledgeWarnings`. */
  readonly code: SparsifyWarningCode;
  /** What may happen. */
  readonly message: Scalars['String']['output'];
};

/** The warnings that must be acknowledged. */
export type SparsifyWarningCode =
  /** The image has a backing file: space of files deleted only since that snapshot is not reclaimed, and the image may grow by up to 0.01 %. */
  | 'PARENT_SNAPSHOTS'
  /** The image has internal snapshots: the blocks that they hold are not reclaimed. */
  | 'INTERNAL_SNAPSHOTS'
  /**
   * A guest is hibernated on the disk, or is a Windows that was shut down with fast startup. It expects the disk unchanged:
   * once the disk is trimmed, resuming may destroy its filesystems.
   */
  | 'GUEST_HIBERNATED'
  /** The former name of GUEST_HIBERNATED. */
  | 'HIBERNATED_GUEST'
  /** On a host that has it, Winnow may not see which files the processes of other users have open. */
  | 'USE_NOT_FULLY_CHECKED';

/** Whether qcow2's reference counts, which record the free clusters, are intact, by `qemu-img check`. */
export type RefcountsState =
  /** A check found no cluster in use that counts as free. */
  | 'WHOLE'
  /** A check found some: the next write could destroy data. */
  | 'BROKEN'
  /** No check completed. */
  | 'UNCHECKED';

/** Which disks to return. All conditions must hold; one that is left out or null does not count. */
export type DiskFilter = {
  /** Only disks of this storage domain. */
  readonly storageDomainId?: InputMaybe<Scalars['ID']['input']>;
  /** Only disks whose name contains this text, regardless of case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Only disks with one of these availabilities; REMOVED includes removed ones. */
  readonly availabilities?: InputMaybe<ReadonlyArray<DiskAvailability>>;
  /** Only disks with (true) or without (false) an active job. */
  readonly hasActiveJob?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only disks whose actual size is at least this. */
  readonly actualSizeAtLeast?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks whose actual size is known and at most this. */
  readonly actualSizeAtMost?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks whose virtual size is at least this. */
  readonly virtualSizeAtLeast?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks whose virtual size is known and at most this. */
  readonly virtualSizeAtMost?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks that could reclaim at least this, by a known estimate. */
  readonly reclaimableAtLeast?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks that could reclaim at most this, by a known estimate. */
  readonly reclaimableAtMost?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks of this format. */
  readonly format?: InputMaybe<DiskFormat>;
  /** Only disks with this allocation. */
  readonly allocation?: InputMaybe<DiskAllocation>;
  /** Only disks whose storage domain this host has. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Only disks that a virtual machine with this id or name had at the last scan; the whole name, case-sensitive. */
  readonly vm?: InputMaybe<Scalars['String']['input']>;
  /**
   * Only disks with any of these obstacles, by the same rules as `sparsifiability`. After a change of a host or a storage domain
   * with very many disks, they follow within seconds. DISK_REMOVED finds nothing unless `availabilities` includes REMOVED.
   */
  readonly obstacles?: InputMaybe<ReadonlyArray<ObstacleCode>>;
  /** Only disks that may be sparsified now (true) or may not (false), by the same rules as `sparsifiability`. */
  readonly sparsifiable?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * Only disks that have all of these labels themselves, at most 32: assigned ones, and by keys under `libvirt/` discovered ones.
   * Labels of their storage domain and of hosts do not count.
   */
  readonly labels?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Only disks whose storage domain has all of these labels, at most 32. */
  readonly storageDomainLabels?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Only disks whose storage domain a host has that has all of these labels, at most 32. */
  readonly hostLabels?: InputMaybe<ReadonlyArray<LabelFilter>>;
};

/** An order of disks. */
export type DiskOrder = {
  /** The field to order by. */
  readonly field: DiskOrderField;
  /** The direction. */
  readonly direction: OrderDirection;
};

/** What disks can be ordered by. */
export type DiskOrderField =
  /** The name, regardless of case. */
  | 'NAME'
  /** When it was registered. */
  | 'REGISTERED_AT'
  /** The actual size; unknown sizes count as smallest. */
  | 'ACTUAL_SIZE'
  /** The virtual size; unknown sizes count as smallest. */
  | 'VIRTUAL_SIZE'
  /** The estimate of what a sparsify could reclaim; unknown ones count as smallest. */
  | 'RECLAIMABLE';

/** Counts and sums over disks. A sum includes what is known. */
export type DiskTotals = {
  readonly __typename?: 'DiskTotals';
  /** How many disks there are. */
  readonly count: Scalars['Int']['output'];
  /** The sum of their actual sizes, in bytes. */
  readonly actualSize: Scalars['ByteSize']['output'];
  /** The sum of their virtual sizes, in bytes. */
  readonly virtualSize: Scalars['ByteSize']['output'];
  /** The sum of the estimates of what a sparsify could reclaim, in bytes. */
  readonly reclaimable: Scalars['ByteSize']['output'];
  /** How many disks have such an estimate. */
  readonly estimated: Scalars['Int']['output'];
  /** How many disks may be sparsified now. */
  readonly sparsifiable: Scalars['Int']['output'];
  /** How many disks have each obstacle; obstacles that no disk has are left out. A disk with several counts for each. */
  readonly obstacles: ReadonlyArray<ObstacleCount>;
};

/** How many disks have an obstacle. */
export type ObstacleCount = {
  readonly __typename?: 'ObstacleCount';
  /** The obstacle. */
  readonly code: ObstacleCode;
  /** How many disks have it. */
  readonly count: Scalars['Int']['output'];
};

/** One request to reclaim the unused space of one disk, from its acceptance to its measured result. */
export type SparsifyJob = Node & {
  readonly __typename?: 'SparsifyJob';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** The disk. */
  readonly disk: Maybe<Disk>;
  /** Its state. */
  readonly status: SparsifyJobStatus;
  /** Why it is waiting; null when it is not, or has ended. */
  readonly waitingFor: Maybe<WaitReason>;
  /** Who requested it. */
  readonly requestedBy: Actor;
  /** Why it was requested, in the requester's words. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** Its priority among the jobs that wait. */
  readonly priority: SparsifyPriority;
  /** When it was accepted. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When the tool was first started. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it reached its terminal state. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Seconds from `startedAt` to `finishedAt`, or until now; null before the start. */
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  /** The attempts, first to last. */
  readonly attempts: ReadonlyArray<SparsifyAttempt>;
  /** The progress of the run; null before the tool is started. */
  readonly progress: Maybe<SparsifyProgress>;
  /** What was measured; null unless COMPLETED. */
  readonly result: Maybe<SparsifyResult>;
  /** Why it failed; null unless FAILED. */
  readonly failure: Maybe<SparsifyFailure>;
  /** The warnings that were acknowledged with the request. */
  readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>;
  /** The limit of one attempt's run in seconds that the request set; null for the server's own. */
  readonly timeoutSeconds: Maybe<Scalars['Int']['output']>;
  /** The host that the request asked for; null when Winnow chooses. */
  readonly requestedHost: Maybe<Host>;
  /** The actual size of the image when the job took hold of it, in bytes; null before. */
  readonly sizeBefore: Maybe<Scalars['ByteSize']['output']>;
  /** Since when the host of the running attempt, or the storage of the image there, does not answer; null while they do. */
  readonly contactLostAt: Maybe<Scalars['DateTime']['output']>;
  /** When the next attempt may start; null unless the job waits for it. */
  readonly retryAt: Maybe<Scalars['DateTime']['output']>;
  /** Its events, newest first by default. */
  readonly history: ActivityConnection;
};


/** One request to reclaim the unused space of one disk, from its acceptance to its measured result. */
export type SparsifyJobHistoryArgs = {
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** A job as its events stood at a moment in the past. */
export type SparsifyJobAtMoment = {
  readonly __typename?: 'SparsifyJobAtMoment';
  /** The moment. */
  readonly at: Scalars['DateTime']['output'];
  /** The job as it is now. */
  readonly job: Maybe<SparsifyJob>;
  /** The disk as it is now. */
  readonly disk: Maybe<Disk>;
  /** Its state then. */
  readonly status: SparsifyJobStatus;
  /** Who requested it. */
  readonly requestedBy: Actor;
  /** Why it was requested, in the requester's words. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** Its priority among the jobs that wait. */
  readonly priority: SparsifyPriority;
  /** When it was accepted. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When the tool was first started. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it reached its terminal state. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Seconds from `startedAt` to `finishedAt`, or until that moment; null before the start. */
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  /** The attempts, first to last. */
  readonly attempts: ReadonlyArray<SparsifyAttempt>;
  /** The progress of the run; null before the tool is started. */
  readonly progress: Maybe<SparsifyProgress>;
  /** What was measured; null unless COMPLETED. */
  readonly result: Maybe<SparsifyResult>;
  /** Why it failed; null unless FAILED. */
  readonly failure: Maybe<SparsifyFailure>;
  /** The warnings that were acknowledged with the request. */
  readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>;
  /** The limit of one attempt's run in seconds that the request set; null for the server's own. */
  readonly timeoutSeconds: Maybe<Scalars['Int']['output']>;
  /** The host that the request asked for; null when Winnow chooses. */
  readonly requestedHost: Maybe<Host>;
  /** The actual size of the image when the job took hold of it, in bytes; null before. */
  readonly sizeBefore: Maybe<Scalars['ByteSize']['output']>;
  /** Since when the host of the running attempt, or the storage of the image there, does not answer; null while they do. */
  readonly contactLostAt: Maybe<Scalars['DateTime']['output']>;
  /** When the next attempt may start; null unless the job waits for it. */
  readonly retryAt: Maybe<Scalars['DateTime']['output']>;
  /** Its events until then, newest first by default. */
  readonly history: ActivityConnection;
};


/** A job as its events stood at a moment in the past. */
export type SparsifyJobAtMomentHistoryArgs = {
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** The state of a job. */
export type SparsifyJobStatus =
  /** Accepted and durable; waiting for its turn. */
  | 'REQUESTED'
  /** It holds its disk; the tool starts next, or again after a failed attempt. */
  | 'LOCKED'
  /** The tool is running. */
  | 'RUNNING'
  /** It was asked to stop, and is stopping. */
  | 'CANCELING'
  /** It ended well; `result` has the measurements. */
  | 'COMPLETED'
  /** It failed; `failure` says why and what to do. The disk is usable. */
  | 'FAILED'
  /** It was stopped. The disk is usable. */
  | 'CANCELED';

/** The priority of a job. Among jobs that wait for the same, those of a higher priority go first. */
export type SparsifyPriority =
  /** Before all others. */
  | 'HIGH'
  /** What a request has that does not say. */
  | 'NORMAL'
  /** Only where no job of a higher priority could use the slot. */
  | 'LOW';

/** Why a job is waiting. */
export type WaitReason = {
  readonly __typename?: 'WaitReason';
  /** Closed: scripts can rely on it. */
  readonly code: WaitReasonCode;
  /** The same in a sentence. */
  readonly message: Scalars['String']['output'];
  /**
   * How many jobs come before it in the line for the same, as things are: by priority, then in turns between those who
   * requested them, then by age. Jobs that are requested later may still come before it. Null where there is no line.
   */
  readonly position: Maybe<Scalars['Int']['output']>;
  /** Since when; null where that is not known. */
  readonly since: Maybe<Scalars['DateTime']['output']>;
};

/** What a job can wait for. */
export type WaitReasonCode =
  /** As many jobs run as may in all (`updateLimits`). */
  | 'INSTALLATION_SLOT'
  /** The host runs as many jobs as it may. */
  | 'HOST_SLOT'
  /** The storage domain has as many running jobs as it may; a volume group 1, unless it has a number of its own. */
  | 'STORAGE_DOMAIN_SLOT'
  /** Another storage domain with the same value of the label `array` has a running job. */
  | 'ARRAY_SLOT'
  /** No host reaches the storage and has the tools. */
  | 'NO_SUITABLE_HOST'
  /** A host that has the disk does not answer; a run on it continues, and its result is kept there. */
  | 'HOST_CONTACT'
  /** The storage of the image does not answer on the host: the run waits for it and can mostly not be stopped until then; no other is started. */
  | 'STORAGE_CONTACT'
  /** The last attempt failed in a way that is worth a retry, which waits for its time. */
  | 'RETRY_DELAY'
  /** The coordinator has not reached it yet. */
  | 'COORDINATOR';

/** One attempt of a job on one host. */
export type SparsifyAttempt = {
  readonly __typename?: 'SparsifyAttempt';
  /** Counted from 1. */
  readonly number: Scalars['Int']['output'];
  /** The host that it ran on. */
  readonly host: Maybe<Host>;
  /** Why Winnow chose that host; null for attempts of older versions, which did not record it. */
  readonly chosen: Maybe<Scalars['String']['output']>;
  /** When the disk was locked for it. */
  readonly lockedAt: Scalars['DateTime']['output'];
  /** When the tool was started; null if it was not. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; null while it continues. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** How it ended; null while it continues. */
  readonly outcome: Maybe<AttemptOutcome>;
  /** Why it failed; null unless it did. */
  readonly failure: Maybe<SparsifyFailure>;
};

/** How an attempt ended. */
export type AttemptOutcome =
  /** The tool did its work. */
  | 'COMPLETED'
  /** It failed. */
  | 'FAILED'
  /** It was stopped on request. */
  | 'CANCELED';

/** The progress of a run, as far as it is known. */
export type SparsifyProgress = {
  readonly __typename?: 'SparsifyProgress';
  /** The number of the attempt. */
  readonly attempt: Scalars['Int']['output'];
  /** What the tool is doing. */
  readonly phase: SparsifyPhase;
  /** Filesystems and swap areas done so far; null until the tool has listed them. */
  readonly filesystemsDone: Maybe<Scalars['Int']['output']>;
  /** Filesystems and swap areas in the image; null until the tool has listed them. */
  readonly filesystemsTotal: Maybe<Scalars['Int']['output']>;
  /** How much smaller the image is than at the start, in bytes; null until sampled. */
  readonly bytesReclaimed: Maybe<Scalars['ByteSize']['output']>;
  /** When this was reported. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** What virt-sparsify is doing. */
export type SparsifyPhase =
  /** Its small virtual machine starts; most of the time under software emulation. */
  | 'BOOTING'
  /** It searches for filesystems. */
  | 'INSPECTING'
  /** It trims filesystems. */
  | 'TRIMMING'
  /** It shuts down, and the image is measured. */
  | 'FINISHING';

/** What a completed job did, measured on the host rather than reported by the tool. */
export type SparsifyResult = {
  readonly __typename?: 'SparsifyResult';
  /** The outcome. */
  readonly outcome: SparsifyOutcome;
  /** What the sizes stand for. */
  readonly basis: SizeBasis;
  /**
   * Whether what the storage got back was measured. False with DISCARDED_ONLY: `reclaimed` is 0 then, and `discarded` says what
   * was discarded.
   */
  readonly measured: Scalars['Boolean']['output'];
  /** Bytes before, by the basis. */
  readonly sizeBefore: Scalars['ByteSize']['output'];
  /** Bytes after, by the basis. */
  readonly sizeAfter: Scalars['ByteSize']['output'];
  /**
   * Before minus after; negative in the rare case that the image grew (by at most 0.01 %). 0 where nothing was measured, so that
   * sums count only what was.
   */
  readonly reclaimed: Scalars['ByteSize']['output'];
  /** Bytes that the kernel was told to discard on a logical volume; null for a file. It counts again what was free already. */
  readonly discarded: Maybe<Scalars['ByteSize']['output']>;
  /**
   * By how many bytes the data of the thin pool shrank meanwhile, negative if it grew; null unless the disk is a thin volume.
   * Others that write to the pool count too, and chunks that snapshots share stay: so it may differ from `reclaimed`.
   */
  readonly poolFreed: Maybe<Scalars['ByteSize']['output']>;
  /** Every filesystem and swap area that the tool found. */
  readonly filesystems: ReadonlyArray<FilesystemResult>;
  /** Warnings of the tool. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
  /** The outcome in a sentence: what was reclaimed, or why nothing was. */
  readonly explanation: Scalars['String']['output'];
};

/** What the sizes in a result stand for. */
export type SizeBasis =
  /** The allocated blocks of a file. */
  | 'ALLOCATED_BLOCKS'
  /** What the thin pool has mapped for the volume. */
  | 'THIN_POOL'
  /**
   * What the storage array has mapped for the volume, which it says by SCSI's GET LBA STATUS. For a volume that lies on whole LUNs
   * of an array that answers.
   */
  | 'ARRAY_MAPPED'
  /**
   * The size of a logical volume, which no discard changes. What is unused was discarded; nothing on the host shows how much of
   * it the storage took back.
   */
  | 'DISCARDED_ONLY';

/** The outcome of a completed job. */
export type SparsifyOutcome =
  /** Space was reclaimed, and every filesystem was trimmed. */
  | 'RECLAIMED'
  /** The tool ended well, and the image is no smaller than before; the explanation says why. */
  | 'NOTHING_TO_RECLAIM'
  /** Some filesystems could not be trimmed, or were trimmed while their guest is hibernated; `filesystems` says which and why. */
  | 'PARTIAL'
  /** What is unused was discarded on a logical volume; how much of it the storage took back cannot be measured. */
  | 'DISCARDED';

/** What was done to one filesystem or swap area. */
export type FilesystemResult = {
  readonly __typename?: 'FilesystemResult';
  /** Its device inside the image, e.g. `/dev/sda1`. */
  readonly device: Scalars['String']['output'];
  /** As libguestfs names it: ext4, xfs, ntfs, swap, unknown, … */
  readonly type: Scalars['String']['output'];
  /** What was done. */
  readonly outcome: FilesystemOutcome;
  /** Bytes that fstrim reported. It counts ranges again that were free already, so this is not what was reclaimed. */
  readonly trimmed: Maybe<Scalars['ByteSize']['output']>;
  /** Why it was skipped, or what is wrong with having trimmed it; null otherwise. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** What was done to a filesystem or swap area. */
export type FilesystemOutcome =
  /** Its free space was discarded. */
  | 'TRIMMED'
  /**
   * Its free space was discarded although its guest is hibernated, because the tool does not check. Do not let the guest
   * resume, since that may destroy the filesystem; `reason` says more.
   */
  | 'TRIMMED_WHILE_HIBERNATED'
  /** It was discarded as a whole: swap, or free space of a volume group. */
  | 'CLEARED'
  /** Nothing; `reason` says why. */
  | 'SKIPPED';

/** Why a job or attempt failed, and what to do. */
export type SparsifyFailure = {
  readonly __typename?: 'SparsifyFailure';
  /** Closed: scripts can rely on it. */
  readonly code: SparsifyFailureCode;
  /** What failed, on what. */
  readonly message: Scalars['String']['output'];
  /** What to do. */
  readonly remedy: Scalars['String']['output'];
  /** Output of the tool: first the line that says why it failed, if there is one, then the last lines; null when no tool ran. */
  readonly outputTail: Maybe<Scalars['String']['output']>;
  /** Whether Winnow considers another attempt worthwhile. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The causes of failure. */
export type SparsifyFailureCode =
  /** The image is missing. */
  | 'DISK_MISSING'
  /** The image cannot be read and written by the server's user. */
  | 'DISK_UNREADABLE'
  /** The path leads to a directory, a device or something else that is not a regular file. */
  | 'NOT_A_REGULAR_FILE'
  /** The path, with symbolic links resolved, leaves its storage domain. */
  | 'PATH_OUTSIDE_STORAGE_DOMAIN'
  /** The image is not of the declared format. */
  | 'FORMAT_MISMATCH'
  /** The image's backing file cannot be opened. */
  | 'BACKING_FILE_MISSING'
  /** Another program, most likely a running virtual machine, holds the image. */
  | 'DISK_IN_USE'
  /** The disk became ineligible between the request and the run. */
  | 'DISK_NOT_ELIGIBLE'
  /** The storage of the image, or of the record of the run, has no space left. */
  | 'STORAGE_FULL'
  /** A filesystem inside the image is damaged. */
  | 'FILESYSTEM_CORRUPT'
  /** A partition or logical volume of the guest is encrypted, and virt-sparsify does nothing without its key. */
  | 'ENCRYPTED'
  /** A volume group of the guest spans this disk and others, and virt-sparsify gets only this one. */
  | 'GUEST_SPANS_DISKS'
  /** virt-sparsify or qemu-img is not installed on the host. */
  | 'TOOL_MISSING'
  /** The host's virt-sparsify cannot sparsify in place. */
  | 'TOOL_TOO_OLD'
  /** virt-sparsify ended with an error. */
  | 'TOOL_FAILED'
  /** virt-sparsify was killed by a signal that Winnow did not send. */
  | 'TOOL_KILLED'
  /** The appliance of libguestfs did not start. */
  | 'APPLIANCE_FAILED'
  /** The run is gone without a result: the host restarted, or all its processes were killed. */
  | 'RUN_LOST'
  /** The host of the run did not answer, and an operator confirmed that it is down. */
  | 'HOST_CONFIRMED_DOWN'
  /** The run could not be started on the host. */
  | 'RUN_NOT_STARTED'
  /** A file of the image, or a directory on its path, was replaced between the inspection and the run, or its header names another file now. Nothing was changed. */
  | 'IMAGE_CHANGED'
  /** The host can neither export the file that was accepted, nor restrict the tool to it: qemu-storage-daemon with FUSE is missing, or Winnow lacks the right to use it. */
  | 'EXPORT_UNAVAILABLE'
  /** The process that exports the image to the tool did not start, or ended before the tool did. */
  | 'EXPORT_FAILED'
  /** The run exceeded its time limit. */
  | 'TIMED_OUT'
  /** The run showed no activity for longer than allowed. */
  | 'STALLED'
  /** No host reaches the storage and has the tools. */
  | 'NO_SUITABLE_HOST'
  /** A fault of Winnow itself. */
  | 'INTERNAL_ERROR';

/** Which jobs to return. All conditions must hold; one that is left out or null does not count. */
export type SparsifyJobFilter = {
  /** Only jobs of this disk. */
  readonly diskId?: InputMaybe<Scalars['ID']['input']>;
  /** Only jobs in one of these states. */
  readonly statuses?: InputMaybe<ReadonlyArray<SparsifyJobStatus>>;
  /** Only jobs that have not ended (true), or have (false). */
  readonly active?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only jobs with an attempt on this host. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Only completed jobs with one of these outcomes. */
  readonly outcomes?: InputMaybe<ReadonlyArray<SparsifyOutcome>>;
  /** Only jobs that were requested by the actor with this id. */
  readonly requesterId?: InputMaybe<Scalars['String']['input']>;
  /** Only jobs requested at or after this moment. */
  readonly requestedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only jobs requested before this moment. */
  readonly requestedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only jobs that ended at or after this moment. */
  readonly finishedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only jobs that ended before this moment. */
  readonly finishedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only jobs of disks that have all of these labels themselves, as in `DiskFilter`; at most 32. */
  readonly diskLabels?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Only jobs of disks whose storage domain has all of these labels, at most 32. */
  readonly storageDomainLabels?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Only jobs with an attempt on a host that has all of these labels, at most 32. */
  readonly hostLabels?: InputMaybe<ReadonlyArray<LabelFilter>>;
};

/** An order of jobs. */
export type SparsifyJobOrder = {
  /** The field to order by. */
  readonly field: SparsifyJobOrderField;
  /** The direction. */
  readonly direction: OrderDirection;
};

/** What jobs can be ordered by. */
export type SparsifyJobOrderField =
  /** When they were requested. */
  | 'REQUESTED_AT'
  /** When they ended; those that have not count as oldest. */
  | 'FINISHED_AT'
  /** What they reclaimed; those without a result count as smallest, and as 0 those of which nothing could be measured. */
  | 'RECLAIMED';

/** Counts and sums over jobs. */
export type SparsifyJobTotals = {
  readonly __typename?: 'SparsifyJobTotals';
  /** How many jobs there are. */
  readonly count: Scalars['Int']['output'];
  /** The sum of what completed ones reclaimed, in bytes, as far as it was measured; negative if images grew. */
  readonly reclaimed: Scalars['ByteSize']['output'];
  /** How many jobs are in each state; states that no job is in are left out. */
  readonly statuses: ReadonlyArray<SparsifyJobStatusCount>;
  /** How many completed jobs had each outcome; outcomes that no job had are left out. */
  readonly outcomes: ReadonlyArray<SparsifyOutcomeCount>;
};

/** How many jobs are in a state. */
export type SparsifyJobStatusCount = {
  readonly __typename?: 'SparsifyJobStatusCount';
  /** The state. */
  readonly status: SparsifyJobStatus;
  /** How many jobs are in it. */
  readonly count: Scalars['Int']['output'];
};

/** How many jobs had an outcome. */
export type SparsifyOutcomeCount = {
  readonly __typename?: 'SparsifyOutcomeCount';
  /** The outcome. */
  readonly outcome: SparsifyOutcome;
  /** How many jobs had it. */
  readonly count: Scalars['Int']['output'];
};

/** Long work that was requested: it continues when the client is gone, and after a restart of the server. It is not part of the history; the events that it leads to are. */
export type Operation = Node & {
  readonly __typename?: 'Operation';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** What it does. */
  readonly action: OperationAction;
  /** The host that it works on. */
  readonly host: Maybe<Host>;
  /** The disk that it works on; null when it works on a host as a whole. */
  readonly disk: Maybe<Disk>;
  /** Who requested it. */
  readonly requestedBy: Actor;
  /** When it was requested. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When it ended; null while it runs. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** How it ended; null while it runs. */
  readonly outcome: Maybe<OperationOutcome>;
  /** Why it failed; null unless it did. */
  readonly problem: Maybe<OperationProblem>;
};

/** What an operation does. */
export type OperationAction =
  /** Scans a host's storage, virtual machines and images. */
  | 'SCAN_HOST'
  /** Probes what a host can do, and scans it. */
  | 'PROBE_HOST'
  /** Inspects a disk and measures the used space of its filesystems. */
  | 'REFRESH_DISK';

/** How an operation ended. */
export type OperationOutcome =
  /** It did its work. */
  | 'SUCCEEDED'
  /** It failed; `problem` says why. */
  | 'FAILED';

/** Why an operation failed, and what to do. */
export type OperationProblem = {
  readonly __typename?: 'OperationProblem';
  /** Closed: scripts can rely on it. */
  readonly code: UserErrorCode;
  /** What failed, on what. */
  readonly message: Scalars['String']['output'];
  /** What to do. */
  readonly remedy: Scalars['String']['output'];
};

/** A hypervisor host that Winnow works on. */
export type Host = Node & {
  readonly __typename?: 'Host';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its state. */
  readonly state: HostState;
  /** Where it is reached over SSH, `[user@]name[:port]`; null where only a server on the host itself reaches it. */
  readonly address: Maybe<Scalars['String']['output']>;
  /** The only host key that it is accepted with; null where it has no address, or where the configuration of ssh decides. */
  readonly hostKey: Maybe<HostKey>;
  /** Another key that it showed last, and that was refused; null when none was. */
  readonly refusedHostKey: Maybe<HostKey>;
  /** When an operator confirmed that it is down; null otherwise, also once it has answered since. */
  readonly confirmedDownAt: Maybe<Scalars['DateTime']['output']>;
  /** How many runs it may have at once; null: as many as the servers are set to. */
  readonly maxRuns: Maybe<Scalars['Int']['output']>;
  /** Whether runs may go there though it has only software emulation (`acceleration` EMULATION), which takes many times as long. Hosts with KVM go first in any case. */
  readonly allowEmulation: Scalars['Boolean']['output'];
  /** What operators labelled it with, by key. */
  readonly labels: ReadonlyArray<Label>;
  /** When it was removed; null while it is registered. */
  readonly removedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was registered. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** What it can do, by the last probe; null until it was probed. */
  readonly capabilities: Maybe<HostCapabilities>;
  /** When the last probe was that found anything new; null before the first. */
  readonly probedAt: Maybe<Scalars['DateTime']['output']>;
  /** What the last scan that brought anything new found; null before the first. */
  readonly inventory: Maybe<HostInventory>;
  /** When that scan was. */
  readonly scannedAt: Maybe<Scalars['DateTime']['output']>;
  /** Jobs that occupy a slot on it now, oldest request first. */
  readonly activeJobs: SparsifyJobConnection;
  /** Jobs with an attempt on it, newest request first by default. */
  readonly jobs: SparsifyJobConnection;
  /** Disks whose storage domain it has. */
  readonly disks: DiskConnection;
  /** Storage domains that it has, by name. */
  readonly storageDomains: StorageDomainConnection;
  /** Everything that happened to it, newest first by default. */
  readonly history: ActivityConnection;
};


/** A hypervisor host that Winnow works on. */
export type HostActiveJobsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A hypervisor host that Winnow works on. */
export type HostJobsArgs = {
  orderBy?: InputMaybe<SparsifyJobOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A hypervisor host that Winnow works on. */
export type HostDisksArgs = {
  orderBy?: InputMaybe<DiskOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A hypervisor host that Winnow works on. */
export type HostStorageDomainsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** A hypervisor host that Winnow works on. */
export type HostHistoryArgs = {
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** The states of a host. */
export type HostState =
  /** Jobs are started on it. */
  | 'ACTIVE'
  /** No job is started on it; those that run there are followed to their end. */
  | 'DRAINED'
  /** It was removed; it is not listed, and its history stays. */
  | 'REMOVED';

/** A key that a host proves itself with. */
export type HostKey = {
  readonly __typename?: 'HostKey';
  /** `ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-nistp256`, … */
  readonly type: Scalars['String']['output'];
  /** As ssh shows it: `SHA256:…`. */
  readonly fingerprint: Scalars['String']['output'];
};

/** What operators sort things by, or what was discovered of a virtual machine. */
export type Label = {
  readonly __typename?: 'Label';
  /** The key, 1 to 63 characters; only those of discovered labels have a `/`. */
  readonly key: Scalars['String']['output'];
  /** The value, at most 255 characters. */
  readonly value: Scalars['String']['output'];
};

/** A label to assign. */
export type LabelInput = {
  /** 1 to 63 letters, digits, `.`, `_` and `-`; the first and the last a letter or digit. */
  readonly key: Scalars['String']['input'];
  /** At most 255 letters, digits, spaces and `. _ : @ / -`; the first and the last a letter or digit. */
  readonly value: Scalars['String']['input'];
};

/** A label that is asked for. */
export type LabelFilter = {
  /** The whole key, case-sensitive. */
  readonly key: Scalars['String']['input'];
  /** The whole value, case-sensitive; any if left out or null. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** Which hosts to return. All conditions must hold; one that is left out or null does not count. */
export type HostFilter = {
  /** Only hosts that have all of these labels, at most 32. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelFilter>>;
};

/** Which storage domains to return. All conditions must hold; one that is left out or null does not count. */
export type StorageDomainFilter = {
  /** Only storage domains that this host has. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Only storage domains that have all of these labels, at most 32. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Only storage domains that a host has that has all of these labels, at most 32. */
  readonly hostLabels?: InputMaybe<ReadonlyArray<LabelFilter>>;
};

/** What a scan found on a host. */
export type HostInventory = {
  readonly __typename?: 'HostInventory';
  /** Whether the host answered. */
  readonly contact: HostContact;
  /** How much is known of its virtual machines. */
  readonly vms: VmsKnown;
  /** Its mounted filesystems, by path; pseudo filesystems are left out. */
  readonly mounts: MountConnection;
  /** Its block devices, by path. */
  readonly blockDevices: BlockDeviceConnection;
  /** What could not be scanned, and what to do. */
  readonly problems: ReadonlyArray<HostFinding>;
};


/** What a scan found on a host. */
export type HostInventoryMountsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What a scan found on a host. */
export type HostInventoryBlockDevicesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** Whether a host answers. */
export type HostContact =
  /** It answers. */
  | 'IN_CONTACT'
  /** It does not answer; its last known state is shown. */
  | 'LOST';

/** How much is known of the virtual machines of a host. */
export type VmsKnown =
  /** All are known. */
  | 'KNOWN'
  /** It has no libvirt; only qemu's lock on an image shows its use. */
  | 'NO_HYPERVISOR'
  /** libvirt is there and did not answer, or not fully. */
  | 'UNKNOWN';

/** A mounted filesystem of a host. */
export type Mount = {
  readonly __typename?: 'Mount';
  /** The mount point. */
  readonly path: Scalars['String']['output'];
  /** What is mounted, as the kernel names it: `/dev/sda1`, `server:/export`, … */
  readonly source: Scalars['String']['output'];
  /** Its type: ext4, xfs, nfs4, … */
  readonly fsType: Scalars['String']['output'];
  /** UUID of a local filesystem; null where it has none. */
  readonly uuid: Maybe<Scalars['String']['output']>;
  /** The NFS version as negotiated; null unless it is NFS. */
  readonly nfsVersion: Maybe<Scalars['String']['output']>;
  /** Whether it is mounted read-only. */
  readonly readOnly: Scalars['Boolean']['output'];
};

/** A block device of a host. */
export type BlockDevice = {
  readonly __typename?: 'BlockDevice';
  /** Its path, e.g. `/dev/sda`. */
  readonly path: Scalars['String']['output'];
  /** disk, part, lvm, crypt, mpath, loop, … */
  readonly type: Scalars['String']['output'];
  /** Its size. */
  readonly size: Scalars['ByteSize']['output'];
  /** Whether it is read-only. */
  readonly readOnly: Scalars['Boolean']['output'];
  /** Name of its volume group; null unless it is a logical volume. */
  readonly volumeGroup: Maybe<Scalars['String']['output']>;
  /** Whether the kernel has it now; false for a logical volume that is not active, which only LVM knows. */
  readonly active: Scalars['Boolean']['output'];
  /** How it handles a discard. */
  readonly discard: DiscardLimits;
};

/** How a block device handles a discard, as the kernel and the device's own pages report. */
export type DiscardLimits = {
  readonly __typename?: 'DiscardLimits';
  /** How much one discard may span, in bytes; 0: none is passed on. */
  readonly max: Scalars['ByteSize']['output'];
  /** The smallest unit that can be discarded, in bytes. */
  readonly granularity: Scalars['ByteSize']['output'];
  /** Whether it accepts UNMAP (LBPU); null where it does not say. */
  readonly unmap: Maybe<Scalars['Boolean']['output']>;
  /** Whether unmapped blocks read as zeros (LBPRZ); null where it does not say. */
  readonly readsZeros: Maybe<Scalars['Boolean']['output']>;
};

/** What a host can do. */
export type HostCapabilities = {
  readonly __typename?: 'HostCapabilities';
  /** Whether sparsify can run on it. */
  readonly canSparsify: Scalars['Boolean']['output'];
  /** Whether the used space of filesystems can be measured on it, with virt-df. */
  readonly canMeasure: Scalars['Boolean']['output'];
  /** Version of virt-sparsify; null when it is missing. */
  readonly virtSparsifyVersion: Maybe<Scalars['String']['output']>;
  /** The features that `virt-sparsify --machine-readable` lists. */
  readonly virtSparsifyFeatures: ReadonlyArray<Scalars['String']['output']>;
  /** Version of qemu-img; null when it is missing. */
  readonly qemuImgVersion: Maybe<Scalars['String']['output']>;
  /** How the appliance runs; null when it does not start. */
  readonly acceleration: Maybe<Acceleration>;
  /** Processor cores. */
  readonly cores: Maybe<Scalars['Int']['output']>;
  /** Memory in bytes. */
  readonly memory: Maybe<Scalars['ByteSize']['output']>;
  /** What is missing for sparsify to run, and the remedy for each. */
  readonly findings: ReadonlyArray<HostFinding>;
  /** Version of libvirt; null when it is missing. */
  readonly libvirtVersion: Maybe<Scalars['String']['output']>;
  /** Version of sg3-utils; null when it is missing. */
  readonly sg3UtilsVersion: Maybe<Scalars['String']['output']>;
  /**
   * Whether the user that Winnow works as sees which files all processes have open, as root does: if not, a program that
   * writes an image may go unnoticed. Null when not known.
   */
  readonly seesEveryProcess: Maybe<Scalars['Boolean']['output']>;
  /** With which rights Winnow works on it. Null when not known. */
  readonly rights: Maybe<HostRights>;
  /** The user that Winnow works as: who logs in over SSH, or who runs the server. Null when not known. */
  readonly user: Maybe<Scalars['String']['output']>;
  /** What confines the tools that read guests' file systems as root. Null where they are not root's, and when not known. */
  readonly confinement: Maybe<Confinement>;
  /** What is missing without which runs are possible but less is known of disks, and the remedy for each. */
  readonly recommendations: ReadonlyArray<HostFinding>;
};

/** What confines a run on a host. */
export type Confinement =
  /** Namespaces, as below, and a scope of systemd, in which it can open hardly any devices. */
  | 'SYSTEMD'
  /** Namespaces: without a network, other processes, devices and capabilities, on a read-only file system. */
  | 'NAMESPACES'
  /** Nothing: a guest that takes over the appliance is root on the host. */
  | 'NONE';

/** With which rights Winnow works on a host. */
export type HostRights =
  /** The user is root. */
  | 'ROOT'
  /** The user becomes root by sudo, without a password. Whoever holds the user's key is root there. */
  | 'ROOT_BY_SUDO'
  /** The user is not root, and needs rights to write the images and to ask libvirt. */
  | 'USER';

/** How the appliance of libguestfs runs. */
export type Acceleration =
  /** With hardware virtualisation. */
  | 'KVM'
  /** In software: correct, but it takes 10 to 20 s to start. */
  | 'EMULATION';

/** Something that is missing or went wrong on a host. */
export type HostFinding = {
  readonly __typename?: 'HostFinding';
  /** What is missing or went wrong. */
  readonly what: Scalars['String']['output'];
  /** What to do. */
  readonly remedy: Scalars['String']['output'];
};

/** Storage that holds disks. */
export type StorageDomain = Node & {
  readonly __typename?: 'StorageDomain';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** What it is. */
  readonly kind: StorageDomainKind;
  /** Where each host has it, by host and path. */
  readonly mounts: StorageDomainMountConnection;
  /** What operators labelled it with, by key. */
  readonly labels: ReadonlyArray<Label>;
  /**
   * How many runs there may be on it at once. Null: 1 on a volume group; in all, 1 on the storage domains with the same value of
   * the label `array`; else as many as the servers are set to. One with a number of its own does not count for its array.
   */
  readonly maxRuns: Maybe<Scalars['Int']['output']>;
  /**
   * Whether an operator declared that every host that can use it is registered. It counts for volume groups that LVM does not
   * lock among hosts (lvmlockd): Winnow then knows whether one of their volumes is in use.
   */
  readonly allHostsRegistered: Scalars['Boolean']['output'];
  /** When it was registered. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** When an operator removed it; null while it is registered. It is on no host then, and not listed. */
  readonly removedAt: Maybe<Scalars['DateTime']['output']>;
  /** Its disks. */
  readonly disks: DiskConnection;
  /** Everything that happened to it, newest first by default. */
  readonly history: ActivityConnection;
};


/** Storage that holds disks. */
export type StorageDomainMountsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** Storage that holds disks. */
export type StorageDomainDisksArgs = {
  orderBy?: InputMaybe<DiskOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** Storage that holds disks. */
export type StorageDomainHistoryArgs = {
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** The kinds of storage domains. */
export type StorageDomainKind =
  /** A directory that an operator registered. */
  | 'DIRECTORY'
  /** A local filesystem of one host. */
  | 'LOCAL_FILESYSTEM'
  /** An NFS export; one storage domain for all hosts that mount it. */
  | 'NFS'
  /** A Ceph filesystem. */
  | 'CEPHFS'
  /** A Gluster volume. */
  | 'GLUSTERFS'
  /** Another filesystem that several hosts may share. */
  | 'SHARED_FILESYSTEM'
  /** A volume group of LVM. */
  | 'VOLUME_GROUP'
  /** Block devices of a host that are in no volume group. */
  | 'BLOCK_DEVICES'
  /** Storage that qemu reaches over the network by itself, such as a Ceph pool. */
  | 'NETWORK';

/** The storage below a storage domain, as one host sees it. */
export type StorageFacts = {
  readonly __typename?: 'StorageFacts';
  /** What it is made of. */
  readonly medium: StorageMedium;
  /** What is mounted, or the name of the volume group; null when it has no name. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The filesystem's type: ext4, xfs, nfs4, …; null for block storage. */
  readonly fsType: Maybe<Scalars['String']['output']>;
  /** Whether other hosts may have the same storage. */
  readonly shared: Scalars['Boolean']['output'];
  /** The NFS version as negotiated; null unless it is NFS. */
  readonly nfsVersion: Maybe<Scalars['String']['output']>;
  /** Whether it is mounted read-only. */
  readonly readOnly: Scalars['Boolean']['output'];
  /** Whether a hole punched into a test file returned its blocks; null when that was not tried or not possible. */
  readonly punchesHoles: Maybe<Scalars['Boolean']['output']>;
  /** How the block device handles a discard, of a volume group all its physical volumes together; null unless it is block storage. */
  readonly discard: Maybe<DiscardLimits>;
  /** What LVM there reports of the volume group; null unless it is one, and while LVM gave no answer. */
  readonly volumeGroup: Maybe<HostVolumeGroup>;
};

/** A volume group as LVM on a host reports it. */
export type HostVolumeGroup = {
  readonly __typename?: 'HostVolumeGroup';
  /** Whether it is exported: taken out of use on all hosts, until `vgimport`. */
  readonly exported: Scalars['Boolean']['output'];
  /** How many of its physical volumes the host does not find. */
  readonly missing: Scalars['Int']['output'];
  /** How lvmlockd locks it among hosts, `sanlock` or `dlm`; null when it does not. */
  readonly lockType: Maybe<Scalars['String']['output']>;
  /** The system ID of the other host that owns it; null when none does. */
  readonly foreignSystemId: Maybe<Scalars['String']['output']>;
  /** The data center of oVirt that it is attached to as a storage domain; null when it is attached to none. */
  readonly ovirtDataCenter: Maybe<Scalars['String']['output']>;
  /** Whether the host sees another volume group of the same name. */
  readonly ambiguous: Scalars['Boolean']['output'];
  /** Whether other hosts may use it: not all of its disks are known to be local. */
  readonly mayBeShared: Scalars['Boolean']['output'];
  /** The physical volumes that the host finds. */
  readonly physicalVolumes: ReadonlyArray<PhysicalVolume>;
};

/** A physical volume of a volume group on a host. */
export type PhysicalVolume = {
  readonly __typename?: 'PhysicalVolume';
  /** Its UUID, as LVM writes it. */
  readonly uuid: Scalars['String']['output'];
  /** How the devices below it handle a discard. */
  readonly discard: DiscardLimits;
};

/** What storage is made of. */
export type StorageMedium =
  /** Files on a filesystem. */
  | 'FILESYSTEM'
  /** Block devices. */
  | 'BLOCK'
  /** Reached over the network by qemu itself. */
  | 'NETWORK';

/** Where a host has a storage domain. */
export type StorageDomainMount = {
  readonly __typename?: 'StorageDomainMount';
  /** The host. */
  readonly host: Maybe<Host>;
  /** The directory there, absolute, symbolic links resolved. */
  readonly path: Scalars['String']['output'];
  /** The storage below it; null until a scan has inspected it. */
  readonly storage: Maybe<StorageFacts>;
};

/**
 * One event: what happened, when, by whom, and why. A field has the same type in every event that has it, so one selection
 * fits all; it is null only where its description says so.
 */
export type Activity = {
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
};

/** A disk was registered in the catalogue. */
export type DiskRegistered = Activity & Node & {
  readonly __typename?: 'DiskRegistered';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The name given. */
  readonly name: Scalars['String']['output'];
  /** Its path below its storage domain. */
  readonly path: Scalars['String']['output'];
  /** The format. */
  readonly format: DiskFormat;
  /** How the format is known. */
  readonly formatBasis: FormatBasis;
  /** How space was allocated to it, as declared; UNKNOWN if nobody did. */
  readonly allocation: DiskAllocation;
  /** The kind of storage. */
  readonly storageType: DiskStorageType;
  /** Whether the owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete: Scalars['Boolean']['output'];
  /** The labels given. */
  readonly labels: ReadonlyArray<Label>;
  /** The storage domain that holds it. */
  readonly storageDomain: Maybe<StorageDomain>;
};

/** What the catalogue declares about a disk was changed. */
export type DiskUpdated = Activity & Node & {
  readonly __typename?: 'DiskUpdated';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The new name; null if it was not changed. */
  readonly newName: Maybe<Scalars['String']['output']>;
  /** The format that an operator confirmed or set; null if it was not changed. */
  readonly newFormat: Maybe<DiskFormat>;
  /** The new allocation; null if it was not changed. */
  readonly newAllocation: Maybe<DiskAllocation>;
  /** The new wish; null if it was not changed. */
  readonly newWipeAfterDelete: Maybe<Scalars['Boolean']['output']>;
  /** Its labels since then; null if they were not changed. */
  readonly newLabels: Maybe<ReadonlyArray<Label>>;
};

/** An inspection of the image found something new. */
export type DiskObserved = Activity & Node & {
  readonly __typename?: 'DiskObserved';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** Whether the image was there. */
  readonly present: Scalars['Boolean']['output'];
  /** The size that the guest sees, in bytes; null when not known. */
  readonly virtualSize: Maybe<Scalars['ByteSize']['output']>;
  /** The space that it takes on its storage, in bytes; null when not known. */
  readonly actualSize: Maybe<Scalars['ByteSize']['output']>;
  /** The backing file, as the image names it; null when it has none or that is not known. */
  readonly backingPath: Maybe<Scalars['String']['output']>;
  /** All backing files, the nearest first; null when they were not checked, or may not be opened. */
  readonly backingChain: Maybe<ReadonlyArray<BackingFile>>;
  /** Names of the snapshots inside the image; null when the image was not there. */
  readonly internalSnapshots: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The virtual machines that had it attached; null when that is not known. */
  readonly attachments: Maybe<ReadonlyArray<DiskAttachment>>;
  /** Disks of the catalogue that had it as their backing file, by name; those removed since are left out. */
  readonly derivedDisks: DiskConnection;
  /** Paths of images that had it as their backing file and were not in the catalogue. */
  readonly overlays: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The format as qemu names it; for a network disk, the protocol. Null when not known. */
  readonly formatName: Maybe<Scalars['String']['output']>;
  /** Whether the image as a whole was encrypted; null when not known. */
  readonly encrypted: Maybe<Scalars['Boolean']['output']>;
  /** Whether qemu had marked the image as corrupt; null when not known. */
  readonly corrupt: Maybe<Scalars['Boolean']['output']>;
  /** Whether the image was in use and not closed; null when not known. */
  readonly dirty: Maybe<Scalars['Boolean']['output']>;
  /** Whether the user that Winnow works as could write the image; null when not known. */
  readonly writable: Maybe<Scalars['Boolean']['output']>;
  /** Whether qcow2's reference counts were intact, where there was reason for doubt; null where there was none. */
  readonly refcounts: Maybe<RefcountsState>;
  /** Why the image could not be read; null when it could, was missing, or was not read. */
  readonly unreadable: Maybe<Scalars['String']['output']>;
};


/** An inspection of the image found something new. */
export type DiskObservedDerivedDisksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** The used space of the filesystems was measured. */
export type DiskMeasured = Activity & Node & {
  readonly __typename?: 'DiskMeasured';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The estimate of what a sparsify can reclaim, in bytes. */
  readonly reclaimableBytes: Scalars['ByteSize']['output'];
  /** What was measured, filesystem by filesystem. */
  readonly filesystems: ReadonlyArray<FilesystemUsage>;
};

/** The used space of one filesystem inside an image. */
export type FilesystemUsage = {
  readonly __typename?: 'FilesystemUsage';
  /** Its device inside the image, e.g. `/dev/sda1`. */
  readonly device: Scalars['String']['output'];
  /** The space that its files take, in bytes. */
  readonly used: Scalars['ByteSize']['output'];
};

/** A disk was removed from the catalogue. */
export type DiskRemoved = Activity & Node & {
  readonly __typename?: 'DiskRemoved';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** Why, in the requester's words; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A job was accepted. */
export type SparsifyRequested = Activity & Node & {
  readonly __typename?: 'SparsifyRequested';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** Why it was requested, in the requester's words; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The warnings that were acknowledged. */
  readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>;
  /** The host that was asked for; null when Winnow chooses. */
  readonly requestedHost: Maybe<Host>;
  /** The limit of one attempt's run in seconds that was asked for; null for the server's own. */
  readonly timeoutSeconds: Maybe<Scalars['Int']['output']>;
  /** The key that makes it safe to repeat the request; null when there was none. */
  readonly idempotencyKey: Maybe<Scalars['String']['output']>;
  /** Its priority among the jobs that wait. */
  readonly priority: SparsifyPriority;
};

/** A job took hold of its disk. */
export type DiskLocked = Activity & Node & {
  readonly __typename?: 'DiskLocked';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** The host that will run it. */
  readonly host: Maybe<Host>;
  /** Why Winnow chose that host; null for events of older versions, which did not record it. */
  readonly chosen: Maybe<Scalars['String']['output']>;
  /** The actual size of the image before, in bytes. */
  readonly sizeBefore: Maybe<Scalars['ByteSize']['output']>;
};

/** The tool was started. */
export type SparsifyStarted = Activity & Node & {
  readonly __typename?: 'SparsifyStarted';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** The host that runs it. */
  readonly host: Maybe<Host>;
};

/** A job ended well. */
export type SparsifyCompleted = Activity & Node & {
  readonly __typename?: 'SparsifyCompleted';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** What was measured. */
  readonly result: Maybe<SparsifyResult>;
};

/** A job failed. */
export type SparsifyFailed = Activity & Node & {
  readonly __typename?: 'SparsifyFailed';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1; null when none had begun. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** Why. */
  readonly failure: Maybe<SparsifyFailure>;
};

/** An attempt failed, and another follows. */
export type SparsifyRetryScheduled = Activity & Node & {
  readonly __typename?: 'SparsifyRetryScheduled';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** Why it failed. */
  readonly failure: Maybe<SparsifyFailure>;
  /** The next attempt begins no earlier. */
  readonly notBefore: Scalars['DateTime']['output'];
};

/** Somebody asked for a job to be stopped. */
export type SparsifyCancelRequested = Activity & Node & {
  readonly __typename?: 'SparsifyCancelRequested';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** Why, in the requester's words; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A job was stopped. */
export type SparsifyCanceled = Activity & Node & {
  readonly __typename?: 'SparsifyCanceled';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1; null when none had begun. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** The actual size of the image before, in bytes; null when no run had begun. */
  readonly sizeBefore: Maybe<Scalars['ByteSize']['output']>;
  /** The actual size of the image after, in bytes; null when no run had begun. */
  readonly sizeAfter: Maybe<Scalars['ByteSize']['output']>;
};

/** The host of a run stopped answering; the run continues there. */
export type SparsifyContactLost = Activity & Node & {
  readonly __typename?: 'SparsifyContactLost';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** The last answer of the host. */
  readonly message: Scalars['String']['output'];
};

/** The host of a run answers again. */
export type SparsifyContactRegained = Activity & Node & {
  readonly __typename?: 'SparsifyContactRegained';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The number of the attempt, counted from 1. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** The host. */
  readonly host: Maybe<Host>;
};

/** A host was registered. */
export type HostRegistered = Activity & Node & {
  readonly __typename?: 'HostRegistered';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
};

/** The settings of a host were changed. */
export type HostUpdated = Activity & Node & {
  readonly __typename?: 'HostUpdated';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** Its name since then. */
  readonly name: Scalars['String']['output'];
  /** How many runs it may have at once since then; null: as many as the servers are set to. */
  readonly maxRuns: Maybe<Scalars['Int']['output']>;
  /** Its labels since then. */
  readonly labels: ReadonlyArray<Label>;
  /** Whether runs may go there since then though it has only software emulation. */
  readonly allowEmulation: Scalars['Boolean']['output'];
};

/** A host is reached in another way since then: at another address, or with another host key. */
export type HostAccessChanged = Activity & Node & {
  readonly __typename?: 'HostAccessChanged';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** Its address since then. */
  readonly address: Maybe<Scalars['String']['output']>;
  /** The host key that it is accepted with since then; null: any that the configuration of ssh on the servers trusts. */
  readonly hostKey: Maybe<HostKey>;
};

/** A host showed another key than the accepted one, and was not contacted. */
export type HostKeyRefused = Activity & Node & {
  readonly __typename?: 'HostKeyRefused';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** The key that it showed. */
  readonly hostKey: Maybe<HostKey>;
};

/** A host was drained: no run is started on it any more. */
export type HostDrained = Activity & Node & {
  readonly __typename?: 'HostDrained';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** Why, as the requester said; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A drained host was activated again. */
export type HostActivated = Activity & Node & {
  readonly __typename?: 'HostActivated';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** Why, as the requester said; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** An operator stated that a host is down: its runs are taken for dead. */
export type HostConfirmedDown = Activity & Node & {
  readonly __typename?: 'HostConfirmedDown';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** Why, as the requester said; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A host that was confirmed down answers again. */
export type HostReturned = Activity & Node & {
  readonly __typename?: 'HostReturned';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** The jobs of runs that went on there though they were taken for dead; they are stopped by force, and the host is drained. */
  readonly runsAlive: ReadonlyArray<SparsifyJob>;
};

/** A host was removed. Its history stays. */
export type HostRemoved = Activity & Node & {
  readonly __typename?: 'HostRemoved';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** Why, as the requester said; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A probe of a host found something new. */
export type HostProbed = Activity & Node & {
  readonly __typename?: 'HostProbed';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** What it can do. */
  readonly capabilities: Maybe<HostCapabilities>;
};

/** A scan of a host found something new, or contact with the host was lost or regained. */
export type HostObserved = Activity & Node & {
  readonly __typename?: 'HostObserved';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** What the scan found. */
  readonly inventory: Maybe<HostInventory>;
};

/** A storage domain was registered. */
export type StorageDomainRegistered = Activity & Node & {
  readonly __typename?: 'StorageDomainRegistered';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The storage domain. */
  readonly storageDomain: Maybe<StorageDomain>;
};

/** Another host has a storage domain, or the storage below it has changed. */
export type StorageDomainChanged = Activity & Node & {
  readonly __typename?: 'StorageDomainChanged';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The storage domain. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Where each host has it since, by host and path. */
  readonly mounts: StorageDomainMountConnection;
};


/** Another host has a storage domain, or the storage below it has changed. */
export type StorageDomainChangedMountsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** The settings of a storage domain were changed. */
export type StorageDomainUpdated = Activity & Node & {
  readonly __typename?: 'StorageDomainUpdated';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The storage domain. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Its labels since then. */
  readonly labels: ReadonlyArray<Label>;
  /** How many runs there may be on it at once since then; null: it has no number of its own. */
  readonly maxRuns: Maybe<Scalars['Int']['output']>;
  /** Whether every host that can use it is registered, as declared since then. */
  readonly allHostsRegistered: Scalars['Boolean']['output'];
};

/** The limits of the whole installation were changed. */
export type LimitsUpdated = Activity & Node & {
  readonly __typename?: 'LimitsUpdated';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** How many runs there may be at once in all since then; null: as the servers are set to. */
  readonly maxRuns: Maybe<Scalars['Int']['output']>;
};

/** An operator removed a storage domain. */
export type StorageDomainRemoved = Activity & Node & {
  readonly __typename?: 'StorageDomainRemoved';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; valid as `after` of queries and of subscriptions. */
  readonly cursor: Scalars['String']['output'];
  /** When it happened. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who did it. */
  readonly actor: Actor;
  /** What happened, in a sentence. */
  readonly summary: Scalars['String']['output'];
  /** The disk that it is about; null when it is not about a disk. */
  readonly disk: Maybe<Disk>;
  /** The job that it is part of; null when it is not part of a job. */
  readonly job: Maybe<SparsifyJob>;
  /** The event that led to this one; null when an external request did, or Winnow itself. */
  readonly causedBy: Maybe<Activity>;
  /** The storage domain. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Why, in the requester's words; null when nothing was said. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** Which events to return. All conditions must hold; one that is left out or null does not count. */
export type ActivityFilter = {
  /** Only events of this disk and its jobs. */
  readonly diskId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events of this job. */
  readonly jobId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events of this host; its jobs are events of their disks. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events of this storage domain; those of its disks are their own. */
  readonly storageDomainId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events of these types. */
  readonly types?: InputMaybe<ReadonlyArray<ActivityType>>;
  /** Only events of the actor with this id. */
  readonly actorId?: InputMaybe<Scalars['String']['input']>;
  /** Only events at or after this moment. */
  readonly occurredAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only events before this moment. */
  readonly occurredBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The types of events: one value for each type that implements `Activity`. */
export type ActivityType =
  /** A disk was registered in the catalogue. */
  | 'DISK_REGISTERED'
  /** What the catalogue declares about a disk was changed. */
  | 'DISK_UPDATED'
  /** An inspection of the image found something new. */
  | 'DISK_OBSERVED'
  /** The used space of the filesystems was measured. */
  | 'DISK_MEASURED'
  /** A disk was removed from the catalogue. */
  | 'DISK_REMOVED'
  /** A job was accepted. */
  | 'SPARSIFY_REQUESTED'
  /** A job took hold of its disk. */
  | 'DISK_LOCKED'
  /** The tool was started. */
  | 'SPARSIFY_STARTED'
  /** A job ended well. */
  | 'SPARSIFY_COMPLETED'
  /** A job failed. */
  | 'SPARSIFY_FAILED'
  /** An attempt failed, and another follows. */
  | 'SPARSIFY_RETRY_SCHEDULED'
  /** Somebody asked for a job to be stopped. */
  | 'SPARSIFY_CANCEL_REQUESTED'
  /** A job was stopped. */
  | 'SPARSIFY_CANCELED'
  /** The host of a run stopped answering; the run continues there. */
  | 'SPARSIFY_CONTACT_LOST'
  /** The host of a run answers again. */
  | 'SPARSIFY_CONTACT_REGAINED'
  /** A host was registered. */
  | 'HOST_REGISTERED'
  /** The settings of a host were changed. */
  | 'HOST_UPDATED'
  /** A host is reached in another way since then. */
  | 'HOST_ACCESS_CHANGED'
  /** A host showed another key than the accepted one. */
  | 'HOST_KEY_REFUSED'
  /** A host was drained. */
  | 'HOST_DRAINED'
  /** A drained host was activated again. */
  | 'HOST_ACTIVATED'
  /** An operator confirmed that a host is down. */
  | 'HOST_CONFIRMED_DOWN'
  /** A host that was confirmed down answers again. */
  | 'HOST_RETURNED'
  /** A host was removed. */
  | 'HOST_REMOVED'
  /** A probe of a host found something new. */
  | 'HOST_PROBED'
  /** A scan of a host found something new, or contact with the host was lost or regained. */
  | 'HOST_OBSERVED'
  /** A storage domain was registered. */
  | 'STORAGE_DOMAIN_REGISTERED'
  /** Another host has a storage domain, or the storage below it has changed. */
  | 'STORAGE_DOMAIN_CHANGED'
  /** The settings of a storage domain were changed. */
  | 'STORAGE_DOMAIN_UPDATED'
  /** The limits of the whole installation were changed. */
  | 'LIMITS_UPDATED'
  /** An operator removed a storage domain. */
  | 'STORAGE_DOMAIN_REMOVED';

/** A refusal by a rule: nothing was changed. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** Closed: scripts can rely on it. */
  readonly code: UserErrorCode;
  /** What was refused, and what to do. */
  readonly message: Scalars['String']['output'];
  /** Which part of the arguments, e.g. `["input", "id"]`. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The disk that the refusal is about: of DISK_NOT_ELIGIBLE, WARNINGS_NOT_ACKNOWLEDGED, DISK_BUSY and DISK_ALREADY_REGISTERED; else null. */
  readonly disk: Maybe<Disk>;
  /** The job that the refusal is about: of DISK_BUSY, HOST_BUSY, IDEMPOTENCY_KEY_REUSED and JOB_ALREADY_ENDED; else null. */
  readonly job: Maybe<SparsifyJob>;
  /** All obstacles, of DISK_NOT_ELIGIBLE where the request found them; else null. */
  readonly obstacles: Maybe<ReadonlyArray<Obstacle>>;
  /** The warnings to acknowledge, of WARNINGS_NOT_ACKNOWLEDGED; else null. */
  readonly warnings: Maybe<ReadonlyArray<SparsifyWarning>>;
  /** The key that the host shows, of HOST_KEY_UNKNOWN and HOST_KEY_MISMATCH; else null. */
  readonly hostKey: Maybe<HostKey>;
};

/** The reasons of refusals. */
export type UserErrorCode =
  /** There is no object with this id. */
  | 'NOT_FOUND'
  /** A value has the wrong form; the message says what is right. */
  | 'INVALID_INPUT'
  /** The disk has an active job already; `job` is it. */
  | 'DISK_BUSY'
  /** The disk may not be sparsified; `obstacles` has all reasons. */
  | 'DISK_NOT_ELIGIBLE'
  /** The disk has warnings that `acknowledgeWarnings` does not name; `warnings` has them. */
  | 'WARNINGS_NOT_ACKNOWLEDGED'
  /** The idempotency key was used before with other input, for `job`. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The image is registered already, as `disk`. */
  | 'DISK_ALREADY_REGISTERED'
  /** The job has ended already. */
  | 'JOB_ALREADY_ENDED'
  /** The image is missing. */
  | 'DISK_MISSING'
  /** The image cannot be read and written by the server's user. */
  | 'DISK_UNREADABLE'
  /** The path does not lead to a regular file. */
  | 'NOT_A_REGULAR_FILE'
  /** The path leaves its storage domain. */
  | 'PATH_OUTSIDE_STORAGE_DOMAIN'
  /** The image is not of the declared format. */
  | 'FORMAT_MISMATCH'
  /** The image's backing file cannot be opened. */
  | 'BACKING_FILE_MISSING'
  /** Another program holds the image. */
  | 'DISK_IN_USE'
  /** A filesystem inside the image is damaged, so that it cannot be measured. */
  | 'FILESYSTEM_CORRUPT'
  /** The storage of the image, or the host, has no space left. */
  | 'STORAGE_FULL'
  /** The host's tools are missing, too old, or failed; the message says which. */
  | 'HOST_NOT_CAPABLE'
  /** Only the server that runs on the host can ask it. */
  | 'HOST_ELSEWHERE'
  /** A directory cannot be searched for images. */
  | 'DIRECTORY_REFUSED'
  /** The storage domain still has disks; `removeDisks` removes them too. */
  | 'STORAGE_DOMAIN_NOT_EMPTY'
  /** Jobs are active in the storage domain. */
  | 'STORAGE_DOMAIN_BUSY'
  /** The host cannot be removed; the message says why. */
  | 'HOST_NOT_REMOVABLE'
  /** The host does not answer, or not as it should; the message says why, and what to do. */
  | 'HOST_UNREACHABLE'
  /** The host shows a key that is not known; `hostKey` is it. Compare its fingerprint, and send it along. */
  | 'HOST_KEY_UNKNOWN'
  /** The host shows another key than the accepted one, or than the fingerprint that was sent; `hostKey` is it. */
  | 'HOST_KEY_MISMATCH'
  /** The host runs jobs; `job` is one of them. */
  | 'HOST_BUSY'
  /** Something answers at the address of the host, which therefore is not down. */
  | 'HOST_ANSWERS'
  /** The disk changed at the same moment, again and again; try once more. */
  | 'CONFLICT';

/** The input of `registerDisk`. */
export type RegisterDiskInput = {
  /** The storage domain that holds the image. */
  readonly storageDomainId: Scalars['ID']['input'];
  /** Its path below the storage domain's directory, or an absolute path inside it. */
  readonly path: Scalars['String']['input'];
  /** Its name, 1 to 255 characters; the path if left out. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Its format, RAW or QCOW2. It is never guessed: a guest could write another format's header into its own disk. */
  readonly format: DiskFormat;
  /** How space was allocated to it, if you declare it. */
  readonly allocation: DiskAllocation;
  /** Whether its owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete: Scalars['Boolean']['input'];
  /** Its labels; none if left out. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelInput>>;
};

/** The answer of `registerDisk`. */
export type RegisterDiskPayload = {
  readonly __typename?: 'RegisterDiskPayload';
  /** The disk as registered; null when refused. */
  readonly disk: Maybe<Disk>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `updateDisk`. What is left out or null stays as it is. */
export type UpdateDiskInput = {
  /** The disk. */
  readonly id: Scalars['ID']['input'];
  /** A new name, 1 to 255 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Its format, RAW or QCOW2, if you declare it: removes the obstacle FORMAT_UNCONFIRMED. */
  readonly format?: InputMaybe<DiskFormat>;
  /** How space was allocated to it, if you declare it: removes the obstacle ALLOCATION_UNKNOWN. */
  readonly allocation?: InputMaybe<DiskAllocation>;
  /** Whether its blocks are to be wiped when it is deleted. */
  readonly wipeAfterDelete?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its labels, in place of those that it has. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelInput>>;
};

/** The answer of `updateDisk`. */
export type UpdateDiskPayload = {
  readonly __typename?: 'UpdateDiskPayload';
  /** The disk as changed; null when refused. */
  readonly disk: Maybe<Disk>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `removeDisk`. */
export type RemoveDiskInput = {
  /** The disk. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `removeDisk`. */
export type RemoveDiskPayload = {
  readonly __typename?: 'RemoveDiskPayload';
  /** The disk as it was; null when refused. */
  readonly disk: Maybe<Disk>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `refreshDisk`. */
export type RefreshDiskInput = {
  /** The disk. */
  readonly id: Scalars['ID']['input'];
  /** Also measure the used space of its filesystems, for `reclaimable`: this starts an appliance, which takes seconds, under emulation up to half a minute. */
  readonly measure: Scalars['Boolean']['input'];
};

/** The answer of `refreshDisk`. */
export type RefreshDiskPayload = {
  readonly __typename?: 'RefreshDiskPayload';
  /** The disk as found; with `measure` as it is known so far. Null when refused. */
  readonly disk: Maybe<Disk>;
  /** What was started; null without `measure`, or when refused. */
  readonly operation: Maybe<Operation>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `sparsifyDisk`. */
export type SparsifyDiskInput = {
  /** The disk. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 200 characters. The same key with the same input gives the same job, however often it is sent; with other input it is refused. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Warnings to proceed in spite of. */
  readonly acknowledgeWarnings?: InputMaybe<ReadonlyArray<SparsifyWarningCode>>;
  /** The host that must do it; if left out, Winnow chooses. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** How long one attempt's run may take, in seconds, 1 to 604800; if left out, the server's own limit. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The priority among the jobs that wait. */
  readonly priority: SparsifyPriority;
};

/** The answer of `sparsifyDisk`. */
export type SparsifyDiskPayload = {
  readonly __typename?: 'SparsifyDiskPayload';
  /** The job, accepted and durable; null when refused. */
  readonly job: Maybe<SparsifyJob>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `sparsifyDisks`. */
export type SparsifyDisksInput = {
  /** The disks, at most 1000, each once. */
  readonly ids: ReadonlyArray<Scalars['ID']['input']>;
  /** 1 to 100 characters; as in `sparsifyDisk`, for each disk by itself. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Warnings to proceed in spite of. */
  readonly acknowledgeWarnings?: InputMaybe<ReadonlyArray<SparsifyWarningCode>>;
  /** The host that must do it; if left out, Winnow chooses. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** How long one attempt's run may take, in seconds, 1 to 604800; if left out, the server's own limit. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** The priority among the jobs that wait. */
  readonly priority: SparsifyPriority;
};

/** The answer of `sparsifyDisks`. */
export type SparsifyDisksPayload = {
  readonly __typename?: 'SparsifyDisksPayload';
  /** What became of each disk, in the order of `ids`; empty when the request as a whole was refused. */
  readonly results: ReadonlyArray<SparsifyDisksResult>;
  /** Why the request as a whole was refused; empty when each disk has its result. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What became of one disk of `sparsifyDisks`. */
export type SparsifyDisksResult = {
  readonly __typename?: 'SparsifyDisksResult';
  /** The disk; null when there is none with its id. */
  readonly disk: Maybe<Disk>;
  /** The job, accepted and durable; null when refused. */
  readonly job: Maybe<SparsifyJob>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `cancelSparsifyJob`. */
export type CancelSparsifyJobInput = {
  /** The job. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `cancelSparsifyJob`. */
export type CancelSparsifyJobPayload = {
  readonly __typename?: 'CancelSparsifyJobPayload';
  /** The job after the request; null when refused. */
  readonly job: Maybe<SparsifyJob>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `registerHost`. */
export type RegisterHostInput = {
  /**
   * Where it is reached over SSH: `[user@]name[:port]`, as the user and by the keys that the configuration of ssh on the
   * server gives. Left out, it is the host that this server runs on.
   */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /**
   * The fingerprint of its host key, `SHA256:…`, as the host itself shows it. Without it a host whose key ssh does not trust
   * already is refused with HOST_KEY_UNKNOWN, and `hostKey` of the error shows what to compare.
   */
  readonly hostKeyFingerprint?: InputMaybe<Scalars['String']['input']>;
  /** Its name, 1 to 255 characters; if left out, the name that it has, at first its own host name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Directories to search for images, absolute paths; the disks of libvirt's virtual machines are found without. */
  readonly directories: ReadonlyArray<Scalars['String']['input']>;
  /** How many runs it may have at once, 1 to 1000; if left out, as many as the servers are set to. */
  readonly maxRuns?: InputMaybe<Scalars['Int']['input']>;
  /** Its labels; if left out, those that it has. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelInput>>;
  /** Whether runs may go there though it has only software emulation. */
  readonly allowEmulation?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The answer of `registerHost`. */
export type RegisterHostPayload = {
  readonly __typename?: 'RegisterHostPayload';
  /** The host as recorded; null when refused. */
  readonly host: Maybe<Host>;
  /** What probes and scans it in the background; null when refused. */
  readonly operation: Maybe<Operation>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `updateHost`. What is left out or null stays as it is. */
export type UpdateHostInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
  /** A new name, 1 to 255 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** How many runs it may have at once, 1 to 1000; 0: as many as the servers are set to. */
  readonly maxRuns?: InputMaybe<Scalars['Int']['input']>;
  /** Its labels, in place of those that it has. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelInput>>;
  /** Where it is reached over SSH from now on, as for `registerHost`; the same host must answer there. */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** The fingerprint of the host key that is accepted there, as for `registerHost`. */
  readonly hostKeyFingerprint?: InputMaybe<Scalars['String']['input']>;
  /** Whether runs may go there though it has only software emulation. */
  readonly allowEmulation?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The answer of `updateHost`. */
export type UpdateHostPayload = {
  readonly __typename?: 'UpdateHostPayload';
  /** The host as changed; null when refused. */
  readonly host: Maybe<Host>;
  /** What scans it at its address; null when refused, and where no address was given. */
  readonly operation: Maybe<Operation>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `acceptHostKey`. */
export type AcceptHostKeyInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
  /** The fingerprint of the key that it shows now, `SHA256:…`, after comparing it with what the host itself shows. */
  readonly fingerprint: Scalars['String']['input'];
};

/** The answer of `acceptHostKey`. */
export type AcceptHostKeyPayload = {
  readonly __typename?: 'AcceptHostKeyPayload';
  /** The host as it is now; null when refused. */
  readonly host: Maybe<Host>;
  /** What scans it in the background; null when refused. */
  readonly operation: Maybe<Operation>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `drainHost`. */
export type DrainHostInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `drainHost`. */
export type DrainHostPayload = {
  readonly __typename?: 'DrainHostPayload';
  /** The host as it is now; null when refused. */
  readonly host: Maybe<Host>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `confirmHostDown`. */
export type ConfirmHostDownInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
  /** How it is known, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `confirmHostDown`. */
export type ConfirmHostDownPayload = {
  readonly __typename?: 'ConfirmHostDownPayload';
  /** The host as it is now; null when refused. */
  readonly host: Maybe<Host>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `activateHost`. */
export type ActivateHostInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `activateHost`. */
export type ActivateHostPayload = {
  readonly __typename?: 'ActivateHostPayload';
  /** The host as it is now; null when refused. */
  readonly host: Maybe<Host>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `probeHost`. */
export type ProbeHostInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `probeHost`. */
export type ProbeHostPayload = {
  readonly __typename?: 'ProbeHostPayload';
  /** What was started; null when refused. */
  readonly operation: Maybe<Operation>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `scanHost`. */
export type ScanHostInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
};

/** The answer of `scanHost`. */
export type ScanHostPayload = {
  readonly __typename?: 'ScanHostPayload';
  /** What was started; null when refused. */
  readonly operation: Maybe<Operation>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `removeHost`. */
export type RemoveHostInput = {
  /** The host. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `removeHost`. */
export type RemoveHostPayload = {
  readonly __typename?: 'RemoveHostPayload';
  /** The host as it was; null when refused. */
  readonly host: Maybe<Host>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `updateStorageDomain`. What is left out or null stays as it is. */
export type UpdateStorageDomainInput = {
  /** The storage domain. */
  readonly id: Scalars['ID']['input'];
  /** Its labels, in place of those that it has. */
  readonly labels?: InputMaybe<ReadonlyArray<LabelInput>>;
  /**
   * How many runs there may be on it at once, 1 to 1000; 0: as many as its kind, its label `array` and the servers say (see
   * `StorageDomain.maxRuns`).
   */
  readonly maxRuns?: InputMaybe<Scalars['Int']['input']>;
  /**
   * Whether every host that can use it is registered. Declare that for a volume group only when it is true: a virtual machine
   * on another host that uses a volume during a sparsify would lose data.
   */
  readonly allHostsRegistered?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The answer of `updateStorageDomain`. */
export type UpdateStorageDomainPayload = {
  readonly __typename?: 'UpdateStorageDomainPayload';
  /** The storage domain as changed; null when refused. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `updateLimits`. What is left out stays as it is. */
export type UpdateLimitsInput = {
  /** How many runs there may be at once in all, 1 to 100000; 0: as the servers are set to. */
  readonly maxRuns?: InputMaybe<Scalars['Int']['input']>;
};

/** The answer of `updateLimits`. */
export type UpdateLimitsPayload = {
  readonly __typename?: 'UpdateLimitsPayload';
  /** The limits as changed; null when refused. */
  readonly limits: Maybe<Limits>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `removeStorageDomain`. */
export type RemoveStorageDomainInput = {
  /** The storage domain. */
  readonly id: Scalars['ID']['input'];
  /** Also remove its disks; otherwise it is refused while there are any. */
  readonly removeDisks: Scalars['Boolean']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The answer of `removeStorageDomain`. */
export type RemoveStorageDomainPayload = {
  readonly __typename?: 'RemoveStorageDomainPayload';
  /** The storage domain as it was; null when refused. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The input of `unregisterDirectory`. */
export type UnregisterDirectoryInput = {
  /** The host. */
  readonly hostId: Scalars['ID']['input'];
  /** The directory as it was registered, an absolute path. */
  readonly directory: Scalars['String']['input'];
};

/** The answer of `unregisterDirectory`. */
export type UnregisterDirectoryPayload = {
  readonly __typename?: 'UnregisterDirectoryPayload';
  /** The storage domain of the directory; null when refused. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A page of disks. */
export type DiskConnection = {
  readonly __typename?: 'DiskConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<DiskEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<Disk>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of disks. */
export type DiskEdge = {
  readonly __typename?: 'DiskEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Disk;
};

/** A page of jobs. */
export type SparsifyJobConnection = {
  readonly __typename?: 'SparsifyJobConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<SparsifyJobEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<SparsifyJob>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of jobs. */
export type SparsifyJobEdge = {
  readonly __typename?: 'SparsifyJobEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: SparsifyJob;
};

/** A page of jobs at a moment in the past. */
export type SparsifyJobAtMomentConnection = {
  readonly __typename?: 'SparsifyJobAtMomentConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<SparsifyJobAtMomentEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<SparsifyJobAtMoment>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of jobs at a moment in the past. */
export type SparsifyJobAtMomentEdge = {
  readonly __typename?: 'SparsifyJobAtMomentEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: SparsifyJobAtMoment;
};

/** A page of hosts. */
export type HostConnection = {
  readonly __typename?: 'HostConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<HostEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<Host>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of hosts. */
export type HostEdge = {
  readonly __typename?: 'HostEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Host;
};

/** A page of storage domains. */
export type StorageDomainConnection = {
  readonly __typename?: 'StorageDomainConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<StorageDomainEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<StorageDomain>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of storage domains. */
export type StorageDomainEdge = {
  readonly __typename?: 'StorageDomainEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: StorageDomain;
};

/** A page of mounts of a storage domain. */
export type StorageDomainMountConnection = {
  readonly __typename?: 'StorageDomainMountConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<StorageDomainMountEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<StorageDomainMount>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of mounts of a storage domain. */
export type StorageDomainMountEdge = {
  readonly __typename?: 'StorageDomainMountEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: StorageDomainMount;
};

/** A page of mounts of a host. */
export type MountConnection = {
  readonly __typename?: 'MountConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<MountEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<Mount>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of mounts of a host. */
export type MountEdge = {
  readonly __typename?: 'MountEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Mount;
};

/** A page of block devices. */
export type BlockDeviceConnection = {
  readonly __typename?: 'BlockDeviceConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<BlockDeviceEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<BlockDevice>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of block devices. */
export type BlockDeviceEdge = {
  readonly __typename?: 'BlockDeviceEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: BlockDevice;
};

/** A page of events. */
export type ActivityConnection = {
  readonly __typename?: 'ActivityConnection';
  /** The items of the page, each with its cursor. */
  readonly edges: ReadonlyArray<ActivityEdge>;
  /** The items of the page. */
  readonly nodes: ReadonlyArray<Activity>;
  /** Where the page lies in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An item of a page of events. */
export type ActivityEdge = {
  readonly __typename?: 'ActivityEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Activity;
};

/** A payload of a subscription: the whole object, and its place in the stream. */
export type SparsifyJobUpdate = {
  readonly __typename?: 'SparsifyJobUpdate';
  /** Give it as `after` to continue from here. */
  readonly cursor: Scalars['String']['output'];
  /** The object as of this change. */
  readonly job: SparsifyJob;
};

/** A payload of a subscription: the whole object, and its place in the stream. */
export type DiskUpdate = {
  readonly __typename?: 'DiskUpdate';
  /** Give it as `after` to continue from here. */
  readonly cursor: Scalars['String']['output'];
  /** The object as of this change. */
  readonly disk: Disk;
};

/** A payload of a subscription: the whole object, and its place in the stream. */
export type HostUpdate = {
  readonly __typename?: 'HostUpdate';
  /** Give it as `after` to continue from here. */
  readonly cursor: Scalars['String']['output'];
  /** The object as of this change. */
  readonly host: Host;
};

/** A payload of a subscription: the whole object, and its place in the stream. */
export type OperationUpdate = {
  readonly __typename?: 'OperationUpdate';
  /** Give it as `after` to continue from here. */
  readonly cursor: Scalars['String']['output'];
  /** The object as of this change. */
  readonly operation: Operation;
};

/** A payload of a subscription: the whole object, and its place in the stream. */
export type ActivityUpdate = {
  readonly __typename?: 'ActivityUpdate';
  /** Give it as `after` to continue from here. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly activity: Activity;
};

/** This server, its event store, and the servers that share it. */
export type System = {
  readonly __typename?: 'System';
  /** Winnow's version. */
  readonly version: Scalars['String']['output'];
  /** When this server was started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** Where the events are stored. */
  readonly eventStore: EventStoreStatus;
  /** The views that queries are answered from. */
  readonly projections: ProjectionStatus;
  /** The part that starts and follows the runs. */
  readonly coordinator: CoordinatorStatus;
  /** How many runs there may be at once. */
  readonly limits: Limits;
  /** The running servers that share the event store, this one included, the longest-running first. */
  readonly servers: ReadonlyArray<Server>;
};

/** How many runs there may be at once, as this server has it. */
export type Limits = {
  readonly __typename?: 'Limits';
  /** In all; null: as many as hosts and storage domains may have. */
  readonly maxRuns: Maybe<Scalars['Int']['output']>;
  /** On a host that has no limit of its own. */
  readonly maxRunsPerHost: Scalars['Int']['output'];
  /** On a storage domain that has no limit of its own. */
  readonly maxRunsPerStorageDomain: Scalars['Int']['output'];
  /** On a volume group that has no limit of its own. */
  readonly maxRunsPerVolumeGroup: Scalars['Int']['output'];
};

/** A Winnow server, by its own last report. */
export type Server = Node & {
  readonly __typename?: 'Server';
  /** New at each start of a server (`srv_…`); `node(id:)` resolves it while the server runs. */
  readonly id: Scalars['ID']['output'];
  /** The name of the computer that it runs on. */
  readonly name: Scalars['String']['output'];
  /** The host that it runs on, if Winnow works on that; only a server on a host can inspect it. */
  readonly host: Maybe<Host>;
  /** Its address; null when it does not listen. */
  readonly url: Maybe<Scalars['String']['output']>;
  /** Its version. */
  readonly version: Scalars['String']['output'];
  /** When it was started. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** Opaque position of the last event that its views include; null when there is none. */
  readonly position: Maybe<Scalars['String']['output']>;
  /** Seconds since the oldest event that its views do not include yet; 0 when they include all. */
  readonly lagSeconds: Scalars['Float']['output'];
  /** Whether it starts and follows the runs. */
  readonly coordinates: Scalars['Boolean']['output'];
  /** When it reported this; it reports every few seconds. */
  readonly reportedAt: Scalars['DateTime']['output'];
};

/** The state of the event store. */
export type EventStoreStatus = {
  readonly __typename?: 'EventStoreStatus';
  /** Which store it is. */
  readonly kind: EventStoreKind;
  /** Whether it accepts and returns events now. */
  readonly available: Scalars['Boolean']['output'];
  /** What is wrong and what to do; null when nothing is. */
  readonly problem: Maybe<Scalars['String']['output']>;
  /** When it last worked: queries show at least what was known then. Null if it never did. */
  readonly availableAt: Maybe<Scalars['DateTime']['output']>;
};

/** The kinds of event stores. */
export type EventStoreKind =
  /** Embedded, one file, one server. */
  | 'SQLITE'
  /** EventStoreDB, shared by servers. */
  | 'EVENTSTOREDB';

/** How far the views have followed the events. */
export type ProjectionStatus = {
  readonly __typename?: 'ProjectionStatus';
  /** Opaque position of the last event that the views include; null when there is none. */
  readonly position: Maybe<Scalars['String']['output']>;
  /** Seconds since the oldest event that the views do not include yet; 0 when they include all. */
  readonly lagSeconds: Scalars['Float']['output'];
};

/** The state of the coordinator, which starts and follows runs. */
export type CoordinatorStatus = {
  readonly __typename?: 'CoordinatorStatus';
  /** Whether this server is the one that coordinates. */
  readonly active: Scalars['Boolean']['output'];
  /** Jobs that it is working on. */
  readonly runningJobs: Scalars['Int']['output'];
  /** Jobs that wait for their turn. */
  readonly waitingJobs: Scalars['Int']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ByteSize: ResolverTypeWrapper<Scalars['ByteSize']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Node: ResolverTypeWrapper<AnyNode>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  OrderDirection: OrderDirection;
  Actor: ResolverTypeWrapper<Actor>;
  ActorKind: ActorKind;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Disk: ResolverTypeWrapper<DiskView>;
  DiskAtMoment: ResolverTypeWrapper<PastDisk>;
  DiskFormat: DiskFormat;
  FormatBasis: FormatBasis;
  DiskAllocation: DiskAllocation;
  DiskStorageType: DiskStorageType;
  DiskAvailability: DiskAvailability;
  VmState: VmState;
  DiskAttachment: ResolverTypeWrapper<Attachment>;
  Reclaimable: ResolverTypeWrapper<Reclaimable>;
  ReclaimableBasis: ReclaimableBasis;
  DiskContents: ResolverTypeWrapper<DiskContents>;
  PartitionTable: PartitionTable;
  DiskArea: ResolverTypeWrapper<DiskArea>;
  DiskAreaKind: DiskAreaKind;
  DiskAreaState: DiskAreaState;
  VolumeGroup: ResolverTypeWrapper<VolumeGroup>;
  BackingFile: ResolverTypeWrapper<BackingFile>;
  LogicalVolume: ResolverTypeWrapper<VolumeFacts>;
  LogicalVolumeKind: LogicalVolumeKind;
  ThinPool: ResolverTypeWrapper<ThinPoolFacts>;
  ThinPoolDiscards: ThinPoolDiscards;
  Sparsifiability: ResolverTypeWrapper<Sparsifiability>;
  Obstacle: ResolverTypeWrapper<Obstacle>;
  ObstacleCode: ObstacleCode;
  SparsifyWarning: ResolverTypeWrapper<SparsifyWarning>;
  SparsifyWarningCode: SparsifyWarningCode;
  RefcountsState: RefcountsState;
  DiskFilter: DiskFilter;
  DiskOrder: DiskOrder;
  DiskOrderField: DiskOrderField;
  DiskTotals: ResolverTypeWrapper<DiskTotals>;
  ObstacleCount: ResolverTypeWrapper<ObstacleCount>;
  SparsifyJob: ResolverTypeWrapper<JobView>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  SparsifyJobAtMoment: ResolverTypeWrapper<JobAtMoment>;
  SparsifyJobStatus: SparsifyJobStatus;
  SparsifyPriority: SparsifyPriority;
  WaitReason: ResolverTypeWrapper<WaitReason>;
  WaitReasonCode: WaitReasonCode;
  SparsifyAttempt: ResolverTypeWrapper<AttemptView>;
  AttemptOutcome: AttemptOutcome;
  SparsifyProgress: ResolverTypeWrapper<SparsifyProgress>;
  SparsifyPhase: SparsifyPhase;
  SparsifyResult: ResolverTypeWrapper<JobResultView>;
  SizeBasis: SizeBasis;
  SparsifyOutcome: SparsifyOutcome;
  FilesystemResult: ResolverTypeWrapper<ResultOfFilesystem>;
  FilesystemOutcome: FilesystemOutcome;
  SparsifyFailure: ResolverTypeWrapper<SparsifyFailure>;
  SparsifyFailureCode: SparsifyFailureCode;
  SparsifyJobFilter: SparsifyJobFilter;
  SparsifyJobOrder: SparsifyJobOrder;
  SparsifyJobOrderField: SparsifyJobOrderField;
  SparsifyJobTotals: ResolverTypeWrapper<SparsifyJobTotals>;
  SparsifyJobStatusCount: ResolverTypeWrapper<SparsifyJobStatusCount>;
  SparsifyOutcomeCount: ResolverTypeWrapper<SparsifyOutcomeCount>;
  Operation: ResolverTypeWrapper<OperationView>;
  OperationAction: OperationAction;
  OperationOutcome: OperationOutcome;
  OperationProblem: ResolverTypeWrapper<OperationFailure>;
  Host: ResolverTypeWrapper<HostView>;
  HostState: HostState;
  HostKey: ResolverTypeWrapper<KeyOfHost>;
  Label: ResolverTypeWrapper<Label>;
  LabelInput: LabelInput;
  LabelFilter: LabelFilter;
  HostFilter: HostFilter;
  StorageDomainFilter: StorageDomainFilter;
  HostInventory: ResolverTypeWrapper<HostObservation>;
  HostContact: HostContact;
  VmsKnown: VmsKnown;
  Mount: ResolverTypeWrapper<MountOfHost>;
  BlockDevice: ResolverTypeWrapper<DeviceOfHost>;
  DiscardLimits: ResolverTypeWrapper<LimitsOfDiscard>;
  HostCapabilities: ResolverTypeWrapper<CapabilitiesOfHost>;
  Confinement: Confinement;
  HostRights: HostRights;
  Acceleration: Acceleration;
  HostFinding: ResolverTypeWrapper<HostFinding>;
  StorageDomain: ResolverTypeWrapper<StorageDomainView>;
  StorageDomainKind: StorageDomainKind;
  StorageFacts: ResolverTypeWrapper<FactsOfStorage>;
  HostVolumeGroup: ResolverTypeWrapper<VolumeGroupFacts>;
  PhysicalVolume: ResolverTypeWrapper<PhysicalVolumeOfGroup>;
  StorageMedium: StorageMedium;
  StorageDomainMount: ResolverTypeWrapper<StorageMount>;
  Activity: ResolverTypeWrapper<ActivityView>;
  DiskRegistered: ResolverTypeWrapper<ActivityOf<'DiskRegistered'>>;
  DiskUpdated: ResolverTypeWrapper<ActivityOf<'DiskUpdated'>>;
  DiskObserved: ResolverTypeWrapper<ActivityOf<'DiskObserved'>>;
  DiskMeasured: ResolverTypeWrapper<ActivityOf<'DiskMeasured'>>;
  FilesystemUsage: ResolverTypeWrapper<UsageOfFilesystem>;
  DiskRemoved: ResolverTypeWrapper<ActivityOf<'DiskRemoved'>>;
  SparsifyRequested: ResolverTypeWrapper<ActivityOf<'SparsifyRequested'>>;
  DiskLocked: ResolverTypeWrapper<ActivityOf<'DiskLocked'>>;
  SparsifyStarted: ResolverTypeWrapper<ActivityOf<'SparsifyStarted'>>;
  SparsifyCompleted: ResolverTypeWrapper<ActivityOf<'SparsifyCompleted'>>;
  SparsifyFailed: ResolverTypeWrapper<ActivityOf<'SparsifyFailed'>>;
  SparsifyRetryScheduled: ResolverTypeWrapper<ActivityOf<'SparsifyRetryScheduled'>>;
  SparsifyCancelRequested: ResolverTypeWrapper<ActivityOf<'SparsifyCancelRequested'>>;
  SparsifyCanceled: ResolverTypeWrapper<ActivityOf<'SparsifyCanceled'>>;
  SparsifyContactLost: ResolverTypeWrapper<ActivityOf<'SparsifyContactLost'>>;
  SparsifyContactRegained: ResolverTypeWrapper<ActivityOf<'SparsifyContactRegained'>>;
  HostRegistered: ResolverTypeWrapper<ActivityOf<'HostRegistered'>>;
  HostUpdated: ResolverTypeWrapper<ActivityOf<'HostUpdated'>>;
  HostAccessChanged: ResolverTypeWrapper<ActivityOf<'HostAccessChanged'>>;
  HostKeyRefused: ResolverTypeWrapper<ActivityOf<'HostKeyRefused'>>;
  HostDrained: ResolverTypeWrapper<ActivityOf<'HostDrained'>>;
  HostActivated: ResolverTypeWrapper<ActivityOf<'HostActivated'>>;
  HostConfirmedDown: ResolverTypeWrapper<ActivityOf<'HostConfirmedDown'>>;
  HostReturned: ResolverTypeWrapper<ActivityOf<'HostReturned'>>;
  HostRemoved: ResolverTypeWrapper<ActivityOf<'HostRemoved'>>;
  HostProbed: ResolverTypeWrapper<ActivityOf<'HostProbed'>>;
  HostObserved: ResolverTypeWrapper<ActivityOf<'HostObserved'>>;
  StorageDomainRegistered: ResolverTypeWrapper<ActivityOf<'StorageDomainRegistered'>>;
  StorageDomainChanged: ResolverTypeWrapper<ActivityOf<'StorageDomainChanged'>>;
  StorageDomainUpdated: ResolverTypeWrapper<ActivityOf<'StorageDomainUpdated'>>;
  LimitsUpdated: ResolverTypeWrapper<ActivityOf<'LimitsUpdated'>>;
  StorageDomainRemoved: ResolverTypeWrapper<ActivityOf<'StorageDomainRemoved'>>;
  ActivityFilter: ActivityFilter;
  ActivityType: ActivityType;
  UserError: ResolverTypeWrapper<Omit<UserError, 'disk' | 'job' | 'hostKey'> & { disk?: Maybe<ResolversTypes['Disk']>, job?: Maybe<ResolversTypes['SparsifyJob']>, hostKey?: Maybe<ResolversTypes['HostKey']> }>;
  UserErrorCode: UserErrorCode;
  RegisterDiskInput: RegisterDiskInput;
  RegisterDiskPayload: ResolverTypeWrapper<Omit<RegisterDiskPayload, 'disk' | 'userErrors'> & { disk?: Maybe<ResolversTypes['Disk']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  UpdateDiskInput: UpdateDiskInput;
  UpdateDiskPayload: ResolverTypeWrapper<Omit<UpdateDiskPayload, 'disk' | 'userErrors'> & { disk?: Maybe<ResolversTypes['Disk']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  RemoveDiskInput: RemoveDiskInput;
  RemoveDiskPayload: ResolverTypeWrapper<Omit<RemoveDiskPayload, 'disk' | 'userErrors'> & { disk?: Maybe<ResolversTypes['Disk']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  RefreshDiskInput: RefreshDiskInput;
  RefreshDiskPayload: ResolverTypeWrapper<Omit<RefreshDiskPayload, 'disk' | 'operation' | 'userErrors'> & { disk?: Maybe<ResolversTypes['Disk']>, operation?: Maybe<ResolversTypes['Operation']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  SparsifyDiskInput: SparsifyDiskInput;
  SparsifyDiskPayload: ResolverTypeWrapper<Omit<SparsifyDiskPayload, 'job' | 'userErrors'> & { job?: Maybe<ResolversTypes['SparsifyJob']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  SparsifyDisksInput: SparsifyDisksInput;
  SparsifyDisksPayload: ResolverTypeWrapper<Omit<SparsifyDisksPayload, 'results' | 'userErrors'> & { results: ReadonlyArray<ResolversTypes['SparsifyDisksResult']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  SparsifyDisksResult: ResolverTypeWrapper<Omit<SparsifyDisksResult, 'disk' | 'job' | 'userErrors'> & { disk?: Maybe<ResolversTypes['Disk']>, job?: Maybe<ResolversTypes['SparsifyJob']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  CancelSparsifyJobInput: CancelSparsifyJobInput;
  CancelSparsifyJobPayload: ResolverTypeWrapper<Omit<CancelSparsifyJobPayload, 'job' | 'userErrors'> & { job?: Maybe<ResolversTypes['SparsifyJob']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  RegisterHostInput: RegisterHostInput;
  RegisterHostPayload: ResolverTypeWrapper<Omit<RegisterHostPayload, 'host' | 'operation' | 'userErrors'> & { host?: Maybe<ResolversTypes['Host']>, operation?: Maybe<ResolversTypes['Operation']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  UpdateHostInput: UpdateHostInput;
  UpdateHostPayload: ResolverTypeWrapper<Omit<UpdateHostPayload, 'host' | 'operation' | 'userErrors'> & { host?: Maybe<ResolversTypes['Host']>, operation?: Maybe<ResolversTypes['Operation']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  AcceptHostKeyInput: AcceptHostKeyInput;
  AcceptHostKeyPayload: ResolverTypeWrapper<Omit<AcceptHostKeyPayload, 'host' | 'operation' | 'userErrors'> & { host?: Maybe<ResolversTypes['Host']>, operation?: Maybe<ResolversTypes['Operation']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  DrainHostInput: DrainHostInput;
  DrainHostPayload: ResolverTypeWrapper<Omit<DrainHostPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversTypes['Host']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  ConfirmHostDownInput: ConfirmHostDownInput;
  ConfirmHostDownPayload: ResolverTypeWrapper<Omit<ConfirmHostDownPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversTypes['Host']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  ActivateHostInput: ActivateHostInput;
  ActivateHostPayload: ResolverTypeWrapper<Omit<ActivateHostPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversTypes['Host']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  ProbeHostInput: ProbeHostInput;
  ProbeHostPayload: ResolverTypeWrapper<Omit<ProbeHostPayload, 'operation' | 'userErrors'> & { operation?: Maybe<ResolversTypes['Operation']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  ScanHostInput: ScanHostInput;
  ScanHostPayload: ResolverTypeWrapper<Omit<ScanHostPayload, 'operation' | 'userErrors'> & { operation?: Maybe<ResolversTypes['Operation']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  RemoveHostInput: RemoveHostInput;
  RemoveHostPayload: ResolverTypeWrapper<Omit<RemoveHostPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversTypes['Host']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  UpdateStorageDomainInput: UpdateStorageDomainInput;
  UpdateStorageDomainPayload: ResolverTypeWrapper<Omit<UpdateStorageDomainPayload, 'storageDomain' | 'userErrors'> & { storageDomain?: Maybe<ResolversTypes['StorageDomain']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  UpdateLimitsInput: UpdateLimitsInput;
  UpdateLimitsPayload: ResolverTypeWrapper<Omit<UpdateLimitsPayload, 'userErrors'> & { userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  RemoveStorageDomainInput: RemoveStorageDomainInput;
  RemoveStorageDomainPayload: ResolverTypeWrapper<Omit<RemoveStorageDomainPayload, 'storageDomain' | 'userErrors'> & { storageDomain?: Maybe<ResolversTypes['StorageDomain']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  UnregisterDirectoryInput: UnregisterDirectoryInput;
  UnregisterDirectoryPayload: ResolverTypeWrapper<Omit<UnregisterDirectoryPayload, 'storageDomain' | 'userErrors'> & { storageDomain?: Maybe<ResolversTypes['StorageDomain']>, userErrors: ReadonlyArray<ResolversTypes['UserError']> }>;
  DiskConnection: ResolverTypeWrapper<Page<DiskView>>;
  DiskEdge: ResolverTypeWrapper<Omit<DiskEdge, 'node'> & { node: ResolversTypes['Disk'] }>;
  SparsifyJobConnection: ResolverTypeWrapper<Page<JobView>>;
  SparsifyJobEdge: ResolverTypeWrapper<Omit<SparsifyJobEdge, 'node'> & { node: ResolversTypes['SparsifyJob'] }>;
  SparsifyJobAtMomentConnection: ResolverTypeWrapper<Page<JobAtMoment>>;
  SparsifyJobAtMomentEdge: ResolverTypeWrapper<Omit<SparsifyJobAtMomentEdge, 'node'> & { node: ResolversTypes['SparsifyJobAtMoment'] }>;
  HostConnection: ResolverTypeWrapper<Page<HostView>>;
  HostEdge: ResolverTypeWrapper<Omit<HostEdge, 'node'> & { node: ResolversTypes['Host'] }>;
  StorageDomainConnection: ResolverTypeWrapper<Page<StorageDomainView>>;
  StorageDomainEdge: ResolverTypeWrapper<Omit<StorageDomainEdge, 'node'> & { node: ResolversTypes['StorageDomain'] }>;
  StorageDomainMountConnection: ResolverTypeWrapper<Page<StorageMount>>;
  StorageDomainMountEdge: ResolverTypeWrapper<Omit<StorageDomainMountEdge, 'node'> & { node: ResolversTypes['StorageDomainMount'] }>;
  MountConnection: ResolverTypeWrapper<Page<MountOfHost>>;
  MountEdge: ResolverTypeWrapper<Omit<MountEdge, 'node'> & { node: ResolversTypes['Mount'] }>;
  BlockDeviceConnection: ResolverTypeWrapper<Page<DeviceOfHost>>;
  BlockDeviceEdge: ResolverTypeWrapper<Omit<BlockDeviceEdge, 'node'> & { node: ResolversTypes['BlockDevice'] }>;
  ActivityConnection: ResolverTypeWrapper<Page<ActivityView>>;
  ActivityEdge: ResolverTypeWrapper<Omit<ActivityEdge, 'node'> & { node: ResolversTypes['Activity'] }>;
  SparsifyJobUpdate: ResolverTypeWrapper<Omit<SparsifyJobUpdate, 'job'> & { job: ResolversTypes['SparsifyJob'] }>;
  DiskUpdate: ResolverTypeWrapper<Omit<DiskUpdate, 'disk'> & { disk: ResolversTypes['Disk'] }>;
  HostUpdate: ResolverTypeWrapper<Omit<HostUpdate, 'host'> & { host: ResolversTypes['Host'] }>;
  OperationUpdate: ResolverTypeWrapper<Omit<OperationUpdate, 'operation'> & { operation: ResolversTypes['Operation'] }>;
  ActivityUpdate: ResolverTypeWrapper<Omit<ActivityUpdate, 'activity'> & { activity: ResolversTypes['Activity'] }>;
  System: ResolverTypeWrapper<Omit<System, 'servers'> & { servers: ReadonlyArray<ResolversTypes['Server']> }>;
  Limits: ResolverTypeWrapper<Limits>;
  Server: ResolverTypeWrapper<ServerReport>;
  EventStoreStatus: ResolverTypeWrapper<EventStoreStatus>;
  EventStoreKind: EventStoreKind;
  ProjectionStatus: ResolverTypeWrapper<ProjectionStatus>;
  CoordinatorStatus: ResolverTypeWrapper<CoordinatorStatus>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ByteSize: Scalars['ByteSize']['output'];
  DateTime: Scalars['DateTime']['output'];
  Node: AnyNode;
  ID: Scalars['ID']['output'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  Actor: Actor;
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  Disk: DiskView;
  DiskAtMoment: PastDisk;
  DiskAttachment: Attachment;
  Reclaimable: Reclaimable;
  DiskContents: DiskContents;
  DiskArea: DiskArea;
  VolumeGroup: VolumeGroup;
  BackingFile: BackingFile;
  LogicalVolume: VolumeFacts;
  ThinPool: ThinPoolFacts;
  Sparsifiability: Sparsifiability;
  Obstacle: Obstacle;
  SparsifyWarning: SparsifyWarning;
  DiskFilter: DiskFilter;
  DiskOrder: DiskOrder;
  DiskTotals: DiskTotals;
  ObstacleCount: ObstacleCount;
  SparsifyJob: JobView;
  Float: Scalars['Float']['output'];
  SparsifyJobAtMoment: JobAtMoment;
  WaitReason: WaitReason;
  SparsifyAttempt: AttemptView;
  SparsifyProgress: SparsifyProgress;
  SparsifyResult: JobResultView;
  FilesystemResult: ResultOfFilesystem;
  SparsifyFailure: SparsifyFailure;
  SparsifyJobFilter: SparsifyJobFilter;
  SparsifyJobOrder: SparsifyJobOrder;
  SparsifyJobTotals: SparsifyJobTotals;
  SparsifyJobStatusCount: SparsifyJobStatusCount;
  SparsifyOutcomeCount: SparsifyOutcomeCount;
  Operation: OperationView;
  OperationProblem: OperationFailure;
  Host: HostView;
  HostKey: KeyOfHost;
  Label: Label;
  LabelInput: LabelInput;
  LabelFilter: LabelFilter;
  HostFilter: HostFilter;
  StorageDomainFilter: StorageDomainFilter;
  HostInventory: HostObservation;
  Mount: MountOfHost;
  BlockDevice: DeviceOfHost;
  DiscardLimits: LimitsOfDiscard;
  HostCapabilities: CapabilitiesOfHost;
  HostFinding: HostFinding;
  StorageDomain: StorageDomainView;
  StorageFacts: FactsOfStorage;
  HostVolumeGroup: VolumeGroupFacts;
  PhysicalVolume: PhysicalVolumeOfGroup;
  StorageDomainMount: StorageMount;
  Activity: ActivityView;
  DiskRegistered: ActivityOf<'DiskRegistered'>;
  DiskUpdated: ActivityOf<'DiskUpdated'>;
  DiskObserved: ActivityOf<'DiskObserved'>;
  DiskMeasured: ActivityOf<'DiskMeasured'>;
  FilesystemUsage: UsageOfFilesystem;
  DiskRemoved: ActivityOf<'DiskRemoved'>;
  SparsifyRequested: ActivityOf<'SparsifyRequested'>;
  DiskLocked: ActivityOf<'DiskLocked'>;
  SparsifyStarted: ActivityOf<'SparsifyStarted'>;
  SparsifyCompleted: ActivityOf<'SparsifyCompleted'>;
  SparsifyFailed: ActivityOf<'SparsifyFailed'>;
  SparsifyRetryScheduled: ActivityOf<'SparsifyRetryScheduled'>;
  SparsifyCancelRequested: ActivityOf<'SparsifyCancelRequested'>;
  SparsifyCanceled: ActivityOf<'SparsifyCanceled'>;
  SparsifyContactLost: ActivityOf<'SparsifyContactLost'>;
  SparsifyContactRegained: ActivityOf<'SparsifyContactRegained'>;
  HostRegistered: ActivityOf<'HostRegistered'>;
  HostUpdated: ActivityOf<'HostUpdated'>;
  HostAccessChanged: ActivityOf<'HostAccessChanged'>;
  HostKeyRefused: ActivityOf<'HostKeyRefused'>;
  HostDrained: ActivityOf<'HostDrained'>;
  HostActivated: ActivityOf<'HostActivated'>;
  HostConfirmedDown: ActivityOf<'HostConfirmedDown'>;
  HostReturned: ActivityOf<'HostReturned'>;
  HostRemoved: ActivityOf<'HostRemoved'>;
  HostProbed: ActivityOf<'HostProbed'>;
  HostObserved: ActivityOf<'HostObserved'>;
  StorageDomainRegistered: ActivityOf<'StorageDomainRegistered'>;
  StorageDomainChanged: ActivityOf<'StorageDomainChanged'>;
  StorageDomainUpdated: ActivityOf<'StorageDomainUpdated'>;
  LimitsUpdated: ActivityOf<'LimitsUpdated'>;
  StorageDomainRemoved: ActivityOf<'StorageDomainRemoved'>;
  ActivityFilter: ActivityFilter;
  UserError: Omit<UserError, 'disk' | 'job' | 'hostKey'> & { disk?: Maybe<ResolversParentTypes['Disk']>, job?: Maybe<ResolversParentTypes['SparsifyJob']>, hostKey?: Maybe<ResolversParentTypes['HostKey']> };
  RegisterDiskInput: RegisterDiskInput;
  RegisterDiskPayload: Omit<RegisterDiskPayload, 'disk' | 'userErrors'> & { disk?: Maybe<ResolversParentTypes['Disk']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  UpdateDiskInput: UpdateDiskInput;
  UpdateDiskPayload: Omit<UpdateDiskPayload, 'disk' | 'userErrors'> & { disk?: Maybe<ResolversParentTypes['Disk']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  RemoveDiskInput: RemoveDiskInput;
  RemoveDiskPayload: Omit<RemoveDiskPayload, 'disk' | 'userErrors'> & { disk?: Maybe<ResolversParentTypes['Disk']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  RefreshDiskInput: RefreshDiskInput;
  RefreshDiskPayload: Omit<RefreshDiskPayload, 'disk' | 'operation' | 'userErrors'> & { disk?: Maybe<ResolversParentTypes['Disk']>, operation?: Maybe<ResolversParentTypes['Operation']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  SparsifyDiskInput: SparsifyDiskInput;
  SparsifyDiskPayload: Omit<SparsifyDiskPayload, 'job' | 'userErrors'> & { job?: Maybe<ResolversParentTypes['SparsifyJob']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  SparsifyDisksInput: SparsifyDisksInput;
  SparsifyDisksPayload: Omit<SparsifyDisksPayload, 'results' | 'userErrors'> & { results: ReadonlyArray<ResolversParentTypes['SparsifyDisksResult']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  SparsifyDisksResult: Omit<SparsifyDisksResult, 'disk' | 'job' | 'userErrors'> & { disk?: Maybe<ResolversParentTypes['Disk']>, job?: Maybe<ResolversParentTypes['SparsifyJob']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  CancelSparsifyJobInput: CancelSparsifyJobInput;
  CancelSparsifyJobPayload: Omit<CancelSparsifyJobPayload, 'job' | 'userErrors'> & { job?: Maybe<ResolversParentTypes['SparsifyJob']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  RegisterHostInput: RegisterHostInput;
  RegisterHostPayload: Omit<RegisterHostPayload, 'host' | 'operation' | 'userErrors'> & { host?: Maybe<ResolversParentTypes['Host']>, operation?: Maybe<ResolversParentTypes['Operation']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  UpdateHostInput: UpdateHostInput;
  UpdateHostPayload: Omit<UpdateHostPayload, 'host' | 'operation' | 'userErrors'> & { host?: Maybe<ResolversParentTypes['Host']>, operation?: Maybe<ResolversParentTypes['Operation']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  AcceptHostKeyInput: AcceptHostKeyInput;
  AcceptHostKeyPayload: Omit<AcceptHostKeyPayload, 'host' | 'operation' | 'userErrors'> & { host?: Maybe<ResolversParentTypes['Host']>, operation?: Maybe<ResolversParentTypes['Operation']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  DrainHostInput: DrainHostInput;
  DrainHostPayload: Omit<DrainHostPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversParentTypes['Host']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  ConfirmHostDownInput: ConfirmHostDownInput;
  ConfirmHostDownPayload: Omit<ConfirmHostDownPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversParentTypes['Host']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  ActivateHostInput: ActivateHostInput;
  ActivateHostPayload: Omit<ActivateHostPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversParentTypes['Host']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  ProbeHostInput: ProbeHostInput;
  ProbeHostPayload: Omit<ProbeHostPayload, 'operation' | 'userErrors'> & { operation?: Maybe<ResolversParentTypes['Operation']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  ScanHostInput: ScanHostInput;
  ScanHostPayload: Omit<ScanHostPayload, 'operation' | 'userErrors'> & { operation?: Maybe<ResolversParentTypes['Operation']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  RemoveHostInput: RemoveHostInput;
  RemoveHostPayload: Omit<RemoveHostPayload, 'host' | 'userErrors'> & { host?: Maybe<ResolversParentTypes['Host']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  UpdateStorageDomainInput: UpdateStorageDomainInput;
  UpdateStorageDomainPayload: Omit<UpdateStorageDomainPayload, 'storageDomain' | 'userErrors'> & { storageDomain?: Maybe<ResolversParentTypes['StorageDomain']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  UpdateLimitsInput: UpdateLimitsInput;
  UpdateLimitsPayload: Omit<UpdateLimitsPayload, 'userErrors'> & { userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  RemoveStorageDomainInput: RemoveStorageDomainInput;
  RemoveStorageDomainPayload: Omit<RemoveStorageDomainPayload, 'storageDomain' | 'userErrors'> & { storageDomain?: Maybe<ResolversParentTypes['StorageDomain']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  UnregisterDirectoryInput: UnregisterDirectoryInput;
  UnregisterDirectoryPayload: Omit<UnregisterDirectoryPayload, 'storageDomain' | 'userErrors'> & { storageDomain?: Maybe<ResolversParentTypes['StorageDomain']>, userErrors: ReadonlyArray<ResolversParentTypes['UserError']> };
  DiskConnection: Page<DiskView>;
  DiskEdge: Omit<DiskEdge, 'node'> & { node: ResolversParentTypes['Disk'] };
  SparsifyJobConnection: Page<JobView>;
  SparsifyJobEdge: Omit<SparsifyJobEdge, 'node'> & { node: ResolversParentTypes['SparsifyJob'] };
  SparsifyJobAtMomentConnection: Page<JobAtMoment>;
  SparsifyJobAtMomentEdge: Omit<SparsifyJobAtMomentEdge, 'node'> & { node: ResolversParentTypes['SparsifyJobAtMoment'] };
  HostConnection: Page<HostView>;
  HostEdge: Omit<HostEdge, 'node'> & { node: ResolversParentTypes['Host'] };
  StorageDomainConnection: Page<StorageDomainView>;
  StorageDomainEdge: Omit<StorageDomainEdge, 'node'> & { node: ResolversParentTypes['StorageDomain'] };
  StorageDomainMountConnection: Page<StorageMount>;
  StorageDomainMountEdge: Omit<StorageDomainMountEdge, 'node'> & { node: ResolversParentTypes['StorageDomainMount'] };
  MountConnection: Page<MountOfHost>;
  MountEdge: Omit<MountEdge, 'node'> & { node: ResolversParentTypes['Mount'] };
  BlockDeviceConnection: Page<DeviceOfHost>;
  BlockDeviceEdge: Omit<BlockDeviceEdge, 'node'> & { node: ResolversParentTypes['BlockDevice'] };
  ActivityConnection: Page<ActivityView>;
  ActivityEdge: Omit<ActivityEdge, 'node'> & { node: ResolversParentTypes['Activity'] };
  SparsifyJobUpdate: Omit<SparsifyJobUpdate, 'job'> & { job: ResolversParentTypes['SparsifyJob'] };
  DiskUpdate: Omit<DiskUpdate, 'disk'> & { disk: ResolversParentTypes['Disk'] };
  HostUpdate: Omit<HostUpdate, 'host'> & { host: ResolversParentTypes['Host'] };
  OperationUpdate: Omit<OperationUpdate, 'operation'> & { operation: ResolversParentTypes['Operation'] };
  ActivityUpdate: Omit<ActivityUpdate, 'activity'> & { activity: ResolversParentTypes['Activity'] };
  System: Omit<System, 'servers'> & { servers: ReadonlyArray<ResolversParentTypes['Server']> };
  Limits: Limits;
  Server: ServerReport;
  EventStoreStatus: EventStoreStatus;
  ProjectionStatus: ProjectionStatus;
  CoordinatorStatus: CoordinatorStatus;
};

export interface ByteSizeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['ByteSize'], any> {
  name: 'ByteSize';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Disk' | 'SparsifyJob' | 'Operation' | 'Host' | 'StorageDomain' | 'DiskRegistered' | 'DiskUpdated' | 'DiskObserved' | 'DiskMeasured' | 'DiskRemoved' | 'SparsifyRequested' | 'DiskLocked' | 'SparsifyStarted' | 'SparsifyCompleted' | 'SparsifyFailed' | 'SparsifyRetryScheduled' | 'SparsifyCancelRequested' | 'SparsifyCanceled' | 'SparsifyContactLost' | 'SparsifyContactRegained' | 'HostRegistered' | 'HostUpdated' | 'HostAccessChanged' | 'HostKeyRefused' | 'HostDrained' | 'HostActivated' | 'HostConfirmedDown' | 'HostReturned' | 'HostRemoved' | 'HostProbed' | 'HostObserved' | 'StorageDomainRegistered' | 'StorageDomainChanged' | 'StorageDomainUpdated' | 'LimitsUpdated' | 'StorageDomainRemoved' | 'Server', ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ActorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType, RequireFields<QueryDiskArgs, 'id'>>;
  diskAt?: Resolver<Maybe<ResolversTypes['DiskAtMoment']>, ParentType, ContextType, RequireFields<QueryDiskAtArgs, 'id' | 'at'>>;
  disks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<QueryDisksArgs>>;
  diskTotals?: Resolver<ResolversTypes['DiskTotals'], ParentType, ContextType, Partial<QueryDiskTotalsArgs>>;
  sparsifyJob?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType, RequireFields<QuerySparsifyJobArgs, 'id'>>;
  sparsifyJobAt?: Resolver<Maybe<ResolversTypes['SparsifyJobAtMoment']>, ParentType, ContextType, RequireFields<QuerySparsifyJobAtArgs, 'id' | 'at'>>;
  sparsifyJobs?: Resolver<ResolversTypes['SparsifyJobConnection'], ParentType, ContextType, Partial<QuerySparsifyJobsArgs>>;
  sparsifyJobTotals?: Resolver<ResolversTypes['SparsifyJobTotals'], ParentType, ContextType, Partial<QuerySparsifyJobTotalsArgs>>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType, RequireFields<QueryHostArgs, 'id'>>;
  hosts?: Resolver<ResolversTypes['HostConnection'], ParentType, ContextType, Partial<QueryHostsArgs>>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType, RequireFields<QueryStorageDomainArgs, 'id'>>;
  storageDomains?: Resolver<ResolversTypes['StorageDomainConnection'], ParentType, ContextType, Partial<QueryStorageDomainsArgs>>;
  activity?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<QueryActivityArgs, 'orderBy'>>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationArgs, 'id'>>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  registerDisk?: Resolver<ResolversTypes['RegisterDiskPayload'], ParentType, ContextType, RequireFields<MutationRegisterDiskArgs, 'input'>>;
  updateDisk?: Resolver<ResolversTypes['UpdateDiskPayload'], ParentType, ContextType, RequireFields<MutationUpdateDiskArgs, 'input'>>;
  removeDisk?: Resolver<ResolversTypes['RemoveDiskPayload'], ParentType, ContextType, RequireFields<MutationRemoveDiskArgs, 'input'>>;
  refreshDisk?: Resolver<ResolversTypes['RefreshDiskPayload'], ParentType, ContextType, RequireFields<MutationRefreshDiskArgs, 'input'>>;
  sparsifyDisk?: Resolver<ResolversTypes['SparsifyDiskPayload'], ParentType, ContextType, RequireFields<MutationSparsifyDiskArgs, 'input'>>;
  sparsifyDisks?: Resolver<ResolversTypes['SparsifyDisksPayload'], ParentType, ContextType, RequireFields<MutationSparsifyDisksArgs, 'input'>>;
  cancelSparsifyJob?: Resolver<ResolversTypes['CancelSparsifyJobPayload'], ParentType, ContextType, RequireFields<MutationCancelSparsifyJobArgs, 'input'>>;
  registerHost?: Resolver<ResolversTypes['RegisterHostPayload'], ParentType, ContextType, RequireFields<MutationRegisterHostArgs, 'input'>>;
  probeHost?: Resolver<ResolversTypes['ProbeHostPayload'], ParentType, ContextType, RequireFields<MutationProbeHostArgs, 'input'>>;
  scanHost?: Resolver<ResolversTypes['ScanHostPayload'], ParentType, ContextType, RequireFields<MutationScanHostArgs, 'input'>>;
  updateHost?: Resolver<ResolversTypes['UpdateHostPayload'], ParentType, ContextType, RequireFields<MutationUpdateHostArgs, 'input'>>;
  acceptHostKey?: Resolver<ResolversTypes['AcceptHostKeyPayload'], ParentType, ContextType, RequireFields<MutationAcceptHostKeyArgs, 'input'>>;
  drainHost?: Resolver<ResolversTypes['DrainHostPayload'], ParentType, ContextType, RequireFields<MutationDrainHostArgs, 'input'>>;
  activateHost?: Resolver<ResolversTypes['ActivateHostPayload'], ParentType, ContextType, RequireFields<MutationActivateHostArgs, 'input'>>;
  confirmHostDown?: Resolver<ResolversTypes['ConfirmHostDownPayload'], ParentType, ContextType, RequireFields<MutationConfirmHostDownArgs, 'input'>>;
  removeHost?: Resolver<ResolversTypes['RemoveHostPayload'], ParentType, ContextType, RequireFields<MutationRemoveHostArgs, 'input'>>;
  updateStorageDomain?: Resolver<ResolversTypes['UpdateStorageDomainPayload'], ParentType, ContextType, RequireFields<MutationUpdateStorageDomainArgs, 'input'>>;
  updateLimits?: Resolver<ResolversTypes['UpdateLimitsPayload'], ParentType, ContextType, RequireFields<MutationUpdateLimitsArgs, 'input'>>;
  removeStorageDomain?: Resolver<ResolversTypes['RemoveStorageDomainPayload'], ParentType, ContextType, RequireFields<MutationRemoveStorageDomainArgs, 'input'>>;
  unregisterDirectory?: Resolver<ResolversTypes['UnregisterDirectoryPayload'], ParentType, ContextType, RequireFields<MutationUnregisterDirectoryArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  sparsifyJob?: SubscriptionResolver<ResolversTypes['SparsifyJobUpdate'], "sparsifyJob", ParentType, ContextType, RequireFields<SubscriptionSparsifyJobArgs, 'id'>>;
  disk?: SubscriptionResolver<ResolversTypes['DiskUpdate'], "disk", ParentType, ContextType, RequireFields<SubscriptionDiskArgs, 'id'>>;
  disks?: SubscriptionResolver<ResolversTypes['DiskUpdate'], "disks", ParentType, ContextType, Partial<SubscriptionDisksArgs>>;
  sparsifyJobs?: SubscriptionResolver<ResolversTypes['SparsifyJobUpdate'], "sparsifyJobs", ParentType, ContextType, Partial<SubscriptionSparsifyJobsArgs>>;
  hosts?: SubscriptionResolver<ResolversTypes['HostUpdate'], "hosts", ParentType, ContextType, Partial<SubscriptionHostsArgs>>;
  operation?: SubscriptionResolver<ResolversTypes['OperationUpdate'], "operation", ParentType, ContextType, RequireFields<SubscriptionOperationArgs, 'id'>>;
  activity?: SubscriptionResolver<ResolversTypes['ActivityUpdate'], "activity", ParentType, ContextType, Partial<SubscriptionActivityArgs>>;
};

export type DiskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Disk'] = ResolversParentTypes['Disk']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['DiskFormat'], ParentType, ContextType>;
  formatBasis?: Resolver<ResolversTypes['FormatBasis'], ParentType, ContextType>;
  formatName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  allocation?: Resolver<ResolversTypes['DiskAllocation'], ParentType, ContextType>;
  storageType?: Resolver<ResolversTypes['DiskStorageType'], ParentType, ContextType>;
  wipeAfterDelete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  discoveredLabels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  virtualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  actualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  inode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inspectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reclaimable?: Resolver<Maybe<ResolversTypes['Reclaimable']>, ParentType, ContextType>;
  attachments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DiskAttachment']>>, ParentType, ContextType>;
  backingPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  backingChain?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BackingFile']>>, ParentType, ContextType>;
  backingDisk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  derivedDisks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<DiskDerivedDisksArgs>>;
  overlays?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  internalSnapshots?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  encrypted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  corrupt?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  dirty?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  writable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['LogicalVolume']>, ParentType, ContextType>;
  refcounts?: Resolver<Maybe<ResolversTypes['RefcountsState']>, ParentType, ContextType>;
  unreadable?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  formatVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hibernated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  contents?: Resolver<Maybe<ResolversTypes['DiskContents']>, ParentType, ContextType>;
  availability?: Resolver<ResolversTypes['DiskAvailability'], ParentType, ContextType>;
  sparsifiability?: Resolver<ResolversTypes['Sparsifiability'], ParentType, ContextType>;
  activeJob?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  jobs?: Resolver<ResolversTypes['SparsifyJobConnection'], ParentType, ContextType, Partial<DiskJobsArgs>>;
  history?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<DiskHistoryArgs, 'orderBy'>>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DiskAtMomentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskAtMoment'] = ResolversParentTypes['DiskAtMoment']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['DiskFormat'], ParentType, ContextType>;
  formatBasis?: Resolver<ResolversTypes['FormatBasis'], ParentType, ContextType>;
  formatName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  allocation?: Resolver<ResolversTypes['DiskAllocation'], ParentType, ContextType>;
  storageType?: Resolver<ResolversTypes['DiskStorageType'], ParentType, ContextType>;
  wipeAfterDelete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  discoveredLabels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  virtualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  actualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  inode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inspectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reclaimable?: Resolver<Maybe<ResolversTypes['Reclaimable']>, ParentType, ContextType>;
  attachments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DiskAttachment']>>, ParentType, ContextType>;
  backingPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  backingChain?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BackingFile']>>, ParentType, ContextType>;
  backingDisk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  derivedDisks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<DiskAtMomentDerivedDisksArgs>>;
  overlays?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  internalSnapshots?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  encrypted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  corrupt?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  dirty?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  writable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  volume?: Resolver<Maybe<ResolversTypes['LogicalVolume']>, ParentType, ContextType>;
  refcounts?: Resolver<Maybe<ResolversTypes['RefcountsState']>, ParentType, ContextType>;
  unreadable?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  formatVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hibernated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  contents?: Resolver<Maybe<ResolversTypes['DiskContents']>, ParentType, ContextType>;
  availability?: Resolver<ResolversTypes['DiskAvailability'], ParentType, ContextType>;
  sparsifiability?: Resolver<ResolversTypes['Sparsifiability'], ParentType, ContextType>;
  activeJob?: Resolver<Maybe<ResolversTypes['SparsifyJobAtMoment']>, ParentType, ContextType>;
  jobs?: Resolver<ResolversTypes['SparsifyJobAtMomentConnection'], ParentType, ContextType, Partial<DiskAtMomentJobsArgs>>;
  history?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<DiskAtMomentHistoryArgs, 'orderBy'>>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DiskAttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskAttachment'] = ResolversParentTypes['DiskAttachment']> = {
  vmId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  vmName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['VmState'], ParentType, ContextType>;
};

export type ReclaimableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reclaimable'] = ResolversParentTypes['Reclaimable']> = {
  bytes?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  basis?: Resolver<ResolversTypes['ReclaimableBasis'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DiskContentsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskContents'] = ResolversParentTypes['DiskContents']> = {
  partitionTable?: Resolver<ResolversTypes['PartitionTable'], ParentType, ContextType>;
  sectorSize?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  areas?: Resolver<ReadonlyArray<ResolversTypes['DiskArea']>, ParentType, ContextType>;
  volumeGroups?: Resolver<ReadonlyArray<ResolversTypes['VolumeGroup']>, ParentType, ContextType>;
};

export type DiskAreaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskArea'] = ResolversParentTypes['DiskArea']> = {
  device?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  partitionType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DiskAreaKind'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['DiskAreaState']>, ParentType, ContextType>;
};

export type VolumeGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VolumeGroup'] = ResolversParentTypes['VolumeGroup']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uuid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  physicalVolumes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  incompleteVolumes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BackingFileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BackingFile'] = ResolversParentTypes['BackingFile']> = {
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['DiskFormat'], ParentType, ContextType>;
};

export type LogicalVolumeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LogicalVolume'] = ResolversParentTypes['LogicalVolume']> = {
  uuid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LogicalVolumeKind'], ParentType, ContextType>;
  layout?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pool?: Resolver<Maybe<ResolversTypes['ThinPool']>, ParentType, ContextType>;
  sharesChunks?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  oldSnapshots?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isOldSnapshot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  holdsPhysicalVolume?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ThinPoolResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ThinPool'] = ResolversParentTypes['ThinPool']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  discards?: Resolver<ResolversTypes['ThinPoolDiscards'], ParentType, ContextType>;
};

export type SparsifiabilityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Sparsifiability'] = ResolversParentTypes['Sparsifiability']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  obstacles?: Resolver<ReadonlyArray<ResolversTypes['Obstacle']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SparsifyWarning']>, ParentType, ContextType>;
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ObstacleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Obstacle'] = ResolversParentTypes['Obstacle']> = {
  code?: Resolver<ResolversTypes['ObstacleCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SparsifyWarningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyWarning'] = ResolversParentTypes['SparsifyWarning']> = {
  code?: Resolver<ResolversTypes['SparsifyWarningCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DiskTotalsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskTotals'] = ResolversParentTypes['DiskTotals']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  actualSize?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  virtualSize?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  reclaimable?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  estimated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sparsifiable?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  obstacles?: Resolver<ReadonlyArray<ResolversTypes['ObstacleCount']>, ParentType, ContextType>;
};

export type ObstacleCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ObstacleCount'] = ResolversParentTypes['ObstacleCount']> = {
  code?: Resolver<ResolversTypes['ObstacleCode'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SparsifyJobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJob'] = ResolversParentTypes['SparsifyJob']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SparsifyJobStatus'], ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['WaitReason']>, ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['SparsifyPriority'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  attempts?: Resolver<ReadonlyArray<ResolversTypes['SparsifyAttempt']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['SparsifyProgress']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['SparsifyResult']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['SparsifyFailure']>, ParentType, ContextType>;
  acknowledgedWarnings?: Resolver<ReadonlyArray<ResolversTypes['SparsifyWarningCode']>, ParentType, ContextType>;
  timeoutSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  requestedHost?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  sizeBefore?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  contactLostAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<SparsifyJobHistoryArgs, 'orderBy'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyJobAtMomentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobAtMoment'] = ResolversParentTypes['SparsifyJobAtMoment']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SparsifyJobStatus'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['SparsifyPriority'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  attempts?: Resolver<ReadonlyArray<ResolversTypes['SparsifyAttempt']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['SparsifyProgress']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['SparsifyResult']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['SparsifyFailure']>, ParentType, ContextType>;
  acknowledgedWarnings?: Resolver<ReadonlyArray<ResolversTypes['SparsifyWarningCode']>, ParentType, ContextType>;
  timeoutSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  requestedHost?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  sizeBefore?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  contactLostAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<SparsifyJobAtMomentHistoryArgs, 'orderBy'>>;
};

export type WaitReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitReason'] = ResolversParentTypes['WaitReason']> = {
  code?: Resolver<ResolversTypes['WaitReasonCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SparsifyAttemptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyAttempt'] = ResolversParentTypes['SparsifyAttempt']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  chosen?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lockedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['AttemptOutcome']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['SparsifyFailure']>, ParentType, ContextType>;
};

export type SparsifyProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyProgress'] = ResolversParentTypes['SparsifyProgress']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['SparsifyPhase'], ParentType, ContextType>;
  filesystemsDone?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  filesystemsTotal?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  bytesReclaimed?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SparsifyResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyResult'] = ResolversParentTypes['SparsifyResult']> = {
  outcome?: Resolver<ResolversTypes['SparsifyOutcome'], ParentType, ContextType>;
  basis?: Resolver<ResolversTypes['SizeBasis'], ParentType, ContextType>;
  measured?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sizeBefore?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  sizeAfter?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  reclaimed?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  discarded?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  poolFreed?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  filesystems?: Resolver<ReadonlyArray<ResolversTypes['FilesystemResult']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FilesystemResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FilesystemResult'] = ResolversParentTypes['FilesystemResult']> = {
  device?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['FilesystemOutcome'], ParentType, ContextType>;
  trimmed?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SparsifyFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyFailure'] = ResolversParentTypes['SparsifyFailure']> = {
  code?: Resolver<ResolversTypes['SparsifyFailureCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outputTail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SparsifyJobTotalsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobTotals'] = ResolversParentTypes['SparsifyJobTotals']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reclaimed?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  statuses?: Resolver<ReadonlyArray<ResolversTypes['SparsifyJobStatusCount']>, ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['SparsifyOutcomeCount']>, ParentType, ContextType>;
};

export type SparsifyJobStatusCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobStatusCount'] = ResolversParentTypes['SparsifyJobStatusCount']> = {
  status?: Resolver<ResolversTypes['SparsifyJobStatus'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SparsifyOutcomeCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyOutcomeCount'] = ResolversParentTypes['SparsifyOutcomeCount']> = {
  outcome?: Resolver<ResolversTypes['SparsifyOutcome'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OperationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['OperationAction'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['OperationOutcome']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['OperationProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OperationProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationProblem'] = ResolversParentTypes['OperationProblem']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HostResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['HostState'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hostKey?: Resolver<Maybe<ResolversTypes['HostKey']>, ParentType, ContextType>;
  refusedHostKey?: Resolver<Maybe<ResolversTypes['HostKey']>, ParentType, ContextType>;
  confirmedDownAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  maxRuns?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  allowEmulation?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  capabilities?: Resolver<Maybe<ResolversTypes['HostCapabilities']>, ParentType, ContextType>;
  probedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inventory?: Resolver<Maybe<ResolversTypes['HostInventory']>, ParentType, ContextType>;
  scannedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  activeJobs?: Resolver<ResolversTypes['SparsifyJobConnection'], ParentType, ContextType, Partial<HostActiveJobsArgs>>;
  jobs?: Resolver<ResolversTypes['SparsifyJobConnection'], ParentType, ContextType, Partial<HostJobsArgs>>;
  disks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<HostDisksArgs>>;
  storageDomains?: Resolver<ResolversTypes['StorageDomainConnection'], ParentType, ContextType, Partial<HostStorageDomainsArgs>>;
  history?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<HostHistoryArgs, 'orderBy'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostKey'] = ResolversParentTypes['HostKey']> = {
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fingerprint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LabelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HostInventoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostInventory'] = ResolversParentTypes['HostInventory']> = {
  contact?: Resolver<ResolversTypes['HostContact'], ParentType, ContextType>;
  vms?: Resolver<ResolversTypes['VmsKnown'], ParentType, ContextType>;
  mounts?: Resolver<ResolversTypes['MountConnection'], ParentType, ContextType, Partial<HostInventoryMountsArgs>>;
  blockDevices?: Resolver<ResolversTypes['BlockDeviceConnection'], ParentType, ContextType, Partial<HostInventoryBlockDevicesArgs>>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['HostFinding']>, ParentType, ContextType>;
};

export type MountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mount'] = ResolversParentTypes['Mount']> = {
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fsType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uuid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nfsVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type BlockDeviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BlockDevice'] = ResolversParentTypes['BlockDevice']> = {
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  volumeGroup?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  discard?: Resolver<ResolversTypes['DiscardLimits'], ParentType, ContextType>;
};

export type DiscardLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiscardLimits'] = ResolversParentTypes['DiscardLimits']> = {
  max?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  granularity?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  unmap?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  readsZeros?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type HostCapabilitiesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostCapabilities'] = ResolversParentTypes['HostCapabilities']> = {
  canSparsify?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canMeasure?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  virtSparsifyVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  virtSparsifyFeatures?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  qemuImgVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  acceleration?: Resolver<Maybe<ResolversTypes['Acceleration']>, ParentType, ContextType>;
  cores?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  memory?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  findings?: Resolver<ReadonlyArray<ResolversTypes['HostFinding']>, ParentType, ContextType>;
  libvirtVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sg3UtilsVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seesEveryProcess?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  rights?: Resolver<Maybe<ResolversTypes['HostRights']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confinement?: Resolver<Maybe<ResolversTypes['Confinement']>, ParentType, ContextType>;
  recommendations?: Resolver<ReadonlyArray<ResolversTypes['HostFinding']>, ParentType, ContextType>;
};

export type HostFindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostFinding'] = ResolversParentTypes['HostFinding']> = {
  what?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StorageDomainResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomain'] = ResolversParentTypes['StorageDomain']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StorageDomainKind'], ParentType, ContextType>;
  mounts?: Resolver<ResolversTypes['StorageDomainMountConnection'], ParentType, ContextType, Partial<StorageDomainMountsArgs>>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  maxRuns?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  allHostsRegistered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  disks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<StorageDomainDisksArgs>>;
  history?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<StorageDomainHistoryArgs, 'orderBy'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StorageFactsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageFacts'] = ResolversParentTypes['StorageFacts']> = {
  medium?: Resolver<ResolversTypes['StorageMedium'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fsType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nfsVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  punchesHoles?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  discard?: Resolver<Maybe<ResolversTypes['DiscardLimits']>, ParentType, ContextType>;
  volumeGroup?: Resolver<Maybe<ResolversTypes['HostVolumeGroup']>, ParentType, ContextType>;
};

export type HostVolumeGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostVolumeGroup'] = ResolversParentTypes['HostVolumeGroup']> = {
  exported?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lockType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  foreignSystemId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ovirtDataCenter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ambiguous?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mayBeShared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  physicalVolumes?: Resolver<ReadonlyArray<ResolversTypes['PhysicalVolume']>, ParentType, ContextType>;
};

export type PhysicalVolumeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhysicalVolume'] = ResolversParentTypes['PhysicalVolume']> = {
  uuid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  discard?: Resolver<ResolversTypes['DiscardLimits'], ParentType, ContextType>;
};

export type StorageDomainMountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainMount'] = ResolversParentTypes['StorageDomainMount']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  storage?: Resolver<Maybe<ResolversTypes['StorageFacts']>, ParentType, ContextType>;
};

export type ActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity']> = {
  __resolveType: TypeResolveFn<'DiskRegistered' | 'DiskUpdated' | 'DiskObserved' | 'DiskMeasured' | 'DiskRemoved' | 'SparsifyRequested' | 'DiskLocked' | 'SparsifyStarted' | 'SparsifyCompleted' | 'SparsifyFailed' | 'SparsifyRetryScheduled' | 'SparsifyCancelRequested' | 'SparsifyCanceled' | 'SparsifyContactLost' | 'SparsifyContactRegained' | 'HostRegistered' | 'HostUpdated' | 'HostAccessChanged' | 'HostKeyRefused' | 'HostDrained' | 'HostActivated' | 'HostConfirmedDown' | 'HostReturned' | 'HostRemoved' | 'HostProbed' | 'HostObserved' | 'StorageDomainRegistered' | 'StorageDomainChanged' | 'StorageDomainUpdated' | 'LimitsUpdated' | 'StorageDomainRemoved', ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
};

export type DiskRegisteredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskRegistered'] = ResolversParentTypes['DiskRegistered']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['DiskFormat'], ParentType, ContextType>;
  formatBasis?: Resolver<ResolversTypes['FormatBasis'], ParentType, ContextType>;
  allocation?: Resolver<ResolversTypes['DiskAllocation'], ParentType, ContextType>;
  storageType?: Resolver<ResolversTypes['DiskStorageType'], ParentType, ContextType>;
  wipeAfterDelete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DiskUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskUpdated'] = ResolversParentTypes['DiskUpdated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  newName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  newFormat?: Resolver<Maybe<ResolversTypes['DiskFormat']>, ParentType, ContextType>;
  newAllocation?: Resolver<Maybe<ResolversTypes['DiskAllocation']>, ParentType, ContextType>;
  newWipeAfterDelete?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  newLabels?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Label']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DiskObservedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskObserved'] = ResolversParentTypes['DiskObserved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  present?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  virtualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  actualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  backingPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  backingChain?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BackingFile']>>, ParentType, ContextType>;
  internalSnapshots?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  attachments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DiskAttachment']>>, ParentType, ContextType>;
  derivedDisks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<DiskObservedDerivedDisksArgs>>;
  overlays?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  formatName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  encrypted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  corrupt?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  dirty?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  writable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  refcounts?: Resolver<Maybe<ResolversTypes['RefcountsState']>, ParentType, ContextType>;
  unreadable?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DiskMeasuredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskMeasured'] = ResolversParentTypes['DiskMeasured']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  reclaimableBytes?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  filesystems?: Resolver<ReadonlyArray<ResolversTypes['FilesystemUsage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FilesystemUsageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FilesystemUsage'] = ResolversParentTypes['FilesystemUsage']> = {
  device?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
};

export type DiskRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskRemoved'] = ResolversParentTypes['DiskRemoved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyRequestedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyRequested'] = ResolversParentTypes['SparsifyRequested']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  acknowledgedWarnings?: Resolver<ReadonlyArray<ResolversTypes['SparsifyWarningCode']>, ParentType, ContextType>;
  requestedHost?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  timeoutSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  idempotencyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['SparsifyPriority'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DiskLockedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskLocked'] = ResolversParentTypes['DiskLocked']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  chosen?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sizeBefore?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyStartedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyStarted'] = ResolversParentTypes['SparsifyStarted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyCompletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyCompleted'] = ResolversParentTypes['SparsifyCompleted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['SparsifyResult']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyFailedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyFailed'] = ResolversParentTypes['SparsifyFailed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['SparsifyFailure']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyRetryScheduledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyRetryScheduled'] = ResolversParentTypes['SparsifyRetryScheduled']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['SparsifyFailure']>, ParentType, ContextType>;
  notBefore?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyCancelRequestedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyCancelRequested'] = ResolversParentTypes['SparsifyCancelRequested']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyCanceledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyCanceled'] = ResolversParentTypes['SparsifyCanceled']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sizeBefore?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  sizeAfter?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyContactLostResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyContactLost'] = ResolversParentTypes['SparsifyContactLost']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SparsifyContactRegainedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyContactRegained'] = ResolversParentTypes['SparsifyContactRegained']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostRegisteredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostRegistered'] = ResolversParentTypes['HostRegistered']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostUpdated'] = ResolversParentTypes['HostUpdated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maxRuns?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  allowEmulation?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostAccessChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostAccessChanged'] = ResolversParentTypes['HostAccessChanged']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hostKey?: Resolver<Maybe<ResolversTypes['HostKey']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostKeyRefusedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostKeyRefused'] = ResolversParentTypes['HostKeyRefused']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  hostKey?: Resolver<Maybe<ResolversTypes['HostKey']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostDrainedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostDrained'] = ResolversParentTypes['HostDrained']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostActivatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostActivated'] = ResolversParentTypes['HostActivated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostConfirmedDownResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostConfirmedDown'] = ResolversParentTypes['HostConfirmedDown']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostReturnedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostReturned'] = ResolversParentTypes['HostReturned']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  runsAlive?: Resolver<ReadonlyArray<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostRemoved'] = ResolversParentTypes['HostRemoved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostProbedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostProbed'] = ResolversParentTypes['HostProbed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  capabilities?: Resolver<Maybe<ResolversTypes['HostCapabilities']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostObservedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostObserved'] = ResolversParentTypes['HostObserved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  inventory?: Resolver<Maybe<ResolversTypes['HostInventory']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StorageDomainRegisteredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainRegistered'] = ResolversParentTypes['StorageDomainRegistered']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StorageDomainChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainChanged'] = ResolversParentTypes['StorageDomainChanged']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  mounts?: Resolver<ResolversTypes['StorageDomainMountConnection'], ParentType, ContextType, Partial<StorageDomainChangedMountsArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StorageDomainUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainUpdated'] = ResolversParentTypes['StorageDomainUpdated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  maxRuns?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  allHostsRegistered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LimitsUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LimitsUpdated'] = ResolversParentTypes['LimitsUpdated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  maxRuns?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StorageDomainRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainRemoved'] = ResolversParentTypes['StorageDomainRemoved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  causedBy?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  obstacles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Obstacle']>>, ParentType, ContextType>;
  warnings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SparsifyWarning']>>, ParentType, ContextType>;
  hostKey?: Resolver<Maybe<ResolversTypes['HostKey']>, ParentType, ContextType>;
};

export type RegisterDiskPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterDiskPayload'] = ResolversParentTypes['RegisterDiskPayload']> = {
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateDiskPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateDiskPayload'] = ResolversParentTypes['UpdateDiskPayload']> = {
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemoveDiskPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveDiskPayload'] = ResolversParentTypes['RemoveDiskPayload']> = {
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RefreshDiskPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshDiskPayload'] = ResolversParentTypes['RefreshDiskPayload']> = {
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SparsifyDiskPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyDiskPayload'] = ResolversParentTypes['SparsifyDiskPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SparsifyDisksPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyDisksPayload'] = ResolversParentTypes['SparsifyDisksPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['SparsifyDisksResult']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SparsifyDisksResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyDisksResult'] = ResolversParentTypes['SparsifyDisksResult']> = {
  disk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CancelSparsifyJobPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelSparsifyJobPayload'] = ResolversParentTypes['CancelSparsifyJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RegisterHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterHostPayload'] = ResolversParentTypes['RegisterHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateHostPayload'] = ResolversParentTypes['UpdateHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AcceptHostKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptHostKeyPayload'] = ResolversParentTypes['AcceptHostKeyPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DrainHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DrainHostPayload'] = ResolversParentTypes['DrainHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ConfirmHostDownPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfirmHostDownPayload'] = ResolversParentTypes['ConfirmHostDownPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ActivateHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivateHostPayload'] = ResolversParentTypes['ActivateHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ProbeHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProbeHostPayload'] = ResolversParentTypes['ProbeHostPayload']> = {
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ScanHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScanHostPayload'] = ResolversParentTypes['ScanHostPayload']> = {
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemoveHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveHostPayload'] = ResolversParentTypes['RemoveHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateStorageDomainPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateStorageDomainPayload'] = ResolversParentTypes['UpdateStorageDomainPayload']> = {
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UpdateLimitsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateLimitsPayload'] = ResolversParentTypes['UpdateLimitsPayload']> = {
  limits?: Resolver<Maybe<ResolversTypes['Limits']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RemoveStorageDomainPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveStorageDomainPayload'] = ResolversParentTypes['RemoveStorageDomainPayload']> = {
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UnregisterDirectoryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnregisterDirectoryPayload'] = ResolversParentTypes['UnregisterDirectoryPayload']> = {
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DiskConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskConnection'] = ResolversParentTypes['DiskConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DiskEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Disk']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DiskEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskEdge'] = ResolversParentTypes['DiskEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Disk'], ParentType, ContextType>;
};

export type SparsifyJobConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobConnection'] = ResolversParentTypes['SparsifyJobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SparsifyJobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SparsifyJobEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobEdge'] = ResolversParentTypes['SparsifyJobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SparsifyJob'], ParentType, ContextType>;
};

export type SparsifyJobAtMomentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobAtMomentConnection'] = ResolversParentTypes['SparsifyJobAtMomentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SparsifyJobAtMomentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SparsifyJobAtMoment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SparsifyJobAtMomentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobAtMomentEdge'] = ResolversParentTypes['SparsifyJobAtMomentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SparsifyJobAtMoment'], ParentType, ContextType>;
};

export type HostConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostConnection'] = ResolversParentTypes['HostConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['HostEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Host']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HostEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostEdge'] = ResolversParentTypes['HostEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
};

export type StorageDomainConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainConnection'] = ResolversParentTypes['StorageDomainConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StorageDomainEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['StorageDomain']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StorageDomainEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainEdge'] = ResolversParentTypes['StorageDomainEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StorageDomain'], ParentType, ContextType>;
};

export type StorageDomainMountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainMountConnection'] = ResolversParentTypes['StorageDomainMountConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StorageDomainMountEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['StorageDomainMount']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StorageDomainMountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainMountEdge'] = ResolversParentTypes['StorageDomainMountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StorageDomainMount'], ParentType, ContextType>;
};

export type MountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MountConnection'] = ResolversParentTypes['MountConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MountEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Mount']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MountEdge'] = ResolversParentTypes['MountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Mount'], ParentType, ContextType>;
};

export type BlockDeviceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BlockDeviceConnection'] = ResolversParentTypes['BlockDeviceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BlockDeviceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['BlockDevice']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BlockDeviceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BlockDeviceEdge'] = ResolversParentTypes['BlockDeviceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BlockDevice'], ParentType, ContextType>;
};

export type ActivityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivityConnection'] = ResolversParentTypes['ActivityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ActivityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Activity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ActivityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivityEdge'] = ResolversParentTypes['ActivityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Activity'], ParentType, ContextType>;
};

export type SparsifyJobUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJobUpdate'] = ResolversParentTypes['SparsifyJobUpdate']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  job?: Resolver<ResolversTypes['SparsifyJob'], ParentType, ContextType>;
};

export type DiskUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiskUpdate'] = ResolversParentTypes['DiskUpdate']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disk?: Resolver<ResolversTypes['Disk'], ParentType, ContextType>;
};

export type HostUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostUpdate'] = ResolversParentTypes['HostUpdate']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Host'], ParentType, ContextType>;
};

export type OperationUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationUpdate'] = ResolversParentTypes['OperationUpdate']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
};

export type ActivityUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivityUpdate'] = ResolversParentTypes['ActivityUpdate']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  activity?: Resolver<ResolversTypes['Activity'], ParentType, ContextType>;
};

export type SystemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['System'] = ResolversParentTypes['System']> = {
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventStore?: Resolver<ResolversTypes['EventStoreStatus'], ParentType, ContextType>;
  projections?: Resolver<ResolversTypes['ProjectionStatus'], ParentType, ContextType>;
  coordinator?: Resolver<ResolversTypes['CoordinatorStatus'], ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['Limits'], ParentType, ContextType>;
  servers?: Resolver<ReadonlyArray<ResolversTypes['Server']>, ParentType, ContextType>;
};

export type LimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Limits'] = ResolversParentTypes['Limits']> = {
  maxRuns?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxRunsPerHost?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxRunsPerStorageDomain?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxRunsPerVolumeGroup?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ServerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Server'] = ResolversParentTypes['Server']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lagSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  coordinates?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventStoreStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventStoreStatus'] = ResolversParentTypes['EventStoreStatus']> = {
  kind?: Resolver<ResolversTypes['EventStoreKind'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  availableAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ProjectionStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectionStatus'] = ResolversParentTypes['ProjectionStatus']> = {
  position?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lagSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CoordinatorStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CoordinatorStatus'] = ResolversParentTypes['CoordinatorStatus']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  runningJobs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waitingJobs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  ByteSize?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Actor?: ActorResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Disk?: DiskResolvers<ContextType>;
  DiskAtMoment?: DiskAtMomentResolvers<ContextType>;
  DiskAttachment?: DiskAttachmentResolvers<ContextType>;
  Reclaimable?: ReclaimableResolvers<ContextType>;
  DiskContents?: DiskContentsResolvers<ContextType>;
  DiskArea?: DiskAreaResolvers<ContextType>;
  VolumeGroup?: VolumeGroupResolvers<ContextType>;
  BackingFile?: BackingFileResolvers<ContextType>;
  LogicalVolume?: LogicalVolumeResolvers<ContextType>;
  ThinPool?: ThinPoolResolvers<ContextType>;
  Sparsifiability?: SparsifiabilityResolvers<ContextType>;
  Obstacle?: ObstacleResolvers<ContextType>;
  SparsifyWarning?: SparsifyWarningResolvers<ContextType>;
  DiskTotals?: DiskTotalsResolvers<ContextType>;
  ObstacleCount?: ObstacleCountResolvers<ContextType>;
  SparsifyJob?: SparsifyJobResolvers<ContextType>;
  SparsifyJobAtMoment?: SparsifyJobAtMomentResolvers<ContextType>;
  WaitReason?: WaitReasonResolvers<ContextType>;
  SparsifyAttempt?: SparsifyAttemptResolvers<ContextType>;
  SparsifyProgress?: SparsifyProgressResolvers<ContextType>;
  SparsifyResult?: SparsifyResultResolvers<ContextType>;
  FilesystemResult?: FilesystemResultResolvers<ContextType>;
  SparsifyFailure?: SparsifyFailureResolvers<ContextType>;
  SparsifyJobTotals?: SparsifyJobTotalsResolvers<ContextType>;
  SparsifyJobStatusCount?: SparsifyJobStatusCountResolvers<ContextType>;
  SparsifyOutcomeCount?: SparsifyOutcomeCountResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  OperationProblem?: OperationProblemResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  HostKey?: HostKeyResolvers<ContextType>;
  Label?: LabelResolvers<ContextType>;
  HostInventory?: HostInventoryResolvers<ContextType>;
  Mount?: MountResolvers<ContextType>;
  BlockDevice?: BlockDeviceResolvers<ContextType>;
  DiscardLimits?: DiscardLimitsResolvers<ContextType>;
  HostCapabilities?: HostCapabilitiesResolvers<ContextType>;
  HostFinding?: HostFindingResolvers<ContextType>;
  StorageDomain?: StorageDomainResolvers<ContextType>;
  StorageFacts?: StorageFactsResolvers<ContextType>;
  HostVolumeGroup?: HostVolumeGroupResolvers<ContextType>;
  PhysicalVolume?: PhysicalVolumeResolvers<ContextType>;
  StorageDomainMount?: StorageDomainMountResolvers<ContextType>;
  Activity?: ActivityResolvers<ContextType>;
  DiskRegistered?: DiskRegisteredResolvers<ContextType>;
  DiskUpdated?: DiskUpdatedResolvers<ContextType>;
  DiskObserved?: DiskObservedResolvers<ContextType>;
  DiskMeasured?: DiskMeasuredResolvers<ContextType>;
  FilesystemUsage?: FilesystemUsageResolvers<ContextType>;
  DiskRemoved?: DiskRemovedResolvers<ContextType>;
  SparsifyRequested?: SparsifyRequestedResolvers<ContextType>;
  DiskLocked?: DiskLockedResolvers<ContextType>;
  SparsifyStarted?: SparsifyStartedResolvers<ContextType>;
  SparsifyCompleted?: SparsifyCompletedResolvers<ContextType>;
  SparsifyFailed?: SparsifyFailedResolvers<ContextType>;
  SparsifyRetryScheduled?: SparsifyRetryScheduledResolvers<ContextType>;
  SparsifyCancelRequested?: SparsifyCancelRequestedResolvers<ContextType>;
  SparsifyCanceled?: SparsifyCanceledResolvers<ContextType>;
  SparsifyContactLost?: SparsifyContactLostResolvers<ContextType>;
  SparsifyContactRegained?: SparsifyContactRegainedResolvers<ContextType>;
  HostRegistered?: HostRegisteredResolvers<ContextType>;
  HostUpdated?: HostUpdatedResolvers<ContextType>;
  HostAccessChanged?: HostAccessChangedResolvers<ContextType>;
  HostKeyRefused?: HostKeyRefusedResolvers<ContextType>;
  HostDrained?: HostDrainedResolvers<ContextType>;
  HostActivated?: HostActivatedResolvers<ContextType>;
  HostConfirmedDown?: HostConfirmedDownResolvers<ContextType>;
  HostReturned?: HostReturnedResolvers<ContextType>;
  HostRemoved?: HostRemovedResolvers<ContextType>;
  HostProbed?: HostProbedResolvers<ContextType>;
  HostObserved?: HostObservedResolvers<ContextType>;
  StorageDomainRegistered?: StorageDomainRegisteredResolvers<ContextType>;
  StorageDomainChanged?: StorageDomainChangedResolvers<ContextType>;
  StorageDomainUpdated?: StorageDomainUpdatedResolvers<ContextType>;
  LimitsUpdated?: LimitsUpdatedResolvers<ContextType>;
  StorageDomainRemoved?: StorageDomainRemovedResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  RegisterDiskPayload?: RegisterDiskPayloadResolvers<ContextType>;
  UpdateDiskPayload?: UpdateDiskPayloadResolvers<ContextType>;
  RemoveDiskPayload?: RemoveDiskPayloadResolvers<ContextType>;
  RefreshDiskPayload?: RefreshDiskPayloadResolvers<ContextType>;
  SparsifyDiskPayload?: SparsifyDiskPayloadResolvers<ContextType>;
  SparsifyDisksPayload?: SparsifyDisksPayloadResolvers<ContextType>;
  SparsifyDisksResult?: SparsifyDisksResultResolvers<ContextType>;
  CancelSparsifyJobPayload?: CancelSparsifyJobPayloadResolvers<ContextType>;
  RegisterHostPayload?: RegisterHostPayloadResolvers<ContextType>;
  UpdateHostPayload?: UpdateHostPayloadResolvers<ContextType>;
  AcceptHostKeyPayload?: AcceptHostKeyPayloadResolvers<ContextType>;
  DrainHostPayload?: DrainHostPayloadResolvers<ContextType>;
  ConfirmHostDownPayload?: ConfirmHostDownPayloadResolvers<ContextType>;
  ActivateHostPayload?: ActivateHostPayloadResolvers<ContextType>;
  ProbeHostPayload?: ProbeHostPayloadResolvers<ContextType>;
  ScanHostPayload?: ScanHostPayloadResolvers<ContextType>;
  RemoveHostPayload?: RemoveHostPayloadResolvers<ContextType>;
  UpdateStorageDomainPayload?: UpdateStorageDomainPayloadResolvers<ContextType>;
  UpdateLimitsPayload?: UpdateLimitsPayloadResolvers<ContextType>;
  RemoveStorageDomainPayload?: RemoveStorageDomainPayloadResolvers<ContextType>;
  UnregisterDirectoryPayload?: UnregisterDirectoryPayloadResolvers<ContextType>;
  DiskConnection?: DiskConnectionResolvers<ContextType>;
  DiskEdge?: DiskEdgeResolvers<ContextType>;
  SparsifyJobConnection?: SparsifyJobConnectionResolvers<ContextType>;
  SparsifyJobEdge?: SparsifyJobEdgeResolvers<ContextType>;
  SparsifyJobAtMomentConnection?: SparsifyJobAtMomentConnectionResolvers<ContextType>;
  SparsifyJobAtMomentEdge?: SparsifyJobAtMomentEdgeResolvers<ContextType>;
  HostConnection?: HostConnectionResolvers<ContextType>;
  HostEdge?: HostEdgeResolvers<ContextType>;
  StorageDomainConnection?: StorageDomainConnectionResolvers<ContextType>;
  StorageDomainEdge?: StorageDomainEdgeResolvers<ContextType>;
  StorageDomainMountConnection?: StorageDomainMountConnectionResolvers<ContextType>;
  StorageDomainMountEdge?: StorageDomainMountEdgeResolvers<ContextType>;
  MountConnection?: MountConnectionResolvers<ContextType>;
  MountEdge?: MountEdgeResolvers<ContextType>;
  BlockDeviceConnection?: BlockDeviceConnectionResolvers<ContextType>;
  BlockDeviceEdge?: BlockDeviceEdgeResolvers<ContextType>;
  ActivityConnection?: ActivityConnectionResolvers<ContextType>;
  ActivityEdge?: ActivityEdgeResolvers<ContextType>;
  SparsifyJobUpdate?: SparsifyJobUpdateResolvers<ContextType>;
  DiskUpdate?: DiskUpdateResolvers<ContextType>;
  HostUpdate?: HostUpdateResolvers<ContextType>;
  OperationUpdate?: OperationUpdateResolvers<ContextType>;
  ActivityUpdate?: ActivityUpdateResolvers<ContextType>;
  System?: SystemResolvers<ContextType>;
  Limits?: LimitsResolvers<ContextType>;
  Server?: ServerResolvers<ContextType>;
  EventStoreStatus?: EventStoreStatusResolvers<ContextType>;
  ProjectionStatus?: ProjectionStatusResolvers<ContextType>;
  CoordinatorStatus?: CoordinatorStatusResolvers<ContextType>;
};

