import type { DiskBytes } from './image-bytes.ts';
import { parseLvmMetadata } from './lvm-metadata.ts';
import type { Range } from './range.ts';

/** A physical volume of LVM, and the metadata of its volume group as it has it. */
export interface PhysicalVolume {
  /** As LVM writes it. */
  readonly uuid: string;
  /** On the disk, in bytes. */
  readonly offset: number;
  /** Sections by their names; null where it keeps none, or none that is whole. */
  readonly metadata: object | null;
}

const maxMetadata = 512 * 1024;
const headerLength = 512;
const magic = ' LVM2 x[5A%r0N*>';

/** Reads the physical volume in an area whose first 8 KiB were read; null where there is none. */
export async function readPhysicalVolume(disk: DiskBytes, area: Range): Promise<PhysicalVolume | null> {
  const label = [0, 512, 1024, 1536]
    .map((offset) => disk.at(area.offset + offset, 512))
    .find((sector) => sector?.toString('latin1', 0, 8) === 'LABELONE');
  if (!label) return null;
  const start = label.readUInt32LE(20);
  if (start < 32 || start > 400) return null;
  const uuid = uuidOf(label.toString('latin1', start, start + 32));
  if (uuid === null) return null;
  for (const { offset, length } of metadataAreas(label, start + 40)) {
    const metadata = await readMetadata(disk, area, offset, length);
    if (metadata !== null) return { uuid, offset: area.offset, metadata };
  }
  return { uuid, offset: area.offset, metadata: null };
}

/** Two lists of places, each ended by one of nothing: of data, and of metadata. */
function metadataAreas(label: Buffer, start: number): Range[] {
  const found: Range[] = [];
  let lists = 0;
  for (let at = start; at + 16 <= label.length && lists < 2; at += 16) {
    const offset = Number(label.readBigUInt64LE(at));
    const length = Number(label.readBigUInt64LE(at + 8));
    if (offset === 0) lists += 1;
    else if (lists === 1) found.push({ offset, length });
  }
  return found;
}

async function readMetadata(
  disk: DiskBytes,
  area: Range,
  start: number,
  size: number,
): Promise<object | null> {
  if (start + headerLength > area.length || size > area.length) return null;
  await disk.read([{ offset: area.offset + start, length: headerLength }]);
  const header = disk.at(area.offset + start, headerLength);
  if (header === null || header.toString('latin1', 4, 20) !== magic) return null;
  const offset = Number(header.readBigUInt64LE(40));
  const length = Number(header.readBigUInt64LE(48));
  if (offset < headerLength || offset >= size || length === 0 || length > maxMetadata || length > size)
    return null;
  // It is written in a ring, which goes on behind the header.
  const before = Math.min(length, size - offset);
  const ranges = [
    { offset: area.offset + start + offset, length: before },
    { offset: area.offset + start + headerLength, length: length - before },
  ].filter((range) => range.length > 0);
  await disk.read(ranges);
  const parts = ranges.map((range) => disk.at(range.offset, range.length));
  const text = parts.map((part) => part?.toString('latin1') ?? '').join('');
  return text.length === length ? parseLvmMetadata(text.replace(/\0+$/, '')) : null;
}

/** 32 characters, written in groups as LVM does. */
function uuidOf(bare: string): string | null {
  const groups = /^(\w{6})(\w{4})(\w{4})(\w{4})(\w{4})(\w{4})(\w{6})$/.exec(bare);
  return groups === null ? null : groups.slice(1).join('-');
}
