import type { AreaState } from '../../../domain/disk/contents.ts';
import type { DiskBytes } from './image-bytes.ts';
import { type Attribute, attributesOf, placesOf, type Run, repaired } from './ntfs-record.ts';
import type { Range } from './range.ts';

const attribute = { list: 0x20, volumeInformation: 0x70, data: 0x80, indexRoot: 0x90, indexAllocation: 0xa0 };
const record = { mft: 0, logFile: 2, volume: 3, root: 5 };

// Of a root directory with thousands of names.
const maxIndex = 1024 * 1024;
const maxListed = 64 * 1024;
// Those of the system lie together, and all that are asked for first are among them.
const firstRecords = 16;
// What ntfs-3g reads of hiberfil.sys.
const sessionHeader = 4096;

interface Volume {
  readonly disk: DiskBytes;
  readonly area: Range;
  readonly cluster: number;
  readonly recordSize: number;
  /** Where the master file table lies. */
  readonly table: readonly Run[];
}

/**
 * How an NTFS volume was left, by what ntfs-3g goes by before it mounts one: hiberfil.sys, the version of the log, and the
 * mark of a volume in use. Null where one of them cannot be read.
 */
export async function ntfsState(disk: DiskBytes, area: Range): Promise<AreaState | null> {
  const volume = await openVolume(disk, area);
  if (volume === null) return null;
  const root = await readRecord(volume, record.root);
  const [names, cached, inUse] = await Promise.all([
    root && namesIn(volume, root),
    metadataCached(volume),
    markedInUse(volume),
  ]);
  if (names === null) return null;
  const reference = names.get('hiberfil.sys');
  const saved = reference === undefined ? false : await holdsSession(volume, reference);
  if (saved === true || cached === true) return 'HIBERNATED';
  if (saved === null || cached === null || inUse === null) return null;
  return inUse ? 'DIRTY' : 'CLEAN';
}

async function openVolume(disk: DiskBytes, area: Range): Promise<Volume | null> {
  const boot = disk.at(area.offset, 512);
  if (boot === null) return null;
  const sector = boot.readUInt16LE(11);
  const perCluster = boot.readUInt8(13);
  const cluster = sector * (perCluster > 0x80 ? 2 ** (256 - perCluster) : perCluster);
  const perRecord = boot.readInt8(64);
  const recordSize = perRecord < 0 ? 2 ** -perRecord : perRecord * cluster;
  const first = Number(boot.readBigUInt64LE(48)) * cluster;
  if (cluster < 256 || cluster > 2 ** 21 || recordSize < 512 || recordSize > 65536) return null;
  const start: Volume = { disk, area, cluster, recordSize, table: [] };
  const records = Math.min(firstRecords * recordSize, area.length - first);
  await disk.read([{ offset: area.offset + first, length: records }]);
  const bytes = await readPlaces(start, [{ offset: first, length: recordSize }]);
  const mft = bytes && repaired(bytes, 'FILE');
  const data = mft && find(attributesOf(mft), attribute.data);
  return data && 'runs' in data ? { ...start, table: data.runs } : null;
}

async function readPlaces({ disk, area }: Volume, places: readonly Range[]): Promise<Buffer | null> {
  if (places.some(({ offset, length }) => offset < 0 || offset + length > area.length)) return null;
  const onDisk = places.map(({ offset, length }) => ({ offset: area.offset + offset, length }));
  await disk.read(onDisk);
  const parts = onDisk.map(({ offset, length }) => disk.at(offset, length));
  const read = parts.filter((part) => part !== null);
  return read.length === parts.length ? Buffer.concat(read) : null;
}

async function readRuns(volume: Volume, runs: readonly Run[], range: Range): Promise<Buffer | null> {
  const places = placesOf(runs, volume.cluster, range);
  return places && readPlaces(volume, places);
}

async function readRecord(volume: Volume, number: number): Promise<Buffer | null> {
  const { recordSize, table } = volume;
  const bytes = await readRuns(volume, table, { offset: number * recordSize, length: recordSize });
  return bytes && repaired(bytes, 'FILE');
}

const find = (attributes: readonly Attribute[], type: number): Attribute | undefined =>
  attributes.find((each) => each.type === type);

/** The first bytes of an attribute, at most `most`. */
async function bytesOf(volume: Volume, found: Attribute, most: number): Promise<Buffer | null> {
  if ('value' in found) return found.value.subarray(0, most);
  return readRuns(volume, found.runs, { offset: 0, length: Math.min(most, found.size) });
}

/** A name in small letters, and the file that it is of: its record, and how often that was used before. */
type Names = ReadonlyMap<string, bigint>;

async function namesIn(volume: Volume, directory: Buffer): Promise<Names | null> {
  const attributes = attributesOf(directory);
  const root = find(attributes, attribute.indexRoot);
  if (root === undefined || !('value' in root) || root.value.length < 32) return null;
  const names = new Map<string, bigint>();
  addNames(root.value, 16, names);
  const blocks = find(attributes, attribute.indexAllocation);
  if (blocks === undefined) return find(attributes, attribute.list) === undefined ? names : null;
  if (!('runs' in blocks) || blocks.size > maxIndex) return null;
  const blockSize = root.value.readUInt32LE(8);
  if (blockSize < 512 || blockSize > 65536) return null;
  const bytes = await bytesOf(volume, blocks, blocks.size);
  if (bytes === null) return null;
  for (let at = 0; at + blockSize <= bytes.length; at += blockSize) {
    const block = repaired(bytes.subarray(at, at + blockSize), 'INDX');
    if (block !== null) addNames(block, 24, names);
  }
  return names;
}

function addNames(index: Buffer, header: number, names: Map<string, bigint>): void {
  const end = Math.min(index.length, header + index.readUInt32LE(header + 4));
  let at = header + index.readUInt32LE(header);
  while (at + 16 <= end) {
    const length = index.readUInt16LE(at + 8);
    const last = (index.readUInt16LE(at + 12) & 2) !== 0;
    if (last || length < 16 || at + length > end) return;
    if (length >= 84) {
      const nameEnd = at + 82 + index.readUInt8(at + 80) * 2;
      if (nameEnd <= at + length) {
        names.set(index.toString('utf16le', at + 82, nameEnd).toLowerCase(), index.readBigUInt64LE(at));
      }
    }
    at += length;
  }
}

/**
 * Whether hiberfil.sys holds a session that Windows will go on with: by its first letters, or by being too short for them,
 * as Windows leaves it on volumes that it does not boot from. Null where it cannot be read.
 */
async function holdsSession(volume: Volume, reference: bigint): Promise<boolean | null> {
  const file = await readRecord(volume, Number(reference & 0xffffffffffffn));
  if (file === null) return null;
  // What an index block kept of a file that was deleted.
  if ((file.readUInt16LE(22) & 1) === 0 || BigInt(file.readUInt16LE(16)) !== reference >> 48n) return false;
  const attributes = attributesOf(file);
  const data = find(attributes, attribute.data) ?? (await listedData(volume, attributes));
  const bytes = data && (await bytesOf(volume, data, sessionHeader));
  if (!bytes) return null;
  return bytes.length < sessionHeader || /^hibr|^HIBR/.test(bytes.toString('latin1', 0, 4));
}

/** The data of a file in so many pieces that its record does not hold them: its first pieces are in another. */
async function listedData(volume: Volume, attributes: readonly Attribute[]): Promise<Attribute | null> {
  const list = find(attributes, attribute.list);
  const entries = list && (await bytesOf(volume, list, maxListed));
  if (!entries) return null;
  for (let at = 0; at + 26 <= entries.length; ) {
    const length = entries.readUInt16LE(at + 4);
    if (length < 26) return null;
    if (entries.readUInt32LE(at) === attribute.data && entries.readBigUInt64LE(at + 8) === 0n) {
      const other = await readRecord(volume, Number(entries.readBigUInt64LE(at + 16) & 0xffffffffffffn));
      return (other && find(attributesOf(other), attribute.data)) ?? null;
    }
    at += length;
  }
  return null;
}

/** Whether Windows keeps metadata of the volume in its memory, as after a shutdown with fast startup: its log is of version 2.0 then. */
async function metadataCached(volume: Volume): Promise<boolean | null> {
  const file = await readRecord(volume, record.logFile);
  const data = file && find(attributesOf(file), attribute.data);
  if (!data) return null;
  const start = await bytesOf(volume, data, 0x2000);
  if (start === null) return null;
  const pages = [0, 0x1000].flatMap((at) => {
    const page = repaired(start.subarray(at, at + 0x1000), 'RSTR');
    return page === null ? [] : [page];
  });
  const newest = pages.toSorted((one, other) => (sequenceOf(one) < sequenceOf(other) ? 1 : -1))[0];
  return newest !== undefined && newest.readInt16LE(28) === 2 && newest.readInt16LE(26) === 0;
}

/** By which of two pages is the newer. */
function sequenceOf(page: Buffer): bigint {
  const area = page.readUInt16LE(24);
  return area + 8 <= page.length ? page.readBigUInt64LE(area) : 0n;
}

async function markedInUse(volume: Volume): Promise<boolean | null> {
  const file = await readRecord(volume, record.volume);
  const information = file && find(attributesOf(file), attribute.volumeInformation);
  if (!information || !('value' in information) || information.value.length < 12) return null;
  return (information.value.readUInt16LE(10) & 1) !== 0;
}
