import { sameValue } from '../same-value.ts';
import { type DiskContents, hibernatedAreas } from './contents.ts';
import type { FilesystemResult } from './events.ts';
import type { DiskObservation } from './observation.ts';

/** Whether a run found a hibernated guest, or Windows that was not shut down fully. */
export const foundHibernatedGuest = (filesystems: readonly FilesystemResult[]): boolean =>
  filesystems.some(
    ({ outcome, reason }) =>
      outcome === 'TRIMMED_WHILE_HIBERNATED' ||
      (outcome === 'SKIPPED' && /\bhibernated\b/i.test(reason ?? '')),
  );

/** Whether a guest counts as hibernated after an observation: a new inspection of the contents overrides what was known. */
export function isHibernatedAfter(
  before: { readonly hibernated: boolean; readonly observation: DiskObservation | null },
  { contents }: DiskObservation,
): boolean {
  if (contents === null || sameValue(contents, before.observation?.contents)) return before.hibernated;
  return hibernatedAreas(contents).length > 0 || (before.hibernated && !showsHibernation(contents));
}

/** Whether an inspection with these contents would have found a hibernated guest. */
const showsHibernation = ({ areas }: DiskContents): boolean =>
  areas.every(
    ({ kind, type, state }) => (type !== 'ntfs' && kind !== 'SWAP' && kind !== 'UNKNOWN') || state !== null,
  );
