import type { DiskId } from '../ids.ts';
import type { Attachment } from './attachments.ts';
import type { DiskContents } from './contents.ts';
import type { DiskAllocation, DiskFormat } from './facts.ts';
import type { ImageFault } from './image-fault.ts';

/** A file that an image stands on, as it was judged; absolute, links resolved. */
export interface BackingFile {
  readonly path: string;
  readonly format: Exclude<DiskFormat, 'OTHER'>;
}

/** What a look at the image itself found. Sizes are bytes; `null` is "not known", never "none". */
export interface ImageObservation {
  /** False when the image was not where the catalogue says. */
  readonly present: boolean;
  readonly virtualSize: number | null;
  /** st_blocks × 512: what the image takes on its filesystem. */
  readonly allocatedBytes: number | null;
  /** The path of the backing file, as the image names it, if it has one. */
  readonly backing: string | null;
  /** All that it stands on, the nearest first, as a run may open it; null where that was not judged, or may not be opened. */
  readonly backingChain: readonly BackingFile[] | null;
  readonly internalSnapshots: readonly string[];
  /** As qemu names it (qcow2, raw, vmdk, …); of a network disk its protocol (rbd, iscsi, …). */
  readonly formatName: string | null;
  /** Whether the image as a whole is encrypted; what a guest encrypts inside does not count. */
  readonly encrypted: boolean | null;
  /** Whether qemu has marked it as corrupt. */
  readonly corrupt: boolean | null;
  /** Whether qcow2's dirty flag is set: it was in use and not closed. */
  readonly dirty: boolean | null;
  readonly writable: boolean | null;
  /** The number of its inode, as decimal text: 64 bits do not fit a number. */
  readonly inode: string | null;
  /**
   * What the blocks of a raw file show: THIN where some are not taken, PREALLOCATED where all are and some were never
   * written, UNKNOWN where all are and were. What was shown once holds as long as the inode is the same.
   */
  readonly provisioned: DiskAllocation | null;
  /** What oVirt's metadata beside the volume declares. */
  readonly declaredAllocation: 'THIN' | 'PREALLOCATED' | null;
  /**
   * Whether qcow2's reference counts are whole, where there is reason for doubt (lazy_refcounts, or a dirty flag that was
   * cleared): UNCHECKED while no check came to its end; null where there was no reason.
   */
  readonly refcounts: 'WHOLE' | 'BROKEN' | 'UNCHECKED' | null;
  /** Why the image could not be read; null when it could, or is not there. */
  readonly unreadable: string | null;
  /** Of qcow2 its compatibility level, 0.10 or 1.1. */
  readonly formatVersion: string | null;
  /** What keeps it from being opened, by itself or in what it stands on; null where nothing does, or nobody judged it. */
  readonly fault: ImageFault | null;
}

/** Which images stand on this one, as far as that is known. */
export interface DerivedImages {
  readonly children: readonly DiskId[];
  /** Paths of images that stand on it and are not in the catalogue. */
  readonly overlays: readonly string[];
}

/** All that is observed of a disk. Attachments are null until a hypervisor has listed its machines. */
export interface DiskObservation extends ImageObservation, DerivedImages {
  readonly attachments: readonly Attachment[] | null;
  /** Null while nobody has looked into the image. */
  readonly contents: DiskContents | null;
}
