import { expect, it } from 'vitest';
import { binarySize } from '../../src/resolvers/binary-size.ts';

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [314_572_800, '300 MiB'],
  [1_073_741_824, '1 GiB'],
  [2 ** 50 * 3000, '3000 PiB'],
  [-65_536, '−64 KiB'],
])('%d bytes are told as %s', (bytes, text) => {
  expect(binarySize(bytes)).toBe(text);
});
