import { expect, test } from 'vitest';
import { obstacleCodes } from '../../../src/domain/disk/eligibility/obstacle.ts';
import {
  bitsOf,
  clearMark,
  haveCommonBits,
  markOf,
  marksOf,
} from '../../../src/projections/store/disk-obstacles.ts';

test('codes come back from their bits, however many there are', () => {
  expect(marksOf(bitsOf(obstacleCodes))).toEqual(obstacleCodes.map(markOf));
  for (const code of obstacleCodes) expect(marksOf(bitsOf([code, code]))).toEqual([markOf(code)]);
  expect(Number.isSafeInteger(bitsOf(obstacleCodes))).toBe(true);
});

test('no code has the mark of disks without any', () => {
  expect(marksOf(0)).toEqual([clearMark]);
  expect(obstacleCodes.length).toBeLessThan(clearMark);
});

test('sets of more bits than 32 are compared', () => {
  expect(haveCommonBits(2 ** 40 + 1, 2 ** 40)).toBe(true);
  expect(haveCommonBits(2 ** 40 + 1, 2 ** 39)).toBe(false);
});
