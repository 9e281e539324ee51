import { EventNotReadable } from '../errors.ts';
import type { RecordedEvent } from '../event-store.ts';
import type { StoredEvent } from './read-message.ts';

/** Turns events of the server's into Winnow's; the prefix is taken off the names of their streams. */
export function createDecoder(store: string, prefix: string): (stored: StoredEvent) => RecordedEvent {
  return ({ id, type, stream, revision, position, data, metadata }) => {
    try {
      return {
        id,
        type,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
        stream: stream.slice(prefix.length),
        revision,
        position,
      };
    } catch (cause) {
      throw new EventNotReadable(store, `${revision} of stream ${stream}`, { cause });
    }
  };
}
