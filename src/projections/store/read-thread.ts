import { parentPort, workerData } from 'node:worker_threads';
import { openEventStoreForReading } from '../../event-store/open-event-store.ts';
import { handOver } from './hand-over.ts';

// The program of the thread that reads all events of a store for the one that makes views of them, which ends it.

/** So long a server may be away before the work of minutes is given up, in milliseconds. */
const retryForMs = 60_000;

if (parentPort !== null) {
  const store = await openEventStoreForReading({ retryForMs, ...workerData });
  await handOver(parentPort, store.readUnparsed());
  await store.close();
}
