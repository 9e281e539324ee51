import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { capturedTerminal } from '../cli/output/captured-terminal.ts';
import { letGo } from '../support/fake-virt-sparsify.ts';
import {
  createSite,
  historyOf,
  registerImage,
  sparsify,
  untilStatus,
  usualStore,
} from '../support/server-process.ts';

test('a job whose run goes on while its events are moved to another store ends there, with one run', async () => {
  const store = usualStore();
  // It begins on the embedded store, wherever it moves to.
  const site = createSite({ store: {} });
  const image = site.image('disk.wait.raw');
  const first = await site.start();
  const diskId = await registerImage(first, 'disk.wait.raw');
  const jobId = await sparsify(first, diskId, 'once');
  await untilStatus(first, jobId, 'RUNNING');
  expect(await first.kill('SIGTERM')).toBe(0);

  const exporting = capturedTerminal({});
  expect(await run(['events', 'export', '--state-dir', site.stateDirectory], exporting)).toBe(0);
  // The runs and the views stay where they are; the events come back by import alone.
  rmSync(join(site.stateDirectory, 'events.db'));
  const target =
    store.WINNOW_EVENT_STORE === undefined
      ? ['--state-dir', site.stateDirectory]
      : ['--event-store', store.WINNOW_EVENT_STORE];
  const importing = capturedTerminal(store, { input: exporting.dataOut() });
  expect(await run(['events', 'import', ...target], importing)).toBe(0);

  const second = await site.start(store);
  expect(await sparsify(second, diskId, 'once')).toBe(jobId);
  await untilStatus(second, jobId, 'RUNNING');
  letGo(image);
  await untilStatus(second, jobId, 'COMPLETED');
  expect(site.starts()).toHaveLength(1);
  expect(await historyOf(second, diskId)).toEqual({
    availability: 'AVAILABLE',
    activeJob: null,
    events: [
      'DiskRegistered',
      'DiskObserved',
      // What the look before the request found in the image.
      'DiskObserved',
      'SparsifyRequested',
      'DiskLocked',
      'SparsifyStarted',
      'SparsifyCompleted',
    ],
  });
  await vi.waitFor(() => expect(site.keptRuns()).toEqual([]), { timeout: 5000 });
});
