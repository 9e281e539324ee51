import { posix } from 'node:path';
import type { Observed } from '../domain/disk/commands.ts';
import type { DiskId } from '../domain/ids.ts';
import type { DiskView } from '../projections/views.ts';
import type { RequestParts } from './create-requests.ts';
import type { Caller } from './requests.ts';

/** Keeps true which images stand on which when disks come into the catalogue, or go: no run may change one that others stand on. */
export function createRelations(
  { views, scanner }: Pick<RequestParts, 'views' | 'scanner'>,
  observe: (diskId: DiskId, observed: Observed, caller: Caller) => Promise<unknown>,
) {
  /** What a disk's image is called among the overlays of a base, by each host that has it. */
  function overlayNames(disk: DiskView, base: DiskView): string[] {
    const baseMounts = views.storageDomain(base.storageDomainId)?.mounts ?? [];
    return (views.storageDomain(disk.storageDomainId)?.mounts ?? []).flatMap(({ hostId, path }) => {
      const mount = baseMounts.find((each) => each.hostId === hostId);
      if (mount === undefined) return [];
      return scanner.knownPlacesOn(hostId).overlayName(posix.join(path, disk.path), mount);
    });
  }

  async function record(
    base: DiskView,
    change: (overlays: readonly string[]) => readonly string[],
    caller: Caller,
  ): Promise<void> {
    if (base.removedAt !== null || base.observation === null) return;
    const { children: known, overlays } = base.observation;
    // A child is known by other ways than the name that its image has for its base, such as a link.
    const others = known.filter((id) => {
      const child = views.disk(id);
      return child !== null && child.removedAt === null && (child.observation?.backing ?? null) !== null;
    });
    const children = new Set([...others, ...views.derivedDisks(base.id).map(({ id }) => id)]);
    const derived = {
      children: [...children].toSorted(),
      overlays: [...new Set(change(overlays))].toSorted(),
    };
    await observe(base.id, { derived }, caller);
  }

  /** The disks that a disk's image stands on, as far as they are in the catalogue. */
  function basesOf(diskId: DiskId): DiskView[] {
    const base = views.backingDisk(diskId);
    return base === null ? [] : [base];
  }

  return {
    basesOf,
    async afterRegistering(diskId: DiskId, caller: Caller): Promise<void> {
      const disk = views.disk(diskId);
      if (disk === null) return;
      await record(disk, (overlays) => overlays, caller);
      for (const base of basesOf(diskId)) {
        const names = overlayNames(disk, base);
        await record(base, (overlays) => overlays.filter((name) => !names.includes(name)), caller);
      }
    },
    /** An image that was taken out of the catalogue stands on its base all the same, as long as it is there. */
    async afterRemoving(diskId: DiskId, bases: readonly DiskView[], caller: Caller): Promise<void> {
      const disk = views.disk(diskId);
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
