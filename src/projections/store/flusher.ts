import { isCorruption } from './connection.ts';
import type { ReadModel } from './read-model.ts';

/** So long may a change be in memory only; after a crash it is projected again from the events. */
const delayMs = 50;
/** While catching up, transactions are this large; */
const fullAt = 2_000;
/** afterwards so small that nobody waits long behind one: about 2 ms. */
const fullAtWhenLive = 32;
/** What may wait in memory while writes fail. */
const blockedAt = 20_000;
const longestRetryMs = 5_000;

/** Writes a read model's changes in transactions of a good size, and again where that failed. */
export interface Flusher {
  /** Changes were taken in, of the newest or while catching up. */
  touch(live: boolean): void;
  /** Writes what is pending before a query looks; where writes fail just now, the query gets what is there. */
  settle(): void;
  /** Whether so much waits that nothing more may be taken in. */
  blocked(): boolean;
  /** Resolves when no longer blocked. */
  room(): Promise<void>;
  /** Why the last write failed; null when it did not. */
  problem(): string | null;
  stop(): void;
}

export function createFlusher(
  model: ReadModel,
  on: { failed: (error: unknown) => void; corrupt: () => void },
): Flusher {
  let timer: NodeJS.Timeout | null = null;
  let failures = 0;
  let problem: string | null = null;
  let stopped = false;
  let waiting: (() => void)[] = [];

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    try {
      model.flush();
      failures = 0;
      problem = null;
      release();
      // What is left to judge again goes on piece by piece, with turns for others in between.
      if (model.pending() > 0) later(0);
    } catch (error) {
      failures += 1;
      problem = error instanceof Error ? error.message : String(error);
      on.failed(error);
      if (isCorruption(error)) on.corrupt();
      later(Math.min(longestRetryMs, 50 * 2 ** failures));
    }
  }

  function later(ms: number): void {
    if (stopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      flush();
    }, ms);
    timer.unref();
  }

  function release(): void {
    const released = waiting;
    waiting = [];
    for (const resolve of released) resolve();
  }

  const blocked = (): boolean => failures > 0 && model.pending() >= blockedAt && !stopped;

  return {
    touch(live) {
      if (failures === 0 && model.pending() >= (live ? fullAtWhenLive : fullAt)) flush();
      else later(delayMs);
    },
    settle() {
      if (failures === 0 && model.pending() > 0) flush();
    },
    blocked,
    room: () => new Promise((resolve) => (blocked() ? waiting.push(resolve) : resolve())),
    problem: () => problem,
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      release();
    },
  };
}
