import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runIdOf } from '../../src/domain/ids.ts';
import type { Position } from '../../src/event-store/event-store.ts';
import { ViewsBehind } from '../../src/streams/views-behind.ts';
import { createFakeHost, goodReport } from '../support/fake-host.ts';
import { accepted, caller, openParts, type Parts } from '../support/parts.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
});
afterEach(() => parts.close());

/** The place in the store from which on the lease is held. */
async function acquiredAt(): Promise<Position> {
  for await (const { type, position } of parts.store.readStream('lease-coordinator')) {
    if (type === 'LeaseAcquired') return position;
  }
  throw new Error('The lease was not acquired.');
}

describe('a server that takes the lease', () => {
  test('does nothing before its views include all that earlier holders did', async () => {
    const jobId = await parts.sparsify(await parts.registerDisk());
    const views = Promise.withResolvers<void>();
    const waitForViews = vi.fn((_: Position) => views.promise);
    const coordination = parts.coordinateUnderLease(waitForViews);
    await vi.waitFor(() => expect(waitForViews).toHaveBeenCalled());
    expect(waitForViews).toHaveBeenCalledExactlyOnceWith(await acquiredAt());
    expect(coordination.status()).toEqual({ active: false, runningJobs: 0, waitingJobs: 0 });
    views.resolve();
    await parts.reached(jobId, 'RUNNING');
    expect(coordination.status().active).toBe(true);
  });

  test('does again what a server that is gone had begun on a host that any server reaches', async () => {
    const never = Promise.withResolvers<never>();
    parts.fake.host.findVms = () => never.promise;
    accepted(await parts.requests.scanHost({ hostId: 'host_fake' }, caller));
    parts.operations.stop();
    const { operations } = await parts.join(createFakeHost());
    parts.coordinateUnderLease(
      async () => undefined,
      {},
      () => void operations.resume(),
    );
    await vi.waitFor(() => expect(parts.views.runningOperations()).toEqual([]));
  });

  test('goes on waiting for views that are far behind', async () => {
    const jobId = await parts.sparsify(await parts.registerDisk());
    const waitForViews = vi.fn(async (_: Position) => undefined);
    waitForViews.mockRejectedValueOnce(new ViewsBehind(1)).mockRejectedValueOnce(new ViewsBehind(1));
    parts.coordinateUnderLease(waitForViews);
    await parts.reached(jobId, 'RUNNING');
  });

  test('tries again where a fault keeps it from beginning, since no other can', async () => {
    const jobId = await parts.sparsify(await parts.registerDisk());
    const waitForViews = vi.fn(async (_: Position) => undefined);
    waitForViews.mockRejectedValueOnce(new Error('Broken.')).mockRejectedValueOnce(new Error('Broken.'));
    parts.coordinateUnderLease(waitForViews);
    await parts.reached(jobId, 'RUNNING');
  });

  test('and is stopped meanwhile does not coordinate any more', async () => {
    const jobId = await parts.sparsify(await parts.registerDisk());
    const views = Promise.withResolvers<void>();
    const waitForViews = vi.fn((_: Position) => views.promise);
    const coordination = parts.coordinateUnderLease(waitForViews);
    await vi.waitFor(() => expect(waitForViews).toHaveBeenCalled());
    await coordination.stop();
    views.resolve();
    await views.promise;
    expect(coordination.status().active).toBe(false);
    expect(parts.views.job(jobId)?.status).toBe('REQUESTED');
  });
});

test('views that fall behind delay a job, and nothing else', async () => {
  const jobId = await parts.sparsify(await parts.registerDisk());
  const waitForViews = vi.fn(async (_: Position) => undefined);
  // A step that fails is tried again after a while that this test does not have.
  parts.coordinateUnderLease(waitForViews, { contact: { initialMs: 60_000, maxMs: 60_000 } });
  await parts.reached(jobId, 'RUNNING');
  waitForViews.mockRejectedValueOnce(new ViewsBehind(1)).mockRejectedValueOnce(new ViewsBehind(1));
  parts.fake.end(runIdOf(jobId, 1), goodReport);
  await vi.waitFor(() => expect(parts.fake.forgotten).toEqual([runIdOf(jobId, 1)]));
});
