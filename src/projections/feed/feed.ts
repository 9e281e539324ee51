import type { Logger } from 'pino';
import { PositionNotInStore } from '../../event-store/errors.ts';
import type { Position } from '../../event-store/event-store.ts';
import { BadCursor, type Change, type LiveFeed } from '../views.ts';
import { cursorAt, positionAt } from './cursor.ts';
import { type ReplaySource, replay } from './replay.ts';
import { createSubscriber, type Subscriber } from './subscriber.ts';

/** Where the projector puts what events changed. */
export interface Publisher {
  /** The views include these changes, and all up to here. */
  publish(changes: readonly Change[], upTo: Position | null): void;
  /** The views include what happened up to here, and nobody got it. */
  skipTo(position: Position | null): void;
}

/** The live feed, and where the projector puts changes into it. */
export interface Feed extends LiveFeed, Publisher {
  /** Completes all subscriptions. */
  close(): void;
}

/** Fans changes out to all subscribers; `start` is what the views include already. */
export function createFeed(source: ReplaySource, start: Position | null, logger: Logger): Feed {
  const subscribers = new Set<Subscriber>();
  let present = start;

  async function* replayLive(after: Position | null, upTo: Position): AsyncGenerator<Change> {
    try {
      yield* replay(source, after, upTo);
    } catch (error) {
      if (error instanceof PositionNotInStore) throw new BadCursor(error.message, { cause: error });
      throw error;
    }
  }

  function offer(subscriber: Subscriber, change: Change): void {
    try {
      subscriber.offer(change);
    } catch (err) {
      // Whoever asks the impossible must not take the others down.
      logger.error({ err }, 'a subscription failed on a change and was ended');
      subscriber.end();
    }
  }

  return {
    changes({ after, wants }) {
      const subscriber = createSubscriber({
        after: after === null || after === undefined ? present : positionAt(after),
        wants,
        present: () => present,
        replay: replayLive,
        onEnd: () => subscribers.delete(subscriber),
      });
      subscribers.add(subscriber);
      return subscriber.iterator;
    },
    presentCursor: () => cursorAt(present),
    cursorAt,
    publish(changes, upTo) {
      const before = present;
      if (upTo === null || (before !== null && upTo <= before)) return;
      present = upTo;
      if (subscribers.size === 0) return;
      for (const change of changes) {
        if (before !== null && change.position <= before) continue;
        for (const subscriber of subscribers) offer(subscriber, change);
      }
    },
    skipTo(position) {
      if (position === null || (present !== null && position <= present)) return;
      present = position;
      for (const subscriber of subscribers) subscriber.fallBehind();
    },
    close() {
      for (const subscriber of subscribers) subscriber.end();
    },
  };
}
