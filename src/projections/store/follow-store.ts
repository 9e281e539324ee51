import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '../../common/message-of.ts';
import { createYield } from '../../common/yield-regularly.ts';
import type { EventStore, SubscriptionItem } from '../../event-store/event-store.ts';
import type { Change } from '../views.ts';
import type { Connection } from './connection.ts';
import { createReadModel, type ReadModel } from './read-model.ts';

const longestRetryMs = 5_000;

/** The views of a file that follow a store. */
export interface FollowingViews {
  readonly model: ReadModel;
  /** Whether the views include all that the store has delivered. */
  isCaughtUp(): boolean;
  /** Why nothing gets into the views just now; null when it does. */
  problem(): string | null;
  /** Ends it at once and closes the file. */
  close(): void;
}

/** What is called as views follow their store. */
export interface FollowListener {
  /** The views include more than before, and these changes. */
  applied(views: FollowingViews, changes: readonly Change[]): void;
  /** The views could not be written; it is tried again. */
  failed(views: FollowingViews, error: unknown): void;
}

/** Begins to apply the store's events to the views of a file, after their checkpoint, in the next turn. */
export function followStore(
  { store, logger }: { store: EventStore; logger: Logger },
  connection: Connection,
  listener: FollowListener,
): FollowingViews {
  const ending = new AbortController();
  const { signal } = ending;
  const model = createReadModel(connection, ({ eventId, type, stream, error }) =>
    logger.error({ eventId, type, stream, error }, 'an event was quarantined: the views are without it'),
  );
  let caughtUp = false;
  let problem: string | null = null;
  let reevaluating: NodeJS.Timeout | null = null;

  const views: FollowingViews = {
    model,
    isCaughtUp: () => caughtUp,
    problem: () => problem,
    close() {
      ending.abort();
      if (reevaluating !== null) clearTimeout(reevaluating);
      connection.close();
    },
  };

  /** Whether it could be written. */
  function written(write: () => void): boolean {
    try {
      write();
      problem = null;
      return true;
    } catch (err) {
      problem = messageOf(err);
      logger.error({ err, file: connection.file }, 'views could not be written; trying again');
      listener.failed(views, err);
      return false;
    }
  }

  function apply(item: SubscriptionItem): void {
    let changes: readonly Change[] = [];
    if (item.kind === 'EVENTS') changes = model.apply(item.events);
    else {
      model.advance(item.position);
      caughtUp = true;
    }
    // While catching up it would be done again and again.
    if (caughtUp) model.reevaluateSome();
    listener.applied(views, changes);
    reevaluateLater(0);
  }

  /** Piece by piece, with turns for others in between. */
  function reevaluateLater(ms: number): void {
    if (signal.aborted || reevaluating !== null || !caughtUp || !model.isReevaluating()) return;
    reevaluating = setTimeout(() => {
      reevaluating = null;
      const done = written(() => {
        model.reevaluateSome();
        listener.applied(views, []);
      });
      reevaluateLater(done ? 0 : longestRetryMs);
    }, ms).unref();
  }

  /** Until the store breaks off, or the views cannot be written. */
  async function follow(onApplied: () => void): Promise<void> {
    const yieldRegularly = createYield();
    for await (const item of store.subscribe({ after: model.position(), signal })) {
      if (signal.aborted || !written(() => apply(item)) || signal.aborted) return;
      onApplied();
      await yieldRegularly();
    }
  }

  async function followAlways(): Promise<void> {
    await pause(0, undefined, { ref: false });
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        await follow(() => {
          failures = 0;
        });
      } catch (err) {
        if (signal.aborted) return;
        problem = messageOf(err);
        logger.warn({ err }, 'the event store broke off the projection; trying again');
      }
      caughtUp = false;
      const delay = Math.min(longestRetryMs, 100 * 2 ** failures);
      await pause(delay, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  void followAlways();
  return views;
}
