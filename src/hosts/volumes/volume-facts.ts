import type { ThinPoolFacts, VolumeFacts } from '../../domain/disk/volume.ts';
import type { ActiveVolumes } from './active-volumes.ts';
import type { LvmGroup, LvmReport, LvmVolume } from './lvm-report.ts';

/** Whether it is a volume for its own sake, not a part of one, nor a pool. */
export const isPublic = ({ roles }: LvmVolume): boolean => roles.includes('public');

/** The facts of a volume, by all that LVM reports and by what the kernel has of it. */
export function volumeFacts(
  volume: LvmVolume,
  group: LvmGroup,
  { physicalDevices }: LvmReport,
  active: ActiveVolumes,
): VolumeFacts {
  const { id, layout, roles, readOnly } = volume;
  const pool = poolOf(volume, group);
  const physicalVolumes = physicalVolumesOf(volume, group);
  const device = active.volumes.get(id)?.device;
  return {
    ...{ id, layout, readOnly, physicalVolumes },
    guarded: group.lockType !== null,
    kind: kindOf(volume, pool, physicalVolumes),
    oldSnapshots: group.volumes.filter((other) => isOldSnapshot(other) && other.originId === id).length,
    isOldSnapshot: isOldSnapshot(volume),
    sharesChunks: roles.includes('thinorigin') || roles.includes('thinsnapshot'),
    holdsPhysicalVolume: device !== undefined && physicalDevices.has(device),
    pool: pool && thinPoolFacts(pool, active),
  };
}

/** The thin pool of a volume; null of one that is not thin. */
export const poolOf = ({ layout, poolId }: LvmVolume, { volumes }: LvmGroup): LvmVolume | null =>
  (isThin(layout) && volumes.find(({ id }) => id === poolId)) || null;

/** Those that it has its data on, by itself and by its parts; of a thin volume those of the data of its pool. */
export function physicalVolumesOf(volume: LvmVolume, group: LvmGroup): readonly string[] {
  const { volumes } = group;
  const pool = poolOf(volume, group);
  const found = new Set<string>();
  const seen = new Set<LvmVolume>();
  // What is read may name parts in a circle.
  const add = (part: LvmVolume): void => {
    if (seen.has(part)) return;
    seen.add(part);
    for (const each of part.physicalVolumes) found.add(each);
    for (const below of volumes) if (below.parent === part.name) add(below);
  };
  const data = pool === null ? volume : volumes.find(({ id }) => id === pool.dataId);
  if (data !== undefined) add(data);
  return [...found];
}

const isThin = (layout: string): boolean => layout === 'thin,sparse';

const isOldSnapshot = ({ roles }: LvmVolume): boolean => roles.includes('thicksnapshot');

/** A linear one without an extent of its own is being moved, as by pvmove. */
function kindOf({ layout }: LvmVolume, pool: LvmVolume | null, on: readonly string[]): VolumeFacts['kind'] {
  if (pool !== null) return 'THIN';
  return (layout === 'linear' || layout === 'striped') && on.length > 0 ? 'THICK' : 'OTHER';
}

const thinPoolFacts = (pool: LvmVolume, { pools }: ActiveVolumes): ThinPoolFacts => ({
  name: pool.name,
  discards: pool.discards === 'passdown' || pool.discards === 'nopassdown' ? pool.discards : 'ignore',
  health: pools.get(pool.id) ?? null,
});
