import type { Position } from '../../event-store/event-store.ts';

interface Waiter {
  readonly position: Position;
  readonly done: () => void;
}

/** Those who wait until the views include a position. */
export interface Waiters {
  /** Resolves once `reached` is called with the position or one after it, or when the time is over. */
  waitFor(position: Position, timeoutMs: number): Promise<void>;
  reached(position: Position | null): void;
  /** Lets all go. */
  close(): void;
}

export function createWaiters(): Waiters {
  const waiting = new Set<Waiter>();
  return {
    waitFor: (position, timeoutMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => waiter.done(), timeoutMs);
        const waiter: Waiter = {
          position,
          done() {
            clearTimeout(timer);
            waiting.delete(waiter);
            resolve();
          },
        };
        waiting.add(waiter);
      }),
    reached(position) {
      if (position === null) return;
      for (const waiter of waiting) if (waiter.position <= position) waiter.done();
    },
    close() {
      for (const waiter of waiting) waiter.done();
    },
  };
}
