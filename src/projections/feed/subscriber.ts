import { endable } from '../../common/endable.ts';
import type { Position } from '../../event-store/event-store.ts';
import type { Change } from '../views.ts';
import { createChangeQueue } from './change-queue.ts';

/** How many changes may wait for a subscriber. Beyond it they are dropped, and read from the store when it is ready. */
const queueLimit = 1_000;

/** What a subscriber needs. */
export interface SubscriberSource {
  readonly after: Position | null;
  readonly wants: (change: Change) => boolean;
  /** How far changes have been offered to subscribers. */
  readonly present: () => Position | null;
  /** The changes after one position up to another, from the store. */
  readonly replay: (after: Position | null, upTo: Position) => AsyncIterable<Change>;
  readonly onEnd: () => void;
}

/** One subscription: `offer` puts a live change to it, `end` completes it. */
export interface Subscriber {
  readonly iterator: AsyncIterableIterator<Change>;
  offer(change: Change): void;
  /** More has happened than will be offered: it is read from the store. */
  fallBehind(): void;
  end(): void;
}

/** Gives what is offered, and reads from the store what was missed. */
export function createSubscriber(source: SubscriberSource): Subscriber {
  const { wants, present } = source;
  const queue = createChangeQueue();
  /** Everything up to here was delivered or not wanted. */
  let seen = source.after;
  let behind = isBefore(seen, present());
  let replaying = false;

  const changes = endable<Change>(
    async function* ({ signal, wait }) {
      while (!signal.aborted) {
        if (behind) {
          yield* replayed();
          continue;
        }
        const change = queue.shift();
        if (change === undefined) await wait();
        else yield pass(change);
      }
    },
    {
      onEnd: () => {
        queue.clear();
        source.onEnd();
      },
    },
  );

  function pass(change: Change): Change {
    seen = change.position;
    return change;
  }

  /** What was missed; the queue collects meanwhile what comes after it. */
  async function* replayed(): AsyncGenerator<Change> {
    queue.clear();
    behind = false;
    const upTo = present();
    if (upTo === null) return;
    replaying = true;
    for await (const change of source.replay(seen, upTo)) if (wants(change)) yield pass(change);
    replaying = false;
    if (isBefore(seen, upTo)) seen = upTo;
  }

  function fallBehind(): void {
    behind = true;
    queue.clear();
    changes.wake();
  }

  return {
    offer(change) {
      // What waits behind is read from the store, and what lies before the subscriber's own place is not for it.
      if (behind || !isBefore(seen, change.position)) return;
      if (!wants(change)) {
        // So that a replay, should one be needed, does not begin before what is known to be unwanted.
        if (!replaying && queue.size() === 0) seen = change.position;
        return;
      }
      queue.push(change);
      if (queue.size() > queueLimit) fallBehind();
      else changes.wake();
    },
    fallBehind,
    end: changes.end,
    iterator: changes,
  };
}

const isBefore = (one: Position | null, other: Position | null): boolean =>
  other !== null && (one === null || one < other);
