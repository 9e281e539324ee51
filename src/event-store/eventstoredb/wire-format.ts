/** A place in a message of Protocol Buffers, moved on by what reads it. */
export interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

const VARINT = 0;
const EIGHT_BYTES = 1;
const LENGTH_DELIMITED = 2;
const FOUR_BYTES = 5;

/** What stands before a number of the field. */
export const numberTag = (field: number): number => (field << 3) | VARINT;

/** What stands before a text, bytes or a message of the field. */
export const lengthTag = (field: number): number => (field << 3) | LENGTH_DELIMITED;

/** Reads an unsigned number; one that JavaScript's numbers do not hold exactly as a bigint. */
export function readNumber(cursor: Cursor): number | bigint {
  const start = cursor.at;
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = nextByte(cursor);
    value += (byte & 127) * factor;
    if (byte < 128) break;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : readLarge({ ...cursor, at: start });
}

function readLarge(cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = nextByte(cursor);
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return BigInt.asUintN(64, value);
  }
}

/** Reads how long a text, bytes or a message is, and gives where it ends; it begins at the cursor. */
export function readEnd(cursor: Cursor): number {
  const length = Number(readNumber(cursor));
  return checkEnd(cursor, cursor.at + length);
}

/** Reads a text. */
export function readText(cursor: Cursor): string {
  const end = readEnd(cursor);
  const text = cursor.bytes.toString('utf8', cursor.at, end);
  cursor.at = end;
  return text;
}

/** Passes over the value behind a tag. */
export function skip(cursor: Cursor, tag: number): void {
  switch (tag & 7) {
    case VARINT:
      readNumber(cursor);
      return;
    case EIGHT_BYTES:
      cursor.at = checkEnd(cursor, cursor.at + 8);
      return;
    case LENGTH_DELIMITED:
      cursor.at = readEnd(cursor);
      return;
    case FOUR_BYTES:
      cursor.at = checkEnd(cursor, cursor.at + 4);
      return;
    default:
      throw new RangeError(`There is no wire type ${tag & 7}.`);
  }
}

function nextByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) throw new RangeError('The message ends within a value.');
  cursor.at += 1;
  return byte;
}

function checkEnd(cursor: Cursor, end: number): number {
  if (end > cursor.bytes.length) throw new RangeError('The message ends within a value.');
  return end;
}
