import type { DiskArea, DiskContents } from '../../../domain/disk/contents.ts';
import type { ImageInspection } from '../../host.ts';
import type { Answer } from '../../transport/run-script.ts';
import type { Transport } from '../../transport/transport.ts';
import { type Content, identify, identifyingRanges } from './identify.ts';
import { type DiskBytes, type OpenImage, openImageBytes, Unreadable } from './image-bytes.ts';
import { ntfsState } from './ntfs-state.ts';
import { partitionTable, type Table, tableRanges } from './partition-table.ts';
import { readPhysicalVolume } from './physical-volume.ts';
import type { Range } from './range.ts';
import { type LogicalVolume, volumeGroups } from './volume-groups.ts';

/**
 * What a guest keeps on an image, by few small reads in one call; null where that cannot be found out. `known`: what an
 * earlier inspection found, which is the answer where the image has not changed since. `use`: whether `opened`, what
 * the host said at first, also says who uses the image.
 */
export async function inspectContents(
  transport: Transport,
  qemuIo: string,
  image: Pick<ImageInspection, 'chain' | 'virtualSize'>,
  known: DiskContents | null,
  use = false,
): Promise<{ readonly contents: DiskContents | null; readonly opened: Answer | null }> {
  const { imageVersion: knownVersion = null, areas = [] } = known ?? {};
  // Where areas were, they mostly are still.
  const first = [...tableRanges(image.virtualSize), ...areas.flatMap(likelyRanges)];
  const bytes = openImageBytes(transport, qemuIo, image, { first, knownVersion, use });
  try {
    const [opened, contents] = await Promise.all([bytes.opened, contentsUnless(bytes, known)]);
    return { opened, contents };
  } finally {
    bytes.end();
  }
}

const likelyRanges = ({ offset, size }: DiskArea): Range[] =>
  offset === null ? [] : within({ offset, length: size }, identifyingRanges(size));

async function contentsUnless(bytes: OpenImage, known: DiskContents | null): Promise<DiskContents | null> {
  try {
    const imageVersion = await bytes.version();
    return imageVersion === known?.imageVersion ? known : { imageVersion, ...(await contentsOf(bytes)) };
  } catch (error) {
    // A guest may write anything there; a number that leads out of a buffer is a RangeError.
    if (error instanceof Unreadable || error instanceof RangeError) return null;
    throw error;
  }
}

/** What lies on a disk of which `tableRanges` were read. */
export async function contentsOf(disk: DiskBytes): Promise<Omit<DiskContents, 'imageVersion'>> {
  const table = await partitionTable(disk);
  const places = placesIn(disk, table);
  const areas = await described(disk, places);
  const physical = await Promise.all(
    places
      .filter((_, index) => areas[index]?.kind === 'PHYSICAL_VOLUME')
      .map((place) => readPhysicalVolume(disk, place)),
  );
  const groups = volumeGroups(physical.filter((found) => found !== null));
  const volumes = groups.flatMap((group) => group.volumes);
  return {
    partitionTable: table.kind,
    sectorSize: table.sectorSize,
    areas: [...areas, ...(await describedVolumes(disk, volumes))],
    volumeGroups: groups.map(({ volumes: _, ...group }) => group),
  };
}

interface Place extends Range {
  readonly device: string;
  readonly partitionType: string | null;
}

const placesIn = (disk: DiskBytes, { kind, partitions }: Table): Place[] =>
  kind === 'NONE' || partitions.length === 0
    ? [{ device: '/dev/sda', offset: 0, length: disk.size, partitionType: null }]
    : partitions.map(({ number, type, offset, length }) => ({
        device: `/dev/sda${number}`,
        offset,
        length,
        partitionType: type,
      }));

async function described(disk: DiskBytes, places: readonly Place[]): Promise<DiskArea[]> {
  const contents = await contentsAt(disk, places);
  return places.map(({ device, offset, length, partitionType }, index) => {
    const { kind, type, state } = contents[index] ?? unknown;
    return { device, offset, size: length, partitionType, kind, type, state };
  });
}

async function describedVolumes(disk: DiskBytes, volumes: readonly LogicalVolume[]): Promise<DiskArea[]> {
  const heads = volumes.flatMap(({ head }) => (head === null ? [] : [head]));
  const contents = await contentsAt(disk, heads);
  return volumes.map(({ device, size, head, whole }) => {
    const { kind, type, state } = (head && contents[heads.indexOf(head)]) ?? unknown;
    return {
      device,
      offset: whole && head ? head.offset : null,
      size,
      partitionType: null,
      kind,
      type,
      state,
    };
  });
}

const unknown: Content = { kind: 'UNKNOWN', type: null, state: null };

// On a disk with more of either, it is known what they all are, but not how they were left.
const maxStates = 16;
const maxSampled = 16;
// Bytes; and so many of them.
const smallPlace = 128 * 2 ** 20;
const maxSmall = 3;

async function contentsAt(disk: DiskBytes, places: readonly Range[]): Promise<Content[]> {
  // Small ones are mostly reserved, and blank.
  const small = places.filter(({ length }) => length <= smallPlace).slice(0, maxSmall);
  await disk.read([
    ...places.flatMap((place) => within(place, identifyingRanges(place.length))),
    ...small.flatMap(sampledRanges),
  ]);
  let states = 0;
  let sampled = 0;
  // All at once: what is read at the same moment takes one call.
  return Promise.all(
    places.map(async (place): Promise<Content> => {
      const found = identify(
        (offset, length) => (offset + length > place.length ? null : disk.at(place.offset + offset, length)),
        place.length,
      );
      if (found.type === 'ntfs' && states++ < maxStates) {
        return { ...found, state: await ntfsState(disk, place) };
      }
      const isUnknown = found.kind === 'UNKNOWN' && found.type === null;
      return isUnknown && sampled++ < maxSampled && (await isBlank(disk, place))
        ? { ...found, kind: 'BLANK' }
        : found;
    }),
  );
}

const within = (place: Range, ranges: readonly Range[]): Range[] =>
  ranges.flatMap(({ offset, length }) => {
    const cut = Math.min(length, place.length - offset);
    return cut <= 0 ? [] : [{ offset: place.offset + offset, length: cut }];
  });

const samples = 16;
const sampleLength = 4096;

/** Whether the start, the end and what is read between are zeros. */
async function isBlank(disk: DiskBytes, place: Range): Promise<boolean> {
  const ranges = within(place, identifyingRanges(place.length)).concat(sampledRanges(place));
  await disk.read(ranges);
  return ranges.every(({ offset, length }) => disk.at(offset, length)?.every((byte) => byte === 0) ?? false);
}

function sampledRanges(place: Range): Range[] {
  const step = Math.floor((place.length - sampleLength) / samples);
  const between = Array.from({ length: samples + 1 }, (_, index) => ({
    offset: Math.max(0, step) * index,
    length: sampleLength,
  }));
  return within(place, between);
}
