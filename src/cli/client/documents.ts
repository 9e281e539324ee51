// Generated from documents/ by scripts/codegen.ts; do not edit.
import type { TypedDocument } from './graphql-client.ts';
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The direction of an order. */
export type OrderDirection =
  /** Smallest, oldest or alphabetically first comes first. */
  | 'ASC'
  /** Largest, newest or alphabetically last comes first. */
  | 'DESC';

/** The kinds of authors. */
export type ActorKind =
  /** A person or script that called the API. */
  | 'USER'
  /** A policy that ran on its schedule. */
  | 'POLICY'
  /** Winnow itself, e.g. when it records what a run did. */
  | 'SYSTEM';

/** The formats of images; RAW and QCOW2 can be sparsified in place. */
export type DiskFormat =
  /** Plain bytes, thin where the file has holes. */
  | 'RAW'
  /** QEMU's copy-on-write format. */
  | 'QCOW2'
  /** Another, such as vmdk, found by a scan; it cannot be sparsified in place. `formatName` names it. */
  | 'OTHER';

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

/** What an estimate of reclaimable space is based on. */
export type ReclaimableBasis =
  /** The used space of the filesystems was measured and subtracted from the size of the image. */
  | 'MEASURED'
  /** An upper bound only. */
  | 'UPPER_BOUND';

/** The kinds of logical volumes. */
export type LogicalVolumeKind =
  /** Linear or striped: all of its space is allocated in the volume group. */
  | 'THICK'
  /** A volume of a thin pool, which allocates space as it is written. */
  | 'THIN'
  /** Any other, such as RAID, a mirror or a cache; Winnow does not sparsify it. */
  | 'OTHER';

/** What a thin pool does with a discard. */
export type ThinPoolDiscards =
  /** It keeps the space. */
  | 'IGNORE'
  /** It takes the space back for its volumes, and passes nothing to the devices below. */
  | 'NOPASSDOWN'
  /** It takes the space back, and passes the discard to the devices below. */
  | 'PASSDOWN';

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

/** Which disks to return. All conditions must hold; one that is left out or null does not count. */
export type DiskFilter = {
  /** Only disks of this storage domain. */
  readonly storageDomainId?: string | null | undefined;
  /** Only disks whose name contains this text, regardless of case. */
  readonly nameContains?: string | null | undefined;
  /** Only disks with one of these availabilities; REMOVED includes removed ones. */
  readonly availabilities?: ReadonlyArray<DiskAvailability> | null | undefined;
  /** Only disks with (true) or without (false) an active job. */
  readonly hasActiveJob?: boolean | null | undefined;
  /** Only disks whose actual size is at least this. */
  readonly actualSizeAtLeast?: string | number | null | undefined;
  /** Only disks whose actual size is known and at most this. */
  readonly actualSizeAtMost?: string | number | null | undefined;
  /** Only disks whose virtual size is at least this. */
  readonly virtualSizeAtLeast?: string | number | null | undefined;
  /** Only disks whose virtual size is known and at most this. */
  readonly virtualSizeAtMost?: string | number | null | undefined;
  /** Only disks that could reclaim at least this, by a known estimate. */
  readonly reclaimableAtLeast?: string | number | null | undefined;
  /** Only disks that could reclaim at most this, by a known estimate. */
  readonly reclaimableAtMost?: string | number | null | undefined;
  /** Only disks of this format. */
  readonly format?: DiskFormat | null | undefined;
  /** Only disks with this allocation. */
  readonly allocation?: DiskAllocation | null | undefined;
  /** Only disks whose storage domain this host has. */
  readonly hostId?: string | null | undefined;
  /** Only disks that a virtual machine with this id or name had at the last scan; the whole name, case-sensitive. */
  readonly vm?: string | null | undefined;
  /**
   * Only disks with any of these obstacles, by the same rules as `sparsifiability`. After a change of a host or a storage domain
   * with very many disks, they follow within seconds. DISK_REMOVED finds nothing unless `availabilities` includes REMOVED.
   */
  readonly obstacles?: ReadonlyArray<ObstacleCode> | null | undefined;
  /** Only disks that may be sparsified now (true) or may not (false), by the same rules as `sparsifiability`. */
  readonly sparsifiable?: boolean | null | undefined;
  /**
   * Only disks that have all of these labels themselves, at most 32: assigned ones, and by keys under `libvirt/` discovered ones.
   * Labels of their storage domain and of hosts do not count.
   */
  readonly labels?: ReadonlyArray<LabelFilter> | null | undefined;
  /** Only disks whose storage domain has all of these labels, at most 32. */
  readonly storageDomainLabels?: ReadonlyArray<LabelFilter> | null | undefined;
  /** Only disks whose storage domain a host has that has all of these labels, at most 32. */
  readonly hostLabels?: ReadonlyArray<LabelFilter> | null | undefined;
};

/** An order of disks. */
export type DiskOrder = {
  /** The field to order by. */
  readonly field: DiskOrderField;
  /** The direction. */
  readonly direction?: OrderDirection;
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
  readonly diskId?: string | null | undefined;
  /** Only jobs in one of these states. */
  readonly statuses?: ReadonlyArray<SparsifyJobStatus> | null | undefined;
  /** Only jobs that have not ended (true), or have (false). */
  readonly active?: boolean | null | undefined;
  /** Only jobs with an attempt on this host. */
  readonly hostId?: string | null | undefined;
  /** Only completed jobs with one of these outcomes. */
  readonly outcomes?: ReadonlyArray<SparsifyOutcome> | null | undefined;
  /** Only jobs that were requested by the actor with this id. */
  readonly requesterId?: string | null | undefined;
  /** Only jobs requested at or after this moment. */
  readonly requestedAfter?: string | null | undefined;
  /** Only jobs requested before this moment. */
  readonly requestedBefore?: string | null | undefined;
  /** Only jobs that ended at or after this moment. */
  readonly finishedAfter?: string | null | undefined;
  /** Only jobs that ended before this moment. */
  readonly finishedBefore?: string | null | undefined;
  /** Only jobs of disks that have all of these labels themselves, as in `DiskFilter`; at most 32. */
  readonly diskLabels?: ReadonlyArray<LabelFilter> | null | undefined;
  /** Only jobs of disks whose storage domain has all of these labels, at most 32. */
  readonly storageDomainLabels?: ReadonlyArray<LabelFilter> | null | undefined;
  /** Only jobs with an attempt on a host that has all of these labels, at most 32. */
  readonly hostLabels?: ReadonlyArray<LabelFilter> | null | undefined;
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

/** The states of a host. */
export type HostState =
  /** Jobs are started on it. */
  | 'ACTIVE'
  /** No job is started on it; those that run there are followed to their end. */
  | 'DRAINED'
  /** It was removed; it is not listed, and its history stays. */
  | 'REMOVED';

/** A label to assign. */
export type LabelInput = {
  /** 1 to 63 letters, digits, `.`, `_` and `-`; the first and the last a letter or digit. */
  readonly key: string;
  /** At most 255 letters, digits, spaces and `. _ : @ / -`; the first and the last a letter or digit. */
  readonly value: string;
};

/** A label that is asked for. */
export type LabelFilter = {
  /** The whole key, case-sensitive. */
  readonly key: string;
  /** The whole value, case-sensitive; any if left out or null. */
  readonly value?: string | null | undefined;
};

/** Which hosts to return. All conditions must hold; one that is left out or null does not count. */
export type HostFilter = {
  /** Only hosts that have all of these labels, at most 32. */
  readonly labels?: ReadonlyArray<LabelFilter> | null | undefined;
};

/** Which storage domains to return. All conditions must hold; one that is left out or null does not count. */
export type StorageDomainFilter = {
  /** Only storage domains that this host has. */
  readonly hostId?: string | null | undefined;
  /** Only storage domains that have all of these labels, at most 32. */
  readonly labels?: ReadonlyArray<LabelFilter> | null | undefined;
  /** Only storage domains that a host has that has all of these labels, at most 32. */
  readonly hostLabels?: ReadonlyArray<LabelFilter> | null | undefined;
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

/** Which events to return. All conditions must hold; one that is left out or null does not count. */
export type ActivityFilter = {
  /** Only events of this disk and its jobs. */
  readonly diskId?: string | null | undefined;
  /** Only events of this job. */
  readonly jobId?: string | null | undefined;
  /** Only events of this host; its jobs are events of their disks. */
  readonly hostId?: string | null | undefined;
  /** Only events of this storage domain; those of its disks are their own. */
  readonly storageDomainId?: string | null | undefined;
  /** Only events of these types. */
  readonly types?: ReadonlyArray<ActivityType> | null | undefined;
  /** Only events of the actor with this id. */
  readonly actorId?: string | null | undefined;
  /** Only events at or after this moment. */
  readonly occurredAfter?: string | null | undefined;
  /** Only events before this moment. */
  readonly occurredBefore?: string | null | undefined;
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
  readonly storageDomainId: string;
  /** Its path below the storage domain's directory, or an absolute path inside it. */
  readonly path: string;
  /** Its name, 1 to 255 characters; the path if left out. */
  readonly name?: string | null | undefined;
  /** Its format, RAW or QCOW2. It is never guessed: a guest could write another format's header into its own disk. */
  readonly format: DiskFormat;
  /** How space was allocated to it, if you declare it. */
  readonly allocation?: DiskAllocation;
  /** Whether its owner wants its blocks wiped when it is deleted. */
  readonly wipeAfterDelete?: boolean;
  /** Its labels; none if left out. */
  readonly labels?: ReadonlyArray<LabelInput> | null | undefined;
};

/** The input of `updateDisk`. What is left out or null stays as it is. */
export type UpdateDiskInput = {
  /** The disk. */
  readonly id: string;
  /** A new name, 1 to 255 characters. */
  readonly name?: string | null | undefined;
  /** Its format, RAW or QCOW2, if you declare it: removes the obstacle FORMAT_UNCONFIRMED. */
  readonly format?: DiskFormat | null | undefined;
  /** How space was allocated to it, if you declare it: removes the obstacle ALLOCATION_UNKNOWN. */
  readonly allocation?: DiskAllocation | null | undefined;
  /** Whether its blocks are to be wiped when it is deleted. */
  readonly wipeAfterDelete?: boolean | null | undefined;
  /** Its labels, in place of those that it has. */
  readonly labels?: ReadonlyArray<LabelInput> | null | undefined;
};

/** The input of `removeDisk`. */
export type RemoveDiskInput = {
  /** The disk. */
  readonly id: string;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `refreshDisk`. */
export type RefreshDiskInput = {
  /** The disk. */
  readonly id: string;
  /** Also measure the used space of its filesystems, for `reclaimable`: this starts an appliance, which takes seconds, under emulation up to half a minute. */
  readonly measure?: boolean;
};

/** The input of `sparsifyDisk`. */
export type SparsifyDiskInput = {
  /** The disk. */
  readonly id: string;
  /** 1 to 200 characters. The same key with the same input gives the same job, however often it is sent; with other input it is refused. */
  readonly idempotencyKey?: string | null | undefined;
  /** Warnings to proceed in spite of. */
  readonly acknowledgeWarnings?: ReadonlyArray<SparsifyWarningCode> | null | undefined;
  /** The host that must do it; if left out, Winnow chooses. */
  readonly hostId?: string | null | undefined;
  /** How long one attempt's run may take, in seconds, 1 to 604800; if left out, the server's own limit. */
  readonly timeoutSeconds?: number | null | undefined;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
  /** The priority among the jobs that wait. */
  readonly priority?: SparsifyPriority;
};

/** The input of `sparsifyDisks`. */
export type SparsifyDisksInput = {
  /** The disks, at most 1000, each once. */
  readonly ids: ReadonlyArray<string>;
  /** 1 to 100 characters; as in `sparsifyDisk`, for each disk by itself. */
  readonly idempotencyKey?: string | null | undefined;
  /** Warnings to proceed in spite of. */
  readonly acknowledgeWarnings?: ReadonlyArray<SparsifyWarningCode> | null | undefined;
  /** The host that must do it; if left out, Winnow chooses. */
  readonly hostId?: string | null | undefined;
  /** How long one attempt's run may take, in seconds, 1 to 604800; if left out, the server's own limit. */
  readonly timeoutSeconds?: number | null | undefined;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
  /** The priority among the jobs that wait. */
  readonly priority?: SparsifyPriority;
};

/** The input of `cancelSparsifyJob`. */
export type CancelSparsifyJobInput = {
  /** The job. */
  readonly id: string;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `registerHost`. */
export type RegisterHostInput = {
  /**
   * Where it is reached over SSH: `[user@]name[:port]`, as the user and by the keys that the configuration of ssh on the
   * server gives. Left out, it is the host that this server runs on.
   */
  readonly address?: string | null | undefined;
  /**
   * The fingerprint of its host key, `SHA256:…`, as the host itself shows it. Without it a host whose key ssh does not trust
   * already is refused with HOST_KEY_UNKNOWN, and `hostKey` of the error shows what to compare.
   */
  readonly hostKeyFingerprint?: string | null | undefined;
  /** Its name, 1 to 255 characters; if left out, the name that it has, at first its own host name. */
  readonly name?: string | null | undefined;
  /** Directories to search for images, absolute paths; the disks of libvirt's virtual machines are found without. */
  readonly directories?: ReadonlyArray<string>;
  /** How many runs it may have at once, 1 to 1000; if left out, as many as the servers are set to. */
  readonly maxRuns?: number | null | undefined;
  /** Its labels; if left out, those that it has. */
  readonly labels?: ReadonlyArray<LabelInput> | null | undefined;
  /** Whether runs may go there though it has only software emulation. */
  readonly allowEmulation?: boolean | null | undefined;
};

/** The input of `updateHost`. What is left out or null stays as it is. */
export type UpdateHostInput = {
  /** The host. */
  readonly id: string;
  /** A new name, 1 to 255 characters. */
  readonly name?: string | null | undefined;
  /** How many runs it may have at once, 1 to 1000; 0: as many as the servers are set to. */
  readonly maxRuns?: number | null | undefined;
  /** Its labels, in place of those that it has. */
  readonly labels?: ReadonlyArray<LabelInput> | null | undefined;
  /** Where it is reached over SSH from now on, as for `registerHost`; the same host must answer there. */
  readonly address?: string | null | undefined;
  /** The fingerprint of the host key that is accepted there, as for `registerHost`. */
  readonly hostKeyFingerprint?: string | null | undefined;
  /** Whether runs may go there though it has only software emulation. */
  readonly allowEmulation?: boolean | null | undefined;
};

/** The input of `acceptHostKey`. */
export type AcceptHostKeyInput = {
  /** The host. */
  readonly id: string;
  /** The fingerprint of the key that it shows now, `SHA256:…`, after comparing it with what the host itself shows. */
  readonly fingerprint: string;
};

/** The input of `drainHost`. */
export type DrainHostInput = {
  /** The host. */
  readonly id: string;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `confirmHostDown`. */
export type ConfirmHostDownInput = {
  /** The host. */
  readonly id: string;
  /** How it is known, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `activateHost`. */
export type ActivateHostInput = {
  /** The host. */
  readonly id: string;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `probeHost`. */
export type ProbeHostInput = {
  /** The host. */
  readonly id: string;
};

/** The input of `scanHost`. */
export type ScanHostInput = {
  /** The host. */
  readonly id: string;
};

/** The input of `removeHost`. */
export type RemoveHostInput = {
  /** The host. */
  readonly id: string;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `updateStorageDomain`. What is left out or null stays as it is. */
export type UpdateStorageDomainInput = {
  /** The storage domain. */
  readonly id: string;
  /** Its labels, in place of those that it has. */
  readonly labels?: ReadonlyArray<LabelInput> | null | undefined;
  /**
   * How many runs there may be on it at once, 1 to 1000; 0: as many as its kind, its label `array` and the servers say (see
   * `StorageDomain.maxRuns`).
   */
  readonly maxRuns?: number | null | undefined;
  /**
   * Whether every host that can use it is registered. Declare that for a volume group only when it is true: a virtual machine
   * on another host that uses a volume during a sparsify would lose data.
   */
  readonly allHostsRegistered?: boolean | null | undefined;
};

/** The input of `updateLimits`. What is left out stays as it is. */
export type UpdateLimitsInput = {
  /** How many runs there may be at once in all, 1 to 100000; 0: as the servers are set to. */
  readonly maxRuns?: number | null | undefined;
};

/** The input of `removeStorageDomain`. */
export type RemoveStorageDomainInput = {
  /** The storage domain. */
  readonly id: string;
  /** Also remove its disks; otherwise it is refused while there are any. */
  readonly removeDisks?: boolean;
  /** Why, for the history; at most 1000 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `unregisterDirectory`. */
export type UnregisterDirectoryInput = {
  /** The host. */
  readonly hostId: string;
  /** The directory as it was registered, an absolute path. */
  readonly directory: string;
};

export type DiskNode = { readonly id: string, readonly name: string, readonly path: string, readonly format: DiskFormat, readonly formatName: string | null, readonly allocation: DiskAllocation, readonly availability: DiskAvailability, readonly virtualSize: string | null, readonly actualSize: string | null, readonly inspectedAt: string | null, readonly inode: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly discoveredLabels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly attachments: ReadonlyArray<{ readonly vmId: string, readonly vmName: string, readonly state: VmState, readonly host: { readonly id: string, readonly name: string } | null }> | null, readonly reclaimable: { readonly bytes: string, readonly basis: ReclaimableBasis } | null, readonly volume: { readonly kind: LogicalVolumeKind, readonly layout: string, readonly sharesChunks: boolean, readonly pool: { readonly name: string, readonly health: string | null, readonly discards: ThinPoolDiscards } | null } | null, readonly activeJob: { readonly id: string } | null, readonly sparsifiability: { readonly allowed: boolean, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly message: string, readonly remedy: string }>, readonly warnings: ReadonlyArray<{ readonly code: SparsifyWarningCode, readonly message: string }> }, readonly storageDomain: { readonly id: string, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly storage: { readonly source: string | null } | null }> } } | null };

export type JobNode = { readonly id: string, readonly status: SparsifyJobStatus, readonly reason: string | null, readonly requestedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly durationSeconds: number | null, readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>, readonly disk: { readonly id: string, readonly name: string, readonly path: string } | null, readonly waitingFor: { readonly code: WaitReasonCode, readonly message: string, readonly position: number | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly id: string }, readonly attempts: ReadonlyArray<{ readonly number: number, readonly host: { readonly name: string } | null }>, readonly progress: { readonly attempt: number, readonly phase: SparsifyPhase, readonly filesystemsDone: number | null, readonly filesystemsTotal: number | null, readonly bytesReclaimed: string | null } | null, readonly result: { readonly outcome: SparsifyOutcome, readonly basis: SizeBasis, readonly measured: boolean, readonly sizeBefore: string, readonly sizeAfter: string, readonly reclaimed: string, readonly discarded: string | null, readonly poolFreed: string | null, readonly warnings: ReadonlyArray<string>, readonly explanation: string, readonly filesystems: ReadonlyArray<{ readonly device: string, readonly type: string, readonly outcome: FilesystemOutcome, readonly trimmed: string | null, readonly reason: string | null }> } | null, readonly failure: { readonly code: SparsifyFailureCode, readonly message: string, readonly remedy: string, readonly outputTail: string | null, readonly retryable: boolean } | null };

export type HostNode = { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } };

export type StorageDomainNode = { readonly id: string, readonly name: string, readonly kind: StorageDomainKind, readonly maxRuns: number | null, readonly allHostsRegistered: boolean, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string }> }, readonly disks: { readonly totalCount: number } };

export type OperationNode = { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null };

export type LimitsFields = { readonly maxRuns: number | null, readonly maxRunsPerHost: number, readonly maxRunsPerStorageDomain: number, readonly maxRunsPerVolumeGroup: number };

export type Page = { readonly hasNextPage: boolean, readonly endCursor: string | null };

export type ListDisksVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: DiskFilter | null | undefined;
  orderBy?: DiskOrder | null | undefined;
}>;


export type ListDisks = { readonly disks: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly path: string, readonly format: DiskFormat, readonly formatName: string | null, readonly allocation: DiskAllocation, readonly availability: DiskAvailability, readonly virtualSize: string | null, readonly actualSize: string | null, readonly inspectedAt: string | null, readonly inode: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly discoveredLabels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly attachments: ReadonlyArray<{ readonly vmId: string, readonly vmName: string, readonly state: VmState, readonly host: { readonly id: string, readonly name: string } | null }> | null, readonly reclaimable: { readonly bytes: string, readonly basis: ReclaimableBasis } | null, readonly volume: { readonly kind: LogicalVolumeKind, readonly layout: string, readonly sharesChunks: boolean, readonly pool: { readonly name: string, readonly health: string | null, readonly discards: ThinPoolDiscards } | null } | null, readonly activeJob: { readonly id: string } | null, readonly sparsifiability: { readonly allowed: boolean, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly message: string, readonly remedy: string }>, readonly warnings: ReadonlyArray<{ readonly code: SparsifyWarningCode, readonly message: string }> }, readonly storageDomain: { readonly id: string, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly storage: { readonly source: string | null } | null }> } } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ListJobsVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: SparsifyJobFilter | null | undefined;
}>;


export type ListJobs = { readonly sparsifyJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly reason: string | null, readonly requestedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly durationSeconds: number | null, readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>, readonly disk: { readonly id: string, readonly name: string, readonly path: string } | null, readonly waitingFor: { readonly code: WaitReasonCode, readonly message: string, readonly position: number | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly id: string }, readonly attempts: ReadonlyArray<{ readonly number: number, readonly host: { readonly name: string } | null }>, readonly progress: { readonly attempt: number, readonly phase: SparsifyPhase, readonly filesystemsDone: number | null, readonly filesystemsTotal: number | null, readonly bytesReclaimed: string | null } | null, readonly result: { readonly outcome: SparsifyOutcome, readonly basis: SizeBasis, readonly measured: boolean, readonly sizeBefore: string, readonly sizeAfter: string, readonly reclaimed: string, readonly discarded: string | null, readonly poolFreed: string | null, readonly warnings: ReadonlyArray<string>, readonly explanation: string, readonly filesystems: ReadonlyArray<{ readonly device: string, readonly type: string, readonly outcome: FilesystemOutcome, readonly trimmed: string | null, readonly reason: string | null }> } | null, readonly failure: { readonly code: SparsifyFailureCode, readonly message: string, readonly remedy: string, readonly outputTail: string | null, readonly retryable: boolean } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ListHostsVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: HostFilter | null | undefined;
}>;


export type ListHosts = { readonly hosts: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ListStorageDomainsVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: StorageDomainFilter | null | undefined;
}>;


export type ListStorageDomains = { readonly storageDomains: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: StorageDomainKind, readonly maxRuns: number | null, readonly allHostsRegistered: boolean, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string }> }, readonly disks: { readonly totalCount: number } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ListActivityVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  order: OrderDirection;
  filter?: ActivityFilter | null | undefined;
}>;


export type ListActivity = { readonly activity: { readonly totalCount: number, readonly nodes: ReadonlyArray<
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'DiskRegistered', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'DiskUpdated', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'DiskObserved', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'DiskMeasured', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'DiskRemoved', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyRequested', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'DiskLocked', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyStarted', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyCompleted', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyFailed', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyRetryScheduled', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyCancelRequested', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyCanceled', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyContactLost', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'SparsifyContactRegained', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostRegistered', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostUpdated', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostAccessChanged', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostKeyRefused', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostDrained', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostActivated', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostConfirmedDown', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostReturned', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostRemoved', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostProbed', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'HostObserved', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'StorageDomainRegistered', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'StorageDomainChanged', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'StorageDomainUpdated', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'LimitsUpdated', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
      | { readonly id: string, readonly cursor: string, readonly occurredAt: string, readonly summary: string, readonly type: 'StorageDomainRemoved', readonly actor: { readonly kind: ActorKind, readonly id: string }, readonly disk: { readonly id: string, readonly name: string } | null, readonly job: { readonly id: string } | null }
    >, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type GetDiskTotalsVariables = Exact<{
  filter?: DiskFilter | null | undefined;
}>;


export type GetDiskTotals = { readonly diskTotals: { readonly count: number, readonly actualSize: string, readonly virtualSize: string, readonly reclaimable: string, readonly estimated: number, readonly sparsifiable: number, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly count: number }> } };

export type GetDiskVariables = Exact<{
  id: string;
}>;


export type GetDisk = { readonly disk: { readonly id: string, readonly name: string, readonly path: string, readonly format: DiskFormat, readonly formatName: string | null, readonly allocation: DiskAllocation, readonly availability: DiskAvailability, readonly virtualSize: string | null, readonly actualSize: string | null, readonly inspectedAt: string | null, readonly inode: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly discoveredLabels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly attachments: ReadonlyArray<{ readonly vmId: string, readonly vmName: string, readonly state: VmState, readonly host: { readonly id: string, readonly name: string } | null }> | null, readonly reclaimable: { readonly bytes: string, readonly basis: ReclaimableBasis } | null, readonly volume: { readonly kind: LogicalVolumeKind, readonly layout: string, readonly sharesChunks: boolean, readonly pool: { readonly name: string, readonly health: string | null, readonly discards: ThinPoolDiscards } | null } | null, readonly activeJob: { readonly id: string } | null, readonly sparsifiability: { readonly allowed: boolean, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly message: string, readonly remedy: string }>, readonly warnings: ReadonlyArray<{ readonly code: SparsifyWarningCode, readonly message: string }> }, readonly storageDomain: { readonly id: string, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly storage: { readonly source: string | null } | null }> } } | null } | null };

export type GetJobVariables = Exact<{
  id: string;
}>;


export type GetJob = { readonly sparsifyJob: { readonly id: string, readonly status: SparsifyJobStatus, readonly reason: string | null, readonly requestedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly durationSeconds: number | null, readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>, readonly disk: { readonly id: string, readonly name: string, readonly path: string } | null, readonly waitingFor: { readonly code: WaitReasonCode, readonly message: string, readonly position: number | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly id: string }, readonly attempts: ReadonlyArray<{ readonly number: number, readonly host: { readonly name: string } | null }>, readonly progress: { readonly attempt: number, readonly phase: SparsifyPhase, readonly filesystemsDone: number | null, readonly filesystemsTotal: number | null, readonly bytesReclaimed: string | null } | null, readonly result: { readonly outcome: SparsifyOutcome, readonly basis: SizeBasis, readonly measured: boolean, readonly sizeBefore: string, readonly sizeAfter: string, readonly reclaimed: string, readonly discarded: string | null, readonly poolFreed: string | null, readonly warnings: ReadonlyArray<string>, readonly explanation: string, readonly filesystems: ReadonlyArray<{ readonly device: string, readonly type: string, readonly outcome: FilesystemOutcome, readonly trimmed: string | null, readonly reason: string | null }> } | null, readonly failure: { readonly code: SparsifyFailureCode, readonly message: string, readonly remedy: string, readonly outputTail: string | null, readonly retryable: boolean } | null } | null };

export type GetHostVariables = Exact<{
  id: string;
}>;


export type GetHost = { readonly host: { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } } | null };

export type GetOperationVariables = Exact<{
  id: string;
}>;


export type GetOperation = { readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null };

export type GetLimitsVariables = Exact<{ [key: string]: never; }>;


export type GetLimits = { readonly system: { readonly limits: { readonly maxRuns: number | null, readonly maxRunsPerHost: number, readonly maxRunsPerStorageDomain: number, readonly maxRunsPerVolumeGroup: number } } };

export type GetStorageDomainVariables = Exact<{
  id: string;
}>;


export type GetStorageDomain = { readonly storageDomain: { readonly id: string, readonly name: string, readonly kind: StorageDomainKind, readonly maxRuns: number | null, readonly allHostsRegistered: boolean, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string }> }, readonly disks: { readonly totalCount: number } } | null };

export type WatchJobVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type WatchJob = { readonly sparsifyJob: { readonly cursor: string, readonly job: { readonly id: string, readonly status: SparsifyJobStatus, readonly reason: string | null, readonly requestedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly durationSeconds: number | null, readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>, readonly disk: { readonly id: string, readonly name: string, readonly path: string } | null, readonly waitingFor: { readonly code: WaitReasonCode, readonly message: string, readonly position: number | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly id: string }, readonly attempts: ReadonlyArray<{ readonly number: number, readonly host: { readonly name: string } | null }>, readonly progress: { readonly attempt: number, readonly phase: SparsifyPhase, readonly filesystemsDone: number | null, readonly filesystemsTotal: number | null, readonly bytesReclaimed: string | null } | null, readonly result: { readonly outcome: SparsifyOutcome, readonly basis: SizeBasis, readonly measured: boolean, readonly sizeBefore: string, readonly sizeAfter: string, readonly reclaimed: string, readonly discarded: string | null, readonly poolFreed: string | null, readonly warnings: ReadonlyArray<string>, readonly explanation: string, readonly filesystems: ReadonlyArray<{ readonly device: string, readonly type: string, readonly outcome: FilesystemOutcome, readonly trimmed: string | null, readonly reason: string | null }> } | null, readonly failure: { readonly code: SparsifyFailureCode, readonly message: string, readonly remedy: string, readonly outputTail: string | null, readonly retryable: boolean } | null } } };

export type WatchOperationVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type WatchOperation = { readonly operation: { readonly cursor: string, readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } } };

export type RegisterDiskVariables = Exact<{
  input: RegisterDiskInput;
}>;


export type RegisterDisk = { readonly registerDisk: { readonly disk: { readonly id: string, readonly name: string, readonly path: string, readonly format: DiskFormat, readonly formatName: string | null, readonly allocation: DiskAllocation, readonly availability: DiskAvailability, readonly virtualSize: string | null, readonly actualSize: string | null, readonly inspectedAt: string | null, readonly inode: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly discoveredLabels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly attachments: ReadonlyArray<{ readonly vmId: string, readonly vmName: string, readonly state: VmState, readonly host: { readonly id: string, readonly name: string } | null }> | null, readonly reclaimable: { readonly bytes: string, readonly basis: ReclaimableBasis } | null, readonly volume: { readonly kind: LogicalVolumeKind, readonly layout: string, readonly sharesChunks: boolean, readonly pool: { readonly name: string, readonly health: string | null, readonly discards: ThinPoolDiscards } | null } | null, readonly activeJob: { readonly id: string } | null, readonly sparsifiability: { readonly allowed: boolean, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly message: string, readonly remedy: string }>, readonly warnings: ReadonlyArray<{ readonly code: SparsifyWarningCode, readonly message: string }> }, readonly storageDomain: { readonly id: string, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly storage: { readonly source: string | null } | null }> } } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type UpdateDiskVariables = Exact<{
  input: UpdateDiskInput;
}>;


export type UpdateDisk = { readonly updateDisk: { readonly disk: { readonly id: string, readonly name: string, readonly path: string, readonly format: DiskFormat, readonly formatName: string | null, readonly allocation: DiskAllocation, readonly availability: DiskAvailability, readonly virtualSize: string | null, readonly actualSize: string | null, readonly inspectedAt: string | null, readonly inode: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly discoveredLabels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly attachments: ReadonlyArray<{ readonly vmId: string, readonly vmName: string, readonly state: VmState, readonly host: { readonly id: string, readonly name: string } | null }> | null, readonly reclaimable: { readonly bytes: string, readonly basis: ReclaimableBasis } | null, readonly volume: { readonly kind: LogicalVolumeKind, readonly layout: string, readonly sharesChunks: boolean, readonly pool: { readonly name: string, readonly health: string | null, readonly discards: ThinPoolDiscards } | null } | null, readonly activeJob: { readonly id: string } | null, readonly sparsifiability: { readonly allowed: boolean, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly message: string, readonly remedy: string }>, readonly warnings: ReadonlyArray<{ readonly code: SparsifyWarningCode, readonly message: string }> }, readonly storageDomain: { readonly id: string, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly storage: { readonly source: string | null } | null }> } } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type RefreshDiskVariables = Exact<{
  input: RefreshDiskInput;
}>;


export type RefreshDisk = { readonly refreshDisk: { readonly disk: { readonly id: string, readonly name: string, readonly path: string, readonly format: DiskFormat, readonly formatName: string | null, readonly allocation: DiskAllocation, readonly availability: DiskAvailability, readonly virtualSize: string | null, readonly actualSize: string | null, readonly inspectedAt: string | null, readonly inode: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly discoveredLabels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly attachments: ReadonlyArray<{ readonly vmId: string, readonly vmName: string, readonly state: VmState, readonly host: { readonly id: string, readonly name: string } | null }> | null, readonly reclaimable: { readonly bytes: string, readonly basis: ReclaimableBasis } | null, readonly volume: { readonly kind: LogicalVolumeKind, readonly layout: string, readonly sharesChunks: boolean, readonly pool: { readonly name: string, readonly health: string | null, readonly discards: ThinPoolDiscards } | null } | null, readonly activeJob: { readonly id: string } | null, readonly sparsifiability: { readonly allowed: boolean, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly message: string, readonly remedy: string }>, readonly warnings: ReadonlyArray<{ readonly code: SparsifyWarningCode, readonly message: string }> }, readonly storageDomain: { readonly id: string, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly storage: { readonly source: string | null } | null }> } } | null } | null, readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type RemoveDiskVariables = Exact<{
  input: RemoveDiskInput;
}>;


export type RemoveDisk = { readonly removeDisk: { readonly disk: { readonly id: string, readonly name: string, readonly path: string, readonly format: DiskFormat, readonly formatName: string | null, readonly allocation: DiskAllocation, readonly availability: DiskAvailability, readonly virtualSize: string | null, readonly actualSize: string | null, readonly inspectedAt: string | null, readonly inode: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly discoveredLabels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly attachments: ReadonlyArray<{ readonly vmId: string, readonly vmName: string, readonly state: VmState, readonly host: { readonly id: string, readonly name: string } | null }> | null, readonly reclaimable: { readonly bytes: string, readonly basis: ReclaimableBasis } | null, readonly volume: { readonly kind: LogicalVolumeKind, readonly layout: string, readonly sharesChunks: boolean, readonly pool: { readonly name: string, readonly health: string | null, readonly discards: ThinPoolDiscards } | null } | null, readonly activeJob: { readonly id: string } | null, readonly sparsifiability: { readonly allowed: boolean, readonly obstacles: ReadonlyArray<{ readonly code: ObstacleCode, readonly message: string, readonly remedy: string }>, readonly warnings: ReadonlyArray<{ readonly code: SparsifyWarningCode, readonly message: string }> }, readonly storageDomain: { readonly id: string, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string, readonly storage: { readonly source: string | null } | null }> } } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type SparsifyDiskVariables = Exact<{
  input: SparsifyDiskInput;
}>;


export type SparsifyDisk = { readonly sparsifyDisk: { readonly job: { readonly id: string, readonly status: SparsifyJobStatus, readonly reason: string | null, readonly requestedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly durationSeconds: number | null, readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>, readonly disk: { readonly id: string, readonly name: string, readonly path: string } | null, readonly waitingFor: { readonly code: WaitReasonCode, readonly message: string, readonly position: number | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly id: string }, readonly attempts: ReadonlyArray<{ readonly number: number, readonly host: { readonly name: string } | null }>, readonly progress: { readonly attempt: number, readonly phase: SparsifyPhase, readonly filesystemsDone: number | null, readonly filesystemsTotal: number | null, readonly bytesReclaimed: string | null } | null, readonly result: { readonly outcome: SparsifyOutcome, readonly basis: SizeBasis, readonly measured: boolean, readonly sizeBefore: string, readonly sizeAfter: string, readonly reclaimed: string, readonly discarded: string | null, readonly poolFreed: string | null, readonly warnings: ReadonlyArray<string>, readonly explanation: string, readonly filesystems: ReadonlyArray<{ readonly device: string, readonly type: string, readonly outcome: FilesystemOutcome, readonly trimmed: string | null, readonly reason: string | null }> } | null, readonly failure: { readonly code: SparsifyFailureCode, readonly message: string, readonly remedy: string, readonly outputTail: string | null, readonly retryable: boolean } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type SparsifyDisksVariables = Exact<{
  input: SparsifyDisksInput;
}>;


export type SparsifyDisks = { readonly sparsifyDisks: { readonly results: ReadonlyArray<{ readonly job: { readonly id: string, readonly status: SparsifyJobStatus, readonly reason: string | null, readonly requestedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly durationSeconds: number | null, readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>, readonly disk: { readonly id: string, readonly name: string, readonly path: string } | null, readonly waitingFor: { readonly code: WaitReasonCode, readonly message: string, readonly position: number | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly id: string }, readonly attempts: ReadonlyArray<{ readonly number: number, readonly host: { readonly name: string } | null }>, readonly progress: { readonly attempt: number, readonly phase: SparsifyPhase, readonly filesystemsDone: number | null, readonly filesystemsTotal: number | null, readonly bytesReclaimed: string | null } | null, readonly result: { readonly outcome: SparsifyOutcome, readonly basis: SizeBasis, readonly measured: boolean, readonly sizeBefore: string, readonly sizeAfter: string, readonly reclaimed: string, readonly discarded: string | null, readonly poolFreed: string | null, readonly warnings: ReadonlyArray<string>, readonly explanation: string, readonly filesystems: ReadonlyArray<{ readonly device: string, readonly type: string, readonly outcome: FilesystemOutcome, readonly trimmed: string | null, readonly reason: string | null }> } | null, readonly failure: { readonly code: SparsifyFailureCode, readonly message: string, readonly remedy: string, readonly outputTail: string | null, readonly retryable: boolean } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> }>, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type CancelSparsifyJobVariables = Exact<{
  input: CancelSparsifyJobInput;
}>;


export type CancelSparsifyJob = { readonly cancelSparsifyJob: { readonly job: { readonly id: string, readonly status: SparsifyJobStatus, readonly reason: string | null, readonly requestedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly durationSeconds: number | null, readonly acknowledgedWarnings: ReadonlyArray<SparsifyWarningCode>, readonly disk: { readonly id: string, readonly name: string, readonly path: string } | null, readonly waitingFor: { readonly code: WaitReasonCode, readonly message: string, readonly position: number | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly id: string }, readonly attempts: ReadonlyArray<{ readonly number: number, readonly host: { readonly name: string } | null }>, readonly progress: { readonly attempt: number, readonly phase: SparsifyPhase, readonly filesystemsDone: number | null, readonly filesystemsTotal: number | null, readonly bytesReclaimed: string | null } | null, readonly result: { readonly outcome: SparsifyOutcome, readonly basis: SizeBasis, readonly measured: boolean, readonly sizeBefore: string, readonly sizeAfter: string, readonly reclaimed: string, readonly discarded: string | null, readonly poolFreed: string | null, readonly warnings: ReadonlyArray<string>, readonly explanation: string, readonly filesystems: ReadonlyArray<{ readonly device: string, readonly type: string, readonly outcome: FilesystemOutcome, readonly trimmed: string | null, readonly reason: string | null }> } | null, readonly failure: { readonly code: SparsifyFailureCode, readonly message: string, readonly remedy: string, readonly outputTail: string | null, readonly retryable: boolean } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type RegisterHostVariables = Exact<{
  input: RegisterHostInput;
}>;


export type RegisterHost = { readonly registerHost: { readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type AddHostVariables = Exact<{
  input: RegisterHostInput;
}>;


export type AddHost = { readonly registerHost: { readonly host: { readonly id: string, readonly name: string, readonly address: string | null, readonly state: HostState } | null, readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null }> } };

export type UpdateHostVariables = Exact<{
  input: UpdateHostInput;
}>;


export type UpdateHost = { readonly updateHost: { readonly host: { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } } | null, readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null }> } };

export type AcceptHostKeyVariables = Exact<{
  input: AcceptHostKeyInput;
}>;


export type AcceptHostKey = { readonly acceptHostKey: { readonly host: { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } } | null, readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null }> } };

export type DrainHostVariables = Exact<{
  input: DrainHostInput;
}>;


export type DrainHost = { readonly drainHost: { readonly host: { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type ActivateHostVariables = Exact<{
  input: ActivateHostInput;
}>;


export type ActivateHost = { readonly activateHost: { readonly host: { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type ConfirmHostDownVariables = Exact<{
  input: ConfirmHostDownInput;
}>;


export type ConfirmHostDown = { readonly confirmHostDown: { readonly host: { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type RemoveHostVariables = Exact<{
  input: RemoveHostInput;
}>;


export type RemoveHost = { readonly removeHost: { readonly host: { readonly id: string, readonly name: string, readonly state: HostState, readonly address: string | null, readonly maxRuns: number | null, readonly allowEmulation: boolean, readonly confirmedDownAt: string | null, readonly probedAt: string | null, readonly scannedAt: string | null, readonly hostKey: { readonly type: string, readonly fingerprint: string } | null, readonly refusedHostKey: { readonly type: string, readonly fingerprint: string } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly activeJobs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SparsifyJobStatus, readonly disk: { readonly name: string } | null }> }, readonly capabilities: { readonly canSparsify: boolean, readonly canMeasure: boolean, readonly virtSparsifyVersion: string | null, readonly qemuImgVersion: string | null, readonly libvirtVersion: string | null, readonly sg3UtilsVersion: string | null, readonly rights: HostRights | null, readonly user: string | null, readonly confinement: Confinement | null, readonly acceleration: Acceleration | null, readonly cores: number | null, readonly memory: string | null, readonly findings: ReadonlyArray<{ readonly what: string, readonly remedy: string }>, readonly recommendations: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly inventory: { readonly contact: HostContact, readonly vms: VmsKnown, readonly problems: ReadonlyArray<{ readonly what: string, readonly remedy: string }> } | null, readonly storageDomains: { readonly totalCount: number } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type ScanHostVariables = Exact<{
  input: ScanHostInput;
}>;


export type ScanHost = { readonly scanHost: { readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type ProbeHostVariables = Exact<{
  input: ProbeHostInput;
}>;


export type ProbeHost = { readonly probeHost: { readonly operation: { readonly id: string, readonly action: OperationAction, readonly requestedAt: string, readonly endedAt: string | null, readonly outcome: OperationOutcome | null, readonly host: { readonly id: string, readonly name: string } | null, readonly disk: { readonly id: string, readonly name: string } | null, readonly problem: { readonly code: UserErrorCode, readonly message: string, readonly remedy: string } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type UnregisterDirectoryVariables = Exact<{
  input: UnregisterDirectoryInput;
}>;


export type UnregisterDirectory = { readonly unregisterDirectory: { readonly storageDomain: { readonly id: string, readonly name: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type UpdateStorageDomainVariables = Exact<{
  input: UpdateStorageDomainInput;
}>;


export type UpdateStorageDomain = { readonly updateStorageDomain: { readonly storageDomain: { readonly id: string, readonly name: string, readonly kind: StorageDomainKind, readonly maxRuns: number | null, readonly allHostsRegistered: boolean, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string }>, readonly mounts: { readonly nodes: ReadonlyArray<{ readonly path: string }> }, readonly disks: { readonly totalCount: number } } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type RemoveStorageDomainVariables = Exact<{
  input: RemoveStorageDomainInput;
}>;


export type RemoveStorageDomain = { readonly removeStorageDomain: { readonly storageDomain: { readonly id: string, readonly name: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export type UpdateLimitsVariables = Exact<{
  input: UpdateLimitsInput;
}>;


export type UpdateLimits = { readonly updateLimits: { readonly limits: { readonly maxRuns: number | null, readonly maxRunsPerHost: number, readonly maxRunsPerStorageDomain: number, readonly maxRunsPerVolumeGroup: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } };

export const listDisks: TypedDocument<ListDisks, ListDisksVariables> = {
  document: "query ListDisks($first: Int!, $after: String, $filter: DiskFilter, $orderBy: DiskOrder) {\n  disks(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n    nodes {\n      ...DiskNode\n    }\n    totalCount\n    pageInfo {\n      ...Page\n    }\n  }\n}\nfragment DiskNode on Disk {\n  id\n  name\n  path\n  format\n  formatName\n  allocation\n  labels {\n    key\n    value\n  }\n  discoveredLabels {\n    key\n    value\n  }\n  availability\n  virtualSize\n  actualSize\n  inspectedAt\n  attachments {\n    vmId\n    vmName\n    state\n    host {\n      id\n      name\n    }\n  }\n  reclaimable {\n    bytes\n    basis\n  }\n  volume {\n    kind\n    layout\n    pool {\n      name\n      health\n      discards\n    }\n    sharesChunks\n  }\n  activeJob {\n    id\n  }\n  sparsifiability {\n    allowed\n    obstacles {\n      code\n      message\n      remedy\n    }\n    warnings {\n      code\n      message\n    }\n  }\n  inode\n  storageDomain {\n    id\n    mounts(first: 3) {\n      nodes {\n        path\n        storage {\n          source\n        }\n      }\n    }\n  }\n}\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}",
};

export const listJobs: TypedDocument<ListJobs, ListJobsVariables> = {
  document: "query ListJobs($first: Int!, $after: String, $filter: SparsifyJobFilter) {\n  sparsifyJobs(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...JobNode\n    }\n    totalCount\n    pageInfo {\n      ...Page\n    }\n  }\n}\nfragment JobNode on SparsifyJob {\n  id\n  status\n  disk {\n    id\n    name\n    path\n  }\n  waitingFor {\n    code\n    message\n    position\n  }\n  requestedBy {\n    kind\n    id\n  }\n  reason\n  requestedAt\n  startedAt\n  finishedAt\n  durationSeconds\n  acknowledgedWarnings\n  attempts {\n    number\n    host {\n      name\n    }\n  }\n  progress {\n    attempt\n    phase\n    filesystemsDone\n    filesystemsTotal\n    bytesReclaimed\n  }\n  result {\n    outcome\n    basis\n    measured\n    sizeBefore\n    sizeAfter\n    reclaimed\n    discarded\n    poolFreed\n    filesystems {\n      device\n      type\n      outcome\n      trimmed\n      reason\n    }\n    warnings\n    explanation\n  }\n  failure {\n    code\n    message\n    remedy\n    outputTail\n    retryable\n  }\n}\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}",
};

export const listHosts: TypedDocument<ListHosts, ListHostsVariables> = {
  document: "query ListHosts($first: Int!, $after: String, $filter: HostFilter) {\n  hosts(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...HostNode\n    }\n    totalCount\n    pageInfo {\n      ...Page\n    }\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}",
};

export const listStorageDomains: TypedDocument<ListStorageDomains, ListStorageDomainsVariables> = {
  document: "query ListStorageDomains($first: Int!, $after: String, $filter: StorageDomainFilter) {\n  storageDomains(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...StorageDomainNode\n    }\n    totalCount\n    pageInfo {\n      ...Page\n    }\n  }\n}\nfragment StorageDomainNode on StorageDomain {\n  id\n  name\n  kind\n  maxRuns\n  allHostsRegistered\n  labels {\n    key\n    value\n  }\n  mounts(first: 500) {\n    nodes {\n      path\n    }\n  }\n  disks(first: 1) {\n    totalCount\n  }\n}\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}",
};

export const listActivity: TypedDocument<ListActivity, ListActivityVariables> = {
  document: "query ListActivity($first: Int!, $after: String, $order: OrderDirection!, $filter: ActivityFilter) {\n  activity(first: $first, after: $after, orderBy: $order, filter: $filter) {\n    nodes {\n      id\n      cursor\n      type: __typename\n      occurredAt\n      actor {\n        kind\n        id\n      }\n      summary\n      disk {\n        id\n        name\n      }\n      job {\n        id\n      }\n    }\n    totalCount\n    pageInfo {\n      ...Page\n    }\n  }\n}\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}",
};

export const getDiskTotals: TypedDocument<GetDiskTotals, GetDiskTotalsVariables> = {
  document: "query GetDiskTotals($filter: DiskFilter) {\n  diskTotals(filter: $filter) {\n    count\n    actualSize\n    virtualSize\n    reclaimable\n    estimated\n    sparsifiable\n    obstacles {\n      code\n      count\n    }\n  }\n}",
};

export const getDisk: TypedDocument<GetDisk, GetDiskVariables> = {
  document: "query GetDisk($id: ID!) {\n  disk(id: $id) {\n    ...DiskNode\n  }\n}\nfragment DiskNode on Disk {\n  id\n  name\n  path\n  format\n  formatName\n  allocation\n  labels {\n    key\n    value\n  }\n  discoveredLabels {\n    key\n    value\n  }\n  availability\n  virtualSize\n  actualSize\n  inspectedAt\n  attachments {\n    vmId\n    vmName\n    state\n    host {\n      id\n      name\n    }\n  }\n  reclaimable {\n    bytes\n    basis\n  }\n  volume {\n    kind\n    layout\n    pool {\n      name\n      health\n      discards\n    }\n    sharesChunks\n  }\n  activeJob {\n    id\n  }\n  sparsifiability {\n    allowed\n    obstacles {\n      code\n      message\n      remedy\n    }\n    warnings {\n      code\n      message\n    }\n  }\n  inode\n  storageDomain {\n    id\n    mounts(first: 3) {\n      nodes {\n        path\n        storage {\n          source\n        }\n      }\n    }\n  }\n}",
};

export const getJob: TypedDocument<GetJob, GetJobVariables> = {
  document: "query GetJob($id: ID!) {\n  sparsifyJob(id: $id) {\n    ...JobNode\n  }\n}\nfragment JobNode on SparsifyJob {\n  id\n  status\n  disk {\n    id\n    name\n    path\n  }\n  waitingFor {\n    code\n    message\n    position\n  }\n  requestedBy {\n    kind\n    id\n  }\n  reason\n  requestedAt\n  startedAt\n  finishedAt\n  durationSeconds\n  acknowledgedWarnings\n  attempts {\n    number\n    host {\n      name\n    }\n  }\n  progress {\n    attempt\n    phase\n    filesystemsDone\n    filesystemsTotal\n    bytesReclaimed\n  }\n  result {\n    outcome\n    basis\n    measured\n    sizeBefore\n    sizeAfter\n    reclaimed\n    discarded\n    poolFreed\n    filesystems {\n      device\n      type\n      outcome\n      trimmed\n      reason\n    }\n    warnings\n    explanation\n  }\n  failure {\n    code\n    message\n    remedy\n    outputTail\n    retryable\n  }\n}",
};

export const getHost: TypedDocument<GetHost, GetHostVariables> = {
  document: "query GetHost($id: ID!) {\n  host(id: $id) {\n    ...HostNode\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}",
};

export const getOperation: TypedDocument<GetOperation, GetOperationVariables> = {
  document: "query GetOperation($id: ID!) {\n  operation(id: $id) {\n    ...OperationNode\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const getLimits: TypedDocument<GetLimits, GetLimitsVariables> = {
  document: "query GetLimits {\n  system {\n    limits {\n      ...LimitsFields\n    }\n  }\n}\nfragment LimitsFields on Limits {\n  maxRuns\n  maxRunsPerHost\n  maxRunsPerStorageDomain\n  maxRunsPerVolumeGroup\n}",
};

export const getStorageDomain: TypedDocument<GetStorageDomain, GetStorageDomainVariables> = {
  document: "query GetStorageDomain($id: ID!) {\n  storageDomain(id: $id) {\n    ...StorageDomainNode\n  }\n}\nfragment StorageDomainNode on StorageDomain {\n  id\n  name\n  kind\n  maxRuns\n  allHostsRegistered\n  labels {\n    key\n    value\n  }\n  mounts(first: 500) {\n    nodes {\n      path\n    }\n  }\n  disks(first: 1) {\n    totalCount\n  }\n}",
};

export const watchJob: TypedDocument<WatchJob, WatchJobVariables> = {
  document: "subscription WatchJob($id: ID!, $after: String) {\n  sparsifyJob(id: $id, after: $after) {\n    cursor\n    job {\n      ...JobNode\n    }\n  }\n}\nfragment JobNode on SparsifyJob {\n  id\n  status\n  disk {\n    id\n    name\n    path\n  }\n  waitingFor {\n    code\n    message\n    position\n  }\n  requestedBy {\n    kind\n    id\n  }\n  reason\n  requestedAt\n  startedAt\n  finishedAt\n  durationSeconds\n  acknowledgedWarnings\n  attempts {\n    number\n    host {\n      name\n    }\n  }\n  progress {\n    attempt\n    phase\n    filesystemsDone\n    filesystemsTotal\n    bytesReclaimed\n  }\n  result {\n    outcome\n    basis\n    measured\n    sizeBefore\n    sizeAfter\n    reclaimed\n    discarded\n    poolFreed\n    filesystems {\n      device\n      type\n      outcome\n      trimmed\n      reason\n    }\n    warnings\n    explanation\n  }\n  failure {\n    code\n    message\n    remedy\n    outputTail\n    retryable\n  }\n}",
};

export const watchOperation: TypedDocument<WatchOperation, WatchOperationVariables> = {
  document: "subscription WatchOperation($id: ID!, $after: String) {\n  operation(id: $id, after: $after) {\n    cursor\n    operation {\n      ...OperationNode\n    }\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const registerDisk: TypedDocument<RegisterDisk, RegisterDiskVariables> = {
  document: "mutation RegisterDisk($input: RegisterDiskInput!) {\n  registerDisk(input: $input) {\n    disk {\n      ...DiskNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment DiskNode on Disk {\n  id\n  name\n  path\n  format\n  formatName\n  allocation\n  labels {\n    key\n    value\n  }\n  discoveredLabels {\n    key\n    value\n  }\n  availability\n  virtualSize\n  actualSize\n  inspectedAt\n  attachments {\n    vmId\n    vmName\n    state\n    host {\n      id\n      name\n    }\n  }\n  reclaimable {\n    bytes\n    basis\n  }\n  volume {\n    kind\n    layout\n    pool {\n      name\n      health\n      discards\n    }\n    sharesChunks\n  }\n  activeJob {\n    id\n  }\n  sparsifiability {\n    allowed\n    obstacles {\n      code\n      message\n      remedy\n    }\n    warnings {\n      code\n      message\n    }\n  }\n  inode\n  storageDomain {\n    id\n    mounts(first: 3) {\n      nodes {\n        path\n        storage {\n          source\n        }\n      }\n    }\n  }\n}",
};

export const updateDisk: TypedDocument<UpdateDisk, UpdateDiskVariables> = {
  document: "mutation UpdateDisk($input: UpdateDiskInput!) {\n  updateDisk(input: $input) {\n    disk {\n      ...DiskNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment DiskNode on Disk {\n  id\n  name\n  path\n  format\n  formatName\n  allocation\n  labels {\n    key\n    value\n  }\n  discoveredLabels {\n    key\n    value\n  }\n  availability\n  virtualSize\n  actualSize\n  inspectedAt\n  attachments {\n    vmId\n    vmName\n    state\n    host {\n      id\n      name\n    }\n  }\n  reclaimable {\n    bytes\n    basis\n  }\n  volume {\n    kind\n    layout\n    pool {\n      name\n      health\n      discards\n    }\n    sharesChunks\n  }\n  activeJob {\n    id\n  }\n  sparsifiability {\n    allowed\n    obstacles {\n      code\n      message\n      remedy\n    }\n    warnings {\n      code\n      message\n    }\n  }\n  inode\n  storageDomain {\n    id\n    mounts(first: 3) {\n      nodes {\n        path\n        storage {\n          source\n        }\n      }\n    }\n  }\n}",
};

export const refreshDisk: TypedDocument<RefreshDisk, RefreshDiskVariables> = {
  document: "mutation RefreshDisk($input: RefreshDiskInput!) {\n  refreshDisk(input: $input) {\n    disk {\n      ...DiskNode\n    }\n    operation {\n      ...OperationNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment DiskNode on Disk {\n  id\n  name\n  path\n  format\n  formatName\n  allocation\n  labels {\n    key\n    value\n  }\n  discoveredLabels {\n    key\n    value\n  }\n  availability\n  virtualSize\n  actualSize\n  inspectedAt\n  attachments {\n    vmId\n    vmName\n    state\n    host {\n      id\n      name\n    }\n  }\n  reclaimable {\n    bytes\n    basis\n  }\n  volume {\n    kind\n    layout\n    pool {\n      name\n      health\n      discards\n    }\n    sharesChunks\n  }\n  activeJob {\n    id\n  }\n  sparsifiability {\n    allowed\n    obstacles {\n      code\n      message\n      remedy\n    }\n    warnings {\n      code\n      message\n    }\n  }\n  inode\n  storageDomain {\n    id\n    mounts(first: 3) {\n      nodes {\n        path\n        storage {\n          source\n        }\n      }\n    }\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const removeDisk: TypedDocument<RemoveDisk, RemoveDiskVariables> = {
  document: "mutation RemoveDisk($input: RemoveDiskInput!) {\n  removeDisk(input: $input) {\n    disk {\n      ...DiskNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment DiskNode on Disk {\n  id\n  name\n  path\n  format\n  formatName\n  allocation\n  labels {\n    key\n    value\n  }\n  discoveredLabels {\n    key\n    value\n  }\n  availability\n  virtualSize\n  actualSize\n  inspectedAt\n  attachments {\n    vmId\n    vmName\n    state\n    host {\n      id\n      name\n    }\n  }\n  reclaimable {\n    bytes\n    basis\n  }\n  volume {\n    kind\n    layout\n    pool {\n      name\n      health\n      discards\n    }\n    sharesChunks\n  }\n  activeJob {\n    id\n  }\n  sparsifiability {\n    allowed\n    obstacles {\n      code\n      message\n      remedy\n    }\n    warnings {\n      code\n      message\n    }\n  }\n  inode\n  storageDomain {\n    id\n    mounts(first: 3) {\n      nodes {\n        path\n        storage {\n          source\n        }\n      }\n    }\n  }\n}",
};

export const sparsifyDisk: TypedDocument<SparsifyDisk, SparsifyDiskVariables> = {
  document: "mutation SparsifyDisk($input: SparsifyDiskInput!) {\n  sparsifyDisk(input: $input) {\n    job {\n      ...JobNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment JobNode on SparsifyJob {\n  id\n  status\n  disk {\n    id\n    name\n    path\n  }\n  waitingFor {\n    code\n    message\n    position\n  }\n  requestedBy {\n    kind\n    id\n  }\n  reason\n  requestedAt\n  startedAt\n  finishedAt\n  durationSeconds\n  acknowledgedWarnings\n  attempts {\n    number\n    host {\n      name\n    }\n  }\n  progress {\n    attempt\n    phase\n    filesystemsDone\n    filesystemsTotal\n    bytesReclaimed\n  }\n  result {\n    outcome\n    basis\n    measured\n    sizeBefore\n    sizeAfter\n    reclaimed\n    discarded\n    poolFreed\n    filesystems {\n      device\n      type\n      outcome\n      trimmed\n      reason\n    }\n    warnings\n    explanation\n  }\n  failure {\n    code\n    message\n    remedy\n    outputTail\n    retryable\n  }\n}",
};

export const sparsifyDisks: TypedDocument<SparsifyDisks, SparsifyDisksVariables> = {
  document: "mutation SparsifyDisks($input: SparsifyDisksInput!) {\n  sparsifyDisks(input: $input) {\n    results {\n      job {\n        ...JobNode\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment JobNode on SparsifyJob {\n  id\n  status\n  disk {\n    id\n    name\n    path\n  }\n  waitingFor {\n    code\n    message\n    position\n  }\n  requestedBy {\n    kind\n    id\n  }\n  reason\n  requestedAt\n  startedAt\n  finishedAt\n  durationSeconds\n  acknowledgedWarnings\n  attempts {\n    number\n    host {\n      name\n    }\n  }\n  progress {\n    attempt\n    phase\n    filesystemsDone\n    filesystemsTotal\n    bytesReclaimed\n  }\n  result {\n    outcome\n    basis\n    measured\n    sizeBefore\n    sizeAfter\n    reclaimed\n    discarded\n    poolFreed\n    filesystems {\n      device\n      type\n      outcome\n      trimmed\n      reason\n    }\n    warnings\n    explanation\n  }\n  failure {\n    code\n    message\n    remedy\n    outputTail\n    retryable\n  }\n}",
};

export const cancelSparsifyJob: TypedDocument<CancelSparsifyJob, CancelSparsifyJobVariables> = {
  document: "mutation CancelSparsifyJob($input: CancelSparsifyJobInput!) {\n  cancelSparsifyJob(input: $input) {\n    job {\n      ...JobNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment JobNode on SparsifyJob {\n  id\n  status\n  disk {\n    id\n    name\n    path\n  }\n  waitingFor {\n    code\n    message\n    position\n  }\n  requestedBy {\n    kind\n    id\n  }\n  reason\n  requestedAt\n  startedAt\n  finishedAt\n  durationSeconds\n  acknowledgedWarnings\n  attempts {\n    number\n    host {\n      name\n    }\n  }\n  progress {\n    attempt\n    phase\n    filesystemsDone\n    filesystemsTotal\n    bytesReclaimed\n  }\n  result {\n    outcome\n    basis\n    measured\n    sizeBefore\n    sizeAfter\n    reclaimed\n    discarded\n    poolFreed\n    filesystems {\n      device\n      type\n      outcome\n      trimmed\n      reason\n    }\n    warnings\n    explanation\n  }\n  failure {\n    code\n    message\n    remedy\n    outputTail\n    retryable\n  }\n}",
};

export const registerHost: TypedDocument<RegisterHost, RegisterHostVariables> = {
  document: "mutation RegisterHost($input: RegisterHostInput!) {\n  registerHost(input: $input) {\n    operation {\n      ...OperationNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const addHost: TypedDocument<AddHost, AddHostVariables> = {
  document: "mutation AddHost($input: RegisterHostInput!) {\n  registerHost(input: $input) {\n    host {\n      id\n      name\n      address\n      state\n    }\n    operation {\n      ...OperationNode\n    }\n    userErrors {\n      code\n      message\n      hostKey {\n        type\n        fingerprint\n      }\n    }\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const updateHost: TypedDocument<UpdateHost, UpdateHostVariables> = {
  document: "mutation UpdateHost($input: UpdateHostInput!) {\n  updateHost(input: $input) {\n    host {\n      ...HostNode\n    }\n    operation {\n      ...OperationNode\n    }\n    userErrors {\n      code\n      message\n      hostKey {\n        type\n        fingerprint\n      }\n    }\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const acceptHostKey: TypedDocument<AcceptHostKey, AcceptHostKeyVariables> = {
  document: "mutation AcceptHostKey($input: AcceptHostKeyInput!) {\n  acceptHostKey(input: $input) {\n    host {\n      ...HostNode\n    }\n    operation {\n      ...OperationNode\n    }\n    userErrors {\n      code\n      message\n      hostKey {\n        type\n        fingerprint\n      }\n    }\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const drainHost: TypedDocument<DrainHost, DrainHostVariables> = {
  document: "mutation DrainHost($input: DrainHostInput!) {\n  drainHost(input: $input) {\n    host {\n      ...HostNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}",
};

export const activateHost: TypedDocument<ActivateHost, ActivateHostVariables> = {
  document: "mutation ActivateHost($input: ActivateHostInput!) {\n  activateHost(input: $input) {\n    host {\n      ...HostNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}",
};

export const confirmHostDown: TypedDocument<ConfirmHostDown, ConfirmHostDownVariables> = {
  document: "mutation ConfirmHostDown($input: ConfirmHostDownInput!) {\n  confirmHostDown(input: $input) {\n    host {\n      ...HostNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}",
};

export const removeHost: TypedDocument<RemoveHost, RemoveHostVariables> = {
  document: "mutation RemoveHost($input: RemoveHostInput!) {\n  removeHost(input: $input) {\n    host {\n      ...HostNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment HostNode on Host {\n  id\n  name\n  state\n  address\n  hostKey {\n    type\n    fingerprint\n  }\n  refusedHostKey {\n    type\n    fingerprint\n  }\n  maxRuns\n  allowEmulation\n  confirmedDownAt\n  labels {\n    key\n    value\n  }\n  activeJobs(first: 10) {\n    nodes {\n      id\n      status\n      disk {\n        name\n      }\n    }\n    totalCount\n  }\n  probedAt\n  scannedAt\n  capabilities {\n    canSparsify\n    canMeasure\n    virtSparsifyVersion\n    qemuImgVersion\n    libvirtVersion\n    sg3UtilsVersion\n    rights\n    user\n    confinement\n    acceleration\n    cores\n    memory\n    findings {\n      what\n      remedy\n    }\n    recommendations {\n      what\n      remedy\n    }\n  }\n  inventory {\n    contact\n    vms\n    problems {\n      what\n      remedy\n    }\n  }\n  storageDomains(first: 1) {\n    totalCount\n  }\n}",
};

export const scanHost: TypedDocument<ScanHost, ScanHostVariables> = {
  document: "mutation ScanHost($input: ScanHostInput!) {\n  scanHost(input: $input) {\n    operation {\n      ...OperationNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const probeHost: TypedDocument<ProbeHost, ProbeHostVariables> = {
  document: "mutation ProbeHost($input: ProbeHostInput!) {\n  probeHost(input: $input) {\n    operation {\n      ...OperationNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment OperationNode on Operation {\n  id\n  action\n  host {\n    id\n    name\n  }\n  disk {\n    id\n    name\n  }\n  requestedAt\n  endedAt\n  outcome\n  problem {\n    code\n    message\n    remedy\n  }\n}",
};

export const unregisterDirectory: TypedDocument<UnregisterDirectory, UnregisterDirectoryVariables> = {
  document: "mutation UnregisterDirectory($input: UnregisterDirectoryInput!) {\n  unregisterDirectory(input: $input) {\n    storageDomain {\n      id\n      name\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}",
};

export const updateStorageDomain: TypedDocument<UpdateStorageDomain, UpdateStorageDomainVariables> = {
  document: "mutation UpdateStorageDomain($input: UpdateStorageDomainInput!) {\n  updateStorageDomain(input: $input) {\n    storageDomain {\n      ...StorageDomainNode\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment StorageDomainNode on StorageDomain {\n  id\n  name\n  kind\n  maxRuns\n  allHostsRegistered\n  labels {\n    key\n    value\n  }\n  mounts(first: 500) {\n    nodes {\n      path\n    }\n  }\n  disks(first: 1) {\n    totalCount\n  }\n}",
};

export const removeStorageDomain: TypedDocument<RemoveStorageDomain, RemoveStorageDomainVariables> = {
  document: "mutation RemoveStorageDomain($input: RemoveStorageDomainInput!) {\n  removeStorageDomain(input: $input) {\n    storageDomain {\n      id\n      name\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}",
};

export const updateLimits: TypedDocument<UpdateLimits, UpdateLimitsVariables> = {
  document: "mutation UpdateLimits($input: UpdateLimitsInput!) {\n  updateLimits(input: $input) {\n    limits {\n      ...LimitsFields\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\nfragment LimitsFields on Limits {\n  maxRuns\n  maxRunsPerHost\n  maxRunsPerStorageDomain\n  maxRunsPerVolumeGroup\n}",
};
