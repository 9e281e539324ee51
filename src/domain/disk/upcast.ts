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
  inode: null,
  provisioned: null,
  declaredAllocation: null,
  refcounts: null,
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
  if (event.type === 'DiskRegistered' && event.data.allocationBasis === undefined) {
    const { formatBasis = 'DECLARED', allocation } = event.data;
    // Scans called an image preallocated that took all of its size; that it was made so nobody had said.
    const allocationBasis = allocation === 'PREALLOCATED' ? 'GUESSED' : 'DECLARED';
    return { ...event, data: { ...event.data, formatBasis, allocationBasis } };
  }
  if (event.type === 'DiskObserved') {
    return { ...event, data: { ...nothingObserved, ...event.data } };
  }
  return event;
}
