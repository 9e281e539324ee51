import { EventStoreClosed } from '../errors.ts';
import type { EventStore } from '../event-store.ts';
import { createSubscriptions } from '../subscriptions.ts';
import { createAppend, createServerAppend } from './append.ts';
import { type ConnectionOptions, readClientSettings } from './client-settings.ts';
import { createConnection } from './connection.ts';
import { describeFault } from './fault.ts';
import { createMetadata } from './metadata.ts';
import { createReader } from './reader.ts';
import { itemsAfter } from './subscription.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from './timeouts.ts';

export interface EventStoreDbOptions extends ConnectionOptions, Partial<Timeouts> {
  /**
   * Every stream's name on the server begins with it, and only such streams are read. Ends with its only hyphen,
   * so that no prefix is the beginning of another. Default `winnow-`; installations that share a cluster need one each.
   */
  readonly streamPrefix?: string;
}

/**
 * Opens the event store on EventStoreDB 21.10 or later, one node or a cluster. It connects at the first call,
 * so Winnow starts without the server and finds it when it comes.
 * @throws InvalidStoreSettings that names the setting, never a password.
 */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStore> {
  const prefix = options.streamPrefix ?? 'winnow-';
  const settings = await readClientSettings(options);
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options };
  const store = settings.name;
  // A server limits the calls on one connection: with two, appends do not keep reads waiting.
  const connection = createConnection(settings);
  const connectionForAppends = createConnection(settings);
  const reader = createReader(connection, { prefix, store, timeouts });
  const serverAppend = createServerAppend(connectionForAppends, store, timeouts, reader.newestOf);
  const append = createAppend(serverAppend, prefix);
  const metadata = createMetadata(reader, serverAppend, { prefix, store, forMs: timeouts.retryForMs });
  const source = { reader, prefix, store, timeouts };
  const subscriptions = createSubscriptions((after, waiter) => itemsAfter(source, after, waiter));
  const pending = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  function ifOpen<Result>(begin: () => Result): Result {
    if (closing !== null) throw new EventStoreClosed(store);
    return begin();
  }

  async function whileOpen<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = ifOpen(work);
    const settled = result.catch(() => undefined).finally(() => pending.delete(settled));
    pending.add(settled);
    return result;
  }

  async function close(): Promise<void> {
    subscriptions.close();
    await Promise.all(pending);
    connection.close();
    connectionForAppends.close();
  }

  return {
    // Each append is a call of its own, which may overtake another.
    keepsOrder: false,
    append: (stream, events, expected) => whileOpen(() => append(stream, events, expected)),
    readStream: (stream, read) => ifOpen(() => reader.readStream(stream, read)),
    readAll: (read) => ifOpen(() => reader.readAll(read)),
    subscribe: (subscription) => ifOpen(() => subscriptions.subscribe(subscription)),
    setStreamMetadata: (stream, values) => whileOpen(() => metadata.setStreamMetadata(stream, values)),
    getStreamMetadata: (stream) => whileOpen(() => metadata.getStreamMetadata(stream)),
    head: () => whileOpen(reader.head),
    health: async () => {
      const problem = await whileOpen(reader.ping).then(
        () => null,
        (error: unknown) => describeFault(error, store),
      );
      return {
        kind: 'EVENTSTOREDB',
        available: problem === null,
        problem: problem instanceof Error ? problem.message : null,
      };
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
