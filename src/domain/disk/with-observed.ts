import { provisionedAfter } from './allocation.ts';
import { mergeAttachments } from './attachments.ts';
import type { Observed } from './commands.ts';
import type { DiskObservation } from './observation.ts';
import { refcountsAfter } from './refcounts.ts';
import { nothingObserved } from './upcast.ts';

/** All that is observed of a disk: what was known before, and what an inspection has found. */
export function withObserved(
  known: DiskObservation | null,
  { image, derived, attachments, contents }: Observed,
): DiskObservation {
  const before = known ?? nothingObserved;
  return {
    ...before,
    ...image,
    ...(image !== undefined && {
      provisioned: provisionedAfter(before, image),
      refcounts: refcountsAfter(before, image),
    }),
    ...derived,
    // What comes in place of an image that is gone holds something else.
    contents: image?.present === false ? null : contents === undefined ? before.contents : contents,
    attachments:
      attachments === undefined ? before.attachments : mergeAttachments(before.attachments, attachments),
  };
}
