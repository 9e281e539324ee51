import type { DiskEvent, SparsifyWarningCode } from './events.ts';
import type { DiskObservation, ImageObservation } from './observation.ts';

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
  formatVersion: null,
  fault: null,
};

/** What is observed of a disk as long as nothing is. */
export const nothingObserved: DiskObservation = {
  ...unseenImage,
  attachments: null,
  children: [],
  overlays: [],
  contents: null,
};

const observedFields = Object.keys(nothingObserved);

/** The code that a warning has today: GUEST_HIBERNATED was HIBERNATED_GUEST. */
export const presentWarning = (code: SparsifyWarningCode | 'HIBERNATED_GUEST'): SparsifyWarningCode =>
  code === 'HIBERNATED_GUEST' ? 'GUEST_HIBERNATED' : code;

/** Gives an event of an older schema version today's shape: what was not recorded then is not known. */
export function upcastDiskEvent<Event extends DiskEvent>(event: Event): Event {
  if (event.type === 'DiskRegistered' && event.data.allocationBasis === undefined) {
    const { formatBasis = 'DECLARED', allocation } = event.data;
    // Scans called an image preallocated that took all of its size; that it was made so nobody had said.
    const allocationBasis = allocation === 'PREALLOCATED' ? 'GUESSED' : 'DECLARED';
    return { ...event, data: { ...event.data, formatBasis, allocationBasis } };
  }
  if (event.type === 'DiskObserved' && !observedFields.every((field) => Object.hasOwn(event.data, field))) {
    return { ...event, data: { ...nothingObserved, ...event.data } };
  }
  if (event.type === 'SparsifyRequested') {
    const { options } = event.data;
    const acknowledgedWarnings = options.acknowledgedWarnings.map(presentWarning);
    if (acknowledgedWarnings.every((code, at) => code === options.acknowledgedWarnings[at])) return event;
    return { ...event, data: { ...event.data, options: { ...options, acknowledgedWarnings } } };
  }
  return event;
}
