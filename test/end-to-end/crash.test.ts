import { describe, expect, test, vi } from 'vitest';
import { type CrashPoint, crashPoints } from '../../src/common/crash-points.ts';
import { letGo } from '../support/fake-virt-sparsify.ts';
import { freePort } from '../support/free-port.ts';
import {
  cancel,
  createSite,
  historyOf,
  registerImage,
  type ServerProcess,
  sparsify,
  statuses,
  untilStatus,
} from '../support/server-process.ts';

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
const canceled = [...completed.slice(0, -1), 'SparsifyCancelRequested', 'SparsifyCanceled'];

/** Sends a request to a server that may die of it. */
const tolerant = (request: Promise<unknown>) => request.catch(() => undefined);

describe('a server that is killed', () => {
  const points = crashPoints.filter((point) => point !== 'after-stop-sent');
  test.each(points)(
    '%s ends the job after its restart, with one run, no lock left and a whole history',
    async (point) => {
      const site = createSite();
      site.image('disk.succeed.raw');
      const first = await site.start({ WINNOW_CRASH_AT: point });
      const diskId = await registerImage(first, 'disk.succeed.raw');
      await tolerant(sparsify(first, diskId, 'once'));
      expect(await first.ended).toBe('SIGKILL');

      const second = await site.start();
      const jobId = await sparsify(second, diskId, 'once');
      await untilStatus(second, jobId, 'COMPLETED');
      expect(site.starts()).toHaveLength(1);
      expect(await historyOf(second, diskId)).toEqual({
        availability: 'AVAILABLE',
        activeJob: null,
        events: completed,
      });
      await vi.waitFor(() => expect(site.keptRuns()).toEqual([]), { timeout: 20_000 });
    },
  );

  test.each<CrashPoint>([
    'after-stop-sent',
    'after-run-ended',
    'after-result-collected',
    'after-result-recorded',
  ])('%s of a canceled job ends it canceled, with one run and no lock left', async (point) => {
    const site = createSite();
    site.image('disk.hang.raw');
    const first = await site.start({ WINNOW_CRASH_AT: point });
    const diskId = await registerImage(first, 'disk.hang.raw');
    const jobId = await sparsify(first, diskId, 'once');
    await vi.waitFor(() => expect(site.starts()).toHaveLength(1), { timeout: 10_000 });
    await untilStatus(first, jobId, 'RUNNING');
    await tolerant(cancel(first, jobId));
    expect(await first.ended).toBe('SIGKILL');

    const second = await site.start();
    await untilStatus(second, jobId, 'CANCELED');
    expect(site.starts()).toHaveLength(1);
    expect(await historyOf(second, diskId)).toEqual({
      availability: 'AVAILABLE',
      activeJob: null,
      events: canceled,
    });
  });

  test('in mid-run collects what the run came to while no server was there', async () => {
    const site = createSite();
    const image = site.image('disk.wait.raw');
    const first = await site.start();
    const diskId = await registerImage(first, 'disk.wait.raw');
    const jobId = await sparsify(first, diskId, 'once');
    await untilStatus(first, jobId, 'RUNNING');
    await first.kill('SIGKILL');
    letGo(image);

    const second = await site.start();
    await untilStatus(second, jobId, 'COMPLETED');
    expect(site.starts()).toHaveLength(1);
    expect((await historyOf(second, diskId)).events).toEqual(completed);
  });

  test('again and again, at a new point each time, still ends the job with one run', async () => {
    const site = createSite();
    site.image('disk.succeed.raw');
    const points: CrashPoint[] = [
      'after-preflight',
      'after-run-started',
      'after-start-recorded',
      'after-result-collected',
    ];
    let diskId = '';
    for (const point of points) {
      const server = await site.start({ WINNOW_CRASH_AT: point });
      diskId ||= await registerImage(server, 'disk.succeed.raw');
      await tolerant(sparsify(server, diskId, 'once'));
      expect(await server.ended).toBe('SIGKILL');
    }
    const last = await site.start();
    await untilStatus(last, await sparsify(last, diskId, 'once'), 'COMPLETED');
    expect(site.starts()).toHaveLength(1);
    expect((await historyOf(last, diskId)).events).toEqual(completed);
  });
});

describe('a subscriber', () => {
  test('that was cut off by kill -9 resumes by cursor, and sees every state exactly once, in order', async () => {
    const site = createSite();
    const image = site.image('disk.wait.raw');
    const port = await freePort();
    const first = await site.start({}, { port });
    const diskId = await registerImage(first, 'disk.wait.raw');
    const jobId = await sparsify(first, diskId, 'once');
    const seen: string[] = [];
    const watching = (async () => {
      for await (const status of statuses(first, jobId)) if (seen.at(-1) !== status) seen.push(status);
    })();
    await vi.waitFor(() => expect(seen).toContain('RUNNING'), { timeout: 10_000 });
    first.process.kill('SIGKILL');
    await first.ended;
    letGo(image);
    const second: ServerProcess = await site.start({}, { port });
    await untilStatus(second, jobId, 'COMPLETED');
    await watching;
    const order = ['REQUESTED', 'LOCKED', 'RUNNING', 'COMPLETED'];
    expect(seen).toEqual(order.slice(order.indexOf(seen[0] ?? '')));
  });
});

describe('a clean end', () => {
  test('by SIGTERM exits 0, leaves the run alone, and the next server picks it up', async () => {
    const site = createSite();
    const image = site.image('disk.wait.raw');
    const first = await site.start();
    const diskId = await registerImage(first, 'disk.wait.raw');
    const jobId = await sparsify(first, diskId, 'once');
    await untilStatus(first, jobId, 'RUNNING');
    const open = statuses(first, jobId);
    await open.next();
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    letGo(image);
    const second = await site.start();
    await untilStatus(second, jobId, 'COMPLETED');
    expect(site.starts()).toHaveLength(1);
  });
});
