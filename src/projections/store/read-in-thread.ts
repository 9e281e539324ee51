import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { UnparsedEvent } from '../../event-store/event-store.ts';
import type { EventStoreSettings } from '../../event-store/open-event-store.ts';
import type { FromReader } from './build-protocol.ts';

/**
 * All events of a store in order, in batches, read by a thread of its own that stays a few batches ahead.
 * Throws when that thread fails; leaving it ends the thread.
 */
export async function* readInThread(settings: EventStoreSettings): AsyncGenerator<readonly UnparsedEvent[]> {
  const worker = new Worker(new URL('./read-thread.ts', import.meta.url), {
    workerData: settings,
    name: 'projections-reader',
  });
  try {
    for await (const args of on(worker, 'message', { close: ['exit'] })) {
      const message: FromReader = args[0];
      if (message.kind === 'DONE') return;
      yield message.events;
      worker.postMessage(null);
    }
    throw new Error('The thread that reads events ended before their end.');
  } finally {
    await worker.terminate();
  }
}
