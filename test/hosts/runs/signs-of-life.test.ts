import { expect, test } from 'vitest';
import { createSignsOfLife, type WorkSample } from '../../../src/hosts/runs/signs-of-life.ts';

/** What a run's host tells every 5 s, from what its processes do in each of these times. */
function silences(...rounds: readonly { ticks?: number; bytes?: number; seconds?: number; heard?: true }[]) {
  const life = createSignsOfLife();
  let sample: WorkSample = { now: 1000, began: 0, ticks: 500, bytes: 70_000 };
  const told = [life.sampled(sample)];
  for (const { ticks = 0, bytes = 0, seconds = 5, heard } of rounds) {
    if (heard) life.heard();
    const { now, began } = sample;
    sample = { now: now + seconds * 100, began, ticks: sample.ticks + ticks, bytes: sample.bytes + bytes };
    told.push(life.sampled(sample));
  }
  return told;
}

test('a run that does nothing is silent, and one whose appliance only ticks as well', () => {
  expect(silences({}, {}, {})).toEqual([0, 5, 10, 15]);
  expect(silences({ ticks: 2, bytes: 500 }, { ticks: 1, bytes: 450 })).toEqual([0, 5, 10]);
});

test.each([
  ['a line that it writes', { heard: true }],
  ['processor time', { ticks: 10 }],
  ['what it reads and writes', { bytes: 100_000 }],
  ['the end of one of its processes', { ticks: -200, bytes: -50_000 }],
] as const)('%s is a sign of life', (_, sign) => {
  expect(silences({}, sign, {})).toEqual([0, 5, 0, 5]);
});

test('time in which the host told nothing is no silence', () => {
  expect(silences({}, { seconds: 86_400 }, {})).toEqual([0, 5, 20, 25]);
});
