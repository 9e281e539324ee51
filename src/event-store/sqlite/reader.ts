import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStoreClosed, PositionNotInStore } from '../errors.ts';
import type { EventStore, Position, RecordedEvent, StreamMetadata } from '../event-store.ts';
import { openForReading } from './database.ts';
import { StoreFailed } from './errors.ts';
import { describeError } from './fault.ts';
import { fromPosition, toPosition } from './position.ts';

/** Handed on at a time: about a millisecond of the event loop. Large events end a chunk early. */
const CHUNK_EVENTS = 500;
const CHUNK_CHARACTERS = 1_000_000;
/** Taken from SQLite in one call, and so the most large events that a chunk holds. */
const ROWS_AT_ONCE = 100;
const COLUMNS = 'position, stream, revision, id, type, data, metadata';

/** A way through the events: the query, its parameters from a place on, and the place after an event. */
interface Way {
  readonly statement: StatementSync;
  readonly parameters: readonly string[];
  readonly next: (event: RecordedEvent) => number;
}

/** A run of events in order. */
export interface Chunk {
  readonly events: readonly RecordedEvent[];
  /** The chunk ended at its bound, so that there may be more. */
  readonly full: boolean;
  /** Where the next chunk starts. */
  readonly next: number;
}

/** Reads a store through a connection of its own, which never waits for the writer. */
export interface Reader extends Pick<EventStore, 'readStream' | 'readAll'> {
  /** The next events after a row; `next` is the row of the last of them. */
  chunkAfter(row: number): Chunk;
  /** The row of the last event, 0 when there is none. */
  lastRow(): number;
  /** The row of a position that was given from outside. */
  rowOf(position: Position | null): number;
  streamMetadata(stream: string): StreamMetadata | null;
  close(): void;
}

export function createReader(file: string): Reader {
  const db: DatabaseSync = openForReading(file);
  const forwards = prepareRows(`SELECT ${COLUMNS} FROM events
    WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`);
  const backwards = prepareRows(`SELECT ${COLUMNS} FROM events
    WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`);
  const all = prepareRows(`SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`);
  const last = prepareRows('SELECT coalesce(max(position), 0) FROM events');
  const maxCount = prepareRows('SELECT max_count FROM streams WHERE stream = ?');

  function prepareRows(sql: string): StatementSync {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }

  function read<Result>(from: () => Result): Result {
    if (!db.isOpen) throw new EventStoreClosed(file);
    try {
      return from();
    } catch (error) {
      throw describeError(error, file);
    }
  }

  function chunk(way: Way, from: number, wanted: number): Chunk {
    const most = Math.min(wanted, CHUNK_EVENTS);
    const events: RecordedEvent[] = [];
    let characters = 0;
    let next = from;
    while (events.length < most && characters < CHUNK_CHARACTERS) {
      const limit = Math.min(most - events.length, ROWS_AT_ONCE);
      const rows = read(() => rowsOf(way.statement, [...way.parameters, next, limit]));
      for (const row of rows) {
        const event = toEvent(row);
        events.push(event);
        next = way.next(event);
        characters += charactersOf(row);
      }
      if (rows.length < limit) return { events, full: false, next };
    }
    return { events, full: true, next };
  }

  function toEvent(row: readonly SQLOutputValue[]): RecordedEvent {
    const [position, stream, revision, id, type, data, metadata] = row;
    try {
      return {
        id: String(id),
        type: String(type),
        data: JSON.parse(String(data)),
        metadata: JSON.parse(String(metadata)),
        stream: String(stream),
        revision: Number(revision),
        position: toPosition(Number(position)),
      };
    } catch (cause) {
      throw new StoreFailed('CORRUPT', file, `the event at position ${position} is not JSON: ${cause}`);
    }
  }

  async function* walk(way: Way, start: () => number, limit: number): AsyncGenerator<RecordedEvent> {
    let from = start();
    let left = limit;
    while (left > 0) {
      const { events, full, next } = chunk(way, from, left);
      for (const event of events) yield event;
      if (!full) return;
      left -= events.length;
      from = next;
      // A long read leaves the event loop to others between two chunks.
      if (left > 0) await nextTurn();
    }
  }

  const lastRow = (): number => read(() => Number(rowsOf(last, [])[0]?.[0]));

  function rowOf(position: Position | null): number {
    const row = fromPosition(position);
    if (row > 0 && row > lastRow())
      throw new PositionNotInStore(String(position), 'it lies beyond the last event');
    return row;
  }

  const everything: Way = { statement: all, parameters: [], next: ({ position }) => Number(position) };

  return {
    readStream: (stream, { from, direction = 'FORWARDS', limit = Number.POSITIVE_INFINITY } = {}) =>
      direction === 'FORWARDS'
        ? walk(
            { statement: forwards, parameters: [stream], next: (event) => event.revision + 1 },
            () => from ?? 0,
            limit,
          )
        : walk(
            { statement: backwards, parameters: [stream], next: (event) => event.revision - 1 },
            () => from ?? Number.MAX_SAFE_INTEGER,
            limit,
          ),
    readAll: ({ after = null, limit = Number.POSITIVE_INFINITY } = {}) =>
      walk(everything, () => rowOf(after), limit),
    chunkAfter: (row) => chunk(everything, row, CHUNK_EVENTS),
    lastRow,
    rowOf,
    streamMetadata: (stream) => {
      const value = read(() => rowsOf(maxCount, [stream])[0]?.[0]);
      return value === undefined ? null : { maxCount: Number(value) };
    },
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

const charactersOf = (row: readonly SQLOutputValue[]): number =>
  String(row[5]).length + String(row[6]).length;

// The type declarations know rows as objects only; `setReturnArrays` makes them arrays, which are cheaper.
const rowsOf = (statement: StatementSync, parameters: (string | number)[]): SQLOutputValue[][] =>
  statement.all(...parameters) as unknown as SQLOutputValue[][];
