import { describe, expect, test } from 'vitest';
import { isPlain, shown } from '../../src/domain/plain-name.ts';

describe('a name', () => {
  test.each([
    ['a line end', 'a\nb', 'a\\nb'],
    ['an escape', 'a\x1b[31mb', 'a\\u{1b}[31mb'],
    ['DEL', 'a\x7fb', 'a\\u{7f}b'],
    ['a C1 control', 'a\x9bb', 'a\\u{9b}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a paragraph separator', 'a\u2029b', 'a\\u{2029}b'],
    ['a turn of direction', 'txt.\u202e2wocq', 'txt.\\u{202e}2wocq'],
    ['an isolate', 'a\u2066b', 'a\\u{2066}b'],
    ['a direction mark', 'a\u200fb', 'a\\u{200f}b'],
    ['bytes that were no UTF-8', 'a\ufffdb', 'a\\u{fffd}b'],
    ['half a pair', 'a\ud800b', 'a\\u{d800}b'],
  ])('with %s is not plain, and is shown escaped', (_, name, escaped) => {
    expect(isPlain(name)).toBe(false);
    expect(shown(name)).toBe(escaped);
  });

  test.each(['web 01.qcow2', 'größe.raw', '日本.qcow2', 'שלום.img', '👩‍💻.raw', '-rf', `'"$(id)*`, '\\n'])(
    'such as %s is plain',
    (name) => {
      expect(isPlain(name)).toBe(true);
      expect(shown(name)).toBe(name);
    },
  );
});
