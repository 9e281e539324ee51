import type { DiskEvent, DiskObservation, ImageObservation } from './events.ts';

/** What is known of an image that nobody has looked at. */
export const unseenImage: ImageObservation = {
  present: true,
  virtualSize: null,
  allocatedBytes: null,
  backing: null,
  backingChain: null,
  internalSnapshots: [],
  formatName: null,
  encrypted: null,
  corrupt: null,
  dirty: null,
  writable: null,
  unreadable: null,
  fault: null,
};

/** What is observed of a disk as long as nothing is. */
export const nothingObserved: DiskObservation = {
  ...unseenImage,
  attachments: null,
  children: [],
  overlays: [],
};

/** Gives an event of an older schema version today's shape: what was not recorded then is not known. */
export function upcastDiskEvent<Event extends DiskEvent>(event: Event): Event {
  if (event.type === 'DiskRegistered' && event.data.formatBasis === undefined) {
    return { ...event, data: { ...event.data, formatBasis: 'DECLARED' } };
  }
  if (event.type === 'DiskObserved' && event.data.fault === undefined) {
    return { ...event, data: { ...nothingObserved, ...event.data } };
  }
  return event;
}
