import { expect, test } from 'vitest';
import type { Host } from '../../../src/hosts/host.ts';
import { createFence, fenceHost, NoLongerCoordinator } from '../../../src/process/coordination/fence.ts';
import { createFakeHost } from '../../support/fake-host.ts';

const image = { directory: '/images', path: 'a.raw', format: 'RAW' } as const;

test('a fenced host does as it is told while the lease is held', async () => {
  const fake = createFakeHost();
  const host = fenceHost(
    fake.host,
    createFence(() => 1),
  );
  await host.startRun({ runId: 'job_1.1', image });
  await host.stopRun('job_1.1', 'GRACEFUL');
  await host.forgetRun('job_1.1');
  expect([fake.starts.length, fake.stops.length, fake.forgotten.length]).toEqual([1, 1, 1]);
});

test('a fenced host has no effect once the lease is lost, and still answers questions', async () => {
  const fake = createFakeHost();
  fake.knowRun('job_1.1', 'RUNNING');
  const host = fenceHost(
    fake.host,
    createFence(() => 0),
  );
  await expect(host.startRun({ runId: 'job_2.1', image })).rejects.toThrow(NoLongerCoordinator);
  await expect(host.stopRun('job_1.1', 'FORCE')).rejects.toThrow(NoLongerCoordinator);
  await expect(host.forgetRun('job_1.1')).rejects.toThrow(NoLongerCoordinator);
  expect([fake.starts, fake.stops, fake.forgotten]).toEqual([[], [], []]);
  expect(await host.runState('job_1.1')).toBe('RUNNING');
});

test('a fenced host does not stop a run when the lease is lost while the request is on its way', async () => {
  const fake = createFakeHost();
  fake.knowRun('job_1.1', 'RUNNING');
  let held = true;
  const slow: Host = {
    ...fake.host,
    async stopRun(runId, how, mayStop) {
      held = false;
      mayStop?.();
      return fake.host.stopRun(runId, how);
    },
  };
  const host = fenceHost(
    slow,
    createFence(() => (held ? 1 : 0)),
  );
  await expect(host.stopRun('job_1.1', 'FORCE')).rejects.toThrow(NoLongerCoordinator);
  expect(fake.stops).toEqual([]);
});

test('a fenced host does not start a run when the lease is lost while it looks at the image', async () => {
  const fake = createFakeHost();
  let held = true;
  const slow: Host = {
    ...fake.host,
    async startRun(run, mayStart) {
      held = false;
      mayStart?.();
      return fake.host.startRun(run);
    },
  };
  const host = fenceHost(
    slow,
    createFence(() => (held ? 1 : 0)),
  );
  await expect(host.startRun({ runId: 'job_1.1', image })).rejects.toThrow(NoLongerCoordinator);
  expect(fake.starts).toEqual([]);
});
