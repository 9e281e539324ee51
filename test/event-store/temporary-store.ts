import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore, type SqliteEventStoreOptions } from '../../src/event-store/sqlite/open.ts';

/** A directory that is removed when the test ends. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'winnow-event-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A store, in a file of its own unless one is given, that is closed when the test ends. */
export async function temporaryStore(
  options: Partial<SqliteEventStoreOptions> = {},
): Promise<{ store: EventStore; file: string }> {
  const file = options.file ?? join(await temporaryDirectory(), 'events.db');
  const store = await openSqliteEventStore({ ...options, file });
  onTestFinished(() => store.close());
  return { store, file };
}
