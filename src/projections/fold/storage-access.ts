import { posix } from 'node:path';
import type { Reach, StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import type { DiskId, HostId, StorageDomainId } from '../../domain/ids.ts';
import type { StorageMount } from '../../domain/storage-domain/events.ts';
import type { DiskView, HostView, StorageDomainView, Views } from '../views.ts';

/** The storage below a storage domain and the hosts that reach it, as far as views of them exist. */
export function storageAccessOf(
  views: {
    storageDomain(id: StorageDomainId): StorageDomainView | null;
    host(id: HostId): HostView | null;
  },
  storageDomainId: StorageDomainId,
): StorageAccess {
  const domain = views.storageDomain(storageDomainId);
  return {
    storageDomainName: domain?.name ?? storageDomainId,
    allHostsRegistered: domain?.allHostsRegistered ?? false,
    derived: [],
    reach: (domain?.mounts ?? []).map((mount) => reachOf(mount, views.host(mount.hostId))),
  };
}

const reachOf = ({ hostId, path, storage }: StorageMount, host: HostView | null): Reach => ({
  hostId,
  hostName: host?.name ?? hostId,
  contact: host?.observation?.contact ?? null,
  ...(host?.confirmedDown && { confirmedDown: true }),
  vms: host?.observation?.machines ?? null,
  findings: host?.capabilities?.lacks.map(({ what }) => what) ?? null,
  seesEveryProcess: host?.capabilities?.seesEveryProcess ?? null,
  directory: path,
  storage,
});

/** The storageAccess of a disk by the present views; of one that they do not show, those of none. */
export function storageAccessOfDisk(views: Views, diskId: DiskId): StorageAccess {
  const disk = views.disk(diskId);
  if (disk === null) return { storageDomainName: '', allHostsRegistered: false, reach: [], derived: [] };
  const children = (disk.observation?.children ?? []).map((id) => views.disk(id));
  return withDerived(storageAccessOf(views, disk.storageDomainId), views, children);
}

/** With the names of the derived disks; null is one that is not known. */
export const withDerived = (
  storageAccess: StorageAccess,
  views: Pick<Views, 'storageDomain'>,
  children: readonly (DiskView | null)[],
): StorageAccess => ({
  ...storageAccess,
  derived: children
    .filter((child) => child !== null)
    .map(({ id, name, path, storageDomainId }) => ({
      ...{ id, name },
      path: posix.join(views.storageDomain(storageDomainId)?.mounts[0]?.path ?? '', path),
    })),
});
