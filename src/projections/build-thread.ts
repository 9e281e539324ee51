import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createReader } from '../event-store/sqlite/reader.ts';
import type { BuildSettings, FromBuilder } from './build-protocol.ts';
import { createReadModel } from './read-model.ts';
import { beginViewsFile, settleViewsFile } from './views-file.ts';

// The program of the thread that makes views from all events of an embedded store, and then ends.

/** Told of at least once in so many chunks. */
const chunksToTell = 16;
/** Disks are seldom changed twice within a short time, so that only a large memory saves reading them again: 100 MB. */
const keptDisks = 100_000;

async function build(port: MessagePort, { storeFile, file }: BuildSettings): Promise<void> {
  const tell = (message: FromBuilder): void => port.postMessage(message);
  const reader = createReader(storeFile);
  const connection = beginViewsFile(file, 'BULK');
  const model = createReadModel(connection, (event) => tell({ kind: 'SET_ASIDE', event }), keptDisks);
  // The file counts only when it is whole, so that one transaction is enough.
  connection.exec('BEGIN');
  for (let row = 0, full = true, count = 0; full; count += 1) {
    const chunk = reader.chunkAfter(row);
    model.apply(chunk.events, false);
    // Written at once, since what is kept for later costs the garbage collector more than the writing.
    model.flush();
    if (count % chunksToTell === 0) tell({ kind: 'REACHED', lastEventAt: model.lastEventAt() });
    ({ next: row, full } = chunk);
  }
  while (model.judgeSome());
  connection.exec('COMMIT');
  reader.close();
  await settleViewsFile(connection, () => Promise.resolve());
  connection.close();
  tell({ kind: 'DONE' });
}

if (parentPort !== null) await build(parentPort, workerData);
