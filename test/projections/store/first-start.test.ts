import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import { patientCalls } from '../../event-store/eventstoredb/eventstoredb-under-test.ts';
import { temporaryStore } from '../../event-store/temporary-store.ts';
import { startEventStoreDbDouble } from '../../support/eventstoredb-double/double.ts';
import { patience } from '../../support/patience.ts';
import { contentOfFile } from '../content.ts';
import { fill } from '../events.ts';
import { openedProjections } from '../opened.ts';

async function onEventStoreDb() {
  const server = await startEventStoreDbDouble();
  onTestFinished(() => server.stop());
  const store = await openEventStoreDb({ ...patientCalls, connectionString: server.connectionString });
  onTestFinished(() => store.close());
  return { server, store };
}

/** A store that says it is empty is not waited for when projections are opened. */
const notWaitedFor = (store: EventStore): EventStore => ({ ...store, head: () => Promise.resolve(null) });

/** What views of a store are that are built without any disturbance. */
async function plainContent(store: EventStore): Promise<Record<string, unknown>> {
  const projections = await openedProjections({ store });
  await projections.whole;
  await projections.close();
  return contentOfFile(projections.file);
}

describe('views that are built on a first start', () => {
  test('are whole when they say so, and at once the next time', async () => {
    const { store } = await temporaryStore();
    await fill(store, 200);
    const first = await openedProjections({ store: notWaitedFor(store) });
    await first.whole;
    expect(first.views.disks({}, { field: 'NAME', direction: 'ASC' }, {}).totalCount()).toBe(200);
    await first.close();
    const silentStore: EventStore = {
      ...store,
      subscribe: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }),
    };
    const second = await openedProjections({ store: silentStore, file: first.file });
    await second.whole;
    expect(second.projector.status()).toMatchObject({ rebuilding: false, caughtUp: false });
  });

  test('say how far behind they are until they are whole', async () => {
    const { store } = await temporaryStore();
    await fill(store, 300);
    const { projector, whole } = await openedProjections({ store: notWaitedFor(store) });
    await vi.waitUntil(() => projector.status().position !== null, { interval: 1 });
    expect(projector.status().caughtUp).toBe(false);
    expect(projector.status().lagSeconds).toBeGreaterThan(0);
    await whole;
    await vi.waitUntil(() => projector.status().caughtUp);
    expect(projector.status().lagSeconds).toBe(0);
  });

  test('are begun again when the first start was ended', async () => {
    const { store } = await temporaryStore();
    await fill(store, 300);
    const first = await openedProjections({ store: notWaitedFor(store) });
    await vi.waitUntil(() => first.projector.status().position !== null, { interval: 1 });
    await first.close();
    await expect(first.whole).rejects.toThrow('closed');
    const second = await openedProjections({ store, file: first.file });
    await second.whole;
    await second.close();
    expect(contentOfFile(first.file)).toEqual(await plainContent(store));
  });

  test('leave out no change for a subscriber who asked while they were built', async () => {
    const { store } = await temporaryStore();
    await fill(store, 20);
    const { feed } = await openedProjections({ store: notWaitedFor(store) });
    const seen: (string | undefined)[] = [];
    for await (const { activity } of feed.changes({ after: feed.presentCursor(), wants: () => true })) {
      seen.push(activity?.eventId);
      if (seen.length === 110) break;
    }
    const ids: string[] = [];
    for await (const { id } of store.readAll()) ids.push(id);
    expect(seen).toEqual(ids);
  });

  test('are the same on EventStoreDB, and are gone on with', async () => {
    const { store } = await onEventStoreDb();
    await fill(store, 150);
    const projections = await openedProjections({ store });
    await projections.whole;
    await fill(store, 10, 150);
    await projections.projector.waitFor((await store.head()) ?? '', patience(10_000));
    await projections.close();
    expect(contentOfFile(projections.file)).toEqual(await plainContent(store));
  });

  test('are whole although EventStoreDB broke off the reading many times', async () => {
    const { store, server } = await onEventStoreDb();
    await fill(store, 50);
    server.faults.readsToBreak = 5;
    const projections = await openedProjections({ store: notWaitedFor(store) });
    await projections.whole;
    expect(server.faults.readsToBreak).toBe(0);
    await projections.close();
    expect(contentOfFile(projections.file)).toEqual(await plainContent(store));
  });
});
