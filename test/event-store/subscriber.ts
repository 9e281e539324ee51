import type {
  EventStore,
  Position,
  RecordedEvent,
  SubscriptionItem,
} from '../../src/event-store/event-store.ts';

/** Follows a subscription step by step, keeping what it was given. */
export function follow(store: EventStore, after: Position | null) {
  const controller = new AbortController();
  const iterator = store.subscribe({ after, signal: controller.signal })[Symbol.asyncIterator]();
  const received: RecordedEvent[] = [];

  async function next(): Promise<SubscriptionItem | 'ENDED'> {
    const { done, value } = await iterator.next();
    if (done === true) return 'ENDED';
    if (value.kind === 'EVENTS') received.push(...value.events);
    return value;
  }

  /** Goes on until the predicate holds of what was received, or the subscription says that it caught up. */
  async function until(holds: (item: SubscriptionItem) => boolean): Promise<SubscriptionItem> {
    for (;;) {
      const item = await next();
      if (item === 'ENDED') throw new Error(`the subscription ended after ${received.length} events`);
      if (holds(item)) return item;
    }
  }

  return {
    received,
    next,
    until,
    untilCaughtUp: () => until((item) => item.kind === 'CAUGHT_UP'),
    /** The events of one stream among those received, once there are so many of them. */
    untilReceived: async (stream: string, count: number) => {
      const ofStream = () => received.filter((event) => event.stream === stream);
      while (ofStream().length < count) await until(() => true);
      return ofStream();
    },
    abort: () => controller.abort(),
    leave: () => iterator.return?.(),
  };
}
