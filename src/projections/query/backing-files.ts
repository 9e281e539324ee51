import { posix } from 'node:path';
import type { HostId } from '../../domain/ids.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { DiskView } from '../views.ts';

/** Disks of the catalogue whose image names this disk's image as its backing file, by name. */
export function derivedDisks(model: ReadModel, disk: DiskView): readonly DiskView[] {
  const places = new Map(placesOf(model, disk).map(({ hostId, path }) => [hostId, path]));
  const rows = model.connection
    .sql(`SELECT id FROM disk WHERE backing_name = ? AND status <> 'REMOVED' ORDER BY name, id`)
    .all(posix.basename(disk.path));
  return rows
    .map(({ id }) => model.disk(String(id) as DiskView['id']))
    .filter((other) => other !== null)
    .filter((other) => backingPlaces(model, other).some(({ hostId, path }) => places.get(hostId) === path));
}

/** The disk of the catalogue whose image this disk's image names as its backing file; null when there is none. */
export function backingDisk(model: ReadModel, disk: DiskView): DiskView | null {
  const domains = model.connection.sql('SELECT id FROM storage_domain').all();
  for (const place of backingPlaces(model, disk)) {
    for (const { id } of domains) {
      const domain = model.storageDomain(String(id) as DiskView['storageDomainId']);
      const mount = domain?.mounts.find(({ hostId }) => hostId === place.hostId);
      if (domain === null || mount === undefined) continue;
      const path = posix.relative(mount.path, place.path);
      const found = model.connection
        .sql(`SELECT id FROM disk WHERE path = ? AND storage_domain_id = ? AND status <> 'REMOVED'`)
        .get(path, domain.id);
      if (found !== undefined) return model.disk(String(found.id) as DiskView['id']);
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
