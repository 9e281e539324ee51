import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SparsifyProgress } from '../../../src/domain/job/progress.ts';
import { createProgressPublisher } from '../../../src/process/jobs/progress-publisher.ts';

const inspecting: SparsifyProgress = {
  attempt: 1,
  phase: 'INSPECTING',
  filesystemsDone: 0,
  filesystemsTotal: 100_000,
  bytesReclaimed: 0,
};
const after = (filesystemsDone: number): SparsifyProgress => ({
  ...inspecting,
  phase: 'TRIMMING',
  filesystemsDone,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A publisher whose store notes when each report was appended, in milliseconds from now. */
function publisher() {
  const began = performance.now();
  const appended: { at: number; progress: unknown }[] = [];
  const store = {
    setStreamMetadata: async () => undefined,
    append: async (_: string, events: readonly { readonly data: unknown }[]) => {
      for (const { data } of events) appended.push({ at: performance.now() - began, progress: data });
      return { position: '0', revision: 0 };
    },
  };
  return { appended, ...createProgressPublisher(store, 'job_1', pino({ level: 'silent' })) };
}

test('what the tool reports is published at once also where a report came shortly before', async () => {
  const { publish, appended } = publisher();
  publish({ ...inspecting, phase: 'BOOTING', filesystemsDone: null, filesystemsTotal: null });
  await vi.advanceTimersByTimeAsync(60);
  publish({ ...inspecting, bytesReclaimed: 4096 });
  await vi.advanceTimersByTimeAsync(400);
  publish(after(0));
  await vi.advanceTimersByTimeAsync(140);
  publish(after(1));
  await vi.advanceTimersByTimeAsync(0);
  expect(appended.map(({ at }) => at)).toEqual([0, 60, 460, 600]);
});

test('no more than four reports are published at once and two a second on average, and the newest is among them', async () => {
  const { publish, appended } = publisher();
  const seconds = 20;
  let lines = 0;
  for (; lines < seconds * 100; lines += 1) {
    publish(after(lines));
    await vi.advanceTimersByTimeAsync(10);
  }
  for (const [index, { at }] of appended.entries()) {
    for (const [further, later] of appended.slice(index).entries()) {
      expect(further + 1).toBeLessThanOrEqual(4 + (2 * (later.at - at)) / 1000);
    }
  }
  expect(appended.length).toBeGreaterThanOrEqual(2 * seconds);
  await vi.advanceTimersByTimeAsync(500);
  expect(appended.at(-1)?.progress).toEqual(after(lines - 1));
});
