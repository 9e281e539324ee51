import { describe, expect, test } from 'vitest';
import { createRecent } from '../../src/common/recent.ts';

const known = (recent: { get(key: number): unknown }, keys: number): number[] =>
  Array.from({ length: keys }, (_, key) => key).filter((key) => recent.get(key) !== undefined);

describe('a bounded map', () => {
  test('has what was among the last half of its limit, and never more than the limit', () => {
    const recent = createRecent<number, string>(10);
    for (let key = 0; key < 1_000; key += 1) {
      recent.set(key, `value ${key}`);
      for (let back = 0; back < Math.min(5, key + 1); back += 1)
        expect(recent.get(key - back)).toBe(`value ${key - back}`);
    }
    expect(known(recent, 1_000).length).toBeLessThanOrEqual(10);
  });

  test('keeps what is asked for again and again', () => {
    const recent = createRecent<number, string>(10);
    recent.set(0, 'kept');
    for (let key = 1; key < 1_000; key += 1) {
      recent.set(key, 'other');
      expect(recent.get(0)).toBe('kept');
    }
  });

  test('gives the value that was set last', () => {
    const recent = createRecent<number, string>(10);
    for (const value of ['one', 'two', 'three']) recent.set(1, value);
    expect(recent.get(1)).toBe('three');
    for (let key = 2; key < 8; key += 1) recent.set(key, 'other');
    recent.set(1, 'four');
    expect(recent.get(1)).toBe('four');
  });
});
