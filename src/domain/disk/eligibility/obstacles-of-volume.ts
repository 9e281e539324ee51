import { shellQuoted, shown } from '../../plain-name.ts';
import type { DiskFacts } from '../facts.ts';
import type { DiskObservation } from '../observation.ts';
import type { ThinPoolFacts, VolumeFacts } from '../volume.ts';
import type { Obstacle } from './obstacle.ts';
import { groupNameOf, imagePath, type StorageAccess } from './storage-access.ts';
import { trimInside } from './trim-inside.ts';

/** What stands in the way by what LVM says of a logical volume, the same on all hosts. */
export function* obstaclesOfVolume(
  disk: string,
  facts: DiskFacts,
  { present, fault, volume }: DiskObservation,
  storageAccess: StorageAccess,
): Generator<Obstacle> {
  // Nobody asks LVM about what is not there or not opened.
  if (!present || fault !== null) return;
  const group = groupNameOf(storageAccess) ?? 'VG';
  if (!volume || (volume.kind === 'THIN' && volume.pool === null)) {
    yield {
      code: 'VOLUME_UNKNOWN',
      message: `LVM did not say all that matters of the logical volume of ${disk}: its kind, its pool and its snapshots.`,
      remedy: `See that \`lvs ${shellQuoted(group)}\` answers on a host that has it (a device that does not answer, such as a dead path of multipath, holds it up), then call refreshDisk.`,
    };
    return;
  }
  const path = shellQuoted(imagePath(facts, storageAccess));
  yield* ofLayout(disk, path, group, volume);
  if (volume.holdsPhysicalVolume) {
    yield {
      code: 'HOLDS_PHYSICAL_VOLUME',
      message: `LVM on a host takes ${disk} for a physical volume of its own, and may write to it.`,
      remedy: `If a guest made it one, hide it from the hosts: set \`scan_lvs = 0\` in the section \`devices\` of /etc/lvm/lvm.conf on each, deactivate the guest's volume group there (\`vgchange -an GROUP\`), call scanHost, and call refreshDisk. If the hosts themselves use it, it is no disk of a virtual machine: removeDisk takes it out of the catalogue.`,
    };
  }
  if (volume.pool !== null) yield* ofPool(disk, group, volume.pool);
  if (volume.readOnly) {
    yield {
      code: 'READ_ONLY',
      message: `${disk} is a read-only logical volume.`,
      remedy: `If it may be written: \`lvchange -prw ${path}\`, then call refreshDisk.`,
    };
  }
}

function* ofLayout(disk: string, path: string, group: string, volume: VolumeFacts): Generator<Obstacle> {
  const { kind, layout, oldSnapshots, isOldSnapshot } = volume;
  const snapshot = shellQuoted(`${group}/SNAPSHOT`);
  const noDiscards = 'the kernel passes no discards on, so nothing could be given back';
  if (isOldSnapshot) {
    yield {
      code: 'SNAPSHOT_ORIGIN',
      message: `${disk} is a snapshot of another logical volume, of the old kind, for which ${noDiscards}.`,
      remedy: `Sparsify its origin once the snapshot is gone: with the virtual machines down, \`lvconvert --merge ${path}\` gives the origin the state of the snapshot, \`lvremove ${path}\` drops that. Then call refreshDisk for the origin.`,
    };
  } else if (oldSnapshots > 0) {
    yield {
      code: 'SNAPSHOT_ORIGIN',
      message: `${disk} has ${oldSnapshots === 1 ? 'a snapshot' : `${oldSnapshots} snapshots`} of the old kind: as long as it has, ${noDiscards}.`,
      remedy: `Remove the snapshots: \`lvs -o lv_name,origin ${shellQuoted(group)}\` shows them, \`lvremove ${snapshot}\` drops one; \`lvconvert --merge ${snapshot}\` gives the disk back the state that it had then, with the virtual machine down. Then call refreshDisk.`,
    };
  }
  const isMoved = kind === 'OTHER' && /^(linear|striped)$/.test(layout);
  if (isMoved) {
    yield {
      code: 'VOLUME_UNSUPPORTED',
      message: `${disk} is a logical volume that LVM is moving, as pvmove does.`,
      remedy: `Wait until \`lvs -a -o lv_name,copy_percent ${shellQuoted(group)}\` shows no pvmove any more, then call refreshDisk.`,
    };
  } else if (kind === 'OTHER') {
    yield {
      code: 'VOLUME_UNSUPPORTED',
      message: `${disk} is a logical volume of the layout ${shown(layout)}; Winnow sparsifies linear, striped and thin ones.`,
      remedy: `${/cache/.test(layout) ? `Take the cache off: \`lvconvert --splitcache ${path}\`, and call refreshDisk. Or: ` : ''}${trimInside}`,
    };
  }
}

function* ofPool(
  disk: string,
  group: string,
  { name, discards, health }: ThinPoolFacts,
): Generator<Obstacle> {
  const pool = shellQuoted(`${group}/${name}`);
  if (health !== null) {
    yield {
      code: 'THIN_POOL_UNFIT',
      message: `The thin pool ${shown(name)} of ${disk} is not in order: ${shown(health)}.`,
      remedy: /out_of_data/.test(health)
        ? `Give the pool more space: \`lvextend -L +SIZE ${pool}\`. Then call refreshDisk.`
        : `See what \`lvs -o lv_health_status,lv_check_needed ${pool}\` says. To repair it: take its volumes out of use, deactivate them and the pool (\`lvchange -an\`), repair its metadata, \`lvconvert --repair ${pool}\`, activate it again, and see that its data is whole. Then call refreshDisk.`,
    };
  }
  if (discards === 'ignore') {
    const volumes = shellQuoted(`vg_name=${group} && pool_lv=${name}`);
    yield {
      code: 'THIN_POOL_UNFIT',
      message: `The thin pool ${shown(name)} of ${disk} ignores discards, so it would keep all that is discarded.`,
      remedy: `With all of its volumes out of use, deactivate them and the pool, \`lvchange -an --select ${volumes}\` and \`lvchange -an ${pool}\`, then \`lvchange --discards passdown ${pool}\`, which an active pool refuses; activate them again with \`lvchange -ay\`, and call refreshDisk.`,
    };
  }
}
