import { DamagedExport } from './errors.ts';

/** Longer than any event that a store takes. */
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;
const LINE_BREAK = 0x0a;

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a file. Only a line feed ends one: Node's own reader of lines also ends them at separators that JSON
 * leaves as they are inside of strings.
 * @throws DamagedExport for a line without an end, without bounds, or that is not UTF-8.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 1;
  let begun: Buffer[] = [];
  let length = 0;

  function take(end: Buffer): Line {
    const bytes = begun.length === 0 ? end : Buffer.concat([...begun, end]);
    begun = [];
    length = 0;
    try {
      return { number: number++, text: decoder.decode(bytes) };
    } catch {
      throw new DamagedExport(number - 1, 'is not text in UTF-8');
    }
  }

  for await (const chunk of chunks) {
    let from = 0;
    for (let to = chunk.indexOf(LINE_BREAK); to !== -1; to = chunk.indexOf(LINE_BREAK, from)) {
      yield take(chunk.subarray(from, to));
      from = to + 1;
    }
    if (from === chunk.length) continue;
    begun.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LONGEST_LINE_BYTES)
      throw new DamagedExport(number, `is longer than ${LONGEST_LINE_BYTES} bytes`);
  }
  if (begun.length > 0) throw new DamagedExport(number, 'is cut off: the file ends within it');
}
