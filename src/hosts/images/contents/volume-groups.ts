import type { VolumeGroup } from '../../../domain/disk/contents.ts';
import type { Section, Value } from './lvm-metadata.ts';
import type { PhysicalVolume } from './physical-volume.ts';

/** A logical volume that its guest sees. */
export interface LogicalVolume {
  /** `/dev/vg/lv`. */
  readonly device: string;
  readonly size: number;
  /** Where its first piece lies on the disk; null where that is not here, or is no plain piece. */
  readonly head: { readonly offset: number; readonly length: number } | null;
  /** Whether that is all of it. */
  readonly whole: boolean;
}

export interface FoundGroup extends VolumeGroup {
  readonly volumes: readonly LogicalVolume[];
}

const sectorSize = 512;
const maxVolumes = 128;
const maxMissing = 64;
const plainName = /^[\w.+][\w.+-]{0,126}$/;

/** The volume groups of the physical volumes on a disk, by the newest metadata that they have of each. */
export function volumeGroups(physical: readonly PhysicalVolume[]): FoundGroup[] {
  const newest = new Map<
    string,
    { readonly name: string; readonly group: Section; readonly sequence: number }
  >();
  for (const { metadata } of physical) {
    for (const [name, group] of metadata ?? []) {
      if (!isSection(group) || !plainName.test(name)) continue;
      const uuid = group.get('id');
      const sequence = group.get('seqno');
      if (typeof uuid !== 'string' || typeof sequence !== 'number' || !/^[\w-]{38}$/.test(uuid)) continue;
      if ((newest.get(uuid)?.sequence ?? -1) < sequence) newest.set(uuid, { name, group, sequence });
    }
  }
  const here = new Map(physical.map(({ uuid, offset }) => [uuid, offset]));
  return [...newest].map(([uuid, { name, group }]) => foundGroup(uuid, name, group, here));
}

function foundGroup(
  uuid: string,
  name: string,
  group: Section,
  here: ReadonlyMap<string, number>,
): FoundGroup {
  const extent = Number(group.get('extent_size')) * sectorSize;
  const missing: string[] = [];
  // By the names that the metadata has for them: where their data begins on this disk, null of one that is not here.
  const starts = new Map<string, number | null>();
  for (const [key, volume] of sectionsIn(group.get('physical_volumes'))) {
    const id = volume.get('id');
    const offset = typeof id === 'string' ? here.get(id) : undefined;
    const dataStart = Number(volume.get('pe_start')) * sectorSize;
    starts.set(key, offset === undefined || !Number.isSafeInteger(dataStart) ? null : offset + dataStart);
    if (offset === undefined && typeof id === 'string' && /^[\w-]{38}$/.test(id)) missing.push(id);
  }
  const logical = new Map(sectionsIn(group.get('logical_volumes')));
  const volumes: LogicalVolume[] = [];
  const incompleteVolumes: string[] = [];
  for (const [key, volume] of logical) {
    const status = volume.get('status');
    const visible = Array.isArray(status) && status.includes('VISIBLE');
    if (!visible || !plainName.test(key) || volumes.length === maxVolumes) continue;
    if (liesElsewhere(volume, { starts, logical }, new Set([key]))) incompleteVolumes.push(key);
    volumes.push(logicalVolume(`/dev/${name}/${key}`, volume, extent, starts));
  }
  return {
    name,
    uuid,
    physicalVolumes: starts.size,
    missing: missing.slice(0, maxMissing),
    incompleteVolumes,
    volumes,
  };
}

function logicalVolume(
  device: string,
  volume: Section,
  extent: number,
  starts: ReadonlyMap<string, number | null>,
): LogicalVolume {
  const segments = segmentsOf(volume);
  const extents = segments.reduce((sum, segment) => sum + Number(segment.get('extent_count')), 0);
  const size = Number.isSafeInteger(extents * extent) && extents >= 0 ? extents * extent : 0;
  const first = segments.find((segment) => segment.get('start_extent') === 0);
  const stripes = first?.get('stripes');
  if (first?.get('type') !== 'striped' || first.get('stripe_count') !== 1 || !Array.isArray(stripes)) {
    return { device, size, head: null, whole: false };
  }
  const start = starts.get(String(stripes[0])) ?? null;
  const offset = start === null ? Number.NaN : start + Number(stripes[1]) * extent;
  const length = Number(first.get('extent_count')) * extent;
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length <= 0) {
    return { device, size, head: null, whole: false };
  }
  return { device, size, head: { offset, length }, whole: segments.length === 1 };
}

/** Whether any of it lies on a physical volume that is not here; pools and mirrors are made of other logical volumes. */
function liesElsewhere(
  volume: Section,
  group: {
    readonly starts: ReadonlyMap<string, number | null>;
    readonly logical: ReadonlyMap<string, Section>;
  },
  met: Set<string>,
): boolean {
  return segmentsOf(volume)
    .flatMap((segment) => [...segment.values()].flatMap(wordsIn))
    .some((word) => {
      if (group.starts.has(word)) return group.starts.get(word) === null;
      const other = group.logical.get(word);
      if (other === undefined || met.has(word)) return false;
      met.add(word);
      return liesElsewhere(other, group, met);
    });
}

const isSection = (value: Value | undefined): value is Section => value instanceof Map;

const sectionsIn = (value: Value | undefined): [string, Section][] =>
  isSection(value)
    ? [...value].flatMap(([key, each]): [string, Section][] => (isSection(each) ? [[key, each]] : []))
    : [];

const segmentsOf = (volume: Section): Section[] =>
  sectionsIn(volume).flatMap(([key, each]) => (/^segment\d+$/.test(key) ? [each] : []));

const wordsIn = (value: Value): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(wordsIn) : [];
