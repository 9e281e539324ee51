import { expect, test } from 'vitest';
import type { RunUpdate } from '../../../src/hosts/host.ts';
import { createRunFollower } from '../../../src/hosts/runs/run-updates.ts';

/** What is told of a run, line by line. */
function told(...lines: readonly string[]): RunUpdate[] {
  const updates: RunUpdate[] = [];
  const follow = createRunFollower((update) => updates.push(update));
  for (const line of lines) follow(line);
  return updates;
}

test('any line of the tool is a sign of life, also one that moves nothing on', () => {
  const quiet = told('l 1000 500 10 0', 'l 1500 500 10 0', 'l 2000 500 10 0');
  expect(quiet.map(({ silentSeconds }) => silentSeconds)).toEqual([0, 5, 10]);
  for (const line of ['o whatever', 'e ', 'a 4096']) {
    const updates = told('l 1000 500 10 0', 'l 1500 500 10 0', line, 'l 2000 500 10 0');
    expect(updates.at(-1)?.silentSeconds).toBe(0);
  }
});

test('how long a run has gone on is what its host tells, and not known while none of its processes is there', () => {
  const updates = told('l 1000 - 0 0', 'l 1500 1200 10 0');
  expect(updates.map(({ runSeconds }) => runSeconds)).toEqual([null, 3]);
});

test('storage hangs that has not answered for half a minute, and its run is not silent meanwhile', () => {
  const samples = Array.from({ length: 9 }, (_, index) => `l ${1000 + index * 500} 500 10 0`);
  const hanging = told('s', ...samples);
  expect(hanging.map(({ storageHangs }) => storageHangs)).toEqual([
    ...[false, false, false, false, false, false],
    ...[true, true, true],
  ]);
  expect(hanging.at(-1)?.silentSeconds).toBe(0);
  const back = told('s', ...samples, 's', 'l 5500 500 10 0');
  expect(back.at(-1)).toMatchObject({ storageHangs: false });
});
