import type { Range } from './range.ts';

const bytesPerLine = 16;

/** Reads what `qemu-io -c 'read -v OFFSET LENGTH' …` wrote, a buffer for each range; null where it is not just that. */
export function parseHexDump(text: string, ranges: readonly Range[]): Buffer[] | null {
  const lines = text.split('\n');
  let at = 0;
  const found: Buffer[] = [];
  for (const { offset, length } of ranges) {
    const bytes = Buffer.alloc(length);
    for (let done = 0; done < length; done += bytesPerLine) {
      const count = Math.min(bytesPerLine, length - done);
      const [, address = '', hex = ''] = /^([\da-f]+): {2}((?:[\da-f]{2} )+)/.exec(lines[at] ?? '') ?? [];
      if (Number.parseInt(address, 16) !== offset + done || hex.length !== count * 3) return null;
      bytes.write(hex.replaceAll(' ', ''), done, 'hex');
      at += 1;
    }
    if (lines[at] !== `read ${length}/${length} bytes at offset ${offset}`) return null;
    at += 2;
    found.push(bytes);
  }
  return found;
}
