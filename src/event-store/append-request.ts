import { InvalidAppend } from './errors.ts';
import type { ExpectedRevision, NewEvent, StreamMetadata } from './event-store.ts';

/** Stream, expected revision, then id, type, data and metadata (both as JSON text) of each event in turn. */
export type AppendRequest = readonly [stream: string, expected: ExpectedRevision, ...events: string[]];

/** How many texts of an append request stand for one event. */
export const FIELDS_PER_EVENT = 4;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Checks an append and puts it into the form that every adapter takes.
 * @throws InvalidAppend when no store could hold the events.
 */
export function toAppendRequest(
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): AppendRequest {
  if (stream === '') throw new InvalidAppend(stream, 'the name of the stream is empty');
  if (events.length === 0) throw new InvalidAppend(stream, 'there are no events to append');
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new InvalidAppend(stream, `the expected revision ${expected} is not a whole number from 0 on`);
  }
  const fields: string[] = [];
  for (const { id, type, data, metadata } of events) {
    if (!UUID.test(id)) throw new InvalidAppend(stream, `the event id ${JSON.stringify(id)} is not a UUID`);
    if (type === '') throw new InvalidAppend(stream, `the type of event ${id} is empty`);
    fields.push(
      id.toLowerCase(),
      type,
      toJson(stream, id, 'data', data),
      toJson(stream, id, 'metadata', metadata),
    );
  }
  if (events.length > 1 && new Set(events.map((event) => event.id.toLowerCase())).size < events.length) {
    throw new InvalidAppend(stream, 'two of its events have the same id');
  }
  return [stream, expected, ...fields];
}

/** @throws InvalidAppend when a stream cannot have such a bound. */
export function checkStreamMetadata(stream: string, { maxCount }: StreamMetadata): void {
  if (maxCount !== undefined && !(Number.isSafeInteger(maxCount) && maxCount > 0)) {
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
