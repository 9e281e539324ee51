import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import type { DiskFacts, DiskStorageType } from '../../domain/disk/facts.ts';
import type { HostId, StorageDomainId } from '../../domain/ids.ts';
import { storageAccessOf } from '../fold/storage-access.ts';
import type { DiskView, HostView, StorageDomainView } from '../views.ts';
import { obstacleBits } from './disk-obstacles.ts';

interface Fleet {
  storageDomain(id: StorageDomainId): StorageDomainView | null;
  host(id: HostId): HostView | null;
}

/** The obstacles of disks by what is known of their storage and its hosts, as a batch of events changes that. */
export interface EligibilityChanges {
  /** As bits. */
  obstaclesOf(disk: DiskView): number;
  /**
   * Those of the storage domains whose disks have other obstacles once a view of a host or storage domain is replaced,
   * which the caller does next.
   */
  changedBy(domains: readonly StorageDomainId[], next: HostView | StorageDomainView): StorageDomainId[];
}

export function createEligibilityChanges(fleet: Fleet): EligibilityChanges {
  const known = new Map<StorageDomainId, StorageAccess>();
  return {
    obstaclesOf(disk) {
      const id = disk.storageDomainId;
      const access = known.get(id) ?? storageAccessOf(fleet, id);
      known.set(id, access);
      return obstacleBits(disk, access);
    },
    changedBy(domains, next) {
      const after: Fleet = {
        storageDomain: (id) => (id === next.id && 'mounts' in next ? next : fleet.storageDomain(id)),
        host: (id) => (id === next.id && !('mounts' in next) ? next : fleet.host(id)),
      };
      for (const id of domains) known.delete(id);
      return domains.filter(
        (id) => obstaclesBy(storageAccessOf(fleet, id)) !== obstaclesBy(storageAccessOf(after, id)),
      );
    },
  };
}

const storageTypes: readonly DiskStorageType[] = [
  'IMAGE',
  'LOGICAL_VOLUME',
  'DIRECT_LUN',
  'CINDER',
  'NETWORK',
];

/** What storage access means to disks of every kind; of a disk's own facts, only these two count together with it. */
const obstaclesBy = (access: StorageAccess): string =>
  storageTypes
    .flatMap((storageType) =>
      [true, false].map((wipeAfterDelete) =>
        obstacleBits({ ...anyDisk, storageType, wipeAfterDelete }, access),
      ),
    )
    .join();

const facts: DiskFacts = {
  name: '',
  storageDomainId: 'dom_',
  path: '',
  format: 'RAW',
  formatBasis: 'DECLARED',
  allocation: 'THIN',
  allocationBasis: 'DECLARED',
  storageType: 'IMAGE',
  wipeAfterDelete: false,
};
const anyDisk: DiskView = {
  ...facts,
  id: 'disk_',
  registeredAt: '',
  removedAt: null,
  observation: null,
  observedAt: null,
  contentsCurrent: false,
  removedWithStorageDomain: false,
  hibernated: false,
  reclaimable: null,
  activeJobId: null,
  locked: false,
  updatedAt: '',
};
