import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EventStoreDbDouble, startEventStoreDbDouble } from '../support/eventstoredb-double/double.ts';
import { letGo } from '../support/fake-virt-sparsify.ts';
import { patience } from '../support/patience.ts';
import {
  cancel,
  createSite,
  historyOf,
  onEventStoreDb,
  registerImage,
  type ServerProcess,
  type Site,
  sparsify,
  statuses,
  untilStatus,
} from '../support/server-process.ts';

/** A standby must have taken over so long after the holder's death, in milliseconds. */
const takeoverMs = 15_000;

let double: EventStoreDbDouble | null = null;
let connectionString = process.env.WINNOW_TEST_EVENTSTOREDB ?? '';
beforeAll(async () => {
  if (connectionString !== '') return;
  double = await startEventStoreDbDouble();
  connectionString = double.connectionString;
});
afterAll(() => double?.stop());

const newSite = (): Site => createSite({ store: onEventStoreDb(connectionString) });

interface System {
  readonly coordinator: { readonly active: boolean };
  readonly servers: readonly {
    readonly url: string;
    readonly coordinates: boolean;
    readonly lagSeconds: number;
  }[];
}

async function systemOf({ client }: ServerProcess): Promise<System> {
  const { system } = await client.request<{ system: System }, Record<string, never>>(
    { document: '{ system { coordinator { active } servers { url coordinates lagSeconds } } }' },
    {},
  );
  return system;
}

const coordinates = async (server: ServerProcess): Promise<boolean> =>
  (await systemOf(server)).coordinator.active;
const untilItCoordinates = (server: ServerProcess, timeout = takeoverMs) =>
  vi.waitFor(async () => expect(await coordinates(server)).toBe(true), { timeout, interval: 50 });

/** Two servers, of which the first coordinates. */
async function twoServers(site: Site): Promise<{ holder: ServerProcess; standby: ServerProcess }> {
  const holder = await site.start({}, { name: 'a' });
  await untilItCoordinates(holder);
  const standby = await site.start({}, { name: 'b' });
  return { holder, standby };
}

const completed = [
  'DiskRegistered',
  'DiskObserved',
  // What the look before the request found in the image.
  'DiskObserved',
  'SparsifyRequested',
  'DiskLocked',
  'SparsifyStarted',
  'SparsifyCompleted',
];

describe('several servers on one store', () => {
  test('show each other’s changes, progress and lag, and one of them coordinates', async () => {
    const site = newSite();
    const image = site.image('disk.wait.raw');
    const { holder, standby } = await twoServers(site);
    const diskId = await registerImage(standby, 'disk.wait.raw');
    await vi.waitFor(async () =>
      expect(await historyOf(holder, diskId)).toMatchObject({ availability: 'AVAILABLE' }),
    );
    const jobId = await sparsify(standby, diskId, 'once');
    await untilStatus(standby, jobId, 'RUNNING');
    interface Found {
      sparsifyJob: { progress: { phase: string } | null };
    }
    const document = 'query ($id: ID!) { sparsifyJob(id: $id) { progress { phase } } }';
    await vi.waitFor(async () => {
      const { sparsifyJob } = await standby.client.request<Found, { id: string }>(
        { document },
        { id: jobId },
      );
      expect(sparsifyJob.progress).not.toBeNull();
    });
    await vi.waitFor(async () => {
      for (const server of [holder, standby]) {
        const { servers } = await systemOf(server);
        expect(servers.map(({ url, coordinates: active }) => [url, active])).toEqual([
          [holder.url, true],
          [standby.url, false],
        ]);
        expect(Math.max(...servers.map(({ lagSeconds }) => lagSeconds))).toBeLessThan(10);
      }
    });
    letGo(image);
    await untilStatus(standby, jobId, 'COMPLETED');
    await vi.waitFor(async () => expect((await historyOf(holder, diskId)).events).toEqual(completed));
    expect(site.starts()).toHaveLength(1);
  });

  test('pass the lease on at once when the holder ends cleanly', async () => {
    const site = newSite();
    const { holder, standby } = await twoServers(site);
    expect(await holder.kill('SIGTERM')).toBe(0);
    await untilItCoordinates(standby, 5000);
  });

  test('pass a running job on when the holder is killed, and run nothing twice', async () => {
    const site = newSite();
    const image = site.image('disk.wait.raw');
    const { holder, standby } = await twoServers(site);
    const diskId = await registerImage(holder, 'disk.wait.raw');
    const jobId = await sparsify(holder, diskId, 'once');
    await untilStatus(holder, jobId, 'RUNNING');
    await holder.kill('SIGKILL');
    await untilItCoordinates(standby);
    letGo(image);
    await untilStatus(standby, jobId, 'COMPLETED');
    expect((await historyOf(standby, diskId)).events).toEqual(completed);
    expect(site.starts()).toHaveLength(1);
  });

  test('suffer no harm from a holder that was stopped and goes on after the lease is lost', async () => {
    const site = newSite();
    const image = site.image('disk.wait.raw');
    // A silence that the stop outlasts: by its own timers the first server would kill the run when it goes on.
    const holder = await site.start(
      { WINNOW_STALL_TIMEOUT_SECONDS: String(patience(1250) / 1000) },
      { name: 'a' },
    );
    await untilItCoordinates(holder);
    const standby = await site.start({}, { name: 'b' });
    const diskId = await registerImage(holder, 'disk.wait.raw');
    const jobId = await sparsify(holder, diskId, 'once');
    await untilStatus(holder, jobId, 'RUNNING');
    holder.process.kill('SIGSTOP');
    await untilItCoordinates(standby, takeoverMs + 5000);
    holder.process.kill('SIGCONT');
    await vi.waitFor(async () => expect(await coordinates(holder)).toBe(false), { timeout: 10_000 });
    letGo(image);
    await untilStatus(standby, jobId, 'COMPLETED');
    expect(await historyOf(standby, diskId)).toEqual({
      availability: 'AVAILABLE',
      activeJob: null,
      events: completed,
    });
    expect(site.starts()).toHaveLength(1);
    await vi.waitFor(
      async () =>
        expect((await systemOf(standby)).servers.map((each) => each.coordinates)).toEqual([false, true]),
      { timeout: 10_000 },
    );
  });

  test('let a subscriber of the killed one resume on another by cursor, missing nothing', async () => {
    const site = newSite();
    const image = site.image('disk.wait.raw');
    const { holder, standby } = await twoServers(site);
    const diskId = await registerImage(standby, 'disk.wait.raw');
    const jobId = await sparsify(standby, diskId, 'once');
    const seen: string[] = [];
    const watching = (async () => {
      for await (const status of statuses(standby, jobId)) if (seen.at(-1) !== status) seen.push(status);
    })();
    await vi.waitFor(() => expect(seen).toContain('RUNNING'), { timeout: 15_000 });
    await holder.kill('SIGKILL');
    await untilItCoordinates(standby);
    await cancel(standby, jobId);
    letGo(image);
    await watching;
    expect(['COMPLETED', 'CANCELED']).toContain(seen.at(-1));
    const order = ['REQUESTED', 'LOCKED', 'RUNNING', 'CANCELING', seen.at(-1) ?? ''];
    expect(seen).toEqual(order.slice(order.indexOf(seen[0] ?? '')));
  });
});
