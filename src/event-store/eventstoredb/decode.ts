import { EventNotReadable } from '../errors.ts';
import type { RecordedEvent, UnparsedEvent } from '../event-store.ts';
import type { StoredEvent } from './read-message.ts';

/** Turns events of the server's into Winnow's by one of the functions of parse-event.ts. */
export function createDecoder(
  store: string,
  prefix: string,
  parse: (event: UnparsedEvent) => RecordedEvent,
): (stored: StoredEvent) => RecordedEvent {
  return (stored) => {
    try {
      return parse(withoutPrefix(stored, prefix));
    } catch (cause) {
      throw new EventNotReadable(store, `${stored.revision} of stream ${stored.stream}`, { cause });
    }
  };
}

/** The event, with the prefix taken off the name of its stream. */
export const withoutPrefix = (stored: StoredEvent, prefix: string): UnparsedEvent => ({
  ...stored,
  stream: stored.stream.slice(prefix.length),
});
