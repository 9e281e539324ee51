import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkStreamMetadata, toWrittenEvents } from '../append-request.ts';
import { EventStoreClosed, EventStoreUnavailable } from '../errors.ts';
import type { EventStore, EventStoreHealth, ReadableEventStore } from '../event-store.ts';
import { createSubscriptions } from '../subscriptions.ts';
import { NoEventStore } from './errors.ts';
import { describeError } from './fault.ts';
import { toPosition } from './position.ts';
import { createReader, type Reader } from './reader.ts';
import { itemsAfter } from './subscription.ts';
import { startWriter } from './writer.ts';

export interface SqliteEventStoreOptions {
  /** Made where it is missing, with mode 0600, in a directory with mode 0700. */
  readonly file: string;
  /** The size in bytes that the file may grow to; `null`, the default, leaves it to the file system. */
  readonly maxBytes?: number | null;
}

/**
 * Opens the embedded event store: one file, owned by one process.
 * Writes are flushed to disk by a thread of their own, many appends at a time; reads never wait for it.
 * @throws EventStoreUnavailable, of the class that names the cause, when the file cannot be used.
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const file = resolve(options.file);
  const writer = await startWriter({ file, maxBytes: options.maxBytes ?? null }, () => subscriptions.wake());
  const reader = await createReaderOr(() => writer.close(() => undefined), file);
  const subscriptions = createSubscriptions((after, waiter) => itemsAfter(reader, after, waiter));
  let closing: Promise<void> | null = null;

  async function health(): Promise<EventStoreHealth> {
    const error = await writer.write({ kind: 'CHECK' }).then(
      () => null,
      (error: Error) => error,
    );
    if (error === null) return { kind: 'SQLITE', available: true, problem: null };
    const retryable = !(error instanceof EventStoreUnavailable) || error.retryable;
    return { kind: 'SQLITE', available: false, problem: error.message, retryable };
  }

  return {
    keepsOrder: true,
    append: async (stream, events, expected) => {
      const written = toWrittenEvents(stream, events, expected);
      const [revision, row] = await writer.write({ kind: 'APPEND', stream, expected, events: written });
      return { revision, position: toPosition(row) };
    },
    ...readingOf(reader),
    subscribe: (subscription) => {
      if (closing !== null) throw new EventStoreClosed(file);
      return subscriptions.subscribe(subscription);
    },
    setStreamMetadata: async (stream, { maxCount }) => {
      checkStreamMetadata(stream, { maxCount });
      await writer.write({ kind: 'SET_METADATA', stream, maxCount });
    },
    health,
    close: () => {
      // The writer's connection must be the last, as the last one tidies the log away.
      closing ??= writer.close(() => {
        subscriptions.close();
        reader.close();
      });
      return closing;
    },
  };
}

/**
 * Opens the embedded event store for reading only, which may be done while another process owns it.
 * @throws NoEventStore, else EventStoreUnavailable of the class that names the cause.
 */
export async function openSqliteEventStoreForReading(path: string): Promise<ReadableEventStore> {
  const file = resolve(path);
  if (!existsSync(file)) throw new NoEventStore(file);
  const reader = await createReaderOr(async () => undefined, file);
  return readingOf(reader);
}

const readingOf = ({ readStream, readAll, streamMetadata, lastRow, close }: Reader): ReadableEventStore => ({
  readStream,
  readAll,
  getStreamMetadata: async (stream) => streamMetadata(stream),
  async head() {
    const row = lastRow();
    return row === 0 ? null : toPosition(row);
  },
  close: async () => close(),
});

async function createReaderOr(undo: () => Promise<void>, file: string): Promise<Reader> {
  try {
    return createReader(file);
  } catch (error) {
    await undo();
    throw describeError(error, file);
  }
}
