import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import { buildInThread } from '../../../src/projections/store/build-in-thread.ts';
import { openProjections, type Projections } from '../../../src/projections/store/open-projections.ts';
import { temporaryDirectory, temporaryStore } from '../../event-store/temporary-store.ts';
import { startEventStoreDbDouble } from '../../support/eventstoredb-double/double.ts';
import { patience } from '../../support/patience.ts';
import { contentOfFile } from '../content.ts';
import { appendTo, fill, jobEvents, registered } from '../events.ts';

/** Opens projections that leave every building to a thread. */
async function opened(store: EventStore, file: string) {
  const lines: string[] = [];
  const logger = pino({}, { write: (line) => lines.push(line) });
  const projections = await openProjections({ store, file, logger, threadAbove: 0 });
  onTestFinished(() => projections.close());
  return { ...projections, lines };
}

const built = ({ projector }: Projections) =>
  vi.waitUntil(() => !projector.status().rebuilding && projector.status().caughtUp, { timeout: 20_000 });

const viewsFile = async (): Promise<string> => join(await temporaryDirectory(), 'views.db');

async function onEventStoreDb() {
  const server = await startEventStoreDbDouble();
  onTestFinished(() => server.stop());
  const store = await openEventStoreDb({ connectionString: server.connectionString });
  onTestFinished(() => store.close());
  return { server, store };
}

/** What views of a store are when they are built without a thread. */
async function plainContent(store: EventStore): Promise<Record<string, unknown>> {
  const file = await viewsFile();
  const projections = await openProjections({ store, file, logger: pino({ level: 'silent' }) });
  await built(projections);
  await projections.close();
  return contentOfFile(file);
}

describe('views built in a thread', () => {
  test('are those that are built without one', async () => {
    const { store } = await temporaryStore();
    await fill(store, 300);
    const file = await viewsFile();
    const projections = await opened(store, file);
    await built(projections);
    await projections.close();
    expect(contentOfFile(file)).toEqual(await plainContent(store));
  });

  test('replace others that answer meanwhile, and miss nothing that happens then', async () => {
    const { store } = await temporaryStore();
    await fill(store, 100);
    const file = await viewsFile();
    const projections = await opened(store, file);
    await built(projections);
    const rebuild = projections.projector.rebuild();
    await fill(store, 100, 100);
    expect(projections.views.disk('disk_7')?.name).toBe('disk_7');
    await rebuild;
    await built(projections);
    await projections.close();
    expect(contentOfFile(file)).toEqual(await plainContent(store));
  });

  test('are those that are built without one on EventStoreDB too, and are gone on with', async () => {
    const { store } = await onEventStoreDb();
    await fill(store, 150);
    const file = await viewsFile();
    const projections = await opened(store, file);
    await built(projections);
    expect(projections.lines.filter((line) => line.includes('trying again'))).toEqual([]);
    await fill(store, 10, 150);
    await projections.projector.waitFor((await store.head()) ?? '', patience(10_000));
    await projections.close();
    expect(contentOfFile(file)).toEqual(await plainContent(store));
  });

  test('are whole although EventStoreDB broke off the reading many times', async () => {
    const { store, server } = await onEventStoreDb();
    await fill(store, 50);
    const file = await viewsFile();
    server.faults.readsToBreak = 20;
    const projections = await opened({ ...store, head: () => Promise.resolve(null) }, file);
    await built(projections);
    expect(server.faults.readsToBreak).toBe(0);
    expect(projections.lines.filter((line) => line.includes('trying again'))).toEqual([]);
    await projections.close();
    expect(contentOfFile(file)).toEqual(await plainContent(store));
  });

  test('are built without it when EventStoreDB cannot be reached from there', async () => {
    const { store } = await onEventStoreDb();
    await fill(store, 20);
    const file = await viewsFile();
    const nowhere = { connectionString: 'esdb://127.0.0.1:1?tls=false', callTimeoutMs: 100, retryForMs: 200 };
    const projections = await opened({ ...store, settings: { kind: 'EVENTSTOREDB', ...nowhere } }, file);
    await built(projections);
    expect(projections.lines.filter((line) => line.includes('127.0.0.1:1'))).toHaveLength(1);
    await projections.close();
    expect(contentOfFile(file)).toEqual(await plainContent(store));
  });

  test('are not made of an event that is no JSON, which is named', async () => {
    const { store, file: storeFile } = await temporaryStore();
    await fill(store, 20);
    await store.close();
    const db = new DatabaseSync(storeFile);
    db.exec(`UPDATE events SET data = '{' WHERE stream = 'disk-disk_7' AND revision = 0`);
    db.close();
    const settings = { store: { kind: 'SQLITE', file: storeFile } as const, file: await viewsFile() };
    const on = { setAside: vi.fn(), reached: vi.fn() };
    await expect(buildInThread(settings, on, new AbortController().signal)).rejects.toThrow(
      'Event 0 of stream disk-disk_7 is not JSON.',
    );
  });

  test('tell of the events that were set aside', async () => {
    const { store } = await temporaryStore();
    await appendTo(store, 'disk-disk_a', [registered('disk_a'), jobEvents('job_x').started()]);
    const projections = await opened(store, await viewsFile());
    await built(projections);
    expect(projections.projector.status().setAside).toBe(1);
    expect(projections.lines.filter((line) => line.includes('set aside'))).toHaveLength(1);
  });

  test('leave out no change for a subscriber who asked while they were built', async () => {
    const { store } = await temporaryStore();
    await fill(store, 20);
    // A store that says it is empty is not waited for.
    const projections = await opened({ ...store, head: () => Promise.resolve(null) }, await viewsFile());
    const seen: (string | undefined)[] = [];
    const feed = projections.feed.changes({ after: projections.feed.presentCursor(), wants: () => true });
    for await (const { activity } of feed) {
      seen.push(activity?.eventId);
      if (seen.length === 110) break;
    }
    const ids: string[] = [];
    for await (const { id } of store.readAll()) ids.push(id);
    expect(seen).toEqual(ids);
  });

  test('are built without it when the thread fails', async () => {
    const { store } = await temporaryStore();
    await fill(store, 20);
    const unreadable = join(await temporaryDirectory(), 'events.db');
    await writeFile(unreadable, 'x'.repeat(10_000));
    const file = await viewsFile();
    const projections = await opened({ ...store, settings: { kind: 'SQLITE', file: unreadable } }, file);
    await built(projections);
    expect(projections.lines.some((line) => line.includes('could not be built anew'))).toBe(true);
    await projections.close();
    expect(contentOfFile(file)).toEqual(await plainContent(store));
  });

  test('are given up when the projections are closed, and begun again', async () => {
    const { store } = await temporaryStore();
    await fill(store, 300);
    const file = await viewsFile();
    const first = await opened({ ...store, head: () => Promise.resolve(null) }, file);
    await first.close();
    expect(existsSync(file)).toBe(false);
    const second = await opened(store, file);
    await built(second);
    await second.close();
    expect(contentOfFile(file)).toEqual(await plainContent(store));
  });

  test('are none of which the building was aborted before it began', async () => {
    const { file: storeFile } = await temporaryStore();
    const settings = { store: { kind: 'SQLITE', file: storeFile } as const, file: await viewsFile() };
    const on = { setAside: vi.fn(), reached: vi.fn() };
    await expect(buildInThread(settings, on, AbortSignal.abort(new Error('closed')))).rejects.toThrow(
      'closed',
    );
  });
});

test('views that there were none of are whole when they say so, and at once when there were', async () => {
  const { store } = await temporaryStore();
  await fill(store, 200);
  const file = await viewsFile();
  const first = await opened(store, file);
  await first.whole;
  expect(first.views.disks({}, { field: 'NAME', direction: 'ASC' }, {}).totalCount()).toBe(200);
  await first.close();
  const second = await opened(store, file);
  await second.whole;
  expect(second.projector.status().rebuilding).toBe(false);
});
