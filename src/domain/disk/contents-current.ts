import { sameValue } from '../same-value.ts';
import { withoutLabels } from './attachments.ts';
import type { DiskObservation } from './observation.ts';

/**
 * Whether the contents that are known are those of the image as it is, as far as that is known: until the image is seen
 * changed, or its virtual machines are in another state.
 */
export function contentsCurrentAfter(
  before: { readonly contentsCurrent: boolean; readonly observation: DiskObservation | null },
  now: DiskObservation,
): boolean {
  if (now.contents === null) return false;
  const { observation } = before;
  if (observation === null || !sameValue(now.contents, observation.contents)) return true;
  return (
    before.contentsCurrent &&
    now.inode === observation.inode &&
    now.allocatedBytes === observation.allocatedBytes &&
    now.virtualSize === observation.virtualSize &&
    now.backing === observation.backing &&
    sameValue(withoutLabels(now.attachments), withoutLabels(observation.attachments))
  );
}
