import type { Range } from './range.ts';

/** A piece of a file of NTFS, in clusters; `from` is null where it is a hole. */
export interface Run {
  readonly from: number | null;
  readonly count: number;
}

/** An attribute of a file of NTFS: what it says is in its record, or lies in clusters of the volume. */
export type Attribute =
  | { readonly type: number; readonly value: Buffer }
  | { readonly type: number; readonly runs: readonly Run[]; readonly size: number };

const stride = 512;
const maxRuns = 4096;
const maxAttributes = 200;

/** A record or index block as it was before each end of a sector in it was replaced; null where it was not written whole. */
export function repaired(bytes: Buffer, magic: 'FILE' | 'INDX' | 'RSTR'): Buffer | null {
  if (bytes.length < 48 || bytes.toString('latin1', 0, 4) !== magic) return null;
  const start = bytes.readUInt16LE(4);
  const count = bytes.readUInt16LE(6);
  if (count < 2 || start + count * 2 > bytes.length || (count - 1) * stride > bytes.length) return null;
  const mended = Buffer.from(bytes);
  for (let sector = 1; sector < count; sector += 1) {
    const end = sector * stride - 2;
    if (bytes.readUInt16LE(end) !== bytes.readUInt16LE(start)) return null;
    bytes.copy(mended, end, start + sector * 2, start + sector * 2 + 2);
  }
  return mended;
}

/** The attributes without a name of their own, or with the name of a directory's index. */
export function attributesOf(record: Buffer): Attribute[] {
  const found: Attribute[] = [];
  let at = record.readUInt16LE(20);
  while (at + 24 <= record.length && found.length < maxAttributes) {
    const type = record.readUInt32LE(at);
    const length = record.readUInt32LE(at + 4);
    if (type === 0xffffffff || length < 24 || at + length > record.length) break;
    const attribute = record.subarray(at, at + length);
    const nameLength = attribute.readUInt8(9) * 2;
    const nameStart = attribute.readUInt16LE(10);
    const name = attribute.toString('utf16le', nameStart, nameStart + nameLength);
    if (name === '' || name === '$I30') {
      const read = attribute.readUInt8(8) === 0 ? resident(type, attribute) : inClusters(type, attribute);
      if (read !== null) found.push(read);
    }
    at += length;
  }
  return found;
}

function resident(type: number, attribute: Buffer): Attribute | null {
  const length = attribute.readUInt32LE(16);
  const start = attribute.readUInt16LE(20);
  return start + length > attribute.length
    ? null
    : { type, value: attribute.subarray(start, start + length) };
}

function inClusters(type: number, attribute: Buffer): Attribute | null {
  if (attribute.length < 64) return null;
  const runs = runsOf(attribute.subarray(attribute.readUInt16LE(32)));
  const size = Number(attribute.readBigUInt64LE(48));
  return runs === null ? null : { type, runs, size };
}

/** Each run has the sizes of two numbers, its length, and how far it begins from the one before. */
function runsOf(bytes: Buffer): Run[] | null {
  const runs: Run[] = [];
  let previous = 0;
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const sizes = bytes.readUInt8(at);
    const ofCount = sizes & 0xf;
    const ofStart = sizes >> 4;
    if (ofCount === 0 || ofCount > 6 || ofStart > 6 || at + 1 + ofCount + ofStart > bytes.length) return null;
    const count = bytes.readUIntLE(at + 1, ofCount);
    if (ofStart === 0) runs.push({ from: null, count });
    else {
      previous += bytes.readIntLE(at + 1 + ofCount, ofStart);
      if (previous < 0) return null;
      runs.push({ from: previous, count });
    }
    if (runs.length > maxRuns) return null;
    at += 1 + ofCount + ofStart;
  }
  return runs;
}

/** Where a stretch of a file lies on the volume, in bytes from its start; null where a part of it lies nowhere. */
export function placesOf(runs: readonly Run[], cluster: number, { offset, length }: Range): Range[] | null {
  const places: Range[] = [];
  let start = 0;
  let at = offset;
  for (const { from, count } of runs) {
    const end = start + count * cluster;
    if (at < end && at < offset + length) {
      if (from === null) return null;
      const part = Math.min(end, offset + length) - at;
      places.push({ offset: from * cluster + (at - start), length: part });
      at += part;
    }
    start = end;
  }
  return at === offset + length ? places : null;
}
