import { expect, test } from 'vitest';
import { backoffDelay } from '../../src/common/backoff.ts';

const backoff = { initialMs: 1000, maxMs: 10_000 };

test('the delay doubles with each failure, up to its bound', () => {
  const longest = [1, 2, 3, 4, 5, 6].map((failures) => backoffDelay(backoff, failures, () => 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});
test('a random half is taken off', () => expect(backoffDelay(backoff, 3, () => 0)).toBe(2000));
