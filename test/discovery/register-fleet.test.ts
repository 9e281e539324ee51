import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { registerFleet } from '../../src/discovery/register-fleet.ts';
import type { HostId } from '../../src/domain/ids.ts';
import type { Position } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/open.ts';
import { root } from './a-host.ts';

const host = {
  id: 'host_1' as HostId,
  name: 'alpha',
  findStorage: async () => ({ mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] }),
};

const noDomains = { edges: [], hasNextPage: false, hasPreviousPage: false, totalCount: () => 0 };

async function emptyStore() {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-fleet-'));
  const store = await openSqliteEventStore({ file: join(directory, 'events.db') });
  onTestFinished(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return store;
}

/** A server whose views show nothing yet. */
async function serverBehind() {
  const store = await emptyStore();
  const waitedFor: Position[] = [];
  const behind = {
    store,
    views: { host: () => null, storageDomain: () => null, storageDomains: () => noDomains },
    untilShown: async (position: Position) => void waitedFor.push(position),
    now: () => new Date(),
  };
  return { store, waitedFor, behind };
}

test('a server whose views are far behind registers its host and directories, waits for them once each time it starts, and goes on', async () => {
  const { store, waitedFor, behind } = await serverBehind();

  await registerFleet(behind, host, ['/images', '/more']);
  // The next start still does not see them.
  await registerFleet(behind, host, ['/images', '/more']);

  const recorded = await Array.fromAsync(store.readAll());
  expect(recorded.map(({ type }) => type)).toEqual([
    'HostRegistered',
    'StorageDomainRegistered',
    'StorageDomainRegistered',
  ]);
  const last = recorded.at(-1)?.position;
  expect(waitedFor).toEqual([last, last]);
});

test('a server waits until all that was registered is shown, also where others registered it in another order', async () => {
  const { store, waitedFor, behind } = await serverBehind();
  await registerFleet(behind, host, ['/images', '/more']);
  await registerFleet(behind, host, ['/more', '/images']);
  const recorded = await Array.fromAsync(store.readAll());
  expect(waitedFor).toEqual([recorded.at(-1)?.position, recorded.at(-1)?.position]);
});
