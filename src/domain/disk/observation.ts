import type { DiskId } from '../ids.ts';
import type { Attachment } from './attachments.ts';
import type { DiskContents } from './contents.ts';
import type { DiskAllocation, DiskFormat } from './facts.ts';
import type { ImageFault } from './image-fault.ts';
import type { VolumeFacts } from './volume.ts';

/** A file that an image stands on and that may be opened; the path is absolute, with links resolved. */
export interface BackingFile {
  readonly path: string;
  readonly format: Exclude<DiskFormat, 'OTHER'>;
}

/** What an inspection of the image itself found. Sizes are bytes; `null` means "not known", never "none". */
export interface ImageObservation {
  /** False when the image was not where the catalogue says. */
  readonly present: boolean;
  readonly virtualSize: number | null;
  /**
   * st_blocks × 512: what the image takes on its filesystem. Of a thin volume what its pool has mapped for it; of any other
   * logical volume its size.
   */
  readonly allocatedBytes: number | null;
  /** The path of the backing file as the image names it; null where it has none. */
  readonly backing: string | null;
  /** All files that it stands on, the nearest first, as a run may open them; null where they were not checked or may not be opened. */
  readonly backingChain: readonly BackingFile[] | null;
  readonly internalSnapshots: readonly string[];
  /** As qemu names it (qcow2, raw, vmdk, …); of a network disk its protocol (rbd, iscsi, …). */
  readonly formatName: string | null;
  /** Whether the image as a whole is encrypted; encryption by the guest does not count. */
  readonly encrypted: boolean | null;
  /** Whether qemu has marked it as corrupt. */
  readonly corrupt: boolean | null;
  /** Whether the dirty flag of qcow2 is set: the image was in use and not closed. */
  readonly dirty: boolean | null;
  readonly writable: boolean | null;
  /** The number of its inode, as decimal text: 64 bits do not fit a number. */
  readonly inode: string | null;
  /**
   * What the blocks of a raw file show: THIN where some are not allocated, PREALLOCATED where all are allocated and some
   * were never written, UNKNOWN where all are allocated and written. It remains so as long as the inode is the same.
   */
  readonly provisioned: DiskAllocation | null;
  /** What oVirt's metadata file beside the volume declares. */
  readonly declaredAllocation: 'THIN' | 'PREALLOCATED' | null;
  /**
   * Whether the reference counts of qcow2 are intact, where there is reason for doubt (lazy_refcounts, or a dirty flag that
   * was cleared): UNCHECKED while no check has finished; null where there is no doubt.
   */
  readonly refcounts: 'WHOLE' | 'BROKEN' | 'UNCHECKED' | null;
  /** Why the image could not be read; null when it could, or is not there. */
  readonly unreadable: string | null;
  /** The compatibility level of qcow2, 0.10 or 1.1. */
  readonly formatVersion: string | null;
  /** Why it may not be opened, by itself or by what it stands on; null where nothing is wrong, or it was not checked. */
  readonly fault: ImageFault | null;
  /** What LVM says of a logical volume; null where LVM gave no answer, left out where it is none. */
  readonly volume?: VolumeFacts | null;
}

/** Which images stand on this one, as far as is known. */
export interface DerivedImages {
  readonly children: readonly DiskId[];
  /** Paths of images that stand on it and are not in the catalogue. */
  readonly overlays: readonly string[];
}

/** All that is observed of a disk. Attachments are null until a hypervisor has listed its virtual machines. */
export interface DiskObservation extends ImageObservation, DerivedImages {
  readonly attachments: readonly Attachment[] | null;
  /** Null until the contents of the image were inspected. */
  readonly contents: DiskContents | null;
}
