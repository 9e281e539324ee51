import type { BlockDevice, DiscardLimits, HostFinding } from '../../domain/host/events.ts';
import type { VolumeGroupFound } from '../inventory.ts';
import { type DeviceLayers, weaker } from '../storage/device-layers.ts';
import { isNested, volumeGroupFacts } from './group-facts.ts';
import type { LvmGroup, LvmVolume } from './lvm-report.ts';
import type { Volumes } from './read-volumes.ts';
import { isPublic, physicalVolumesOf, poolOf } from './volume-facts.ts';
import { mapperPath } from './volume-names.ts';
import { groupUnreported } from './volume-problems.ts';

/** What the volume groups of a host are, and its block devices with the volumes that are not active. */
export interface VolumesFound {
  /** By LVM's ids; null where LVM gave no answer. */
  readonly volumeGroups: ReadonlyMap<string, VolumeGroupFound> | null;
  readonly blockDevices: readonly BlockDevice[];
  readonly problems: readonly HostFinding[];
}

/** Says what volume groups a host has of its own. `active`: the block devices that its kernel has. */
export function findVolumes(
  { report, active: kernel, problems }: Volumes,
  active: readonly BlockDevice[],
  layers: DeviceLayers,
): VolumesFound {
  if (report === null) return { volumeGroups: null, blockDevices: active, problems };
  const own = report.groups.filter((group) => !isNested(group, layers));
  const volumeGroups = new Map(
    own.map((group) => [group.id, { name: group.name, facts: volumeGroupFacts(group, report, layers) }]),
  );
  const taken = new Set(active.flatMap(({ path, volumeId }) => [path, volumeId ?? []].flat()));
  const inactive = own
    .flatMap((group) => {
      const physicalVolumes = volumeGroups.get(group.id)?.facts.physicalVolumes ?? [];
      return group.volumes.filter(isPublic).map((volume) => inactiveDevice(volume, group, physicalVolumes));
    })
    .filter(
      ({ path, volumeId }) => !taken.has(path) && !taken.has(volumeId) && !kernel?.volumes.has(volumeId),
    );
  const byPath = Map.groupBy(inactive, ({ path }) => path);
  const hidden = new Set(
    own.flatMap(({ volumes }) => volumes.filter((volume) => !isPublic(volume)).map(({ id }) => id)),
  );
  const unreported = new Map(
    active.flatMap(({ volumeGroup, volumeGroupId }) =>
      volumeGroup === null || volumeGroupId === undefined || volumeGroups.has(volumeGroupId)
        ? []
        : [[volumeGroupId, volumeGroup]],
    ),
  );
  return {
    volumeGroups,
    blockDevices: [
      ...active.filter(({ volumeId }) => volumeId === undefined || !hidden.has(volumeId)),
      // Where groups have the same name, a path does not say which volume it is.
      ...inactive.filter(({ path }) => byPath.get(path)?.length === 1),
    ],
    problems: [...problems, ...[...unreported.values()].map(groupUnreported)],
  };
}

function inactiveDevice(
  volume: LvmVolume,
  group: LvmGroup,
  physicalVolumes: VolumeGroupFound['facts']['physicalVolumes'],
): BlockDevice & { readonly volumeId: string } {
  const { id, name, bytes, readOnly } = volume;
  const on = new Set(physicalVolumesOf(volume, group));
  const below = physicalVolumes.filter((each) => on.has(each.id)).map(({ discard }) => discard);
  return {
    ...{ path: mapperPath(group.name, name), type: 'lvm', bytes, readOnly },
    ...{ volumeGroup: group.name, volumeGroupId: group.id, volumeId: id, active: false },
    discard: discardOfPool(volume, group) ?? (below.length > 0 ? below.reduce(weaker) : none),
  };
}

const none: DiscardLimits = { maxBytes: 0, granularity: 0, unmap: null, readsZeros: null };

/**
 * What a thin pool takes of the discards of its volumes, whatever it lies on: whole chunks, at once as many as there are.
 * What lies in a chunk that is not discarded whole stays, so it is not known that all of it reads as zeros (the kernel's
 * drivers/md/dm-thin.c, pool_io_hints and thin_io_hints).
 */
function discardOfPool(volume: LvmVolume, group: LvmGroup): DiscardLimits | null {
  const pool = poolOf(volume, group);
  if (pool === null) return null;
  if (pool.discards === 'ignore') return none;
  return { maxBytes: volume.bytes, granularity: pool.chunkBytes, unmap: null, readsZeros: null };
}
