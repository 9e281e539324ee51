import type { ServerResponse } from 'node:http';
import type { EventStreamSettings } from '../settings.ts';

/** A result of an operation, written as JSON; `id` is the cursor with which a client resumes after it. */
export interface StreamedResult {
  readonly id: string | null;
  readonly json: string;
}

/** The results of an operation; `return` ends a `next` that waits. Neither rejects. */
export type Results = Pick<AsyncIterator<StreamedResult>, 'next' | 'return'>;

export interface EventStreams {
  /** How many are open. */
  readonly open: number;
  /** Sends the results until they end, the client leaves, reads too slowly or the server closes. */
  serve(response: ServerResponse, results: Results): Promise<void>;
  /** Ends every stream in such a way that clients resume it elsewhere. */
  close(): void;
}

/**
 * Operations as server-sent events, in the protocol of graphql-sse with one connection for each operation. A stream that
 * ends without the event `complete` was cut off, and clients resume it with the id of the last event.
 */
export function eventStreams({
  keepAliveMs,
  readTimeoutMs,
  closeTimeoutMs,
}: EventStreamSettings): EventStreams {
  const open = new Set<(why: string) => void>();

  const serve = async (response: ServerResponse, results: Results): Promise<void> => {
    if (response.destroyed) return void (await results.return?.());
    let isCut = false;
    const timers: NodeJS.Timeout[] = [];
    const end = (last: string, withinMs: number): void => {
      response.end(last);
      timers.push(setTimeout(() => response.destroy(), withinMs));
    };
    const cutOff = (why: string): void => {
      if (isCut || response.writableEnded) return;
      isCut = true;
      end(`: ${why}\n\n`, closeTimeoutMs);
      void results.return?.();
    };
    const closed = new Promise<void>((resolve) => {
      response.once('close', () => {
        isCut = true;
        open.delete(cutOff);
        for (const timer of timers) clearTimeout(timer);
        void results.return?.();
        resolve();
      });
    });
    open.add(cutOff);
    timers.push(
      setInterval(() => {
        if (!response.writableEnded && !response.writableNeedDrain) response.write(':\n\n');
      }, keepAliveMs),
    );
    // Clients of fetch get the headers with the first bytes only.
    response.write(':\n\n');
    while (!isCut) {
      const { done, value } = await results.next();
      if (isCut) break;
      if (done) {
        end('event: complete\ndata:\n\n', readTimeoutMs);
        break;
      }
      if (!response.write(eventOf(value))) await readOn(response, readTimeoutMs, cutOff);
    }
    await closed;
  };

  return {
    get open() {
      return open.size;
    },
    serve,
    close: () => {
      for (const cutOff of open) cutOff('The server closes: connect again, and resume with the last id.');
    },
  };
}

const eventOf = ({ id, json }: StreamedResult): string =>
  `event: next\n${id === null ? '' : `id: ${id}\n`}data: ${json}\n\n`;

/** Waits until the client has read what was written, for a time. */
async function readOn(
  response: ServerResponse,
  readTimeoutMs: number,
  cutOff: (why: string) => void,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(
      () => cutOff('Too slow: read faster, and resume with the last id.'),
      readTimeoutMs,
    );
    const read = (): void => {
      clearTimeout(timer);
      response.off('drain', read).off('close', read);
      resolve();
    };
    response.on('drain', read).on('close', read);
  });
}
