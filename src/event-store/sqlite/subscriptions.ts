import type { Endable } from '../../common/endable.ts';
import type { EventStore, SubscriptionItem } from '../event-store.ts';
import type { Chunk, Reader } from './reader.ts';
import { createSubscription } from './subscription.ts';

/** All subscriptions to one store. */
export interface Subscriptions {
  subscribe: EventStore['subscribe'];
  /** Events may have been added: wakes those who wait. */
  wake(): void;
  /** Ends all subscriptions. */
  close(): void;
}

export function createSubscriptions(reader: Reader): Subscriptions {
  const live = new Set<Endable<SubscriptionItem>>();
  // Subscribers who wait at the same place are served from one read.
  let shared: { row: number; chunk: Chunk } | null = null;

  function chunkAfter(row: number): Chunk {
    if (shared?.row !== row) shared = { row, chunk: reader.chunkAfter(row) };
    return shared.chunk;
  }

  return {
    subscribe: ({ after, signal }) => ({
      [Symbol.asyncIterator]: () => {
        const subscription = createSubscription({
          start: () => reader.rowOf(after),
          chunkAfter,
          signal,
          onEnd: () => live.delete(subscription),
        });
        if (!signal.aborted) live.add(subscription);
        return subscription;
      },
    }),
    wake: () => {
      if (shared?.chunk.full === false) shared = null;
      for (const subscription of live) subscription.wake();
    },
    close: () => {
      for (const subscription of live) subscription.end();
    },
  };
}
