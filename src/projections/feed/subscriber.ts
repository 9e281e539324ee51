import type { Position } from '../../event-store/event-store.ts';
import type { Change } from '../views.ts';
import { createChangeQueue, type LiveChange } from './change-queue.ts';

/** How many changes may wait for a subscriber. Beyond it they are dropped, and read from the store when it is ready. */
const queueLimit = 1_000;

/** What a subscriber stands on. */
export interface SubscriberSource {
  readonly after: Position | null;
  readonly wants: (change: Change) => boolean;
  /** How far changes have been offered to subscribers. */
  readonly present: () => Position | null;
  /** The changes after one position up to another, from the store. */
  readonly replay: (after: Position | null, upTo: Position) => AsyncIterable<LiveChange>;
  readonly onEnd: () => void;
}

/** One subscription: `offer` puts a live change to it, `end` completes it. */
export interface Subscriber {
  readonly iterator: AsyncIterableIterator<LiveChange>;
  offer(change: LiveChange): void;
  /** More has happened than will be offered: it is read from the store. */
  fallBehind(): void;
  end(): void;
}

interface Waiting {
  readonly resolve: (result: IteratorResult<LiveChange>) => void;
  readonly reject: (error: unknown) => void;
}

/** Written as an iterator by hand, since a generator that waits on a quiet source cannot be closed. */
export function createSubscriber(source: SubscriberSource): Subscriber {
  const { wants, present, onEnd } = source;
  const queue = createChangeQueue();
  const waiting: Waiting[] = [];
  /** Everything up to here was delivered or not wanted. */
  let seen = source.after;
  let behind = isBefore(seen, present());
  let replaying = false;
  let demanded: (() => void) | null = null;
  let ended = false;

  function deliver(change: LiveChange): void {
    seen = change.position;
    waiting.shift()?.resolve({ value: change, done: false });
  }

  function pump(): void {
    if (replaying || ended) return;
    while (waiting.length > 0) {
      if (behind) {
        void catchUp();
        return;
      }
      const change = queue.shift();
      if (change === undefined) return;
      deliver(change);
    }
  }

  /** Reads what was missed from the store; the queue collects meanwhile what comes after it. */
  async function catchUp(): Promise<void> {
    replaying = true;
    try {
      while (behind && !ended) {
        queue.clear();
        behind = false;
        const upTo = present();
        if (upTo === null) break;
        for await (const change of source.replay(seen, upTo)) {
          if (ended) return;
          if (!wants(change)) continue;
          if (waiting.length === 0) await demand();
          if (ended) return;
          deliver(change);
        }
        if (isBefore(seen, upTo)) seen = upTo;
      }
      replaying = false;
      pump();
    } catch (error) {
      const failed = waiting.shift();
      end();
      failed?.reject(error);
    }
  }

  const demand = (): Promise<void> =>
    new Promise((resolve) => {
      demanded = resolve;
    });

  function wake(): void {
    demanded?.();
    demanded = null;
  }

  function fallBehind(): void {
    behind = true;
    queue.clear();
  }

  function end(): void {
    if (ended) return;
    ended = true;
    queue.clear();
    onEnd();
    wake();
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
  }

  const finish = (): Promise<IteratorReturnResult<undefined>> => {
    end();
    return Promise.resolve({ value: undefined, done: true });
  };

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
      if (queue.size() > queueLimit) {
        fallBehind();
        return;
      }
      pump();
    },
    fallBehind() {
      fallBehind();
      pump();
    },
    end,
    iterator: {
      next: () =>
        new Promise((resolve, reject) => {
          if (ended) {
            resolve({ value: undefined, done: true });
            return;
          }
          waiting.push({ resolve, reject });
          wake();
          pump();
        }),
      return: finish,
      throw: finish,
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}

const isBefore = (one: Position | null, other: Position | null): boolean =>
  other !== null && (one === null || one < other);
