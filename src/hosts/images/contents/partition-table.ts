import { crc32 } from 'node:zlib';
import type { PartitionTable } from '../../../domain/disk/contents.ts';
import type { DiskBytes } from './image-bytes.ts';
import type { Range } from './range.ts';

/** A part of a disk as its table has it, inside the disk; in bytes. */
export interface Partition extends Range {
  /** As Linux numbers it. */
  readonly number: number;
  readonly type: string;
}

export interface Table {
  readonly kind: PartitionTable;
  readonly sectorSize: number | null;
  readonly partitions: readonly Partition[];
}

/** Read of every disk first: it holds tables of both sector sizes, and at the end their copies. */
export const tableRanges = (size: number): Range[] => [
  { offset: 0, length: 0x11000 },
  { offset: size - Math.min(size, 0x9000), length: Math.min(size, 0x9000) },
];

const sectorSizes = [512, 4096] as const;
const none: Table = { kind: 'NONE', sectorSize: null, partitions: [] };
const extendedTypes: ReadonlySet<number> = new Set([0x05, 0x0f, 0x85]);
const protectiveType = 0xee;

// Linux has 15 minor numbers for a SCSI disk's partitions at once, and takes no more than 100 logical ones.
const maxLogical = 60;
const maxEntries = 256;
const maxPartitions = 128;

/** Reads the partition table of a disk whose `tableRanges` were read. */
export async function partitionTable(disk: DiskBytes): Promise<Table> {
  const sector = disk.at(0, Math.min(512, disk.size));
  const entries = sector === null ? [] : primaries(sector);
  if (entries.some(({ type }) => type === protectiveType)) return gpt(disk);
  const primary = entries.filter(
    ({ type, start, count }) => type !== 0 && start > 0 && count > 0 && start * 512 < disk.size,
  );
  if (primary.length === 0) return none;
  const partitions: Partition[] = [];
  for (const { index, type, start, count } of primary) {
    if (extendedTypes.has(type)) continue;
    partitions.push({ number: index + 1, type: hex(type), ...clipped(disk, start * 512, count * 512) });
  }
  const extended = primary.find(({ type }) => extendedTypes.has(type));
  if (extended !== undefined) partitions.push(...(await logical(disk, extended.start)));
  return { kind: 'MBR', sectorSize: 512, partitions };
}

interface Entry {
  readonly index: number;
  readonly type: number;
  readonly start: number;
  readonly count: number;
}

/** The four entries of a boot record, none where it is something else, such as the boot sector of a filesystem. */
function primaries(sector: Buffer): Entry[] {
  if (sector.length < 512 || sector.readUInt16BE(510) !== 0x55aa || isFilesystem(sector)) return [];
  const entries = [0, 1, 2, 3].map((index) => {
    const at = 446 + index * 16;
    return {
      index,
      active: sector.readUInt8(at),
      type: sector.readUInt8(at + 4),
      start: sector.readUInt32LE(at + 8),
      count: sector.readUInt32LE(at + 12),
    };
  });
  return entries.every(({ active }) => active === 0 || active === 0x80) ? entries : [];
}

const isFilesystem = (sector: Buffer): boolean =>
  /^(?:NTFS {4}|EXFAT {3}|-FVE-FS-)$/.test(sector.toString('latin1', 3, 11)) ||
  sector.toString('latin1', 54, 57) === 'FAT' ||
  sector.toString('latin1', 82, 87) === 'FAT32';

/** Logical partitions, each with a boot record of its own that names the next: a chain that may lead anywhere. */
async function logical(disk: DiskBytes, extendedStart: number): Promise<Partition[]> {
  const found: Partition[] = [];
  const met = new Set<number>();
  let record = extendedStart;
  while (found.length < maxLogical && !met.has(record) && record * 512 < disk.size) {
    met.add(record);
    await disk.read([{ offset: record * 512, length: 512 }]);
    const sector = disk.at(record * 512, 512);
    const [own, next] = sector === null ? [] : primaries(sector);
    if (own !== undefined && own.type !== 0 && own.count > 0 && (record + own.start) * 512 < disk.size) {
      const place = clipped(disk, (record + own.start) * 512, own.count * 512);
      found.push({ number: 5 + found.length, type: hex(own.type), ...place });
    }
    if (next === undefined || !extendedTypes.has(next.type) || next.count === 0) break;
    record = extendedStart + next.start;
  }
  return found;
}

async function gpt(disk: DiskBytes): Promise<Table> {
  for (const sectorSize of sectorSizes) {
    const partitions = await gptAt(disk, sectorSize, 1);
    if (partitions !== null) return { kind: 'GPT', sectorSize, partitions };
  }
  for (const sectorSize of sectorSizes) {
    const partitions = await gptAt(disk, sectorSize, Math.floor(disk.size / sectorSize) - 1);
    if (partitions !== null) return { kind: 'GPT_BACKUP_ONLY', sectorSize, partitions };
  }
  return { kind: 'GPT_BROKEN', sectorSize: null, partitions: [] };
}

/** The partitions of a GPT whose header is at a sector; null where its sums do not add up. */
async function gptAt(disk: DiskBytes, sectorSize: number, sector: number): Promise<Partition[] | null> {
  const header = disk.at(sector * sectorSize, 92);
  if (header === null || header.toString('latin1', 0, 8) !== 'EFI PART') return null;
  const size = header.readUInt32LE(12);
  const whole = size < 92 || size > 512 ? null : disk.at(sector * sectorSize, size);
  if (whole === null || whole.readBigUInt64LE(24) !== BigInt(sector)) return null;
  const unsummed = Buffer.from(whole);
  unsummed.writeUInt32LE(0, 16);
  if (crc32(unsummed) !== whole.readUInt32LE(16)) return null;

  const first = whole.readBigUInt64LE(72) * BigInt(sectorSize);
  const count = whole.readUInt32LE(80);
  const entrySize = whole.readUInt32LE(84);
  if (first > BigInt(disk.size) || count > maxEntries || entrySize < 128 || entrySize > 512) return null;
  const range = { offset: Number(first), length: count * entrySize };
  await disk.read([range]);
  const array = disk.at(range.offset, range.length);
  if (array === null || crc32(array) !== whole.readUInt32LE(88)) return null;

  const partitions: Partition[] = [];
  for (let index = 0; index < count && partitions.length < maxPartitions; index += 1) {
    const entry = array.subarray(index * entrySize, index * entrySize + 128);
    const start = entry.readBigUInt64LE(32) * BigInt(sectorSize);
    const end = (entry.readBigUInt64LE(40) + 1n) * BigInt(sectorSize);
    if (entry.subarray(0, 16).every((byte) => byte === 0) || start >= end || start >= BigInt(disk.size))
      continue;
    const length = end > BigInt(disk.size) ? disk.size - Number(start) : Number(end - start);
    partitions.push({ number: index + 1, type: guid(entry), offset: Number(start), length });
  }
  return partitions;
}

const clipped = ({ size }: DiskBytes, offset: number, length: number): Range => ({
  offset,
  length: Math.min(length, size - offset),
});

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** The first three parts of a GUID lie with their low bytes first. */
function guid(entry: Buffer): string {
  const part = (start: number, end: number) => entry.subarray(start, end);
  const turned = (start: number, end: number) => Buffer.from(part(start, end)).reverse().toString('hex');
  const straight = (start: number, end: number) => part(start, end).toString('hex');
  return [turned(0, 4), turned(4, 6), turned(6, 8), straight(8, 10), straight(10, 16)].join('-');
}
