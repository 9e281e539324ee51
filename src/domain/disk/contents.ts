/**
 * How a disk is divided. NONE: not at all. GPT_BACKUP_ONLY: the table at its start is damaged and the copy at its end is
 * intact. GPT_BROKEN: there was a GPT, and neither is intact.
 */
export type PartitionTable = 'NONE' | 'MBR' | 'GPT' | 'GPT_BACKUP_ONLY' | 'GPT_BROKEN';

/**
 * MEMBER: a part of something that lies on several devices, such as software RAID or ZFS. BLANK: its start, its end and
 * what was read between are zeros. UNKNOWN: nothing that Winnow recognises.
 */
export type AreaKind =
  | 'FILESYSTEM'
  | 'SWAP'
  | 'ENCRYPTED'
  | 'PHYSICAL_VOLUME'
  | 'MEMBER'
  | 'BLANK'
  | 'UNKNOWN';

/**
 * CLEAN: unmounted properly. DIRTY: in use and not unmounted. HIBERNATED: a guest that resumes from its saved memory
 * expects it as it is, as does Windows that was shut down with fast startup.
 */
export type AreaState = 'CLEAN' | 'DIRTY' | 'HIBERNATED';

/** A whole disk, a partition or a logical volume, and what it holds. Offset and size are bytes. */
export interface DiskArea {
  /** As virt-sparsify names it: `/dev/sda`, `/dev/sda2`, `/dev/vg/lv`. */
  readonly device: string;
  /** On the disk; null of a logical volume in several pieces. */
  readonly offset: number | null;
  readonly size: number;
  /** A type GUID of GPT, two hexadecimal digits of MBR; null where it is no partition. */
  readonly partitionType: string | null;
  readonly kind: AreaKind;
  /** As blkid names it: ext4, xfs, ntfs, swap, crypto_LUKS, BitLocker, LVM2_member, …; null of BLANK and UNKNOWN. */
  readonly type: string | null;
  /** Null where it is not known. */
  readonly state: AreaState | null;
}

/** A volume group that has a physical volume on the disk. */
export interface VolumeGroup {
  readonly name: string;
  readonly uuid: string;
  /** How many physical volumes it has in total. */
  readonly physicalVolumes: number;
  /** UUIDs of its physical volumes that are not on this disk. */
  readonly missing: readonly string[];
  /** Logical volumes that lie wholly or partly on the missing ones. */
  readonly incompleteVolumes: readonly string[];
}

/** What an inspection found of what a guest stores in an image: facts, no verdicts. */
export interface DiskContents {
  /** The file, its size and its times at the inspection: if they differ, the contents may have changed. */
  readonly imageVersion: string;
  readonly partitionTable: PartitionTable;
  /** The unit of the table, in bytes; null where there is no table, or it is not known. */
  readonly sectorSize: number | null;
  /** The whole disk where it is not divided, else its partitions; after them logical volumes. */
  readonly areas: readonly DiskArea[];
  readonly volumeGroups: readonly VolumeGroup[];
}

/** The areas that no tool can read without the guest's key. */
export const encryptedAreas = ({ areas }: DiskContents): readonly DiskArea[] =>
  areas.filter(({ kind }) => kind === 'ENCRYPTED');

/** The areas that belong to a hibernated guest. */
export const hibernatedAreas = ({ areas }: DiskContents): readonly DiskArea[] =>
  areas.filter(({ state }) => state === 'HIBERNATED');

/** The volume groups with logical volumes that are not entirely on the disk. */
export const incompleteGroups = ({ volumeGroups }: DiskContents): readonly VolumeGroup[] =>
  volumeGroups.filter(({ incompleteVolumes }) => incompleteVolumes.length > 0);
