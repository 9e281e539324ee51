import type { ImageObservation } from '../domain/disk/events.ts';
import { unseenImage } from '../domain/disk/upcast.ts';
import type { ImageInspection } from '../hosts/host.ts';

/** What was found of an image that is there. */
export function seen(found: ImageInspection): Partial<ImageObservation> {
  const { realPath: _, allUsersSeen: __, ...facts } = found;
  return { present: true, ...facts, unreadable: null };
}

// Whether the same file comes back, its inode tells then.
const { inode: _, provisioned: __, refcounts: ___, ...lost } = unseenImage;

/** What is known of an image that is not where the catalogue says. */
export const absent: Partial<ImageObservation> = { ...lost, present: false };
