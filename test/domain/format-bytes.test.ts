import { expect, it } from 'vitest';
import { formatBytes } from '../../src/domain/format-bytes.ts';

it.each([
  [0, '0 B'],
  [1, '1 B'],
  [1023, '1023 B'],
  [1024, '1.00 KiB'],
  [1520435, '1.45 MiB'],
  [10 * 1024 ** 2, '10.0 MiB'],
  ['315621376', '301 MiB'],
  [1024 ** 2 - 1, '1.00 MiB'],
  [1024 ** 3, '1.00 GiB'],
  [5 * 1024 ** 4, '5.00 TiB'],
  [-4096, '-4.00 KiB'],
])('%s is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('unknown is empty, not 0', () => {
  expect(formatBytes(null)).toBe('');
});
