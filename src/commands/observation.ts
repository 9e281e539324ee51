import type { ImageObservation } from '../domain/disk/events.ts';
import { unseenImage } from '../domain/disk/upcast.ts';
import type { ImageInspection } from '../hosts/host.ts';

/** What was found of an image that is there. */
export function seen(found: ImageInspection): Partial<ImageObservation> {
  const { realPath: _path, chain: _chain, ...facts } = found;
  return { present: true, ...facts, unreadable: null };
}

/** What is known of an image that is not where the catalogue says. */
export const absent: ImageObservation = { ...unseenImage, present: false };
