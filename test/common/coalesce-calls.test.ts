import { expect, test } from 'vitest';
import { coalesceCalls } from '../../src/common/coalesce-calls.ts';

function heldWork() {
  const begun: { wish: number; end: (value: number) => void; fail: (error: Error) => void }[] = [];
  const join = coalesceCalls<string, number, number>(
    (one, other) => one + other,
    (_, wish) => new Promise((end, fail) => void begun.push({ wish, end, fail })),
  );
  return { begun, join };
}

test('who asks while work goes on gets the next, together with all who ask until that begins', async () => {
  const { begun, join } = heldWork();
  const first = join('host', 1);
  const [second, third] = [join('host', 10), join('host', 100)];
  begun[0]?.end(1);
  expect(await first).toBe(1);
  await expect.poll(() => begun.map(({ wish }) => wish)).toEqual([1, 110]);
  const fourth = join('host', 1000);
  begun[1]?.end(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  await expect.poll(() => begun.length).toBe(3);
  begun[2]?.end(3);
  expect(await fourth).toBe(3);
});

test('work that fails keeps none of those behind it from theirs, and keys go by themselves', async () => {
  const { begun, join } = heldWork();
  const first = join('host', 1);
  const second = join('host', 2);
  void join('other', 3);
  expect(begun.map(({ wish }) => wish)).toEqual([1, 3]);
  begun[0]?.fail(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await expect.poll(() => begun.length).toBe(3);
  begun[2]?.end(5);
  expect(await second).toBe(5);
});
