import type { EventStore } from '../../event-store/event-store.ts';
import { assertReadable } from './assert-readable.ts';

/**
 * A store that takes only events that can be read back: the one through which Winnow records. An import appends to the
 * store itself, as history is moved unchanged.
 */
export const onlyReadable = (store: EventStore): EventStore => ({
  ...store,
  append: async (stream, events, expected) => {
    for (const event of events) assertReadable(stream, event);
    return store.append(stream, events, expected);
  },
});
