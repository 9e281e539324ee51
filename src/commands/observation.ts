import type { ImageObservation } from '../domain/disk/events.ts';
import type { ImageInspection } from '../hosts/host.ts';

/** What was found of an image that is there. */
export function seen(found: ImageInspection): Partial<ImageObservation> {
  const { realPath: _, ...facts } = found;
  return { present: true, ...facts, unreadable: null };
}

/** What is known of an image that is not where the catalogue says. */
export const absent: ImageObservation = {
  present: false,
  virtualSize: null,
  allocatedBytes: null,
  backing: null,
  internalSnapshots: [],
  formatName: null,
  encrypted: null,
  corrupt: null,
  dirty: null,
  writable: null,
  unreadable: null,
};
