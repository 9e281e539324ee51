import type { DiskEvent, SparsifyWarningCode } from './events.ts';
import type { DiskObservation, ImageObservation } from './observation.ts';

/** What is known of an image before its first inspection. */
export const uninspectedImage: ImageObservation = {
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

/** What is known of a disk before its first inspection. */
export const nothingObserved: DiskObservation = {
  ...uninspectedImage,
  attachments: null,
  children: [],
  overlays: [],
  contents: null,
};

const observedFields = Object.keys(nothingObserved);

/** The current code of a warning: GUEST_HIBERNATED was HIBERNATED_GUEST. */
export const currentWarningCode = (code: SparsifyWarningCode | 'HIBERNATED_GUEST'): SparsifyWarningCode =>
  code === 'HIBERNATED_GUEST' ? 'GUEST_HIBERNATED' : code;

/** Gives an event of an older schema version the current shape: what was not recorded then is unknown. */
export function upcastDiskEvent<Event extends DiskEvent>(event: Event): Event {
  if (event.type === 'DiskRegistered' && event.data.allocationBasis === undefined) {
    const { formatBasis = 'DECLARED', allocation } = event.data;
    // Scans recorded an image that took all of its size as preallocated, though nobody had declared that.
    const allocationBasis = allocation === 'PREALLOCATED' ? 'GUESSED' : 'DECLARED';
    return { ...event, data: { ...event.data, formatBasis, allocationBasis } };
  }
  if (event.type === 'DiskObserved' && !observedFields.every((field) => Object.hasOwn(event.data, field))) {
    return { ...event, data: { ...nothingObserved, ...event.data } };
  }
  if (event.type === 'SparsifyRequested') {
    const { options } = event.data;
    const acknowledgedWarnings = options.acknowledgedWarnings.map(currentWarningCode);
    if (acknowledgedWarnings.every((code, at) => code === options.acknowledgedWarnings[at])) return event;
    return { ...event, data: { ...event.data, options: { ...options, acknowledgedWarnings } } };
  }
  return event;
}
