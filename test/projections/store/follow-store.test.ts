import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import type { Connection } from '../../../src/projections/store/connection.ts';
import { type FollowingViews, followStore } from '../../../src/projections/store/follow-store.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import type { Change } from '../../../src/projections/views.ts';
import { temporaryStore } from '../../event-store/temporary-store.ts';
import { patience } from '../../support/patience.ts';
import { contentOf } from '../content.ts';
import { fill, newEvent, registered } from '../events.ts';
import { silent } from '../opened.ts';

function following(store: EventStore, connection: Connection = beginViewsFile(':memory:')) {
  const applied: Change[] = [];
  const failed = vi.fn();
  const listener = {
    applied: (_: FollowingViews, changes: readonly Change[]) => void applied.push(...changes),
    failed,
  };
  const views = followStore({ store, logger: silent }, connection, listener);
  onTestFinished(() => views.close());
  return { views, connection, applied, failed };
}

const caughtUp = (views: FollowingViews) =>
  vi.waitUntil(() => views.isCaughtUp(), { timeout: patience(10_000) });

/** What the file of views holds when nothing goes wrong. */
async function plainContent(store: EventStore): Promise<Record<string, unknown>> {
  const { views, connection } = following(store);
  await caughtUp(views);
  return contentOf(connection);
}

describe('views that follow a store', () => {
  test('write nothing while the disk is full, say so, and lose nothing', async () => {
    const { store } = await temporaryStore();
    const { views, connection, applied, failed } = following(store);
    await caughtUp(views);
    const pages = Number(connection.sql('PRAGMA page_count').get()?.page_count);
    connection.exec(`PRAGMA max_page_count = ${pages}`);
    await fill(store, 50);
    await vi.waitUntil(() => failed.mock.calls.length >= 2, { timeout: patience(10_000) });
    expect(views.problem()).toContain('full');
    expect(views.isCaughtUp()).toBe(false);
    expect(applied).toEqual([]);
    connection.exec('PRAGMA max_page_count = 1000000');
    await caughtUp(views);
    expect(views.problem()).toBeNull();
    const positions: (string | undefined)[] = [];
    for await (const { position } of store.readAll()) positions.push(position);
    expect(applied.map(({ position }) => position)).toEqual(positions);
    expect(contentOf(connection)).toEqual(await plainContent(store));
  });

  test('give everything else its turn while they re-evaluate many disks', async () => {
    const { store } = await temporaryStore();
    const observed = (contact: string) =>
      newEvent('HostObserved', { contact, machines: 'KNOWN', mounts: [], blockDevices: [], problems: [] });
    await store.append(
      'host-host_0',
      [newEvent('HostRegistered', { name: 'one', transport: 'LOCAL' })],
      'NO_STREAM',
    );
    const mounts = [{ hostId: 'host_0', path: '/images', storage: null }];
    await store.append(
      'storageDomain-dom_0',
      [newEvent('StorageDomainRegistered', { name: 'images', kind: 'DIRECTORY', mounts })],
      'NO_STREAM',
    );
    const ids = Array.from({ length: 1_200 }, (_, index) => `disk_${index}` as const);
    const registration = (id: (typeof ids)[number]) => {
      const { type, data } = registered(id, { storageDomainId: 'dom_0' });
      return store.append(`disk-${id}`, [newEvent(type, data)], 'NO_STREAM');
    };
    await Promise.all(ids.map(registration));
    const { views } = following(store);
    await caughtUp(views);
    await vi.waitUntil(() => !views.model.isReevaluating());
    const { position } = await store.append('host-host_0', [observed('LOST')], 0);
    await vi.waitUntil(() => views.model.position() === position, { interval: 1 });
    expect(views.model.isReevaluating()).toBe(true);
    await vi.waitUntil(() => !views.model.isReevaluating());
    expect([...views.model.obstacleCounts()].filter(([, count]) => count > 0)).toHaveLength(1);
  });
});
