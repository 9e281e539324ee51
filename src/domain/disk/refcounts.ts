import type { ImageObservation } from './observation.ts';

/**
 * What is known of an image's reference counts after an inspection. A doubt remains until a check has settled it, or
 * another file is in its place: what clears the dirty flag does not necessarily repair the counts.
 */
export function refcountsAfter(
  before: ImageObservation,
  { refcounts = null, dirty, inode = null }: Partial<ImageObservation>,
): ImageObservation['refcounts'] {
  if (refcounts !== null) return refcounts;
  if (inode !== null && before.inode !== null && inode !== before.inode) return null;
  if (before.refcounts === 'BROKEN') return 'BROKEN';
  return before.dirty === true && dirty !== undefined && dirty !== true ? 'UNCHECKED' : before.refcounts;
}

/** The inode whose reference counts are to be checked whatever its header says, by what was known of the image. */
export function doubtfulInode(known: ImageObservation | null): string | null {
  if (known === null) return null;
  const { dirty, refcounts, inode } = known;
  return dirty === true || refcounts === 'BROKEN' || refcounts === 'UNCHECKED' ? inode : null;
}
