import { write, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** Characters that are written at once, as a write of its own for each line costs a tenth of a request. */
const enough = 4096;
/** The longest that a line waits for others, in milliseconds. */
const flushAfterMs = 100;
/** Characters that wait while a slow reader has not taken what came before; more is dropped. */
const most = 1024 * 1024;

let standardError: DestinationStream | null = null;

/** Standard error, for a log. Where it cannot be written, as on a full disk, the log is lost and all else goes on. */
export function logDestination(): DestinationStream {
  standardError ??= destinationAt(2);
  return standardError;
}

// pino's own destination tries a full disk again and again while the process ends, and so keeps it from ending.
function destinationAt(descriptor: number): DestinationStream {
  let waiting = '';
  let writing: Buffer | null = null;
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    if (writing !== null || waiting === '') return;
    if (waiting.length >= enough) flush();
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
    write(descriptor, text, (error, taken) => {
      if (error?.code === 'EAGAIN') setTimeout(send, flushAfterMs, text).unref();
      else if (error === null && taken < text.length) send(text.subarray(taken));
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
      // It is the end, and nobody could be told.
    }
  });
  return {
    write(line) {
      if (waiting.length + line.length <= most) waiting += line;
      schedule();
    },
  };
}
