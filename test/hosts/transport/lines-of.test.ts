import { expect, it } from 'vitest';
import { LineTooLong, linesOf } from '../../../src/hosts/transport/lines-of.ts';

async function* pieces(...texts: string[]) {
  yield* texts;
}

it('lines are put together from pieces, wherever these end', async () => {
  const text = 'one\n\ntwo three\nfour';
  for (let at = 0; at <= text.length; at += 1) {
    const lines = linesOf(pieces(text.slice(0, at), '', text.slice(at)), 100);
    expect(await Array.fromAsync(lines)).toEqual(['one', '', 'two three', 'four']);
  }
  expect(await Array.fromAsync(linesOf(pieces('one\n'), 100))).toEqual(['one']);
  expect(await Array.fromAsync(linesOf(pieces(), 100))).toEqual([]);
});

it('a host that writes without the end of a line is not listened to for ever', async () => {
  let given = 0;
  async function* endless() {
    yield 'begin\n';
    for (;;) {
      given += 1000;
      yield 'x'.repeat(1000);
    }
  }
  const lines = linesOf(endless(), 5000);
  expect(await lines.next()).toEqual({ done: false, value: 'begin' });
  await expect(lines.next()).rejects.toThrow(LineTooLong);
  expect(given).toBeLessThanOrEqual(6000);
});
