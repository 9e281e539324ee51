// Generated from schema.graphql by scripts/codegen.ts; do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { DiskAsOf, JobAsOf } from './as-of.ts';
import type { Attachment } from '../domain/disk/attachments.ts';
import type { AttemptView, JobResultView, HostView, StorageDomainView, ActivityView } from '../projections/views.ts';
import type { FilesystemResult as ResultOfFilesystem } from '../domain/disk/events.ts';
import type { FilesystemUsage as UsageOfFilesystem, StorageDomainMount as MountOfStorageDomain } from './parents.ts';
import type { HostCapabilities as CapabilitiesOfHost, HostObservation, BlockDevice as DeviceOfHost, DiscardLimits as LimitsOfDiscard } from '../domain/host/events.ts';
import type { DiskPage, JobPage, HostPage, StorageDomainPage, ActivityPage } from './connection.ts';
import type { DiskRegisteredActivity, DiskUpdatedActivity, DiskObservedActivity, DiskMeasuredActivity, DiskRemovedActivity, SparsifyRequestedActivity, DiskLockedActivity, SparsifyStartedActivity, SparsifyCompletedActivity, SparsifyFailedActivity, SparsifyRetryScheduledActivity, SparsifyCancelRequestedActivity, SparsifyCanceledActivity, SparsifyContactLostActivity, SparsifyContactRegainedActivity, HostRegisteredActivity, HostProbedActivity, HostObservedActivity, StorageDomainRegisteredActivity, StorageDomainChangedActivity, StorageDomainRemovedActivity } from './activity/activity-of.ts';
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
   * A number of bytes, as a decimal string such as `"1073741824"`: disks exceed what `Int` holds. In arguments a whole number is
   * taken too, and negative ones are refused; answers are negative only where the field says so.
   */
  ByteSize: { input: number; output: number; }
  /**
   * A moment in RFC 3339, in answers always UTC with milliseconds, e.g. `2026-11-22T07:43:10.251Z`. Arguments may have another
   * offset, which must be there; what is finer than milliseconds is cut off.
   */
  DateTime: { input: string; output: string; }
};

/** An object with an id that is unique in this installation, of whatever type. */
export type Node = {
  /** Opaque; its prefix tells the type to people. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page of a connection stands. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** True when more follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True when more precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge, null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
  /** Cursor of the last edge, null on an empty page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

/** Which way a list is ordered. */
export type OrderDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

/** Who caused a change. */
export type Actor = {
  readonly __typename?: 'Actor';
  /** What kind of author it is. */
  readonly kind: ActorKind;
  /** Who it is among its kind; `local` for callers on a server without sign-in. */
  readonly id: Scalars['String']['output'];
};

/** The kinds of authors of a change. */
export type ActorKind =
  /** A person or script that called the API. */
  | 'USER'
  /** A policy that ran by its schedule. */
  | 'POLICY'
  /** Winnow itself, e.g. recording what a run did. */
  | 'SYSTEM';

/** What can be asked. */
export type Query = {
  readonly __typename?: 'Query';
  /** Any object by its id; null when there is none. */
  readonly node: Maybe<Node>;
  /** Several objects by their ids, in the order asked for, null for each that does not exist; at most 500. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /**
   * A disk by its id, removed ones included; null when there is none. `asOf` shows it, its jobs and its history as the events
   * stood at that moment in the past: null if it was not registered yet.
   */
  readonly disk: Maybe<Disk>;
  /** The disks of the catalogue. Removed ones are left out unless the filter asks for them. */
  readonly disks: DiskConnection;
  /** A job by its id; null when there is none. */
  readonly sparsifyJob: Maybe<SparsifyJob>;
  /** Jobs of all disks, newest request first unless asked otherwise; all that were ever requested unless the filter says less. */
  readonly sparsifyJobs: SparsifyJobConnection;
  /** A hypervisor by its id; null when there is none. */
  readonly host: Maybe<Host>;
  /** The hypervisors that Winnow works on, by name. */
  readonly hosts: HostConnection;
  /** A storage domain by its id; null when there is none. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** The places where disks lie, by name. */
  readonly storageDomains: StorageDomainConnection;
  /** The audit history: every event, newest first unless asked otherwise. Its cursors are good for the `activity` subscription too. */
  readonly activity: ActivityConnection;
  /** This server and what it stands on. */
  readonly system: System;
};


/** What can be asked. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QueryDiskArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
};


/** What can be asked. */
export type QueryDisksArgs = {
  filter?: InputMaybe<DiskFilter>;
  orderBy?: InputMaybe<DiskOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QuerySparsifyJobArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QuerySparsifyJobsArgs = {
  filter?: InputMaybe<SparsifyJobFilter>;
  orderBy?: InputMaybe<SparsifyJobOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryHostArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryHostsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryStorageDomainArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryStorageDomainsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryActivityArgs = {
  filter?: InputMaybe<ActivityFilter>;
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** What can be changed. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Enters a disk image into the catalogue, after a look at it. */
  readonly registerDisk: RegisterDiskPayload;
  /** Changes what the catalogue says of a disk. */
  readonly updateDisk: UpdateDiskPayload;
  /** Takes a disk out of the catalogue. The image stays as it is, and so does the history. */
  readonly removeDisk: RemoveDiskPayload;
  /**
   * Looks again now, on the hosts of this server: at the image (presence, sizes, backing file, snapshots, flags), at the
   * virtual machines that have it, and at what stands on it; and so at whether it can be sparsified.
   */
  readonly refreshDisk: RefreshDiskPayload;
  /** Asks for the unused space of a disk to be given back. Answers with the job, which goes on in the background. */
  readonly sparsifyDisk: SparsifyDiskPayload;
  /** Asks for a job to be stopped: at once if it has not started, else between two filesystems, in the end by force. The disk stays usable. */
  readonly cancelSparsifyJob: CancelSparsifyJobPayload;
  /**
   * Takes in the host that this server runs on, finds out what it can do, and finds its storage, its virtual machines and
   * their disks; images that no machine has are found below `directories`. Sent again, it adds directories and scans again.
   */
  readonly registerHost: RegisterHostPayload;
  /** Finds out again what a host can do, such as after a package was installed, and scans it. */
  readonly probeHost: ProbeHostPayload;
  /** Looks over a host's storage, virtual machines and images now, beside the scans that go on by themselves. */
  readonly scanHost: ScanHostPayload;
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

/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` the first payload is the present state;
 * with the cursor of the last payload seen, nothing since it is missed. At least once, in order, cursors strictly increase.
 * Progress alone is thinned out for a slow reader: a newer one replaces it.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** One job, until its terminal state: the subscription completes after the payload that has it. */
  readonly sparsifyJob: SparsifyJobUpdate;
  /** One disk: what is seen of it, and each step of its jobs. */
  readonly disk: DiskUpdate;
  /**
   * Every change after which the job matches the filter. Without `after` the first payloads are the active jobs that match,
   * one each. To see jobs end, leave `status` and `active` out of the filter.
   */
  readonly sparsifyJobs: SparsifyJobUpdate;
  /**
   * The audit history as it is written; with `after` first what was missed. Without it the first payload is the next event:
   * take `after` from the newest edge of the `activity` query to leave no gap between the two.
   */
  readonly activity: ActivityUpdate;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` the first payload is the present state;
 * with the cursor of the last payload seen, nothing since it is missed. At least once, in order, cursors strictly increase.
 * Progress alone is thinned out for a slow reader: a newer one replaces it.
 */
export type SubscriptionSparsifyJobArgs = {
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` the first payload is the present state;
 * with the cursor of the last payload seen, nothing since it is missed. At least once, in order, cursors strictly increase.
 * Progress alone is thinned out for a slow reader: a newer one replaces it.
 */
export type SubscriptionDiskArgs = {
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` the first payload is the present state;
 * with the cursor of the last payload seen, nothing since it is missed. At least once, in order, cursors strictly increase.
 * Progress alone is thinned out for a slow reader: a newer one replaces it.
 */
export type SubscriptionSparsifyJobsArgs = {
  filter?: InputMaybe<SparsifyJobFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Live changes. Every payload has the whole object and a `cursor`. Without `after` the first payload is the present state;
 * with the cursor of the last payload seen, nothing since it is missed. At least once, in order, cursors strictly increase.
 * Progress alone is thinned out for a slow reader: a newer one replaces it.
 */
export type SubscriptionActivityArgs = {
  filter?: InputMaybe<ActivityFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The formats of images; RAW and QCOW2 can be sparsified in place. */
export type DiskFormat =
  /** Plain bytes, thin where the file has holes. */
  | 'RAW'
  /** QEMU's copy-on-write format. */
  | 'QCOW2'
  /** Another, such as vmdk, that a scan found; it cannot be sparsified in place. `formatName` tells which. */
  | 'OTHER';

/** What it is known by that a disk has its format. */
export type FormatBasis =
  /** An operator or libvirt said so, or the name and the header of the image both do. */
  | 'DECLARED'
  /** The image's header alone, which the guest of a raw disk can write. */
  | 'HEADER';

/** How a disk's space was given to it. */
export type DiskAllocation =
  /** Space is taken as the guest writes, and can be given back. */
  | 'THIN'
  /** All space was taken at once, on purpose; sparsify is refused, as it would undo that. */
  | 'PREALLOCATED'
  /**
   * Nobody declared it, and what it takes does not tell: sparsify is refused until somebody does. In `registerDisk` and
   * `updateDisk`: go by oVirt's metadata beside the volume, else by the blocks of the image.
   */
  | 'UNKNOWN';

/** What kind of storage a disk is. */
export type DiskStorageType =
  /** An image file in a storage domain. */
  | 'IMAGE'
  /** A logical volume of a volume group. */
  | 'LOGICAL_VOLUME'
  /** A LUN handed to the guest as it is; not Winnow's to edit. */
  | 'DIRECT_LUN'
  /** A volume that Cinder or another manager owns; not Winnow's to edit. */
  | 'CINDER'
  /** Reached over the network by qemu itself, such as Ceph RBD; there is no file to edit. */
  | 'NETWORK';

/** Whether a disk can be used just now. */
export type DiskStatus =
  /** No job holds it. */
  | 'AVAILABLE'
  /** A sparsify job holds it; its VM must not be started until the job ends. */
  | 'LOCKED'
  /** The image was not where the catalogue says when Winnow last looked. */
  | 'MISSING'
  /** It was taken out of the catalogue; only its history is left. */
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
  /** The hypervisor did not say. */
  | 'UNKNOWN';

/** A virtual machine that has the disk plugged. */
export type DiskAttachment = {
  readonly __typename?: 'DiskAttachment';
  /** The machine's id on its hypervisor. */
  readonly vmId: Scalars['String']['output'];
  /** The machine's name. */
  readonly vmName: Scalars['String']['output'];
  /** The hypervisor that runs it. */
  readonly host: Maybe<Host>;
  /** The machine's state when last looked at. */
  readonly state: VmState;
};

/** How much a sparsify could give back, as an estimate. */
export type Reclaimable = {
  readonly __typename?: 'Reclaimable';
  /** How many bytes; an estimate. */
  readonly bytes: Scalars['ByteSize']['output'];
  /** What the estimate stands on. */
  readonly basis: ReclaimableBasis;
  /** When it was made. */
  readonly at: Scalars['DateTime']['output'];
};

/** What an estimate of reclaimable space stands on. */
export type ReclaimableBasis =
  /** The used space of the filesystems was measured, and taken from what the image takes. */
  | 'MEASURED'
  /** Only a bound: it cannot be more. */
  | 'UPPER_BOUND';

/**
 * What a guest keeps on a disk, by the few bytes that tell it: partition tables, the starts of partitions, the metadata of
 * LVM. Read without starting anything, without mounting and with few rights; it may be wrong about a disk in use.
 */
export type DiskContents = {
  readonly __typename?: 'DiskContents';
  /** How the disk is divided. */
  readonly partitionTable: PartitionTable;
  /** That the partition table counts in, in bytes: 512, or 4096; null where there is no table, or it is not known. */
  readonly sectorSize: Maybe<Scalars['Int']['output']>;
  /** The whole disk where it is not divided, else its partitions; after them its logical volumes. */
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
  /** The GPT at its start is damaged, the copy at its end is whole. virt-sparsify finds no partition then. */
  | 'GPT_BACKUP_ONLY'
  /** It had a GPT, and neither the table nor its copy is whole. */
  | 'GPT_BROKEN';

/** A whole disk, a partition or a logical volume. */
export type DiskArea = {
  readonly __typename?: 'DiskArea';
  /** As virt-sparsify names it: `/dev/sda`, `/dev/sda2`, `/dev/vg/lv`. */
  readonly device: Scalars['String']['output'];
  /** Where it begins on the disk, in bytes; null of a logical volume in several pieces. */
  readonly offset: Maybe<Scalars['ByteSize']['output']>;
  /** Its size in bytes. */
  readonly size: Scalars['ByteSize']['output'];
  /** Of a partition of a GPT the type GUID, of an MBR two hexadecimal digits; null of anything else. */
  readonly partitionType: Maybe<Scalars['String']['output']>;
  /** What kind of thing it holds. */
  readonly kind: DiskAreaKind;
  /** What it holds, as blkid names it: ext4, xfs, ntfs, swap, crypto_LUKS, BitLocker, LVM2_member, …; null when not known. */
  readonly type: Maybe<Scalars['String']['output']>;
  /** How it was left; null when that cannot be told. */
  readonly state: Maybe<DiskAreaState>;
};

/** What kind of thing a partition holds. */
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
  /** Its start, its end and what was read between are zeros. */
  | 'BLANK'
  /** Nothing that Winnow knows. */
  | 'UNKNOWN';

/** How a filesystem or swap area was left. */
export type DiskAreaState =
  /** Closed in order. */
  | 'CLEAN'
  /** In use and not closed. */
  | 'DIRTY'
  /** Its guest is hibernated, or is a Windows that was shut down with fast startup, and expects it as it is. */
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
  /** Its logical volumes that are not wholly on this disk. */
  readonly incompleteVolumes: ReadonlyArray<Scalars['String']['output']>;
};

/** A disk image of virtual machines. */
export type Disk = Node & {
  readonly __typename?: 'Disk';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** The name that the operator gave it. */
  readonly name: Scalars['String']['output'];
  /** The format; it is always passed to the tool, which never guesses it from the content. */
  readonly format: DiskFormat;
  /** What the format is known by. */
  readonly formatBasis: FormatBasis;
  /**
   * The format of the image as qemu names it (`qcow2`, `raw`, `vmdk`, …); of a disk that qemu reaches over the network, the
   * protocol (`rbd`, `iscsi`, …). Null when not known.
   */
  readonly formatName: Maybe<Scalars['String']['output']>;
  /**
   * How its space was given to it: as an operator or oVirt's metadata beside the volume declared it, else as the blocks of a
   * raw file show it. What is not raw counts as THIN.
   */
  readonly allocation: DiskAllocation;
  /** What kind of storage it is. */
  readonly storageType: DiskStorageType;
  /** Whether the owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete: Scalars['Boolean']['output'];
  /** Where it lies. */
  readonly storageDomain: StorageDomain;
  /** Its path below the storage domain's directory. */
  readonly path: Scalars['String']['output'];
  /** What the guest sees, in bytes. */
  readonly virtualSize: Maybe<Scalars['ByteSize']['output']>;
  /** What it takes on its storage (allocated blocks), in bytes, at `observedAt`. */
  readonly actualSize: Maybe<Scalars['ByteSize']['output']>;
  /** The number of the image's inode on its filesystem: hard links to one image share it, and the space. Null when not known. */
  readonly inode: Maybe<Scalars['String']['output']>;
  /** When Winnow last looked at the image. */
  readonly observedAt: Maybe<Scalars['DateTime']['output']>;
  /** What a sparsify could give back; null when not known. */
  readonly reclaimable: Maybe<Reclaimable>;
  /** The virtual machines that have it plugged; null when that is not known. */
  readonly attachments: Maybe<ReadonlyArray<DiskAttachment>>;
  /** The backing file, as the image names it; null when it has none or that is not known. */
  readonly backingPath: Maybe<Scalars['String']['output']>;
  /** All that the image stands on, the nearest first, as a run opens it; null when that is not known, or it may not be opened. */
  readonly backingChain: Maybe<ReadonlyArray<BackingFile>>;
  /** The disk in the catalogue that is the backing file; null when there is none in the catalogue. */
  readonly backingDisk: Maybe<Disk>;
  /** Disks of the catalogue whose backing file this disk is. */
  readonly derivedDisks: ReadonlyArray<Disk>;
  /** Paths of images that have it as their backing file and are not in the catalogue; null before the first look. */
  readonly overlays: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Names of the snapshots inside the image; null when not known. */
  readonly internalSnapshots: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Whether the image as a whole is encrypted; what a guest encrypts inside does not count. Null when not known. */
  readonly encrypted: Maybe<Scalars['Boolean']['output']>;
  /** Whether qemu has marked the image as corrupt; null when not known, or the format has no such mark. */
  readonly corrupt: Maybe<Scalars['Boolean']['output']>;
  /** Whether the image was in use and not closed, by qcow2's dirty flag; null when not known, or the format has none. */
  readonly dirty: Maybe<Scalars['Boolean']['output']>;
  /** Whether the user that Winnow works as may write the image; null when not known. */
  readonly writable: Maybe<Scalars['Boolean']['output']>;
  /** Whether qcow2's reference counts are whole, where there is reason to doubt it; null where there is none. */
  readonly refcounts: Maybe<RefcountsState>;
  /** Why the image could not be read at the last look; null when it could, was not there, or was not looked at. */
  readonly unreadable: Maybe<Scalars['String']['output']>;
  /** Of a qcow2 image its compatibility level, `0.10` or `1.1`; null when not known, or of another format. */
  readonly formatVersion: Maybe<Scalars['String']['output']>;
  /**
   * Whether a guest is hibernated on it, or is a Windows that was shut down with fast startup, as the last look into the image
   * or the last sparsify told.
   */
  readonly hibernated: Scalars['Boolean']['output'];
  /**
   * What its guest keeps on it, as the last look into the image found; null while there was none. `refreshDisk` looks, and so
   * does Winnow before a request is accepted and before each run.
   */
  readonly contents: Maybe<DiskContents>;
  /** Whether it can be used just now. */
  readonly status: DiskStatus;
  /** Whether it may be sparsified now, and if not, all the reasons why: the very rules that `sparsifyDisk` asks. */
  readonly sparsifiability: Sparsifiability;
  /** The job that is on its way, if one is. */
  readonly activeJob: Maybe<SparsifyJob>;
  /** Its jobs, newest first unless asked otherwise. */
  readonly jobs: SparsifyJobConnection;
  /** All that ever happened to it, newest first unless asked otherwise. */
  readonly history: ActivityConnection;
  /** When it was entered into the catalogue. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** When it was taken out of the catalogue; null while it is in. */
  readonly removedAt: Maybe<Scalars['DateTime']['output']>;
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

/** A file that an image stands on, as Winnow judged it. */
export type BackingFile = {
  readonly __typename?: 'BackingFile';
  /** Where it lies on the host that looked: absolute, links resolved. */
  readonly path: Scalars['String']['output'];
  /** Its format, as the image above it declares. */
  readonly format: DiskFormat;
};

/** Whether a disk may be sparsified, and why not. */
export type Sparsifiability = {
  readonly __typename?: 'Sparsifiability';
  /** True when there is no obstacle. */
  readonly allowed: Scalars['Boolean']['output'];
  /** All obstacles at once, not the first alone. */
  readonly obstacles: ReadonlyArray<Obstacle>;
  /** What must be acknowledged in `sparsifyDisk` before it is done all the same. */
  readonly warnings: ReadonlyArray<SparsifyWarning>;
  /** The moment of the facts that this stands on; null before the first look at the image. */
  readonly checkedAt: Maybe<Scalars['DateTime']['output']>;
};

/** One reason why a disk may not be sparsified now. */
export type Obstacle = {
  readonly __typename?: 'Obstacle';
  /** Closed: scripts can rely on it. */
  readonly code: ObstacleCode;
  /** What stands in the way, on what. */
  readonly message: Scalars['String']['output'];
  /** What to do about it. */
  readonly remedy: Scalars['String']['output'];
};

/** The reasons why a disk may not be sparsified. */
export type ObstacleCode =
  /** The disk was taken out of the catalogue. */
  | 'DISK_REMOVED'
  /** A sparsify job is on its way already. */
  | 'DISK_BUSY'
  /** The image was not where the catalogue says. */
  | 'DISK_MISSING'
  /** The image lies in a directory of the system, or in one that Winnow keeps its own state in. */
  | 'SYSTEM_DIRECTORY'
  /** The image lies in no registered directory, and neither a storage pool nor a virtual machine of libvirt names it. */
  | 'STORAGE_NOT_REGISTERED'
  /** The name of the image holds control characters, or others that show it as what it is not: rename it. */
  | 'UNSAFE_NAME'
  /** The image, or one that it stands on, keeps its data in another file, which its header names. */
  | 'EXTERNAL_DATA_FILE'
  /** A backing file in its chain is named by a protocol (`nbd:`, `json:`, …), not as a file of the host. */
  | 'BACKING_NOT_A_FILE'
  /** A backing file in its chain lies in no storage that is registered, or that libvirt names. */
  | 'BACKING_OUTSIDE_STORAGE'
  /** The format of a backing file in its chain is not declared as raw or qcow2. */
  | 'BACKING_FORMAT_UNKNOWN'
  /** It stands on more images, one on the other, than libvirt lets a virtual machine have (200). */
  | 'BACKING_CHAIN_TOO_LONG'
  /** A backing file in its chain is missing or cannot be read, or the chain leads in a circle. */
  | 'BACKING_UNREADABLE'
  /** The image has less than one sector. */
  | 'IMAGE_EMPTY'
  /** The image is cut off: it ends before what its header says. */
  | 'IMAGE_TRUNCATED'
  /** The image says that it has more bytes than Winnow can record (2^53 - 1). */
  | 'SIZE_UNSUPPORTED'
  /** The image could not be read at the last look. */
  | 'DISK_UNREADABLE'
  /** A virtual machine that has it plugged is not down. */
  | 'VM_NOT_DOWN'
  /** A host that has its storage is out of contact, or did not tell of its virtual machines: one may be running on it. */
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
  /** It is a logical volume, whose use cannot be measured as a file's. */
  | 'LOGICAL_VOLUME'
  /** It was preallocated on purpose. */
  | 'PREALLOCATED'
  /** It takes all of its size, and whether on purpose nobody declared. */
  | 'ALLOCATION_UNKNOWN'
  /** Its format is neither raw nor qcow2. */
  | 'UNSUPPORTED_FORMAT'
  /** Its format was read from its header alone, which a guest can write. */
  | 'FORMAT_UNCONFIRMED'
  /** It is encrypted as a whole, or its guest encrypted a partition or logical volume on it. */
  | 'ENCRYPTED'
  /** It has a part of a volume group whose other parts are on other disks of its guest. */
  | 'GUEST_SPANS_DISKS'
  /** qemu has marked it as corrupt. */
  | 'IMAGE_CORRUPT'
  /** It was in use and not closed. */
  | 'IMAGE_DIRTY'
  /** Its reference counts are not whole: the next write could destroy data. */
  | 'REFCOUNTS_BROKEN'
  /** Whether its reference counts are whole is in doubt, and no check came to its end. */
  | 'REFCOUNTS_UNCHECKED'
  /** It, or the storage below it, may not be written. */
  | 'READ_ONLY'
  /** It is on block storage and to be wiped when deleted; a discard is no wipe. */
  | 'WIPE_AFTER_DELETE'
  /** Its storage is mounted with an NFS version before 4.2. */
  | 'NFS_TOO_OLD'
  /** Its storage was tried, and gives nothing back. */
  | 'STORAGE_KEEPS_SPACE'
  /** The block device below it takes no discard. */
  | 'NO_DISCARD'
  /** No host that has it is in contact and has the tools. */
  | 'NO_CAPABLE_HOST';

/** A reason to think twice, which does not forbid. */
export type SparsifyWarning = {
  readonly __typename?: 'SparsifyWarning';
  /** What to name in `acknowledgeWarnings`. */
  readonly code: SparsifyWarningCode;
  /** What may come of it. */
  readonly message: Scalars['String']['output'];
};

/** The warnings that must be acknowledged. */
export type SparsifyWarningCode =
  /** The image has a backing file: space of files deleted only since that snapshot stays, and the image may grow by up to 0.01 %. */
  | 'PARENT_SNAPSHOTS'
  /** The image has snapshots inside: blocks that they hold stay. */
  | 'INTERNAL_SNAPSHOTS'
  /**
   * A guest is hibernated on the disk, or is a Windows that was shut down with fast startup. It expects the disk as it is: once
   * the disk is trimmed, resuming may destroy its filesystems.
   */
  | 'GUEST_HIBERNATED'
  /** The former name of GUEST_HIBERNATED, in requests made before. */
  | 'HIBERNATED_GUEST'
  /** On a host that has it, Winnow may not see which files the processes of other users have open. */
  | 'USE_NOT_FULLY_CHECKED';

/** Whether qcow2's reference counts, which say which clusters are free, are whole, by `qemu-img check`. */
export type RefcountsState =
  /** A check found no cluster in use that counts as free. */
  | 'WHOLE'
  /** A check found some: the next write could destroy data. */
  | 'BROKEN'
  /** No check came to its end. */
  | 'UNCHECKED';

/** Which disks to list. All conditions must hold; one left out does not count. */
export type DiskFilter = {
  /** Only disks of this storage domain. */
  readonly storageDomainId?: InputMaybe<Scalars['ID']['input']>;
  /** Only disks whose name contains this, whatever the case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Only disks with one of these states; naming REMOVED lists removed ones too. */
  readonly status?: InputMaybe<ReadonlyArray<DiskStatus>>;
  /** Only disks with, or without, a job on its way. */
  readonly hasActiveJob?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only disks that take at least so much. */
  readonly actualSizeAtLeast?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks that take at most so much; those whose size is not known are left out. */
  readonly actualSizeAtMost?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks that show their guest at least so much. */
  readonly virtualSizeAtLeast?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks that show their guest at most so much; those whose size is not known are left out. */
  readonly virtualSizeAtMost?: InputMaybe<Scalars['ByteSize']['input']>;
  /** Only disks of this format. */
  readonly format?: InputMaybe<DiskFormat>;
  /** Only disks whose space was given to them so. */
  readonly allocation?: InputMaybe<DiskAllocation>;
  /** Only disks whose storage domain this host has. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Only disks that a virtual machine of this id or name has, as last looked at; the whole name, in its case. */
  readonly vm?: InputMaybe<Scalars['String']['input']>;
  /**
   * Only disks with any of these obstacles, by the very rules of `sparsifiability`. When a host or a storage domain changes
   * that has very many disks, they follow within seconds. DISK_REMOVED finds nothing unless `status` names REMOVED.
   */
  readonly obstacle?: InputMaybe<ReadonlyArray<ObstacleCode>>;
  /** Only disks that may be sparsified now (true), or may not (false), by the very rules of `sparsifiability`. */
  readonly sparsifiable?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How to order disks. */
export type DiskOrder = {
  /** By what. */
  readonly field: DiskOrderField;
  /** Which way. */
  readonly direction: OrderDirection;
};

/** What disks can be ordered by. */
export type DiskOrderField =
  /** The name. */
  | 'NAME'
  /** When it was registered. */
  | 'REGISTERED_AT'
  /** What it takes on its storage; unknown sizes count as smallest. */
  | 'ACTUAL_SIZE'
  /** What the guest sees; unknown sizes count as smallest. */
  | 'VIRTUAL_SIZE';

/** Where a job stands. */
export type SparsifyJobStatus =
  /** Accepted and durable; waiting for its turn. */
  | 'REQUESTED'
  /** It holds its disk; the tool starts next, or again after a failed attempt. */
  | 'LOCKED'
  /** The tool runs. */
  | 'RUNNING'
  /** It was asked to stop, and does. */
  | 'CANCELING'
  /** It ended well; `result` tells what was measured. */
  | 'COMPLETED'
  /** It ended badly; `failure` tells why and what to do. The disk is usable. */
  | 'FAILED'
  /** It was stopped. The disk is usable. */
  | 'CANCELED';

/** Why a job does not go on just now. */
export type WaitReason = {
  readonly __typename?: 'WaitReason';
  /** Closed: scripts can rely on it. */
  readonly code: WaitReasonCode;
  /** The same in a sentence. */
  readonly message: Scalars['String']['output'];
};

/** What a job can wait for. */
export type WaitReasonCode =
  /** As many jobs as it may take run on the host. */
  | 'HOST_SLOT'
  /** As many jobs as it may take run on the storage domain. */
  | 'STORAGE_DOMAIN_SLOT'
  /** No host reaches the storage and has the tools. */
  | 'NO_SUITABLE_HOST'
  /** The host does not answer; the run on it goes on, and its result is kept there. */
  | 'HOST_CONTACT'
  /** The last attempt failed in a way worth another; it waits for its time. */
  | 'RETRY_DELAY'
  /** The process manager has not come to it yet. */
  | 'COORDINATOR';

/** One request to give back the unused space of one disk, from its acceptance to its measured result. */
export type SparsifyJob = Node & {
  readonly __typename?: 'SparsifyJob';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** The disk. */
  readonly disk: Disk;
  /** Where it stands. */
  readonly status: SparsifyJobStatus;
  /** Why it does not go on just now; null when it does, or has ended. */
  readonly waitingFor: Maybe<WaitReason>;
  /** Who asked for it. */
  readonly requestedBy: Actor;
  /** Why it was asked for, in the words of who did. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** When it was accepted. */
  readonly requestedAt: Scalars['DateTime']['output'];
  /** When the tool was first started. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it reached its terminal state. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Seconds from `startedAt` to `finishedAt`, or until now; null before the start. */
  readonly duration: Maybe<Scalars['Float']['output']>;
  /** The attempts, first to last. */
  readonly attempts: ReadonlyArray<SparsifyAttempt>;
  /** How the run goes; null before the tool is started. */
  readonly progress: Maybe<SparsifyProgress>;
  /** What was measured; null unless COMPLETED. */
  readonly result: Maybe<SparsifyResult>;
  /** Why it failed; null unless FAILED. */
  readonly failure: Maybe<SparsifyFailure>;
  /** The warnings that were acknowledged with the request. */
  readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>;
  /** The limit of one attempt's run in seconds that the request set; null for the server's own. */
  readonly timeoutSeconds: Maybe<Scalars['Int']['output']>;
  /** The host that the request asked for; null when Winnow was left to choose. */
  readonly requestedHost: Maybe<Host>;
  /** What the image took when the job took hold of it, in bytes; null before. */
  readonly sizeBefore: Maybe<Scalars['ByteSize']['output']>;
  /** Since when the host of the running attempt does not answer; null while it does. */
  readonly contactLostAt: Maybe<Scalars['DateTime']['output']>;
  /** When the next attempt may start; null unless the job waits for it. */
  readonly retryAt: Maybe<Scalars['DateTime']['output']>;
  /** Its events, newest first unless asked otherwise. */
  readonly history: ActivityConnection;
};


/** One request to give back the unused space of one disk, from its acceptance to its measured result. */
export type SparsifyJobHistoryArgs = {
  orderBy?: InputMaybe<OrderDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** One attempt of a job on one host. */
export type SparsifyAttempt = {
  readonly __typename?: 'SparsifyAttempt';
  /** Counted from 1. */
  readonly number: Scalars['Int']['output'];
  /** Where it ran. */
  readonly host: Maybe<Host>;
  /** When the disk was locked for it. */
  readonly lockedAt: Scalars['DateTime']['output'];
  /** When the tool was started; null if it was not. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; null while it goes on. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** How it ended; null while it goes on. */
  readonly ended: Maybe<AttemptEnd>;
  /** Why it failed; null unless it did. */
  readonly failure: Maybe<SparsifyFailure>;
};

/** How an attempt ended. */
export type AttemptEnd =
  /** The tool did its work. */
  | 'COMPLETED'
  /** It failed. */
  | 'FAILED'
  /** It was stopped on request. */
  | 'CANCELED';

/** How a run goes, as far as that is known. */
export type SparsifyProgress = {
  readonly __typename?: 'SparsifyProgress';
  /** The attempt that this is about. */
  readonly attempt: Scalars['Int']['output'];
  /** What the tool is doing. */
  readonly phase: SparsifyPhase;
  /** Filesystems and swap areas dealt with so far; null until the tool has listed them. */
  readonly filesystemsDone: Maybe<Scalars['Int']['output']>;
  /** Filesystems and swap areas in the image; null until the tool has listed them. */
  readonly filesystemsTotal: Maybe<Scalars['Int']['output']>;
  /** What the image takes less than at the start, in bytes; null until sampled. */
  readonly bytesReclaimed: Maybe<Scalars['ByteSize']['output']>;
  /** When this was so. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** What virt-sparsify is doing. */
export type SparsifyPhase =
  /** Its small virtual machine starts; most of the time under software emulation. */
  | 'BOOTING'
  /** It looks for filesystems. */
  | 'INSPECTING'
  /** It trims filesystems. */
  | 'TRIMMING'
  /** It shuts down, and the image is measured. */
  | 'FINISHING';

/** What a completed job did, measured on the host and not taken from the tool's word. */
export type SparsifyResult = {
  readonly __typename?: 'SparsifyResult';
  /** What came of it. */
  readonly outcome: SparsifyOutcome;
  /** Allocated bytes before. */
  readonly sizeBefore: Scalars['ByteSize']['output'];
  /** Allocated bytes after. */
  readonly sizeAfter: Scalars['ByteSize']['output'];
  /** Before less after; negative in the rare case that the image grew (by 0.01 % at most). */
  readonly reclaimed: Scalars['ByteSize']['output'];
  /** Every filesystem and swap area that the tool found. */
  readonly filesystems: ReadonlyArray<FilesystemResult>;
  /** What the tool warned of. */
  readonly warnings: ReadonlyArray<Scalars['String']['output']>;
  /** The outcome in a sentence: what was given back, or why nothing was. */
  readonly explanation: Scalars['String']['output'];
};

/** What a job came to. */
export type SparsifyOutcome =
  /** Space was given back, and every filesystem was trimmed. */
  | 'RECLAIMED'
  /** The tool ended well, and the image takes no less than before; the explanation says why. */
  | 'NOTHING_TO_RECLAIM'
  /** Some filesystems could not be trimmed, or were while their guest is hibernated; `filesystems` says which and why. */
  | 'PARTIAL';

/** What was done to one filesystem or swap area. */
export type FilesystemResult = {
  readonly __typename?: 'FilesystemResult';
  /** Its device inside the image, e.g. `/dev/sda1`. */
  readonly device: Scalars['String']['output'];
  /** As libguestfs names it: ext4, xfs, ntfs, swap, unknown, … */
  readonly type: Scalars['String']['output'];
  /** What was done. */
  readonly outcome: FilesystemOutcome;
  /** Bytes that fstrim reported; ranges that were free already are counted again, so this is not what was given back. */
  readonly trimmed: Maybe<Scalars['ByteSize']['output']>;
  /** Why it was skipped, or what is wrong with having trimmed it; null otherwise. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** What was done to a filesystem or swap area. */
export type FilesystemOutcome =
  /** Its free space was discarded. */
  | 'TRIMMED'
  /**
   * Its free space was discarded though its guest is hibernated: the tool does not hold back. Do not let the guest resume, since
   * that may destroy the filesystem; `reason` says more.
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
  /** What the tool wrote: first the line that says why it failed, where it wrote one, then the last lines; null when no tool ran. */
  readonly outputTail: Maybe<Scalars['String']['output']>;
  /** Whether Winnow counts it as worth another attempt. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The causes of failure. */
export type SparsifyFailureCode =
  /** The image is not there. */
  | 'DISK_MISSING'
  /** The image cannot be read and written by the server's user. */
  | 'DISK_UNREADABLE'
  /** The path leads to a directory, a device or something else that is no regular file. */
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
  /** There is no space left where the image, or the record of the run, lies. */
  | 'STORAGE_FULL'
  /** A filesystem inside the image is damaged. */
  | 'FILESYSTEM_CORRUPT'
  /** A partition or logical volume of the guest is encrypted, and virt-sparsify does nothing without its key. */
  | 'ENCRYPTED'
  /** A volume group of the guest lies on this disk and on others, and virt-sparsify is given this one alone. */
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
  /** The run is gone and left no result: the host restarted, or every process of it was killed. */
  | 'RUN_LOST'
  /** The run could not be started on the host. */
  | 'RUN_NOT_STARTED'
  /** A file of the image, or a directory on the way to it, was replaced between the look at it and the run, or its header names another file now. Nothing was changed. */
  | 'IMAGE_CHANGED'
  /** The host can neither export the image as the file that was judged, nor show the tool this file alone: it lacks qemu-storage-daemon with FUSE, or Winnow the right to use it. */
  | 'EXPORT_UNAVAILABLE'
  /** The process that gives the tool the image did not start, or ended before the tool did. */
  | 'EXPORT_FAILED'
  /** The run took longer than it may. */
  | 'TIMED_OUT'
  /** The run showed no sign of life for longer than it may. */
  | 'STALLED'
  /** No host reaches the storage and has the tools. */
  | 'NO_SUITABLE_HOST'
  /** A fault of Winnow itself. */
  | 'INTERNAL_ERROR';

/** Which jobs to list. All conditions must hold; one left out does not count. */
export type SparsifyJobFilter = {
  /** Only jobs of this disk. */
  readonly diskId?: InputMaybe<Scalars['ID']['input']>;
  /** Only jobs in one of these states. */
  readonly status?: InputMaybe<ReadonlyArray<SparsifyJobStatus>>;
  /** Only jobs that have not ended (true), or have (false). */
  readonly active?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only jobs with an attempt on this host. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** Only jobs requested at or after this moment. */
  readonly requestedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only jobs requested before this moment. */
  readonly requestedBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How to order jobs. */
export type SparsifyJobOrder = {
  /** By what. */
  readonly field: SparsifyJobOrderField;
  /** Which way. */
  readonly direction: OrderDirection;
};

/** What jobs can be ordered by. */
export type SparsifyJobOrderField =
  /** When they were requested. */
  | 'REQUESTED_AT'
  /** When they ended; those that have not count as oldest. */
  | 'FINISHED_AT'
  /** What they gave back; those without a result count as smallest. */
  | 'RECLAIMED';

/** A hypervisor that Winnow works on. */
export type Host = Node & {
  readonly __typename?: 'Host';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** When it was registered. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** What it can do; null until it was probed. */
  readonly capabilities: Maybe<HostCapabilities>;
  /** When it was last probed. */
  readonly probedAt: Maybe<Scalars['DateTime']['output']>;
  /** What the last scan that brought anything new found; null before the first. */
  readonly inventory: Maybe<HostInventory>;
  /** When that was. */
  readonly observedAt: Maybe<Scalars['DateTime']['output']>;
  /** Jobs that hold a slot on it now. */
  readonly activeJobs: ReadonlyArray<SparsifyJob>;
};

/** What a scan found on a host. */
export type HostInventory = {
  readonly __typename?: 'HostInventory';
  /** Whether the host could be asked. */
  readonly contact: HostContact;
  /** What is known of its virtual machines. */
  readonly machines: MachinesKnown;
  /** Its mounted filesystems; pseudo filesystems are left out. */
  readonly mounts: ReadonlyArray<Mount>;
  /** Its block devices. */
  readonly blockDevices: ReadonlyArray<BlockDevice>;
  /** What could not be looked at, and what to do. */
  readonly problems: ReadonlyArray<HostLack>;
};

/** Whether a host can be asked. */
export type HostContact =
  /** It answers. */
  | 'IN_CONTACT'
  /** It does not answer; what it last told is shown. */
  | 'LOST';

/** What is known of the virtual machines of a host. */
export type MachinesKnown =
  /** All are known. */
  | 'KNOWN'
  /** It has no libvirt; only qemu's lock on an image tells of its use. */
  | 'NO_HYPERVISOR'
  /** libvirt is there and did not answer, or not fully. */
  | 'UNKNOWN';

/** A mounted filesystem of a host. */
export type Mount = {
  readonly __typename?: 'Mount';
  /** Where it is mounted. */
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
  /** Whether it may not be written. */
  readonly readOnly: Scalars['Boolean']['output'];
  /** Name of its volume group, if it is a logical volume. */
  readonly volumeGroup: Maybe<Scalars['String']['output']>;
  /** What it does with a discard. */
  readonly discard: DiscardLimits;
};

/** What a block device does with a discard, as the kernel and the device's own pages tell. */
export type DiscardLimits = {
  readonly __typename?: 'DiscardLimits';
  /** How much one discard may span; 0: none is passed on. */
  readonly max: Scalars['ByteSize']['output'];
  /** The smallest piece that can be discarded. */
  readonly granularity: Scalars['ByteSize']['output'];
  /** Whether it takes UNMAP (LBPU); null where it does not say. */
  readonly unmap: Maybe<Scalars['Boolean']['output']>;
  /** Whether what was unmapped reads as zeros (LBPRZ); null where it does not say. */
  readonly readsZeros: Maybe<Scalars['Boolean']['output']>;
};

/** What a host can do. */
export type HostCapabilities = {
  readonly __typename?: 'HostCapabilities';
  /** Whether sparsify can run here. */
  readonly canSparsify: Scalars['Boolean']['output'];
  /** Whether the used space of filesystems can be measured here, with virt-df. */
  readonly canMeasure: Scalars['Boolean']['output'];
  /** Version of virt-sparsify; null when it is missing. */
  readonly virtSparsifyVersion: Maybe<Scalars['String']['output']>;
  /** What `virt-sparsify --machine-readable` says it can do. */
  readonly virtSparsifyFeatures: ReadonlyArray<Scalars['String']['output']>;
  /** Version of qemu-img; null when it is missing. */
  readonly qemuImgVersion: Maybe<Scalars['String']['output']>;
  /** How the appliance runs; null when it does not start. */
  readonly acceleration: Maybe<Acceleration>;
  /** Processor cores. */
  readonly cores: Maybe<Scalars['Int']['output']>;
  /** Memory in bytes. */
  readonly memory: Maybe<Scalars['ByteSize']['output']>;
  /** What is missing, and the remedy for each. */
  readonly lacks: ReadonlyArray<HostLack>;
  /** Version of libvirt; null when it is missing. */
  readonly libvirtVersion: Maybe<Scalars['String']['output']>;
  /** Version of sg3-utils; null when it is missing. */
  readonly sg3UtilsVersion: Maybe<Scalars['String']['output']>;
  /**
   * Whether the user that Winnow works as sees which files all processes have open, as root does: where not, a program that
   * writes an image may go unnoticed. Null when not known.
   */
  readonly seesEveryProcess: Maybe<Scalars['Boolean']['output']>;
  /** What is missing without which runs go on all the same, but less is known of disks; and the remedy for each. */
  readonly recommends: ReadonlyArray<HostLack>;
};

/** How the appliance of libguestfs runs. */
export type Acceleration =
  /** With hardware virtualisation. */
  | 'KVM'
  /** In software: correct, but its start takes 10 to 20 s. */
  | 'EMULATION';

/** Something that a host lacks. */
export type HostLack = {
  readonly __typename?: 'HostLack';
  /** What is missing. */
  readonly what: Scalars['String']['output'];
  /** What to do. */
  readonly remedy: Scalars['String']['output'];
};

/** A place where disks lie. */
export type StorageDomain = Node & {
  readonly __typename?: 'StorageDomain';
  /** Opaque; `node(id:)` resolves it. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** What it is. */
  readonly kind: StorageDomainKind;
  /** Where each host has it. */
  readonly mounts: ReadonlyArray<StorageDomainMount>;
  /** When it was registered. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** The disks on it. */
  readonly disks: DiskConnection;
};


/** A place where disks lie. */
export type StorageDomainDisksArgs = {
  orderBy?: InputMaybe<DiskOrder>;
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
  /** An NFS export; on all hosts that mount it it is one storage domain. */
  | 'NFS'
  /** A Ceph filesystem. */
  | 'CEPHFS'
  /** A Gluster volume. */
  | 'GLUSTERFS'
  /** Another filesystem that several hosts may share. */
  | 'SHARED_FILESYSTEM'
  /** A volume group of LVM. */
  | 'VOLUME_GROUP'
  /** Block devices of a host that belong to no volume group. */
  | 'BLOCK_DEVICES'
  /** What qemu reaches over the network by itself, such as a Ceph pool. */
  | 'NETWORK';

/** What a storage domain stands on, as one host sees it. */
export type StorageFacts = {
  readonly __typename?: 'StorageFacts';
  /** What it is made of. */
  readonly medium: StorageMedium;
  /** What is mounted, or the name of the volume group; null when that has no name. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** The filesystem's type: ext4, xfs, nfs4, …; null of block storage. */
  readonly fsType: Maybe<Scalars['String']['output']>;
  /** Whether other hosts may have the same storage. */
  readonly shared: Scalars['Boolean']['output'];
  /** The NFS version as negotiated; null unless it is NFS. */
  readonly nfsVersion: Maybe<Scalars['String']['output']>;
  /** Whether it is mounted read-only. */
  readonly readOnly: Scalars['Boolean']['output'];
  /** Whether a hole punched into a file of Winnow's own gave its blocks back; null when that was not tried or could not be. */
  readonly punchesHoles: Maybe<Scalars['Boolean']['output']>;
  /** What the block device does with a discard; null unless it is block storage. */
  readonly discard: Maybe<DiscardLimits>;
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
  /** What it stands on there; null until a scan has looked. */
  readonly storage: Maybe<StorageFacts>;
};

/** One event: what happened, when, by whom, and because of what. */
export type Activity = {
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
};

/** A disk was entered into the catalogue. */
export type DiskRegistered = Activity & {
  readonly __typename?: 'DiskRegistered';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The name given. */
  readonly name: Scalars['String']['output'];
  /** Its path below its storage domain. */
  readonly path: Scalars['String']['output'];
  /** The format. */
  readonly format: DiskFormat;
  /** What the format is known by. */
  readonly formatBasis: FormatBasis;
  /** How its space was given to it, as declared; UNKNOWN where nobody did. */
  readonly allocation: DiskAllocation;
  /** What kind of storage it is. */
  readonly storageType: DiskStorageType;
  /** Whether the owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete: Scalars['Boolean']['output'];
  /** Where it lies. */
  readonly storageDomain: Maybe<StorageDomain>;
};

/** What the catalogue says of a disk was changed. */
export type DiskUpdated = Activity & {
  readonly __typename?: 'DiskUpdated';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The new name; null if it stayed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The format that an operator confirmed or set; null if it stayed. */
  readonly format: Maybe<DiskFormat>;
  /** The new allocation; null if it stayed. */
  readonly allocation: Maybe<DiskAllocation>;
  /** The new wish; null if it stayed. */
  readonly wipeAfterDelete: Maybe<Scalars['Boolean']['output']>;
};

/** A look at the image found something new. */
export type DiskObserved = Activity & {
  readonly __typename?: 'DiskObserved';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Whether the image was there. */
  readonly present: Scalars['Boolean']['output'];
  /** What the guest sees, in bytes. */
  readonly virtualSize: Maybe<Scalars['ByteSize']['output']>;
  /** What it takes on its storage, in bytes. */
  readonly actualSize: Maybe<Scalars['ByteSize']['output']>;
  /** The backing file, as the image names it; null when it has none or that is not known. */
  readonly backingPath: Maybe<Scalars['String']['output']>;
  /** All that the image stood on, the nearest first; null when that was not judged, or it may not be opened. */
  readonly backingChain: Maybe<ReadonlyArray<BackingFile>>;
  /** Names of the snapshots inside the image; null when the image was not there. */
  readonly internalSnapshots: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The virtual machines that had it plugged; null when that is not known. */
  readonly attachments: Maybe<ReadonlyArray<DiskAttachment>>;
  /** Disks of the catalogue that had it as their backing file; what was removed since is left out. */
  readonly derivedDisks: ReadonlyArray<Disk>;
  /** Paths of images that had it as their backing file and were not in the catalogue. */
  readonly overlays: ReadonlyArray<Scalars['String']['output']>;
  /** The format as qemu names it; of a network disk, the protocol. Null when not known. */
  readonly formatName: Maybe<Scalars['String']['output']>;
  /** Whether the image as a whole was encrypted; null when not known. */
  readonly encrypted: Maybe<Scalars['Boolean']['output']>;
  /** Whether qemu had marked the image as corrupt; null when not known. */
  readonly corrupt: Maybe<Scalars['Boolean']['output']>;
  /** Whether the image was in use and not closed; null when not known. */
  readonly dirty: Maybe<Scalars['Boolean']['output']>;
  /** Whether the user that Winnow works as might write the image; null when not known. */
  readonly writable: Maybe<Scalars['Boolean']['output']>;
  /** Whether qcow2's reference counts were whole, where there was reason to doubt it; null where there was none. */
  readonly refcounts: Maybe<RefcountsState>;
  /** Why the image could not be read; null when it could, was not there, or was not looked at. */
  readonly unreadable: Maybe<Scalars['String']['output']>;
};

/** The used space of the filesystems was measured. */
export type DiskMeasured = Activity & {
  readonly __typename?: 'DiskMeasured';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** An estimate of what a sparsify can give back. */
  readonly reclaimable: Scalars['ByteSize']['output'];
  /** What was measured, filesystem by filesystem. */
  readonly filesystems: ReadonlyArray<FilesystemUsage>;
};

/** The used space of one filesystem inside an image. */
export type FilesystemUsage = {
  readonly __typename?: 'FilesystemUsage';
  /** Its device inside the image, e.g. `/dev/sda1`. */
  readonly device: Scalars['String']['output'];
  /** What its files take, in bytes. */
  readonly used: Scalars['ByteSize']['output'];
};

/** A disk was taken out of the catalogue. */
export type DiskRemoved = Activity & {
  readonly __typename?: 'DiskRemoved';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Why. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A job was accepted. */
export type SparsifyRequested = Activity & {
  readonly __typename?: 'SparsifyRequested';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Why it was asked for. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The warnings that were acknowledged. */
  readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>;
  /** The host that was asked for; null when Winnow was left to choose. */
  readonly requestedHost: Maybe<Host>;
  /** The limit of one attempt's run in seconds that was asked for; null for the server's own. */
  readonly timeoutSeconds: Maybe<Scalars['Int']['output']>;
  /** The key that makes sending the request again harmless; null when there was none. */
  readonly idempotencyKey: Maybe<Scalars['String']['output']>;
};

/** A job took hold of its disk. */
export type DiskLocked = Activity & {
  readonly __typename?: 'DiskLocked';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Which attempt, counted from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** The host that will do it. */
  readonly host: Maybe<Host>;
  /** What the image takes before, in bytes. */
  readonly sizeBefore: Scalars['ByteSize']['output'];
};

/** The tool was started. */
export type SparsifyStarted = Activity & {
  readonly __typename?: 'SparsifyStarted';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Which attempt, counted from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** Where it runs. */
  readonly host: Maybe<Host>;
};

/** A job ended well. */
export type SparsifyCompleted = Activity & {
  readonly __typename?: 'SparsifyCompleted';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Which attempt, counted from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** What was measured. */
  readonly result: SparsifyResult;
};

/** A job ended badly. */
export type SparsifyFailed = Activity & {
  readonly __typename?: 'SparsifyFailed';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Which attempt, counted from 1; null when none had begun. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** Why. */
  readonly failure: SparsifyFailure;
};

/** An attempt failed, and another follows. */
export type SparsifyRetryScheduled = Activity & {
  readonly __typename?: 'SparsifyRetryScheduled';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The attempt that failed, counted from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** Why it failed. */
  readonly failure: SparsifyFailure;
  /** The next attempt begins no earlier. */
  readonly notBefore: Scalars['DateTime']['output'];
};

/** Somebody asked for a job to be stopped. */
export type SparsifyCancelRequested = Activity & {
  readonly __typename?: 'SparsifyCancelRequested';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Why. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A job was stopped. */
export type SparsifyCanceled = Activity & {
  readonly __typename?: 'SparsifyCanceled';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Which attempt, counted from 1; null when none had begun. */
  readonly attempt: Maybe<Scalars['Int']['output']>;
  /** What the image took before, in bytes; null when no run had begun. */
  readonly sizeBefore: Maybe<Scalars['ByteSize']['output']>;
  /** What the image takes after, in bytes; null when no run had begun. */
  readonly sizeAfter: Maybe<Scalars['ByteSize']['output']>;
};

/** The host of a run stopped answering; the run goes on there. */
export type SparsifyContactLost = Activity & {
  readonly __typename?: 'SparsifyContactLost';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Which attempt, counted from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** The host. */
  readonly host: Maybe<Host>;
  /** What its last answer was. */
  readonly message: Scalars['String']['output'];
};

/** The host of a run answers again. */
export type SparsifyContactRegained = Activity & {
  readonly __typename?: 'SparsifyContactRegained';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** Which attempt, counted from 1. */
  readonly attempt: Scalars['Int']['output'];
  /** The host. */
  readonly host: Maybe<Host>;
};

/** A host was registered. */
export type HostRegistered = Activity & {
  readonly __typename?: 'HostRegistered';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
};

/** A host was probed, and something was found that was not known. */
export type HostProbed = Activity & {
  readonly __typename?: 'HostProbed';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** What it can do. */
  readonly capabilities: HostCapabilities;
};

/** A scan of a host found something that was not known, or the host was lost or regained. */
export type HostObserved = Activity & {
  readonly __typename?: 'HostObserved';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The host. */
  readonly host: Maybe<Host>;
  /** How the scan went, and what it found. */
  readonly inventory: HostInventory;
};

/** A storage domain was registered. */
export type StorageDomainRegistered = Activity & {
  readonly __typename?: 'StorageDomainRegistered';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The storage domain. */
  readonly storageDomain: Maybe<StorageDomain>;
};

/** Another host has a storage domain, or what it stands on has changed. */
export type StorageDomainChanged = Activity & {
  readonly __typename?: 'StorageDomainChanged';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The storage domain. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Its mounts since. */
  readonly mounts: ReadonlyArray<StorageDomainMount>;
};

/** An operator removed a storage domain. */
export type StorageDomainRemoved = Activity & {
  readonly __typename?: 'StorageDomainRemoved';
  /** Id of the event. */
  readonly id: Scalars['ID']['output'];
  /** Its place in the history; good as `after` of queries and of the subscription. */
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
  /** The event that led to this one; null when a request from outside did, or Winnow of its own accord. */
  readonly causedBy: Maybe<Activity>;
  /** The storage domain. */
  readonly storageDomain: Maybe<StorageDomain>;
  /** Why, as the operator says. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** Which events to list. All conditions must hold; one left out does not count. */
export type ActivityFilter = {
  /** Only events of this disk and its jobs. */
  readonly diskId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events of this job. */
  readonly jobId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events of these types, by the names of the types that implement `Activity`. */
  readonly types?: InputMaybe<ReadonlyArray<ActivityType>>;
  /** Only events whose author has this id. */
  readonly actorId?: InputMaybe<Scalars['String']['input']>;
  /** Only events at or after this moment. */
  readonly occurredAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only events before this moment. */
  readonly occurredBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The types of events, each the name of a type that implements `Activity`. */
export type ActivityType =
  /** A disk was entered into the catalogue. */
  | 'DiskRegistered'
  /** What the catalogue says of a disk was changed. */
  | 'DiskUpdated'
  /** A look at the image found something new. */
  | 'DiskObserved'
  /** The used space of the filesystems was measured. */
  | 'DiskMeasured'
  /** A disk was taken out of the catalogue. */
  | 'DiskRemoved'
  /** A job was accepted. */
  | 'SparsifyRequested'
  /** A job took hold of its disk. */
  | 'DiskLocked'
  /** The tool was started. */
  | 'SparsifyStarted'
  /** A job ended well. */
  | 'SparsifyCompleted'
  /** A job ended badly. */
  | 'SparsifyFailed'
  /** An attempt failed, and another follows. */
  | 'SparsifyRetryScheduled'
  /** Somebody asked for a job to be stopped. */
  | 'SparsifyCancelRequested'
  /** A job was stopped. */
  | 'SparsifyCanceled'
  /** The host of a run stopped answering; the run goes on there. */
  | 'SparsifyContactLost'
  /** The host of a run answers again. */
  | 'SparsifyContactRegained'
  /** A host was registered. */
  | 'HostRegistered'
  /** A host was probed, and something was found that was not known. */
  | 'HostProbed'
  /** A scan of a host found something that was not known. */
  | 'HostObserved'
  /** A storage domain was registered. */
  | 'StorageDomainRegistered'
  /** Another host has a storage domain, or what it stands on has changed. */
  | 'StorageDomainChanged'
  /** An operator removed a storage domain. */
  | 'StorageDomainRemoved';

/** A refusal by a rule: nothing was changed. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** Closed: scripts can rely on it. */
  readonly code: UserErrorCode;
  /** What was refused, and what to do. */
  readonly message: Scalars['String']['output'];
  /** Where in the arguments, e.g. `["input", "diskId"]`. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** The reasons of refusals. */
export type UserErrorCode =
  /** There is no object with this id. */
  | 'NOT_FOUND'
  /** A value is not of its form; the message says which is. */
  | 'INVALID_INPUT'
  /** The disk has a job on its way already. */
  | 'DISK_BUSY'
  /** The disk may not be sparsified; the message has all reasons. */
  | 'DISK_NOT_ELIGIBLE'
  /** The disk has warnings that `acknowledgeWarnings` does not name. */
  | 'WARNINGS_NOT_ACKNOWLEDGED'
  /** The idempotency key was used before with other input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An image is registered only once. */
  | 'DISK_ALREADY_REGISTERED'
  /** The job has ended already. */
  | 'JOB_ALREADY_ENDED'
  /** The image is not there. */
  | 'DISK_MISSING'
  /** The image cannot be read and written by the server's user. */
  | 'DISK_UNREADABLE'
  /** The path leads to something that is no regular file. */
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
  /** There is no space left where the image lies, or on the host. */
  | 'STORAGE_FULL'
  /** The host's tools are missing, too old, or failed; the message says which. */
  | 'HOST_NOT_CAPABLE'
  /** Only the server that runs on the host can ask it. */
  | 'HOST_ELSEWHERE'
  /** A directory cannot be looked through for images. */
  | 'DIRECTORY_REFUSED'
  /** There are disks in the storage domain, or in the directory. */
  | 'STORAGE_DOMAIN_NOT_EMPTY'
  /** Jobs are active on disks of the storage domain. */
  | 'STORAGE_DOMAIN_BUSY'
  /** The host cannot be removed; the message says why. */
  | 'HOST_NOT_REMOVABLE'
  /** The disk changed at the same moment, again and again; try once more. */
  | 'CONFLICT';

/** What `registerDisk` needs. */
export type RegisterDiskInput = {
  /** Where the image lies. */
  readonly storageDomainId: Scalars['ID']['input'];
  /** Its path below the storage domain's directory, or an absolute path inside it. */
  readonly path: Scalars['String']['input'];
  /** What to call it, 1 to 255 characters; the path if left out. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Its format, RAW or QCOW2. It is never guessed: a guest could write another format's header into its own disk. */
  readonly format: DiskFormat;
  /** How its space was given to it, if you stand for that. */
  readonly allocation: DiskAllocation;
  /** Whether its owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete: Scalars['Boolean']['input'];
};

/** What `updateDisk` needs. */
export type UpdateDiskInput = {
  /** Which disk. */
  readonly id: Scalars['ID']['input'];
  /** A new name, 1 to 255 characters; left out, it stays. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Its format, RAW or QCOW2, which you stand for: lifts FORMAT_UNCONFIRMED. Left out, it stays. */
  readonly format?: InputMaybe<DiskFormat>;
  /** How its space was given to it, which you stand for: lifts ALLOCATION_UNKNOWN. Left out, it stays. */
  readonly allocation?: InputMaybe<DiskAllocation>;
  /** Whether its blocks are to be wiped when it is deleted; left out, it stays. */
  readonly wipeAfterDelete?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What `removeDisk` needs. */
export type RemoveDiskInput = {
  /** Which disk. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `refreshDisk` needs. */
export type RefreshDiskInput = {
  /** Which disk. */
  readonly id: Scalars['ID']['input'];
  /** Measure the used space of its filesystems too, for `reclaimable`: starts an appliance, which takes seconds, under emulation up to half a minute. */
  readonly measure: Scalars['Boolean']['input'];
};

/** What `sparsifyDisk` needs. */
export type SparsifyDiskInput = {
  /** Which disk. */
  readonly diskId: Scalars['ID']['input'];
  /** 1 to 200 characters. The same key with the same input gives the same job, however often it is sent; with other input it is refused. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Warnings to go on in spite of. */
  readonly acknowledgeWarnings?: InputMaybe<ReadonlyArray<SparsifyWarningCode>>;
  /** The host that must do it; left out, Winnow chooses. */
  readonly hostId?: InputMaybe<Scalars['ID']['input']>;
  /** How long one attempt's run may take, in seconds, 1 to 604800; left out, the server's own limit. */
  readonly timeoutSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `cancelSparsifyJob` needs. */
export type CancelSparsifyJobInput = {
  /** Which job. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `registerHost` needs. */
export type RegisterHostInput = {
  /** What to call it, 1 to 255 characters; left out, the name it has, at first the machine's own. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Directories to look for images in, absolute; what libvirt's machines have is found without. */
  readonly directories: ReadonlyArray<Scalars['String']['input']>;
};

/** What `probeHost` needs. */
export type ProbeHostInput = {
  /** Which host. */
  readonly id: Scalars['ID']['input'];
};

/** What `scanHost` needs. */
export type ScanHostInput = {
  /** Which host. */
  readonly id: Scalars['ID']['input'];
};

/** What came of `registerDisk`. */
export type RegisterDiskPayload = {
  readonly __typename?: 'RegisterDiskPayload';
  /** The disk as registered; null when refused. */
  readonly disk: Maybe<Disk>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `updateDisk`. */
export type UpdateDiskPayload = {
  readonly __typename?: 'UpdateDiskPayload';
  /** The disk as changed; null when refused. */
  readonly disk: Maybe<Disk>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `removeDisk`. */
export type RemoveDiskPayload = {
  readonly __typename?: 'RemoveDiskPayload';
  /** The disk as it was; null when refused. */
  readonly disk: Maybe<Disk>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `refreshDisk`. */
export type RefreshDiskPayload = {
  readonly __typename?: 'RefreshDiskPayload';
  /** The disk as found; null when refused. */
  readonly disk: Maybe<Disk>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `sparsifyDisk`. */
export type SparsifyDiskPayload = {
  readonly __typename?: 'SparsifyDiskPayload';
  /** The job, accepted and durable; null when refused. */
  readonly job: Maybe<SparsifyJob>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `cancelSparsifyJob`. */
export type CancelSparsifyJobPayload = {
  readonly __typename?: 'CancelSparsifyJobPayload';
  /** The job as it stands after the request; null when refused. */
  readonly job: Maybe<SparsifyJob>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `registerHost`. */
export type RegisterHostPayload = {
  readonly __typename?: 'RegisterHostPayload';
  /** The host as found; null when refused. */
  readonly host: Maybe<Host>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `probeHost`. */
export type ProbeHostPayload = {
  readonly __typename?: 'ProbeHostPayload';
  /** The host as found; null when refused. */
  readonly host: Maybe<Host>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What came of `scanHost`. */
export type ScanHostPayload = {
  readonly __typename?: 'ScanHostPayload';
  /** The host as found; null when refused. */
  readonly host: Maybe<Host>;
  /** Why it was refused; empty when it was done. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A page of disks. */
export type DiskConnection = {
  readonly __typename?: 'DiskConnection';
  /** The page's disks, each with its cursor. */
  readonly edges: ReadonlyArray<DiskEdge>;
  /** The page's disks. */
  readonly nodes: ReadonlyArray<Disk>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of disks. */
export type DiskEdge = {
  readonly __typename?: 'DiskEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: Disk;
};

/** A page of jobs. */
export type SparsifyJobConnection = {
  readonly __typename?: 'SparsifyJobConnection';
  /** The page's jobs, each with its cursor. */
  readonly edges: ReadonlyArray<SparsifyJobEdge>;
  /** The page's jobs. */
  readonly nodes: ReadonlyArray<SparsifyJob>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of jobs. */
export type SparsifyJobEdge = {
  readonly __typename?: 'SparsifyJobEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: SparsifyJob;
};

/** A page of hosts. */
export type HostConnection = {
  readonly __typename?: 'HostConnection';
  /** The page's hosts, each with its cursor. */
  readonly edges: ReadonlyArray<HostEdge>;
  /** The page's hosts. */
  readonly nodes: ReadonlyArray<Host>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of hosts. */
export type HostEdge = {
  readonly __typename?: 'HostEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: Host;
};

/** A page of storage domains. */
export type StorageDomainConnection = {
  readonly __typename?: 'StorageDomainConnection';
  /** The page's storage domains, each with its cursor. */
  readonly edges: ReadonlyArray<StorageDomainEdge>;
  /** The page's storage domains. */
  readonly nodes: ReadonlyArray<StorageDomain>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of storage domains. */
export type StorageDomainEdge = {
  readonly __typename?: 'StorageDomainEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: StorageDomain;
};

/** A page of events. */
export type ActivityConnection = {
  readonly __typename?: 'ActivityConnection';
  /** The page's events, each with its cursor. */
  readonly edges: ReadonlyArray<ActivityEdge>;
  /** The page's events. */
  readonly nodes: ReadonlyArray<Activity>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all with this filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of events. */
export type ActivityEdge = {
  readonly __typename?: 'ActivityEdge';
  /** Opaque; for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: Activity;
};

/** A payload of a subscription: the whole object, and where the stream stands. */
export type SparsifyJobUpdate = {
  readonly __typename?: 'SparsifyJobUpdate';
  /** Give it as `after` to go on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The object as it stood at this change. */
  readonly job: SparsifyJob;
};

/** A payload of a subscription: the whole object, and where the stream stands. */
export type DiskUpdate = {
  readonly __typename?: 'DiskUpdate';
  /** Give it as `after` to go on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The object as it stood at this change. */
  readonly disk: Disk;
};

/** A payload of a subscription: the whole object, and where the stream stands. */
export type ActivityUpdate = {
  readonly __typename?: 'ActivityUpdate';
  /** Give it as `after` to go on from here. */
  readonly cursor: Scalars['String']['output'];
  /** The object as it stood at this change. */
  readonly activity: Activity;
};

/** This server and what it stands on. */
export type System = {
  readonly __typename?: 'System';
  /** Winnow's version. */
  readonly version: Scalars['String']['output'];
  /** When this server was started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** Where the events are kept. */
  readonly eventStore: EventStoreStatus;
  /** The views that queries are answered from. */
  readonly projections: ProjectionStatus;
  /** Who starts and follows the runs. */
  readonly coordinator: CoordinatorStatus;
  /** The servers that share the event store and are there now, this one included, the longest-running first. */
  readonly servers: ReadonlyArray<Server>;
};

/** A Winnow server, by its own last report. */
export type Server = {
  readonly __typename?: 'Server';
  /** New at each start of a server. */
  readonly id: Scalars['ID']['output'];
  /** The name of the machine it runs on. */
  readonly name: Scalars['String']['output'];
  /** Where it answers; null when it does not listen. */
  readonly url: Maybe<Scalars['String']['output']>;
  /** Its version. */
  readonly version: Scalars['String']['output'];
  /** When it was started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** Opaque position of the last event that its views include; null when there is none. */
  readonly position: Maybe<Scalars['String']['output']>;
  /** Seconds since the oldest event that its views do not include yet; 0 when they include all. */
  readonly lagSeconds: Scalars['Float']['output'];
  /** Whether it starts and follows the runs. */
  readonly coordinates: Scalars['Boolean']['output'];
  /** When it said so; it reports every few seconds. */
  readonly reportedAt: Scalars['DateTime']['output'];
};

/** The event store's state. */
export type EventStoreStatus = {
  readonly __typename?: 'EventStoreStatus';
  /** Which store. */
  readonly kind: EventStoreKind;
  /** Whether it takes and gives events now. */
  readonly available: Scalars['Boolean']['output'];
  /** What is wrong and what to do; null when nothing is. */
  readonly problem: Maybe<Scalars['String']['output']>;
  /** When it was last seen well: queries tell at least what was known then. Null if it never was. */
  readonly availableAt: Maybe<Scalars['DateTime']['output']>;
};

/** The kinds of event stores. */
export type EventStoreKind =
  /** Embedded, one file, one server. */
  | 'SQLITE'
  /** EventStoreDB, shared by servers. */
  | 'EVENTSTOREDB';

/** How far the views are. */
export type ProjectionStatus = {
  readonly __typename?: 'ProjectionStatus';
  /** Opaque position of the last event that the views include; null when there is none. */
  readonly position: Maybe<Scalars['String']['output']>;
  /** Seconds since the oldest event that the views do not include yet; 0 when they include all. */
  readonly lagSeconds: Scalars['Float']['output'];
};

/** The process manager's state. */
export type CoordinatorStatus = {
  readonly __typename?: 'CoordinatorStatus';
  /** Whether this server is the one that starts and follows runs. */
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




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( DiskAsOf )
    | ( JobAsOf )
    | ( HostView )
    | ( StorageDomainView )
  ;
  Activity:
    | ( DiskRegisteredActivity )
    | ( DiskUpdatedActivity )
    | ( DiskObservedActivity )
    | ( DiskMeasuredActivity )
    | ( DiskRemovedActivity )
    | ( SparsifyRequestedActivity )
    | ( DiskLockedActivity )
    | ( SparsifyStartedActivity )
    | ( SparsifyCompletedActivity )
    | ( SparsifyFailedActivity )
    | ( SparsifyRetryScheduledActivity )
    | ( SparsifyCancelRequestedActivity )
    | ( SparsifyCanceledActivity )
    | ( SparsifyContactLostActivity )
    | ( SparsifyContactRegainedActivity )
    | ( HostRegisteredActivity )
    | ( HostProbedActivity )
    | ( HostObservedActivity )
    | ( StorageDomainRegisteredActivity )
    | ( StorageDomainChangedActivity )
    | ( StorageDomainRemovedActivity )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ByteSize: ResolverTypeWrapper<Scalars['ByteSize']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
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
  DiskFormat: DiskFormat;
  FormatBasis: FormatBasis;
  DiskAllocation: DiskAllocation;
  DiskStorageType: DiskStorageType;
  DiskStatus: DiskStatus;
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
  Disk: ResolverTypeWrapper<DiskAsOf>;
  BackingFile: ResolverTypeWrapper<BackingFile>;
  Sparsifiability: ResolverTypeWrapper<Sparsifiability>;
  Obstacle: ResolverTypeWrapper<Obstacle>;
  ObstacleCode: ObstacleCode;
  SparsifyWarning: ResolverTypeWrapper<SparsifyWarning>;
  SparsifyWarningCode: SparsifyWarningCode;
  RefcountsState: RefcountsState;
  DiskFilter: DiskFilter;
  DiskOrder: DiskOrder;
  DiskOrderField: DiskOrderField;
  SparsifyJobStatus: SparsifyJobStatus;
  WaitReason: ResolverTypeWrapper<WaitReason>;
  WaitReasonCode: WaitReasonCode;
  SparsifyJob: ResolverTypeWrapper<JobAsOf>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  SparsifyAttempt: ResolverTypeWrapper<AttemptView>;
  AttemptEnd: AttemptEnd;
  SparsifyProgress: ResolverTypeWrapper<SparsifyProgress>;
  SparsifyPhase: SparsifyPhase;
  SparsifyResult: ResolverTypeWrapper<JobResultView>;
  SparsifyOutcome: SparsifyOutcome;
  FilesystemResult: ResolverTypeWrapper<ResultOfFilesystem>;
  FilesystemOutcome: FilesystemOutcome;
  SparsifyFailure: ResolverTypeWrapper<SparsifyFailure>;
  SparsifyFailureCode: SparsifyFailureCode;
  SparsifyJobFilter: SparsifyJobFilter;
  SparsifyJobOrder: SparsifyJobOrder;
  SparsifyJobOrderField: SparsifyJobOrderField;
  Host: ResolverTypeWrapper<HostView>;
  HostInventory: ResolverTypeWrapper<HostObservation>;
  HostContact: HostContact;
  MachinesKnown: MachinesKnown;
  Mount: ResolverTypeWrapper<Mount>;
  BlockDevice: ResolverTypeWrapper<DeviceOfHost>;
  DiscardLimits: ResolverTypeWrapper<LimitsOfDiscard>;
  HostCapabilities: ResolverTypeWrapper<CapabilitiesOfHost>;
  Acceleration: Acceleration;
  HostLack: ResolverTypeWrapper<HostLack>;
  StorageDomain: ResolverTypeWrapper<StorageDomainView>;
  StorageDomainKind: StorageDomainKind;
  StorageFacts: ResolverTypeWrapper<Omit<StorageFacts, 'discard'> & { discard?: Maybe<ResolversTypes['DiscardLimits']> }>;
  StorageMedium: StorageMedium;
  StorageDomainMount: ResolverTypeWrapper<MountOfStorageDomain>;
  Activity: ResolverTypeWrapper<ActivityView>;
  DiskRegistered: ResolverTypeWrapper<DiskRegisteredActivity>;
  DiskUpdated: ResolverTypeWrapper<DiskUpdatedActivity>;
  DiskObserved: ResolverTypeWrapper<DiskObservedActivity>;
  DiskMeasured: ResolverTypeWrapper<DiskMeasuredActivity>;
  FilesystemUsage: ResolverTypeWrapper<UsageOfFilesystem>;
  DiskRemoved: ResolverTypeWrapper<DiskRemovedActivity>;
  SparsifyRequested: ResolverTypeWrapper<SparsifyRequestedActivity>;
  DiskLocked: ResolverTypeWrapper<DiskLockedActivity>;
  SparsifyStarted: ResolverTypeWrapper<SparsifyStartedActivity>;
  SparsifyCompleted: ResolverTypeWrapper<SparsifyCompletedActivity>;
  SparsifyFailed: ResolverTypeWrapper<SparsifyFailedActivity>;
  SparsifyRetryScheduled: ResolverTypeWrapper<SparsifyRetryScheduledActivity>;
  SparsifyCancelRequested: ResolverTypeWrapper<SparsifyCancelRequestedActivity>;
  SparsifyCanceled: ResolverTypeWrapper<SparsifyCanceledActivity>;
  SparsifyContactLost: ResolverTypeWrapper<SparsifyContactLostActivity>;
  SparsifyContactRegained: ResolverTypeWrapper<SparsifyContactRegainedActivity>;
  HostRegistered: ResolverTypeWrapper<HostRegisteredActivity>;
  HostProbed: ResolverTypeWrapper<HostProbedActivity>;
  HostObserved: ResolverTypeWrapper<HostObservedActivity>;
  StorageDomainRegistered: ResolverTypeWrapper<StorageDomainRegisteredActivity>;
  StorageDomainChanged: ResolverTypeWrapper<StorageDomainChangedActivity>;
  StorageDomainRemoved: ResolverTypeWrapper<StorageDomainRemovedActivity>;
  ActivityFilter: ActivityFilter;
  ActivityType: ActivityType;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  RegisterDiskInput: RegisterDiskInput;
  UpdateDiskInput: UpdateDiskInput;
  RemoveDiskInput: RemoveDiskInput;
  RefreshDiskInput: RefreshDiskInput;
  SparsifyDiskInput: SparsifyDiskInput;
  CancelSparsifyJobInput: CancelSparsifyJobInput;
  RegisterHostInput: RegisterHostInput;
  ProbeHostInput: ProbeHostInput;
  ScanHostInput: ScanHostInput;
  RegisterDiskPayload: ResolverTypeWrapper<Omit<RegisterDiskPayload, 'disk'> & { disk?: Maybe<ResolversTypes['Disk']> }>;
  UpdateDiskPayload: ResolverTypeWrapper<Omit<UpdateDiskPayload, 'disk'> & { disk?: Maybe<ResolversTypes['Disk']> }>;
  RemoveDiskPayload: ResolverTypeWrapper<Omit<RemoveDiskPayload, 'disk'> & { disk?: Maybe<ResolversTypes['Disk']> }>;
  RefreshDiskPayload: ResolverTypeWrapper<Omit<RefreshDiskPayload, 'disk'> & { disk?: Maybe<ResolversTypes['Disk']> }>;
  SparsifyDiskPayload: ResolverTypeWrapper<Omit<SparsifyDiskPayload, 'job'> & { job?: Maybe<ResolversTypes['SparsifyJob']> }>;
  CancelSparsifyJobPayload: ResolverTypeWrapper<Omit<CancelSparsifyJobPayload, 'job'> & { job?: Maybe<ResolversTypes['SparsifyJob']> }>;
  RegisterHostPayload: ResolverTypeWrapper<Omit<RegisterHostPayload, 'host'> & { host?: Maybe<ResolversTypes['Host']> }>;
  ProbeHostPayload: ResolverTypeWrapper<Omit<ProbeHostPayload, 'host'> & { host?: Maybe<ResolversTypes['Host']> }>;
  ScanHostPayload: ResolverTypeWrapper<Omit<ScanHostPayload, 'host'> & { host?: Maybe<ResolversTypes['Host']> }>;
  DiskConnection: ResolverTypeWrapper<DiskPage>;
  DiskEdge: ResolverTypeWrapper<Omit<DiskEdge, 'node'> & { node: ResolversTypes['Disk'] }>;
  SparsifyJobConnection: ResolverTypeWrapper<JobPage>;
  SparsifyJobEdge: ResolverTypeWrapper<Omit<SparsifyJobEdge, 'node'> & { node: ResolversTypes['SparsifyJob'] }>;
  HostConnection: ResolverTypeWrapper<HostPage>;
  HostEdge: ResolverTypeWrapper<Omit<HostEdge, 'node'> & { node: ResolversTypes['Host'] }>;
  StorageDomainConnection: ResolverTypeWrapper<StorageDomainPage>;
  StorageDomainEdge: ResolverTypeWrapper<Omit<StorageDomainEdge, 'node'> & { node: ResolversTypes['StorageDomain'] }>;
  ActivityConnection: ResolverTypeWrapper<ActivityPage>;
  ActivityEdge: ResolverTypeWrapper<Omit<ActivityEdge, 'node'> & { node: ResolversTypes['Activity'] }>;
  SparsifyJobUpdate: ResolverTypeWrapper<Omit<SparsifyJobUpdate, 'job'> & { job: ResolversTypes['SparsifyJob'] }>;
  DiskUpdate: ResolverTypeWrapper<Omit<DiskUpdate, 'disk'> & { disk: ResolversTypes['Disk'] }>;
  ActivityUpdate: ResolverTypeWrapper<Omit<ActivityUpdate, 'activity'> & { activity: ResolversTypes['Activity'] }>;
  System: ResolverTypeWrapper<System>;
  Server: ResolverTypeWrapper<Server>;
  EventStoreStatus: ResolverTypeWrapper<EventStoreStatus>;
  EventStoreKind: EventStoreKind;
  ProjectionStatus: ResolverTypeWrapper<ProjectionStatus>;
  CoordinatorStatus: ResolverTypeWrapper<CoordinatorStatus>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ByteSize: Scalars['ByteSize']['output'];
  DateTime: Scalars['DateTime']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Scalars['ID']['output'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  Actor: Actor;
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  DiskAttachment: Attachment;
  Reclaimable: Reclaimable;
  DiskContents: DiskContents;
  DiskArea: DiskArea;
  VolumeGroup: VolumeGroup;
  Disk: DiskAsOf;
  BackingFile: BackingFile;
  Sparsifiability: Sparsifiability;
  Obstacle: Obstacle;
  SparsifyWarning: SparsifyWarning;
  DiskFilter: DiskFilter;
  DiskOrder: DiskOrder;
  WaitReason: WaitReason;
  SparsifyJob: JobAsOf;
  Float: Scalars['Float']['output'];
  SparsifyAttempt: AttemptView;
  SparsifyProgress: SparsifyProgress;
  SparsifyResult: JobResultView;
  FilesystemResult: ResultOfFilesystem;
  SparsifyFailure: SparsifyFailure;
  SparsifyJobFilter: SparsifyJobFilter;
  SparsifyJobOrder: SparsifyJobOrder;
  Host: HostView;
  HostInventory: HostObservation;
  Mount: Mount;
  BlockDevice: DeviceOfHost;
  DiscardLimits: LimitsOfDiscard;
  HostCapabilities: CapabilitiesOfHost;
  HostLack: HostLack;
  StorageDomain: StorageDomainView;
  StorageFacts: Omit<StorageFacts, 'discard'> & { discard?: Maybe<ResolversParentTypes['DiscardLimits']> };
  StorageDomainMount: MountOfStorageDomain;
  Activity: ActivityView;
  DiskRegistered: DiskRegisteredActivity;
  DiskUpdated: DiskUpdatedActivity;
  DiskObserved: DiskObservedActivity;
  DiskMeasured: DiskMeasuredActivity;
  FilesystemUsage: UsageOfFilesystem;
  DiskRemoved: DiskRemovedActivity;
  SparsifyRequested: SparsifyRequestedActivity;
  DiskLocked: DiskLockedActivity;
  SparsifyStarted: SparsifyStartedActivity;
  SparsifyCompleted: SparsifyCompletedActivity;
  SparsifyFailed: SparsifyFailedActivity;
  SparsifyRetryScheduled: SparsifyRetryScheduledActivity;
  SparsifyCancelRequested: SparsifyCancelRequestedActivity;
  SparsifyCanceled: SparsifyCanceledActivity;
  SparsifyContactLost: SparsifyContactLostActivity;
  SparsifyContactRegained: SparsifyContactRegainedActivity;
  HostRegistered: HostRegisteredActivity;
  HostProbed: HostProbedActivity;
  HostObserved: HostObservedActivity;
  StorageDomainRegistered: StorageDomainRegisteredActivity;
  StorageDomainChanged: StorageDomainChangedActivity;
  StorageDomainRemoved: StorageDomainRemovedActivity;
  ActivityFilter: ActivityFilter;
  UserError: UserError;
  RegisterDiskInput: RegisterDiskInput;
  UpdateDiskInput: UpdateDiskInput;
  RemoveDiskInput: RemoveDiskInput;
  RefreshDiskInput: RefreshDiskInput;
  SparsifyDiskInput: SparsifyDiskInput;
  CancelSparsifyJobInput: CancelSparsifyJobInput;
  RegisterHostInput: RegisterHostInput;
  ProbeHostInput: ProbeHostInput;
  ScanHostInput: ScanHostInput;
  RegisterDiskPayload: Omit<RegisterDiskPayload, 'disk'> & { disk?: Maybe<ResolversParentTypes['Disk']> };
  UpdateDiskPayload: Omit<UpdateDiskPayload, 'disk'> & { disk?: Maybe<ResolversParentTypes['Disk']> };
  RemoveDiskPayload: Omit<RemoveDiskPayload, 'disk'> & { disk?: Maybe<ResolversParentTypes['Disk']> };
  RefreshDiskPayload: Omit<RefreshDiskPayload, 'disk'> & { disk?: Maybe<ResolversParentTypes['Disk']> };
  SparsifyDiskPayload: Omit<SparsifyDiskPayload, 'job'> & { job?: Maybe<ResolversParentTypes['SparsifyJob']> };
  CancelSparsifyJobPayload: Omit<CancelSparsifyJobPayload, 'job'> & { job?: Maybe<ResolversParentTypes['SparsifyJob']> };
  RegisterHostPayload: Omit<RegisterHostPayload, 'host'> & { host?: Maybe<ResolversParentTypes['Host']> };
  ProbeHostPayload: Omit<ProbeHostPayload, 'host'> & { host?: Maybe<ResolversParentTypes['Host']> };
  ScanHostPayload: Omit<ScanHostPayload, 'host'> & { host?: Maybe<ResolversParentTypes['Host']> };
  DiskConnection: DiskPage;
  DiskEdge: Omit<DiskEdge, 'node'> & { node: ResolversParentTypes['Disk'] };
  SparsifyJobConnection: JobPage;
  SparsifyJobEdge: Omit<SparsifyJobEdge, 'node'> & { node: ResolversParentTypes['SparsifyJob'] };
  HostConnection: HostPage;
  HostEdge: Omit<HostEdge, 'node'> & { node: ResolversParentTypes['Host'] };
  StorageDomainConnection: StorageDomainPage;
  StorageDomainEdge: Omit<StorageDomainEdge, 'node'> & { node: ResolversParentTypes['StorageDomain'] };
  ActivityConnection: ActivityPage;
  ActivityEdge: Omit<ActivityEdge, 'node'> & { node: ResolversParentTypes['Activity'] };
  SparsifyJobUpdate: Omit<SparsifyJobUpdate, 'job'> & { job: ResolversParentTypes['SparsifyJob'] };
  DiskUpdate: Omit<DiskUpdate, 'disk'> & { disk: ResolversParentTypes['Disk'] };
  ActivityUpdate: Omit<ActivityUpdate, 'activity'> & { activity: ResolversParentTypes['Activity'] };
  System: System;
  Server: Server;
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
  __resolveType: TypeResolveFn<'Disk' | 'SparsifyJob' | 'Host' | 'StorageDomain', ParentType, ContextType>;
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
  disks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<QueryDisksArgs>>;
  sparsifyJob?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType, RequireFields<QuerySparsifyJobArgs, 'id'>>;
  sparsifyJobs?: Resolver<ResolversTypes['SparsifyJobConnection'], ParentType, ContextType, Partial<QuerySparsifyJobsArgs>>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType, RequireFields<QueryHostArgs, 'id'>>;
  hosts?: Resolver<ResolversTypes['HostConnection'], ParentType, ContextType, Partial<QueryHostsArgs>>;
  storageDomain?: Resolver<Maybe<ResolversTypes['StorageDomain']>, ParentType, ContextType, RequireFields<QueryStorageDomainArgs, 'id'>>;
  storageDomains?: Resolver<ResolversTypes['StorageDomainConnection'], ParentType, ContextType, Partial<QueryStorageDomainsArgs>>;
  activity?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<QueryActivityArgs, 'orderBy'>>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  registerDisk?: Resolver<ResolversTypes['RegisterDiskPayload'], ParentType, ContextType, RequireFields<MutationRegisterDiskArgs, 'input'>>;
  updateDisk?: Resolver<ResolversTypes['UpdateDiskPayload'], ParentType, ContextType, RequireFields<MutationUpdateDiskArgs, 'input'>>;
  removeDisk?: Resolver<ResolversTypes['RemoveDiskPayload'], ParentType, ContextType, RequireFields<MutationRemoveDiskArgs, 'input'>>;
  refreshDisk?: Resolver<ResolversTypes['RefreshDiskPayload'], ParentType, ContextType, RequireFields<MutationRefreshDiskArgs, 'input'>>;
  sparsifyDisk?: Resolver<ResolversTypes['SparsifyDiskPayload'], ParentType, ContextType, RequireFields<MutationSparsifyDiskArgs, 'input'>>;
  cancelSparsifyJob?: Resolver<ResolversTypes['CancelSparsifyJobPayload'], ParentType, ContextType, RequireFields<MutationCancelSparsifyJobArgs, 'input'>>;
  registerHost?: Resolver<ResolversTypes['RegisterHostPayload'], ParentType, ContextType, RequireFields<MutationRegisterHostArgs, 'input'>>;
  probeHost?: Resolver<ResolversTypes['ProbeHostPayload'], ParentType, ContextType, RequireFields<MutationProbeHostArgs, 'input'>>;
  scanHost?: Resolver<ResolversTypes['ScanHostPayload'], ParentType, ContextType, RequireFields<MutationScanHostArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  sparsifyJob?: SubscriptionResolver<ResolversTypes['SparsifyJobUpdate'], "sparsifyJob", ParentType, ContextType, RequireFields<SubscriptionSparsifyJobArgs, 'id'>>;
  disk?: SubscriptionResolver<ResolversTypes['DiskUpdate'], "disk", ParentType, ContextType, RequireFields<SubscriptionDiskArgs, 'id'>>;
  sparsifyJobs?: SubscriptionResolver<ResolversTypes['SparsifyJobUpdate'], "sparsifyJobs", ParentType, ContextType, Partial<SubscriptionSparsifyJobsArgs>>;
  activity?: SubscriptionResolver<ResolversTypes['ActivityUpdate'], "activity", ParentType, ContextType, Partial<SubscriptionActivityArgs>>;
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

export type DiskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Disk'] = ResolversParentTypes['Disk']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['DiskFormat'], ParentType, ContextType>;
  formatBasis?: Resolver<ResolversTypes['FormatBasis'], ParentType, ContextType>;
  formatName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  allocation?: Resolver<ResolversTypes['DiskAllocation'], ParentType, ContextType>;
  storageType?: Resolver<ResolversTypes['DiskStorageType'], ParentType, ContextType>;
  wipeAfterDelete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  storageDomain?: Resolver<ResolversTypes['StorageDomain'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  virtualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  actualSize?: Resolver<Maybe<ResolversTypes['ByteSize']>, ParentType, ContextType>;
  inode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  observedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reclaimable?: Resolver<Maybe<ResolversTypes['Reclaimable']>, ParentType, ContextType>;
  attachments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DiskAttachment']>>, ParentType, ContextType>;
  backingPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  backingChain?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BackingFile']>>, ParentType, ContextType>;
  backingDisk?: Resolver<Maybe<ResolversTypes['Disk']>, ParentType, ContextType>;
  derivedDisks?: Resolver<ReadonlyArray<ResolversTypes['Disk']>, ParentType, ContextType>;
  overlays?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  internalSnapshots?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  encrypted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  corrupt?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  dirty?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  writable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  refcounts?: Resolver<Maybe<ResolversTypes['RefcountsState']>, ParentType, ContextType>;
  unreadable?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  formatVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hibernated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  contents?: Resolver<Maybe<ResolversTypes['DiskContents']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DiskStatus'], ParentType, ContextType>;
  sparsifiability?: Resolver<ResolversTypes['Sparsifiability'], ParentType, ContextType>;
  activeJob?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  jobs?: Resolver<ResolversTypes['SparsifyJobConnection'], ParentType, ContextType, Partial<DiskJobsArgs>>;
  history?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<DiskHistoryArgs, 'orderBy'>>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BackingFileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BackingFile'] = ResolversParentTypes['BackingFile']> = {
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['DiskFormat'], ParentType, ContextType>;
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

export type WaitReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitReason'] = ResolversParentTypes['WaitReason']> = {
  code?: Resolver<ResolversTypes['WaitReasonCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SparsifyJobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyJob'] = ResolversParentTypes['SparsifyJob']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  disk?: Resolver<ResolversTypes['Disk'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SparsifyJobStatus'], ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['WaitReason']>, ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  duration?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
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

export type SparsifyAttemptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyAttempt'] = ResolversParentTypes['SparsifyAttempt']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  lockedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ended?: Resolver<Maybe<ResolversTypes['AttemptEnd']>, ParentType, ContextType>;
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
  sizeBefore?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  sizeAfter?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
  reclaimed?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
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

export type HostResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Host'] = ResolversParentTypes['Host']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  capabilities?: Resolver<Maybe<ResolversTypes['HostCapabilities']>, ParentType, ContextType>;
  probedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inventory?: Resolver<Maybe<ResolversTypes['HostInventory']>, ParentType, ContextType>;
  observedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  activeJobs?: Resolver<ReadonlyArray<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostInventoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostInventory'] = ResolversParentTypes['HostInventory']> = {
  contact?: Resolver<ResolversTypes['HostContact'], ParentType, ContextType>;
  machines?: Resolver<ResolversTypes['MachinesKnown'], ParentType, ContextType>;
  mounts?: Resolver<ReadonlyArray<ResolversTypes['Mount']>, ParentType, ContextType>;
  blockDevices?: Resolver<ReadonlyArray<ResolversTypes['BlockDevice']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['HostLack']>, ParentType, ContextType>;
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
  lacks?: Resolver<ReadonlyArray<ResolversTypes['HostLack']>, ParentType, ContextType>;
  libvirtVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sg3UtilsVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seesEveryProcess?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  recommends?: Resolver<ReadonlyArray<ResolversTypes['HostLack']>, ParentType, ContextType>;
};

export type HostLackResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HostLack'] = ResolversParentTypes['HostLack']> = {
  what?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StorageDomainResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomain'] = ResolversParentTypes['StorageDomain']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StorageDomainKind'], ParentType, ContextType>;
  mounts?: Resolver<ReadonlyArray<ResolversTypes['StorageDomainMount']>, ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  disks?: Resolver<ResolversTypes['DiskConnection'], ParentType, ContextType, Partial<StorageDomainDisksArgs>>;
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
};

export type StorageDomainMountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StorageDomainMount'] = ResolversParentTypes['StorageDomainMount']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  storage?: Resolver<Maybe<ResolversTypes['StorageFacts']>, ParentType, ContextType>;
};

export type ActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity']> = {
  __resolveType: TypeResolveFn<'DiskRegistered' | 'DiskUpdated' | 'DiskObserved' | 'DiskMeasured' | 'DiskRemoved' | 'SparsifyRequested' | 'DiskLocked' | 'SparsifyStarted' | 'SparsifyCompleted' | 'SparsifyFailed' | 'SparsifyRetryScheduled' | 'SparsifyCancelRequested' | 'SparsifyCanceled' | 'SparsifyContactLost' | 'SparsifyContactRegained' | 'HostRegistered' | 'HostProbed' | 'HostObserved' | 'StorageDomainRegistered' | 'StorageDomainChanged' | 'StorageDomainRemoved', ParentType, ContextType>;
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
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['DiskFormat']>, ParentType, ContextType>;
  allocation?: Resolver<Maybe<ResolversTypes['DiskAllocation']>, ParentType, ContextType>;
  wipeAfterDelete?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
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
  derivedDisks?: Resolver<ReadonlyArray<ResolversTypes['Disk']>, ParentType, ContextType>;
  overlays?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
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
  reclaimable?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
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
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  sizeBefore?: Resolver<ResolversTypes['ByteSize'], ParentType, ContextType>;
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
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['SparsifyResult'], ParentType, ContextType>;
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
  failure?: Resolver<ResolversTypes['SparsifyFailure'], ParentType, ContextType>;
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
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failure?: Resolver<ResolversTypes['SparsifyFailure'], ParentType, ContextType>;
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
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  capabilities?: Resolver<ResolversTypes['HostCapabilities'], ParentType, ContextType>;
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
  inventory?: Resolver<ResolversTypes['HostInventory'], ParentType, ContextType>;
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
  mounts?: Resolver<ReadonlyArray<ResolversTypes['StorageDomainMount']>, ParentType, ContextType>;
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
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SparsifyDiskPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SparsifyDiskPayload'] = ResolversParentTypes['SparsifyDiskPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CancelSparsifyJobPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelSparsifyJobPayload'] = ResolversParentTypes['CancelSparsifyJobPayload']> = {
  job?: Resolver<Maybe<ResolversTypes['SparsifyJob']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RegisterHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterHostPayload'] = ResolversParentTypes['RegisterHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ProbeHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProbeHostPayload'] = ResolversParentTypes['ProbeHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ScanHostPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScanHostPayload'] = ResolversParentTypes['ScanHostPayload']> = {
  host?: Resolver<Maybe<ResolversTypes['Host']>, ParentType, ContextType>;
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
  servers?: Resolver<ReadonlyArray<ResolversTypes['Server']>, ParentType, ContextType>;
};

export type ServerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Server'] = ResolversParentTypes['Server']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lagSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  coordinates?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
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
  DiskAttachment?: DiskAttachmentResolvers<ContextType>;
  Reclaimable?: ReclaimableResolvers<ContextType>;
  DiskContents?: DiskContentsResolvers<ContextType>;
  DiskArea?: DiskAreaResolvers<ContextType>;
  VolumeGroup?: VolumeGroupResolvers<ContextType>;
  Disk?: DiskResolvers<ContextType>;
  BackingFile?: BackingFileResolvers<ContextType>;
  Sparsifiability?: SparsifiabilityResolvers<ContextType>;
  Obstacle?: ObstacleResolvers<ContextType>;
  SparsifyWarning?: SparsifyWarningResolvers<ContextType>;
  WaitReason?: WaitReasonResolvers<ContextType>;
  SparsifyJob?: SparsifyJobResolvers<ContextType>;
  SparsifyAttempt?: SparsifyAttemptResolvers<ContextType>;
  SparsifyProgress?: SparsifyProgressResolvers<ContextType>;
  SparsifyResult?: SparsifyResultResolvers<ContextType>;
  FilesystemResult?: FilesystemResultResolvers<ContextType>;
  SparsifyFailure?: SparsifyFailureResolvers<ContextType>;
  Host?: HostResolvers<ContextType>;
  HostInventory?: HostInventoryResolvers<ContextType>;
  Mount?: MountResolvers<ContextType>;
  BlockDevice?: BlockDeviceResolvers<ContextType>;
  DiscardLimits?: DiscardLimitsResolvers<ContextType>;
  HostCapabilities?: HostCapabilitiesResolvers<ContextType>;
  HostLack?: HostLackResolvers<ContextType>;
  StorageDomain?: StorageDomainResolvers<ContextType>;
  StorageFacts?: StorageFactsResolvers<ContextType>;
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
  HostProbed?: HostProbedResolvers<ContextType>;
  HostObserved?: HostObservedResolvers<ContextType>;
  StorageDomainRegistered?: StorageDomainRegisteredResolvers<ContextType>;
  StorageDomainChanged?: StorageDomainChangedResolvers<ContextType>;
  StorageDomainRemoved?: StorageDomainRemovedResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  RegisterDiskPayload?: RegisterDiskPayloadResolvers<ContextType>;
  UpdateDiskPayload?: UpdateDiskPayloadResolvers<ContextType>;
  RemoveDiskPayload?: RemoveDiskPayloadResolvers<ContextType>;
  RefreshDiskPayload?: RefreshDiskPayloadResolvers<ContextType>;
  SparsifyDiskPayload?: SparsifyDiskPayloadResolvers<ContextType>;
  CancelSparsifyJobPayload?: CancelSparsifyJobPayloadResolvers<ContextType>;
  RegisterHostPayload?: RegisterHostPayloadResolvers<ContextType>;
  ProbeHostPayload?: ProbeHostPayloadResolvers<ContextType>;
  ScanHostPayload?: ScanHostPayloadResolvers<ContextType>;
  DiskConnection?: DiskConnectionResolvers<ContextType>;
  DiskEdge?: DiskEdgeResolvers<ContextType>;
  SparsifyJobConnection?: SparsifyJobConnectionResolvers<ContextType>;
  SparsifyJobEdge?: SparsifyJobEdgeResolvers<ContextType>;
  HostConnection?: HostConnectionResolvers<ContextType>;
  HostEdge?: HostEdgeResolvers<ContextType>;
  StorageDomainConnection?: StorageDomainConnectionResolvers<ContextType>;
  StorageDomainEdge?: StorageDomainEdgeResolvers<ContextType>;
  ActivityConnection?: ActivityConnectionResolvers<ContextType>;
  ActivityEdge?: ActivityEdgeResolvers<ContextType>;
  SparsifyJobUpdate?: SparsifyJobUpdateResolvers<ContextType>;
  DiskUpdate?: DiskUpdateResolvers<ContextType>;
  ActivityUpdate?: ActivityUpdateResolvers<ContextType>;
  System?: SystemResolvers<ContextType>;
  Server?: ServerResolvers<ContextType>;
  EventStoreStatus?: EventStoreStatusResolvers<ContextType>;
  ProjectionStatus?: ProjectionStatusResolvers<ContextType>;
  CoordinatorStatus?: CoordinatorStatusResolvers<ContextType>;
};

