import type { Logger } from 'pino';
import type { EventStore } from '../../event-store/event-store.ts';
import { createFeed } from '../feed/feed.ts';
import { createViews } from '../query/views-sqlite.ts';
import type { LiveFeed, Views } from '../views.ts';
import { type Projector, type RunningProjector, startProjector } from './projector.ts';
import { stillInStore } from './still-in-store.ts';
import { openViewsFile, removeViewsFile, type ViewsFile } from './views-file.ts';

/** The read side: what queries, subscriptions and the waiting of mutations stand on. */
export interface Projections {
  readonly views: Views;
  readonly feed: LiveFeed;
  readonly projector: Projector;
  /**
   * Resolves once the views are whole: at once where there were any, else when they are built for the first time, which
   * may take minutes for a large store. Until then queries may find less than there is.
   */
  readonly whole: Promise<void>;
  /** Completes all subscriptions and writes what is not written yet. */
  close(): Promise<void>;
}

/** Views of a store that takes more bytes are built in threads of their own; of a smaller one it is done sooner than they start. */
const threadAbove = 4 * 1024 * 1024;

/** A start waits so long for the views to reach the store; a longer way they go while queries are answered already. */
const startWaitMs = 5_000;

/**
 * Opens the views in `file`, or begins them where there are none that fit the store, and keeps them in step with it.
 * @throws ViewsUnavailable when the file cannot be used for a cause that making it anew does not cure.
 */
export async function openProjections(options: {
  readonly store: EventStore;
  readonly file: string;
  readonly logger: Logger;
  readonly threadAbove?: number;
  /** Whether views that cannot be built are given up the first time: `whole` rejects then. */
  readonly giveUp?: boolean;
}): Promise<Projections> {
  const { store, file, logger } = options;
  const found = await findViews(store, file, logger);
  const usable = found.state === 'CURRENT' || found.state === 'OUTDATED';
  const known = usable ? positionIn(found) : null;
  const source = { store, diskOf: (id: Parameters<Views['job']>[0]) => views.job(id)?.diskId ?? null };
  const feed = createFeed(source, known, logger);
  const projector: RunningProjector = await startProjector({
    store,
    file,
    found,
    logger,
    publisher: feed,
    threadAbove: options.threadAbove ?? threadAbove,
    giveUp: options.giveUp ?? false,
  });
  const views = createViews(projector);
  const whole = usable ? Promise.resolve() : projector.rebuild();
  // Who closes in the middle need not wait for it.
  whole.catch(() => undefined);
  const head = await store.head();
  if (head !== null) await projector.waitFor(head, startWaitMs);
  return {
    views,
    feed,
    projector,
    whole,
    async close() {
      feed.close();
      await projector.close();
    },
  };
}

type OpenViews = Extract<ViewsFile, { state: 'CURRENT' | 'OUTDATED' }>;

async function findViews(store: EventStore, file: string, logger: Logger): Promise<ViewsFile> {
  const found = openViewsFile(file);
  switch (found.state) {
    case 'MISSING':
      return found;
    case 'UNUSABLE':
      logger.warn({ file, reason: found.reason }, 'the views are built anew');
      removeViewsFile(file);
      return found;
    case 'CURRENT':
    case 'OUTDATED': {
      const reason = await stillInStore(store, found.connection);
      if (reason === null) {
        if (found.state === 'OUTDATED')
          logger.info({ file }, 'the views are of another version and are rebuilt');
        return found;
      }
      logger.warn({ file, reason }, 'the views are built anew');
      found.connection.close();
      removeViewsFile(file);
      return { state: 'UNUSABLE', reason };
    }
    default:
      return found satisfies never;
  }
}

function positionIn({ connection }: OpenViews): string | null {
  const value = connection.sql(`SELECT value FROM meta WHERE key = 'position'`).get()?.value;
  return typeof value === 'string' ? value : null;
}
