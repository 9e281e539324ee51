import { posix } from 'node:path';
import type { DiskId, HostId } from '../../domain/ids.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { DiskView } from '../views.ts';

/** Disks of the catalogue whose image names this disk's image as its backing file, by name. */
export function derivedDisks(model: ReadModel, id: DiskId): readonly DiskView[] {
  const disk = model.disk(id);
  if (disk === null) return [];
  const places = new Map(placesOf(model, disk).map(({ hostId, path }) => [hostId, path]));
  const rows = model.connection
    .sql(`SELECT id FROM disk WHERE backing_name = ? AND status <> 'REMOVED' ORDER BY name, id`)
    .all(posix.basename(disk.path));
  return rows
    .map((row) => model.disk(String(row.id) as DiskId))
    .filter((other) => other !== null)
    .filter((other) => backingPlaces(model, other).some(({ hostId, path }) => places.get(hostId) === path));
}

/** The disk of the catalogue whose image this disk's image names as its backing file; null when there is none. */
export function backingDisk(model: ReadModel, id: DiskId): DiskView | null {
  const disk = model.disk(id);
  for (const place of disk === null ? [] : backingPlaces(model, disk)) {
    for (const domainId of model.storageDomainsOn(place.hostId)) {
      const mounts = model.storageDomain(domainId)?.mounts ?? [];
      const mount = mounts.find(({ hostId }) => hostId === place.hostId);
      const path = posix.relative(mount?.path ?? '', place.path);
      const found = model.connection
        .sql(`SELECT id FROM disk WHERE path = ? AND storage_domain_id = ? AND status <> 'REMOVED'`)
        .get(path, domainId);
      if (found !== undefined) return model.disk(String(found.id) as DiskId);
    }
  }
  return null;
}

interface Place {
  readonly hostId: HostId;
  readonly path: string;
}

/** Where each host has a disk's image. */
const placesOf = (model: ReadModel, { storageDomainId, path }: DiskView): Place[] =>
  (model.storageDomain(storageDomainId)?.mounts ?? []).map((mount) => ({
    hostId: mount.hostId,
    path: posix.join(mount.path, path),
  }));

/** Where each host has a disk's backing file; an image names it absolutely or from its own directory. */
function backingPlaces(model: ReadModel, disk: DiskView): Place[] {
  const backing = disk.observation?.backing ?? null;
  if (backing === null) return [];
  return placesOf(model, disk).map(({ hostId, path }) => ({
    hostId,
    path: posix.resolve(posix.dirname(path), backing),
  }));
}
