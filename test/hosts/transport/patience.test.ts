import { expect, test } from 'vitest';
import { createPatience } from '../../../src/hosts/transport/patience.ts';

test('is some times what was taken before, doubles when it ran out, and stays within its bounds', () => {
  const patience = createPatience({ leastMs: 100, mostMs: 1000 });
  const ms = [patience.ms()];
  for (const took of [10, 50, null, null, null, 600, 30]) {
    if (took === null) patience.ranOut();
    else patience.took(took);
    ms.push(patience.ms());
  }
  expect(ms).toEqual([100, 100, 200, 400, 800, 1000, 1000, 120]);
});
