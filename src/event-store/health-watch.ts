import { setTimeout as pause } from 'node:timers/promises';
import { StoreDown } from './errors.ts';
import type { EventStore, EventStoreHealth } from './event-store.ts';

/** How often the store is asked how it is, in milliseconds. */
const askEveryMs = 1_000;

export interface WatchedHealth extends EventStoreHealth {
  /** When the store last said that it is well; RFC 3339, null if it never did. */
  readonly availableAt: string | null;
}

export interface HealthWatch {
  /** What the store said last; costs nothing, and never waits. */
  current(): WatchedHealth;
  /** Resolves once the store is well, or the signal aborts. */
  untilAvailable(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** Keeps asking a store how it is, so that nobody who wants to know waits for one that does not answer. */
export async function watchHealth(store: EventStore): Promise<HealthWatch> {
  const stopping = new AbortController();
  let health = await ask(null);

  async function ask(availableAt: string | null): Promise<WatchedHealth> {
    const found = await store.health();
    return { ...found, availableAt: found.available ? new Date().toISOString() : availableAt };
  }

  const asking = (async () => {
    while (!stopping.signal.aborted) {
      await pause(askEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (!stopping.signal.aborted) health = await ask(health.availableAt).catch(() => health);
    }
  })();

  return {
    current: () => health,
    async untilAvailable(signal) {
      while (!health.available && !signal.aborted) {
        await pause(askEveryMs / 4, undefined, { signal }).catch(() => undefined);
      }
    },
    async stop() {
      stopping.abort();
      await asking;
    },
  };
}

/** @throws StoreDown while the event store is known to be down. */
export function assertAvailable(health: Pick<HealthWatch, 'current'>): void {
  const { available, problem, retryable = true } = health.current();
  if (!available) throw new StoreDown(problem ?? 'The event store does not answer.', retryable);
}
