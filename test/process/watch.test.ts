import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWatch } from '../../src/process/watch.ts';

const start = Date.parse('2026-11-22T12:00:00Z');
const onDeadline = vi.fn();
const onSilence = vi.fn();
let watch: ReturnType<typeof createWatch>;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  vi.clearAllMocks();
  watch = createWatch({
    deadline: start + 3_600_000,
    silenceMs: 60_000,
    now: () => new Date(),
    onDeadline,
    onSilence,
  });
});
afterEach(() => {
  watch.end();
  vi.useRealTimers();
});

test('tells of silence when nothing was heard for so long', () => {
  vi.advanceTimersByTime(59_999);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledOnce();
});

test('takes time in which its own process was stopped for no silence', () => {
  vi.advanceTimersByTime(30_000);
  vi.setSystemTime(start + 1_800_000);
  vi.advanceTimersByTime(30_000);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(onSilence).toHaveBeenCalledOnce();
});

test('keeps the deadline, also when its own process was stopped across it', () => {
  vi.setSystemTime(start + 7_200_000);
  vi.advanceTimersByTime(60_000);
  expect(onDeadline).toHaveBeenCalledOnce();
  expect(onSilence).not.toHaveBeenCalled();
});

test('is quiet once it has ended', () => {
  watch.end();
  vi.advanceTimersByTime(7_200_000);
  expect(onDeadline).not.toHaveBeenCalled();
  expect(onSilence).not.toHaveBeenCalled();
});
