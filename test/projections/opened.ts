import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import type { EventStore, Position } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/open.ts';
import { openProjections, type Projections } from '../../src/projections/open-projections.ts';
import { temporaryDirectory, temporaryStore } from '../event-store/temporary-store.ts';
import { patience } from '../support/patience.ts';

/** Projections of a store, with ways to wait for them. */
export interface Opened extends Projections {
  readonly store: EventStore;
  readonly file: string;
  /** Resolves once the views include all that the store has now. */
  current(): Promise<void>;
}

export const silent: Logger = pino({ level: 'silent' });

/** Opens projections, of a fresh store in a fresh directory unless told otherwise; all is closed when the test ends. */
export async function openedProjections(
  given: { store?: EventStore; file?: string; logger?: Logger } = {},
): Promise<Opened> {
  const store = given.store ?? (await temporaryStore()).store;
  const file = given.file ?? join(await temporaryDirectory(), 'views.db');
  const projections = await openProjections({ store, file, logger: given.logger ?? silent });
  onTestFinished(() => projections.close());
  return withWaiting(projections, store, file);
}

/** Projections, with the indexes that they have in use, for several tests that only look; `end` closes and removes all. */
export async function sharedProjections(): Promise<Opened & { end(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'winnow-views-'));
  const store = await openSqliteEventStore({ file: join(directory, 'events.db') });
  const file = join(directory, 'views.db');
  const projections = await openProjections({ store, file, logger: silent });
  await vi.waitUntil(() => !projections.projector.status().rebuilding);
  return {
    ...withWaiting(projections, store, file),
    async end() {
      await projections.close();
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** Resolves once the views include a position; fails when they do not in good time. */
export async function reached({ projector, views }: Projections, position: Position): Promise<void> {
  await projector.waitFor(position, patience(10_000));
  const checkpoint = views.checkpoint();
  if (checkpoint === null || checkpoint < position) {
    throw new Error(`The views are at ${checkpoint}, not at ${position}: ${projector.status().problem}`);
  }
}

const withWaiting = (projections: Projections, store: EventStore, file: string): Opened => ({
  ...projections,
  store,
  file,
  async current() {
    const head = await store.head();
    if (head !== null) await reached(projections, head);
  },
});
