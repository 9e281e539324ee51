import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ViewsBehind } from '../../src/commands/views-behind.ts';
import type { Position } from '../../src/event-store/event-store.ts';
import { openParts, type Parts } from '../support/parts.ts';

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

  test('goes on waiting for views that are far behind', async () => {
    const jobId = await parts.sparsify(await parts.registerDisk());
    const waitForViews = vi.fn(async (_: Position) => undefined);
    waitForViews.mockRejectedValueOnce(new ViewsBehind(1)).mockRejectedValueOnce(new ViewsBehind(1));
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
