import { expect, test } from 'vitest';
import { obstacleCodes } from '../../../src/domain/disk/eligibility/obstacle.ts';
import {
  bitsOf,
  haveCommonBits,
  noObstacle,
  obstacleNumber,
  obstacleNumbersOf,
} from '../../../src/projections/store/disk-obstacles.ts';

test('codes come back from their bits, however many there are', () => {
  expect(obstacleNumbersOf(bitsOf(obstacleCodes))).toEqual(obstacleCodes.map(obstacleNumber));
  for (const code of obstacleCodes)
    expect(obstacleNumbersOf(bitsOf([code, code]))).toEqual([obstacleNumber(code)]);
  expect(Number.isSafeInteger(bitsOf(obstacleCodes))).toBe(true);
});

test('no code has the number of disks without any', () => {
  expect(obstacleNumbersOf(0)).toEqual([noObstacle]);
  expect(obstacleCodes.length).toBeLessThan(noObstacle);
});

test('sets of more bits than 32 are compared', () => {
  expect(haveCommonBits(2 ** 40 + 1, 2 ** 40)).toBe(true);
  expect(haveCommonBits(2 ** 40 + 1, 2 ** 39)).toBe(false);
});
