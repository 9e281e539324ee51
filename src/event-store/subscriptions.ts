import { type Endable, endable, type Waiter } from '../common/endable.ts';
import type { EventStore, Position, SubscriptionItem } from './event-store.ts';

/** All subscriptions to one store. */
export interface Subscriptions {
  subscribe: EventStore['subscribe'];
  /** Events may have been added: wakes those who wait. */
  wake(): void;
  /** Ends all subscriptions. */
  close(): void;
}

/** Keeps the subscriptions of a store whose items after a position a generator gives. */
export function createSubscriptions(
  itemsAfter: (after: Position | null, waiter: Waiter) => AsyncIterator<SubscriptionItem>,
): Subscriptions {
  const live = new Set<Endable<SubscriptionItem>>();
  return {
    subscribe: ({ after, signal }) => ({
      [Symbol.asyncIterator]: () => {
        const subscription = endable((waiter) => itemsAfter(after, waiter), {
          signal,
          onEnd: () => live.delete(subscription),
        });
        if (!signal.aborted) live.add(subscription);
        return subscription;
      },
    }),
    wake: () => {
      for (const subscription of live) subscription.wake();
    },
    close: () => {
      for (const subscription of live) subscription.end();
    },
  };
}
