import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { UnparsedEvent } from '../event-store/event-store.ts';
import { type EventStoreSettings, openEventStoreForReading } from '../event-store/open-event-store.ts';
import type { FromReader } from './build-protocol.ts';

// The program of the thread that reads all events of a store for the one that makes views of them.

/** A batch has at least so many events, unless they are large. */
const batchEvents = 500;
const batchCharacters = 1_000_000;
/** How many batches may wait for the other thread. */
const mostAhead = 8;

async function read(port: MessagePort, settings: EventStoreSettings): Promise<void> {
  const tell = (message: FromReader): void => port.postMessage(message);
  let ahead = 0;
  let wake = (): void => undefined;
  port.on('message', () => {
    ahead -= 1;
    wake();
  });
  const store = await openEventStoreForReading(settings);
  for await (const events of inBatches(store.readUnparsed())) {
    while (ahead >= mostAhead) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    ahead += 1;
    tell({ kind: 'EVENTS', events });
  }
  await store.close();
  tell({ kind: 'DONE' });
}

async function* inBatches(
  arriving: AsyncIterable<readonly UnparsedEvent[]>,
): AsyncGenerator<readonly UnparsedEvent[]> {
  let batch: UnparsedEvent[] = [];
  let characters = 0;
  for await (const events of arriving) {
    for (const event of events) {
      batch.push(event);
      characters += event.data.length + event.metadata.length;
    }
    if (batch.length < batchEvents && characters < batchCharacters) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  yield batch;
}

if (parentPort !== null) await read(parentPort, workerData);
