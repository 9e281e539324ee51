import { expect, test, vi } from 'vitest';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { temporaryStore } from '../event-store/temporary-store.ts';
import { exported, importInto } from '../event-store/transfer/exports.ts';
import { contentOfFile } from './content.ts';
import { historyFrom } from './histories.ts';
import { openedProjections } from './opened.ts';

/** A store with disks, jobs and their progress in every state, the progress bounded as the servers bound it. */
async function aStore(): Promise<EventStore> {
  const { store } = await temporaryStore();
  const choices = Array.from({ length: 400 }, (_, index) => [index % 3, (index * 7919) % 1009] as const);
  for (const { stream, revision, position: _, ...event } of historyFrom(choices)) {
    if (stream.startsWith('sparsifyProgress-')) await store.setStreamMetadata(stream, { maxCount: 2 });
    await store.append(stream, [event], revision === 0 ? 'NO_STREAM' : revision - 1);
  }
  return store;
}

async function moved(store: EventStore): Promise<EventStore> {
  const { store: to } = await temporaryStore();
  await importInto(to, await exported(store));
  return to;
}

/** What views hold that are projected from empty, without the positions, which are the store's own. */
async function viewsOf(store: EventStore): Promise<unknown> {
  const projections = await openedProjections({ store });
  await vi.waitUntil(() => !projections.projector.status().rebuilding);
  await projections.close();
  const content = contentOfFile(projections.file);
  return JSON.parse(JSON.stringify(content), (key, value) =>
    key === 'position' || value?.key === 'position' ? undefined : value,
  );
}

test('events that were moved to another store give the same views', async () => {
  const store = await aStore();
  expect(await viewsOf(await moved(store))).toEqual(await viewsOf(store));
});

test('views of the store that the events came from are not taken for those of the one they went to', async () => {
  const store = await aStore();
  const before = await openedProjections({ store });
  await before.current();
  await before.close();
  const to = await moved(store);
  const after = await openedProjections({ store: to, file: before.file });
  await after.current();
  expect(after.views.checkpoint()).toBe(await to.head());
  expect(await viewsOf(to)).toEqual(await viewsOf(store));
});
