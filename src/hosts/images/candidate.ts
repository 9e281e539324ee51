import type { FormatBasis } from '../../domain/disk/facts.ts';
import type { ImageFault } from '../../domain/disk/image-fault.ts';
import type { VolumeHere } from '../volumes/volumes-at.ts';
import type { FileFacts } from './files/file-facts.ts';
import type { FileProvisioning } from './files/provisioning.ts';
import type { ImageReport } from './format/image-report.ts';
import type { Refcounts } from './format/refcounts.ts';

/** What was found of one image, apart from all others. */
export interface Finding {
  readonly format: string | null;
  readonly formatBasis: FormatBasis;
  /** What qemu-img reported; null when it was not asked, or did not know. */
  readonly report: ImageReport | null;
  /** A raw image that begins as a LUKS container does. */
  readonly luks: boolean;
  /** What its first bytes say its format is; null where they say nothing, or were not read. */
  readonly headerFormat: string | null;
  readonly unreadable: string | null;
  /** What of the image itself keeps it from being opened; `unreadable` has it in words. */
  readonly fault: ImageFault | null;
}

/** An image on its way through a scan. */
export interface Candidate {
  readonly facts: FileFacts;
  /** What its format is known to be; null where nobody said. */
  readonly declared: string | null;
  /** Why it may not be opened, by where it lies and how it is called. */
  readonly refused: ImageFault | null;
  /** The inode whose reference counts are in doubt; see WantedImage. */
  readonly doubtful: string | null;
  readonly finding: Finding | null;
  /** Where its backing file is, if it has one that is a local file: absolute, links resolved. It may not be opened for that. */
  readonly standsOn: string | null;
  /** Why that is not followed. */
  readonly severed: ImageFault | null;
  /** Null where nothing was asked. */
  readonly provisioning: FileProvisioning | null;
  readonly refcounts: Refcounts | null;
  /** Null of what is no logical volume. */
  readonly volume: VolumeHere | null;
}

/** An image that nothing but its file is known of. */
export const uninspected = (facts: FileFacts, declared: string | null): Candidate => ({
  ...{ facts, declared, doubtful: null, finding: null, standsOn: null },
  ...{ refused: null, severed: null, provisioning: null, refcounts: null, volume: null },
});
