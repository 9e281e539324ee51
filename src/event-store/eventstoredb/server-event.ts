import type { ResolvedEvent } from '@eventstore/db-client';
import type { EventMetadata } from '../../domain/recorded-event.ts';
import { EventNotReadable } from '../errors.ts';
import type { Position, RecordedEvent } from '../event-store.ts';
import { toPosition } from './position.ts';

/** An event as the driver gives it, whoever wrote it. */
export type ServerEvent = NonNullable<ResolvedEvent['event']>;

/** Where the event lies among all events of the server. */
export function positionOf({ position }: ServerEvent): Position {
  if (position === undefined) throw new Error('the server did not say where in its log an event lies');
  return toPosition(position);
}

/** Turns events of the server's into Winnow's. */
export const createDecoder =
  (store: string, prefix: string) =>
  (event: ServerEvent): RecordedEvent => {
    const { id, type, streamId, revision, data, metadata, isJson } = event;
    // What is no JSON, though it is called so, the driver gives as text.
    if (!isJson || typeof data === 'string' || !isMetadata(metadata)) {
      const cause = 'its data or metadata are not JSON objects of the form that Winnow writes';
      throw new EventNotReadable(store, `${revision} of stream ${streamId}`, { cause });
    }
    const stream = streamId.slice(prefix.length);
    return { id, type, data, metadata, stream, revision: Number(revision), position: positionOf(event) };
  };

const isMetadata = (metadata: unknown): metadata is EventMetadata =>
  typeof metadata === 'object' && metadata !== null && 'occurredAt' in metadata;
