import { z } from 'zod';
import type { VolumeGroup } from '../../../domain/disk/contents.ts';
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

const volumeId = z.string().regex(/^[\w-]{38}$/);
const segmentForm = z.looseObject({
  start_extent: z.number(),
  extent_count: z.number(),
  type: z.string(),
  stripe_count: z.number().optional(),
  stripes: z.array(z.union([z.string(), z.number()])).optional(),
});
const volumeForm = z.looseObject({ status: z.array(z.string()) });
type Volume = z.infer<typeof volumeForm>;
const groupForm = z.object({
  id: volumeId,
  seqno: z.number(),
  extent_size: z.number(),
  physical_volumes: z.record(z.string(), z.object({ id: volumeId, pe_start: z.number() })),
  logical_volumes: z.record(z.string(), volumeForm).default({}),
});
type Group = z.infer<typeof groupForm>;

/** The volume groups of the physical volumes on a disk, by the newest metadata that they have of each. */
export function volumeGroups(physical: readonly PhysicalVolume[]): FoundGroup[] {
  const newest = new Map<string, { readonly name: string; readonly group: Group }>();
  for (const { metadata } of physical) {
    for (const [name, section] of Object.entries(metadata ?? {})) {
      const { data: group } = groupForm.safeParse(section);
      if (group === undefined || !plainName.test(name)) continue;
      const known = newest.get(group.id);
      if (known === undefined || known.group.seqno < group.seqno) newest.set(group.id, { name, group });
    }
  }
  const here = new Map(physical.map(({ uuid, offset }) => [uuid, offset]));
  return [...newest.values()].map(({ name, group }) => foundGroup(name, group, here));
}

function foundGroup(name: string, group: Group, here: ReadonlyMap<string, number>): FoundGroup {
  const extent = group.extent_size * sectorSize;
  const missing: string[] = [];
  // By the names that the metadata has for them: where their data begins on this disk, null of one that is not here.
  const starts = new Map<string, number | null>();
  for (const [key, { id, pe_start }] of Object.entries(group.physical_volumes)) {
    const offset = here.get(id);
    starts.set(key, offset === undefined ? null : offset + pe_start * sectorSize);
    if (offset === undefined) missing.push(id);
  }
  const logical = new Map(Object.entries(group.logical_volumes));
  const volumes: LogicalVolume[] = [];
  const incompleteVolumes: string[] = [];
  for (const [key, volume] of logical) {
    const isVisible = volume.status.includes('VISIBLE');
    if (!isVisible || !plainName.test(key) || volumes.length === maxVolumes) continue;
    if (liesElsewhere(volume, { starts, logical }, new Set([key]))) incompleteVolumes.push(key);
    volumes.push(logicalVolume(`/dev/${name}/${key}`, volume, extent, starts));
  }
  return {
    name,
    uuid: group.id,
    physicalVolumes: starts.size,
    missing: missing.slice(0, maxMissing),
    incompleteVolumes,
    volumes,
  };
}

function logicalVolume(
  device: string,
  volume: Volume,
  extent: number,
  starts: ReadonlyMap<string, number | null>,
): LogicalVolume {
  const segments = segmentsOf(volume);
  const extents = segments.reduce((sum, { extent_count }) => sum + extent_count, 0);
  const size = Number.isSafeInteger(extents * extent) && extents >= 0 ? extents * extent : 0;
  const first = segments.find(({ start_extent }) => start_extent === 0);
  const isPlain = first?.type === 'striped' && first.stripe_count === 1;
  const [disk, at] = (isPlain && first.stripes) || [];
  const start = starts.get(String(disk)) ?? Number.NaN;
  const offset = start + Number(at) * extent;
  const length = Number(first?.extent_count) * extent;
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length <= 0) {
    return { device, size, head: null, whole: false };
  }
  return { device, size, head: { offset, length }, whole: segments.length === 1 };
}

/** Whether any of it lies on a physical volume that is not here; pools and mirrors are made of other logical volumes. */
function liesElsewhere(
  volume: Volume,
  group: {
    readonly starts: ReadonlyMap<string, number | null>;
    readonly logical: ReadonlyMap<string, Volume>;
  },
  met: Set<string>,
): boolean {
  return segmentsOf(volume)
    .flatMap((segment) => Object.values(segment).flat())
    .some((word) => {
      if (typeof word !== 'string') return false;
      if (group.starts.has(word)) return group.starts.get(word) === null;
      const other = group.logical.get(word);
      if (other === undefined || met.has(word)) return false;
      met.add(word);
      return liesElsewhere(other, group, met);
    });
}

const segmentsOf = (volume: Volume) =>
  Object.entries(volume).flatMap(([key, each]) =>
    /^segment\d+$/.test(key) ? (segmentForm.safeParse(each).data ?? []) : [],
  );
