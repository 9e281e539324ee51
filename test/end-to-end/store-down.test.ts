import { expect, test, vi } from 'vitest';
import { ServerFault } from '../../src/cli/errors.ts';
import { letGo } from '../support/fake-virt-sparsify.ts';
import {
  createSite,
  historyOf,
  onEventStoreDb,
  registerImage,
  sparsify,
  untilStatus,
} from '../support/server-process.ts';
import { startStoppableStore } from '../support/stoppable-store.ts';

test('a store that is down refuses mutations in time, leaves queries and runs alone, and gets their results when it is back', async () => {
  const store = await startStoppableStore();
  const site = createSite({ store: onEventStoreDb(store.connectionString) });
  try {
    const image = site.image('disk.wait.raw');
    site.image('other.succeed.raw');
    const server = await site.start();
    const statusOf = async (path: string) => (await fetch(new URL(path, server.url))).status;
    const diskId = await registerImage(server, 'disk.wait.raw');
    const other = await registerImage(server, 'other.succeed.raw');
    const jobId = await sparsify(server, diskId, 'once');
    await untilStatus(server, jobId, 'RUNNING');
    expect(await statusOf('/readyz')).toBe(200);

    await store.stop();
    await expect(sparsify(server, other, 'other')).rejects.toThrow(ServerFault);
    await vi.waitFor(async () => expect(await statusOf('/readyz')).toBe(503), { timeout: 10_000 });
    expect(await statusOf('/livez')).toBe(200);
    await expect(sparsify(server, other, 'other')).rejects.toThrow('The event store cannot be used just now');

    interface Found {
      disk: { availability: string };
      system: { eventStore: { available: boolean; problem: string; availableAt: string } };
    }
    const { disk, system } = await server.client.request<Found, { id: string }>(
      {
        document:
          'query ($id: ID!) { disk(id: $id) { availability } system { eventStore { available problem availableAt } } }',
      },
      { id: diskId },
    );
    expect(disk.availability).toBe('LOCKED');
    expect(system.eventStore).toMatchObject({
      available: false,
      problem: expect.stringContaining('does not answer'),
    });
    expect(Date.parse(system.eventStore.availableAt)).toBeLessThan(Date.now());
    letGo(image);
    await vi.waitFor(() => expect(site.starts()).toHaveLength(1));

    await store.start();
    await vi.waitFor(async () => expect(await statusOf('/readyz')).toBe(200), { timeout: 30_000 });
    await untilStatus(server, jobId, 'COMPLETED');
    await untilStatus(server, await sparsify(server, other, 'other'), 'COMPLETED');
    expect((await historyOf(server, diskId)).events.slice(3)).toEqual([
      'SparsifyRequested',
      'DiskLocked',
      'SparsifyStarted',
      'SparsifyCompleted',
    ]);
    expect(site.starts()).toHaveLength(2);
  } finally {
    await store.stop();
  }
});
