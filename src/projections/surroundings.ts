import type { Reach, Surroundings } from '../domain/disk/surroundings.ts';
import type { DiskId, HostId, StorageDomainId } from '../domain/ids.ts';
import type { StorageMount } from '../domain/storage-domain/events.ts';
import type { HostView, StorageDomainView, Views } from './views.ts';

/** What a storage domain stands on and who reaches it, as far as views of it and of its hosts are there. */
export function surroundingsOf(
  views: {
    storageDomain(id: StorageDomainId): StorageDomainView | null;
    host(id: HostId): HostView | null;
  },
  storageDomainId: StorageDomainId,
): Surroundings {
  const domain = views.storageDomain(storageDomainId);
  return {
    storageDomainName: domain?.name ?? storageDomainId,
    reach: (domain?.mounts ?? []).map((mount) => reachOf(mount, views.host(mount.hostId))),
  };
}

const reachOf = ({ hostId, storage }: StorageMount, host: HostView | null): Reach => ({
  hostId,
  hostName: host?.name ?? hostId,
  contact: host?.observation?.contact ?? null,
  machines: host?.observation?.machines ?? null,
  lacks: host?.capabilities?.lacks.map(({ what }) => what) ?? null,
  storage,
});

/** The surroundings of a disk by the present views; of one that they do not show, those of none. */
export function surroundingsOfDisk(views: Views, diskId: DiskId): Surroundings {
  const disk = views.disk(diskId);
  return disk === null ? { storageDomainName: '', reach: [] } : surroundingsOf(views, disk.storageDomainId);
}
