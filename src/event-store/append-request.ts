import { InvalidAppend } from './errors.ts';
import type { ExpectedRevision, NewEvent, StreamMetadata } from './event-store.ts';

/** An event whose data and metadata are JSON text. */
export interface WrittenEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The events of an append in the form in which every adapter stores them.
 * @throws InvalidAppend when no store could hold the events.
 */
export function toWrittenEvents(
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): WrittenEvent[] {
  if (stream === '') throw new InvalidAppend(stream, 'the name of the stream is empty');
  if (events.length === 0) throw new InvalidAppend(stream, 'there are no events to append');
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new InvalidAppend(stream, `the expected revision ${expected} is not a whole number from 0 on`);
  }
  const written = events.map(({ id, type, data, metadata }) => {
    if (!UUID.test(id)) throw new InvalidAppend(stream, `the event id ${JSON.stringify(id)} is not a UUID`);
    if (type === '') throw new InvalidAppend(stream, `the type of event ${id} is empty`);
    return {
      id: id.toLowerCase(),
      type,
      data: toJson(stream, id, 'data', data),
      metadata: toJson(stream, id, 'metadata', metadata),
    };
  });
  if (new Set(written.map(({ id }) => id)).size < written.length) {
    throw new InvalidAppend(stream, 'two of its events have the same id');
  }
  return written;
}

/** @throws InvalidAppend when a stream cannot have such a bound. */
export function checkStreamMetadata(stream: string, { maxCount }: StreamMetadata): void {
  if (!Number.isSafeInteger(maxCount) || maxCount <= 0) {
    throw new InvalidAppend(stream, `maxCount ${maxCount} is not a whole number from 1 on`);
  }
}

function toJson(stream: string, id: string, field: string, value: unknown): string {
  const describe = `the ${field} of event ${id} cannot be written as a JSON object`;
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    throw new InvalidAppend(stream, `${describe} (${cause})`, { cause });
  }
  // EventStoreDB's driver returns text both for JSON text and for data that is not JSON.
  if (json === undefined || typeof value !== 'object') throw new InvalidAppend(stream, describe);
  return json;
}
