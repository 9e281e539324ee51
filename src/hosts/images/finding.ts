import type { FormatBasis } from '../../domain/disk/events.ts';
import type { ImageReport } from '../image-report.ts';
import type { FileFacts } from './file-facts.ts';
import type { FileProvisioning } from './provisioning.ts';
import type { Refcounts } from './refcounts.ts';

/** What a look at one image found, apart from all others. */
export interface Finding {
  readonly format: string | null;
  readonly formatBasis: FormatBasis;
  /** What qemu-img told; null when it was not asked, or could not tell. */
  readonly report: ImageReport | null;
  /** A raw image that begins as a LUKS container does. */
  readonly luks: boolean;
  readonly unreadable: string | null;
}

/** An image on its way through a scan. */
export interface Candidate {
  readonly facts: FileFacts;
  /** What its format is known to be; null where nobody said. */
  readonly declared: string | null;
  /** The inode whose reference counts are in doubt; see WantedImage. */
  readonly doubtful: string | null;
  readonly finding: Finding | null;
  /** Where its backing file is, if it has one that is a local file: absolute, links resolved. */
  readonly standsOn: string | null;
  /** Null where nothing was asked. */
  readonly provisioning: FileProvisioning | null;
  readonly refcounts: Refcounts | null;
}

/** An image that nothing but its file is known of. */
export const unlooked = (facts: FileFacts, declared: string | null): Candidate => ({
  ...{ facts, declared, doubtful: null, finding: null, standsOn: null },
  ...{ provisioning: null, refcounts: null },
});
