import { type DiskContents, hibernatedAreas } from './contents.ts';
import type { FilesystemResult } from './events.ts';
import type { DiskObservation } from './observation.ts';
import { sameValue } from './same-value.ts';

/** Whether a run met a guest that is hibernated, or a Windows that was not shut down fully. */
export const metHibernation = (filesystems: readonly FilesystemResult[]): boolean =>
  filesystems.some(
    ({ outcome, reason }) =>
      outcome === 'TRIMMED_WHILE_HIBERNATED' ||
      (outcome === 'SKIPPED' && /\bhibernated\b/i.test(reason ?? '')),
  );

/** Whether a guest counts as hibernated after an observation: a new look into the image goes before what was known. */
export function hibernatedAfter(
  before: { readonly hibernated: boolean; readonly observation: DiskObservation | null },
  { contents }: DiskObservation,
): boolean {
  if (contents === null || sameValue(contents, before.observation?.contents)) return before.hibernated;
  return hibernatedAreas(contents).length > 0 || (before.hibernated && !tellsHibernation(contents));
}

/** Whether a look would have seen a hibernated guest. */
const tellsHibernation = ({ areas }: DiskContents): boolean =>
  areas.every(
    ({ kind, type, state }) => (type !== 'ntfs' && kind !== 'SWAP' && kind !== 'UNKNOWN') || state !== null,
  );
