import type { SubscriptionItem } from '../event-store.ts';
import { toPosition } from './position.ts';
import type { Chunk } from './reader.ts';

interface Waiting {
  readonly resolve: (result: IteratorResult<SubscriptionItem>) => void;
  readonly reject: (error: unknown) => void;
}

export interface Subscription {
  readonly iterator: AsyncIterator<SubscriptionItem>;
  /** There may be something to read. */
  wake(): void;
  end(): void;
}

/**
 * One reader's way through the events. It holds no events: whoever is slow reads from the file later.
 * Written as an iterator by hand, since a generator that waits cannot be ended.
 */
export function createSubscription(source: {
  start: () => number;
  chunkAfter: (row: number) => Chunk;
  signal: AbortSignal;
  onEnd: () => void;
}): Subscription {
  const { signal } = source;
  const waiting: Waiting[] = [];
  let row: number | null = null;
  let lagging = true;
  let pausing = false;
  let ended = false;

  function advance(): void {
    while (!pausing && !ended) {
      const first = waiting[0];
      if (first === undefined) return;
      try {
        const value = take();
        if (value === null) return;
        waiting.shift();
        first.resolve({ value, done: false });
      } catch (error) {
        waiting.shift();
        end();
        first.reject(error);
      }
    }
  }

  function take(): SubscriptionItem | null {
    row ??= source.start();
    const { events, full, next } = source.chunkAfter(row);
    if (events.length > 0) {
      row = next;
      if (full) pause();
      return { kind: 'EVENTS', events };
    }
    if (!lagging) return null;
    lagging = false;
    return { kind: 'CAUGHT_UP', position: row === 0 ? null : toPosition(row) };
  }

  // A long way to catch up must leave the event loop to others between two chunks.
  function pause(): void {
    lagging = true;
    pausing = true;
    setImmediate(() => {
      pausing = false;
      advance();
    });
  }

  function end(): void {
    if (ended) return;
    ended = true;
    signal.removeEventListener('abort', end);
    source.onEnd();
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
  }

  if (signal.aborted) ended = true;
  else signal.addEventListener('abort', end);

  return {
    wake: advance,
    end,
    iterator: {
      next: () => {
        if (ended) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve, reject) => {
          waiting.push({ resolve, reject });
          advance();
        });
      },
      return: () => {
        end();
        return Promise.resolve({ value: undefined, done: true });
      },
    },
  };
}
