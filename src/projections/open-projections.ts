import type { Logger } from 'pino';
import type { EventStore } from '../event-store/event-store.ts';
import { createFeed } from './feed/feed.ts';
import { createViews } from './query/views-sqlite.ts';
import { findViews, positionIn } from './store/find-views.ts';
import { type Projector, startProjector } from './store/projector.ts';
import type { LiveFeed, Views } from './views.ts';

/** The read side: what queries, subscriptions and mutations that wait for the views use. */
export interface Projections {
  readonly views: Views;
  readonly feed: LiveFeed;
  readonly projector: Projector;
  /**
   * Resolves once the views are whole: at once where they ever were, else when they are built for the first time, which
   * may take minutes for a large store. Until then queries may find less than there is.
   */
  readonly whole: Promise<void>;
  /** Completes all subscriptions and closes the views. */
  close(): Promise<void>;
}

/** A start waits so long for the views to reach the store; longer catching up goes on while queries are answered already. */
const startWaitMs = 5_000;

/**
 * Opens the views in `file`, or begins them where there are none that fit the store, and keeps them in step with it.
 * @throws ViewsUnavailable when the file cannot be used for a cause that making it anew does not cure.
 */
export async function openProjections(options: {
  readonly store: EventStore;
  readonly file: string;
  readonly logger: Logger;
  /** Whether views that cannot be built are given up the first time: `whole` rejects then. */
  readonly giveUp?: boolean;
}): Promise<Projections> {
  const { store, file, logger, giveUp = false } = options;
  const found = await findViews(store, file, logger);
  const feed = createFeed(
    { store, diskOf: (id) => views.job(id)?.diskId ?? null },
    found === null ? null : positionIn(found.connection),
    logger,
  );
  const projector = startProjector({ store, file, found, logger, publisher: feed, giveUp });
  const views = createViews(projector);
  // A caller that closes before that need not wait for it.
  projector.whole.catch(() => undefined);
  const head = await store.head();
  if (head !== null) await projector.waitFor(head, startWaitMs);
  return {
    views,
    feed,
    projector,
    whole: projector.whole,
    async close() {
      feed.close();
      await projector.close();
    },
  };
}
