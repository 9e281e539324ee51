import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { RecordedEvent, UnparsedEvent } from '../../event-store/event-store.ts';
import { parseEventKeepingJson } from '../../event-store/parse-event.ts';
import type { BuildSettings, FromBuilder } from './build-protocol.ts';
import { readInThread } from './read-in-thread.ts';
import { createReadModel } from './read-model.ts';
import { beginViewsFile, settleViewsFile } from './views-file.ts';

// The program of the thread that makes views from all events of a store, and then ends. Another one reads them for it.

/** Told of at least once in so many batches. */
const batchesToTell = 16;
/** Disks are seldom changed twice within a short time, so that more memory than a server has for them saves reading some again: 16 MB. */
const keptDisks = 16_384;

async function build(port: MessagePort, { store, file }: BuildSettings): Promise<void> {
  const tell = (message: FromBuilder): void => port.postMessage(message);
  const connection = beginViewsFile(file, 'BULK');
  const model = createReadModel(connection, (event) => tell({ kind: 'SET_ASIDE', event }), keptDisks);
  // The file counts only when it is whole, so that one transaction is enough.
  connection.exec('BEGIN');
  let count = 0;
  for await (const events of readInThread(store)) {
    model.apply(events.map(parse), false);
    // Written at once, since what is kept for later costs the garbage collector more than the writing.
    model.flush();
    if (count % batchesToTell === 0) tell({ kind: 'REACHED', lastEventAt: model.lastEventAt() });
    count += 1;
  }
  while (model.judgeSome());
  connection.exec('COMMIT');
  // Each thread that sorts for an index may take as much as the cache.
  connection.exec('PRAGMA cache_size = -16384');
  await settleViewsFile(connection, () => Promise.resolve());
  connection.close();
  tell({ kind: 'DONE' });
}

function parse(event: UnparsedEvent): RecordedEvent {
  try {
    return parseEventKeepingJson(event);
  } catch (cause) {
    throw new Error(`Event ${event.revision} of stream ${event.stream} is not JSON.`, { cause });
  }
}

if (parentPort !== null) await build(parentPort, workerData);
