import { posix } from 'node:path';
import type { DiskId } from '../../domain/ids.ts';
import type { RequestContext } from '../context.ts';
import type { CatalogueDisk } from '../ports.ts';
import type { Caller } from '../requests.ts';

export type Relations = ReturnType<typeof createRelations>;

/** Keeps record of which images stand on which when disks are registered or removed: no run may change one that others stand on. */
export function createRelations({ catalogue, hosts, changeDisk, originOf }: RequestContext) {
  /** What a disk's image is called among the overlays of a base, by each host that has it. */
  function overlayNames(disk: CatalogueDisk, base: CatalogueDisk): string[] {
    const baseMounts = catalogue.storageDomain(base.storageDomainId)?.mounts ?? [];
    return (catalogue.storageDomain(disk.storageDomainId)?.mounts ?? []).flatMap(({ hostId, path }) => {
      const mount = baseMounts.find((each) => each.hostId === hostId);
      if (mount === undefined) return [];
      return hosts.overlayName(hostId, posix.join(path, disk.path), mount);
    });
  }

  async function record(
    base: CatalogueDisk,
    change: (overlays: readonly string[]) => readonly string[],
    caller: Caller,
  ): Promise<void> {
    if (base.removedAt !== null || base.observation === null) return;
    const { children: known, overlays } = base.observation;
    // A child is known by other ways than the name that its image has for its base, such as a link.
    const others = known.filter((id) => {
      const child = catalogue.disk(id);
      return child !== null && child.removedAt === null && (child.observation?.backing ?? null) !== null;
    });
    const children = new Set([...others, ...catalogue.derivedDisks(base.id).map(({ id }) => id)]);
    const derived = {
      children: [...children].toSorted(),
      overlays: [...new Set(change(overlays))].toSorted(),
    };
    await changeDisk(base.id, { type: 'ObserveDisk', observed: { derived } }, originOf(caller), null);
  }

  /** The disks that a disk's image stands on, as far as they are registered. */
  function basesOf(diskId: DiskId): CatalogueDisk[] {
    const base = catalogue.backingDisk(diskId);
    return base === null ? [] : [base];
  }

  return {
    basesOf,
    async afterRegistering(diskId: DiskId, caller: Caller): Promise<void> {
      const disk = catalogue.disk(diskId);
      if (disk === null) return;
      await record(disk, (overlays) => overlays, caller);
      for (const base of basesOf(diskId)) {
        const names = overlayNames(disk, base);
        await record(base, (overlays) => overlays.filter((name) => !names.includes(name)), caller);
      }
    },
    /** An image whose disk was removed stands on its base all the same, as long as it is there. */
    async afterRemoving(diskId: DiskId, bases: readonly CatalogueDisk[], caller: Caller): Promise<void> {
      const disk = catalogue.disk(diskId);
      if (disk === null) return;
      const isThere = disk.observation?.present !== false;
      for (const base of bases) {
        await record(
          base,
          (overlays) => (isThere ? [...overlays, ...overlayNames(disk, base)] : overlays),
          caller,
        );
      }
    },
  };
}
