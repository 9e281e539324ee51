import { write, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** How many characters are written at once: a write for each line would cost a tenth of a request. */
const batchSize = 4096;
/** How long a line waits for others at most, in milliseconds. */
const flushAfterMs = 100;
/** How many characters wait at most while a slow reader has not read earlier ones; more are dropped. */
const maxWaiting = 1024 * 1024;

let standardError: DestinationStream | null = null;

/** Standard error as a log destination. If it cannot be written, as on a full disk, only the log is lost. */
export function logDestination(): DestinationStream {
  standardError ??= destinationAt(2);
  return standardError;
}

// pino's own destination retries on a full disk while the process exits, and so keeps it from exiting.
function destinationAt(descriptor: number): DestinationStream {
  let waiting = '';
  let writing: Buffer | null = null;
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    if (writing !== null || waiting === '') return;
    if (waiting.length >= batchSize) flush();
    else timer ??= setTimeout(flush, flushAfterMs).unref();
  }

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (writing !== null) return;
    send(Buffer.from(waiting));
    waiting = '';
  }

  function send(text: Buffer): void {
    writing = text;
    write(descriptor, text, (error, written) => {
      if (error?.code === 'EAGAIN') setTimeout(send, flushAfterMs, text).unref();
      else if (error === null && written < text.length) send(text.subarray(written));
      else {
        writing = null;
        schedule();
      }
    });
  }

  process.on('exit', () => {
    try {
      for (let left = Buffer.from(waiting); left.length > 0; ) {
        left = left.subarray(writeSync(descriptor, left));
      }
    } catch {
      // The process exits, and there is nowhere to report it.
    }
  });
  return {
    write(line) {
      if (waiting.length + line.length <= maxWaiting) waiting += line;
      schedule();
    },
  };
}
