import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openForWriting } from './database.ts';
import { faultOf } from './fault.ts';
import { createGroupCommit } from './group-commit.ts';
import type { FromWriter, ToWriter, WriteRequest, WriterSettings } from './protocol.ts';

// The program of the one thread that writes the store. It ends on the request to close.

function serve(port: MessagePort, settings: WriterSettings): void {
  const send = (message: FromWriter): void => port.postMessage(message);
  let db: ReturnType<typeof openForWriting>;
  try {
    db = openForWriting(settings);
  } catch (error) {
    const fault = faultOf(error, settings.file);
    if (fault === null) throw error;
    send({ kind: 'OPEN_FAILED', fault });
    port.close();
    return;
  }
  const group = createGroupCommit(db, settings.file);

  port.on('message', (first: ToWriter) => {
    const requests: WriteRequest[] = [];
    let closing = false;
    // All that has arrived shares one transaction, and so one flush of the disk.
    for (let message: ToWriter | undefined = first; message !== undefined; message = next(port)) {
      if (message === 'CLOSE') closing = true;
      else requests.push(...message);
    }
    if (requests.length > 0) {
      send({ kind: 'ANSWERS', answers: group.commit(requests) });
      group.checkpoint();
    }
    if (closing) {
      db.close();
      port.close();
    }
  });
  send({ kind: 'OPEN' });
}

function next(port: MessagePort): ToWriter | undefined {
  return receiveMessageOnPort(port)?.message;
}

if (parentPort !== null) serve(parentPort, workerData);
