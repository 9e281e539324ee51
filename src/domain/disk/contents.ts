/**
 * How a disk is divided. NONE: not at all. GPT_BACKUP_ONLY: the table at its start is damaged and the copy at its end is
 * whole. GPT_BROKEN: there was a GPT, and neither is whole.
 */
export type PartitionTable = 'NONE' | 'MBR' | 'GPT' | 'GPT_BACKUP_ONLY' | 'GPT_BROKEN';

/**
 * MEMBER: a part of something that lies on several devices, such as software RAID or ZFS. BLANK: its start, its end and
 * what was read between are zeros. UNKNOWN: nothing that is known.
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
 * CLEAN: closed in order. DIRTY: in use and not closed. HIBERNATED: a guest that goes on from its memory expects it as it
 * is; a Windows that was shut down with fast startup is one.
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
  /** Null where it cannot be told. */
  readonly state: AreaState | null;
}

/** A volume group that has a physical volume on the disk. */
export interface VolumeGroup {
  readonly name: string;
  readonly uuid: string;
  /** How many it has in all. */
  readonly physicalVolumes: number;
  /** UUIDs of those that are not on this disk. */
  readonly missing: readonly string[];
  /** Logical volumes that lie on those, wholly or in part. */
  readonly incompleteVolumes: readonly string[];
}

/** What a look into an image found of what its guest keeps there: facts, no verdicts. */
export interface DiskContents {
  /** The file, its size and its times as they were: another version is another image. */
  readonly imageVersion: string;
  readonly partitionTable: PartitionTable;
  /** That the table counts in, in bytes; null where there is none, or it is not known. */
  readonly sectorSize: number | null;
  /** The whole disk where it is not divided, else its partitions; after them logical volumes. */
  readonly areas: readonly DiskArea[];
  readonly volumeGroups: readonly VolumeGroup[];
}

/** What is encrypted, so that no tool without the key reads it. */
export const encryptedAreas = ({ areas }: DiskContents): readonly DiskArea[] =>
  areas.filter(({ kind }) => kind === 'ENCRYPTED');

/** What belongs to a guest that is hibernated. */
export const hibernatedAreas = ({ areas }: DiskContents): readonly DiskArea[] =>
  areas.filter(({ state }) => state === 'HIBERNATED');

/** Volume groups with logical volumes that are not wholly on the disk. */
export const incompleteGroups = ({ volumeGroups }: DiskContents): readonly VolumeGroup[] =>
  volumeGroups.filter(({ incompleteVolumes }) => incompleteVolumes.length > 0);
