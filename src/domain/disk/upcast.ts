import type { DiskEvent, DiskObservation, ImageObservation, SparsifyWarningCode } from './events.ts';

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

/** The code that a warning has today: GUEST_HIBERNATED was HIBERNATED_GUEST. */
export const presentWarning = (code: SparsifyWarningCode | 'HIBERNATED_GUEST'): SparsifyWarningCode =>
  code === 'HIBERNATED_GUEST' ? 'GUEST_HIBERNATED' : code;

/** Gives an event of an older schema version today's shape: what was not recorded then is not known. */
export function upcastDiskEvent<Event extends DiskEvent>(event: Event): Event {
  if (event.type === 'DiskRegistered' && event.data.formatBasis === undefined) {
    return { ...event, data: { ...event.data, formatBasis: 'DECLARED' } };
  }
  if (event.type === 'DiskObserved' && event.data.contents === undefined) {
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
