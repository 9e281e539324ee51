import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src/hosts/runs/run-record.ts';
import { runReport } from '../../../src/hosts/runs/run-report.ts';

const record = (changes: Partial<RunRecord>): RunRecord => ({
  state: 'FINISHED',
  imagePath: '/images/web.qcow2',
  exitStatus: 125,
  refusal: null,
  exportLost: false,
  intruder: null,
  sizeBefore: 300,
  sizeAfter: 300,
  ...{ basis: 'ALLOCATED_BLOCKS', discarded: null, poolFreed: null },
  image: 'SAME',
  imageNode: 0,
  stopAsked: false,
  durationSeconds: 1,
  stdout: [],
  stderr: [],
  ...changes,
});

test.each([
  ['IMAGE_CHANGED', [], 'IMAGE_CHANGED', true, 'Backing file 2 below /images/web.qcow2'],
  ['EXPORT_UNAVAILABLE', [], 'EXPORT_UNAVAILABLE', false, '/images/web.qcow2'],
  ['EXPORT_FAILED', ['qemu: out of memory'], 'EXPORT_FAILED', true, 'out of memory'],
  [
    'EXPORT_FAILED',
    ['Failed to get shared "consistent read" lock'],
    'DISK_IN_USE',
    false,
    'its lock is held',
  ],
] as const)(
  'a run that was refused with %s and %j has failed with %s',
  (code, stderr, told, retryable, message) => {
    expect(runReport(record({ refusal: { code, node: 2 }, stderr }))).toMatchObject({
      ended: 'FAILED',
      failure: { code: told, retryable, message: expect.stringContaining(message) },
    });
  },
);

test('a run whose export ended first has failed, even where the tool says that all went well', () => {
  expect(runReport(record({ exitStatus: 0, exportLost: true }))).toMatchObject({
    failure: { code: 'EXPORT_FAILED', retryable: true, remedy: expect.stringContaining('stays whole') },
  });
});

test('a run that was told to stop has stopped, whatever became of its export', () => {
  for (const changes of [{ exportLost: true }, { refusal: { code: 'IMAGE_CHANGED', node: 0 } as const }]) {
    expect(runReport(record({ exitStatus: 130, stopAsked: true, ...changes }))).toMatchObject({
      ended: 'STOPPED',
    });
  }
});

test('another file in the place of a backing file is told as that', () => {
  expect(runReport(record({ exitStatus: 0, image: 'REPLACED', imageNode: 1 }))).toMatchObject({
    failure: {
      code: 'DISK_MISSING',
      message: expect.stringMatching(/took the place of backing file 1 below \/images\/web.qcow2/i),
    },
  });
});
