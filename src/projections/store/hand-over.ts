import type { MessagePort } from 'node:worker_threads';
import type { UnparsedEvent } from '../../event-store/event-store.ts';
import type { FromReader } from './build-protocol.ts';

/** A batch has at least so many events, unless they are large. */
const batchEvents = 500;
const batchCharacters = 1_000_000;
/** How many batches may wait for the other thread. */
const mostAhead = 8;

/** Sends events to the thread at the other end, which answers each batch once it has taken it in; then says that those were all. */
export async function handOver(
  port: MessagePort,
  arriving: AsyncIterable<readonly UnparsedEvent[]>,
): Promise<void> {
  const tell = (message: FromReader): void => port.postMessage(message);
  let ahead = 0;
  let wake = (): void => undefined;
  port.on('message', () => {
    ahead -= 1;
    wake();
  });
  for await (const events of inBatches(arriving)) {
    tell({ kind: 'EVENTS', events });
    ahead += 1;
    while (ahead === mostAhead) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
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
