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

/** Tells the obstacles of disks by what is known of their storage and its hosts at the moment. */
export interface EligibilityChanges {
  /** As bits. */
  obstaclesOf(disk: DiskView): number;
  /** Those of the storage domains whose disks have other obstacles once a view of a host or storage domain is replaced. */
  changedBy(domains: readonly StorageDomainId[], next: HostView | StorageDomainView): StorageDomainId[];
  /** Views of these storage domains or their hosts were replaced. */
  forget(domains: readonly StorageDomainId[]): void;
}

/** `fresh`: no disk was judged before this judge was made, so that what it never met has no disks. */
export function createEligibilityChanges(fleet: Fleet, fresh: boolean): EligibilityChanges {
  const known = new Map<StorageDomainId, StorageAccess>();
  const met = new Set<StorageDomainId>();
  return {
    obstaclesOf(disk) {
      const id = disk.storageDomainId;
      const found = known.get(id);
      if (found !== undefined) return obstacleBits(disk, found);
      const storageAccess = storageAccessOf(fleet, id);
      known.set(id, storageAccess);
      met.add(id);
      return obstacleBits(disk, storageAccess);
    },
    changedBy(domains, next) {
      const after: Fleet = {
        storageDomain: (id) => (id === next.id && 'mounts' in next ? next : fleet.storageDomain(id)),
        host: (id) => (id === next.id && !('mounts' in next) ? next : fleet.host(id)),
      };
      return domains
        .filter((id) => !fresh || met.has(id))
        .filter((id) => verdicts(storageAccessOf(fleet, id)) !== verdicts(storageAccessOf(after, id)));
    },
    forget(domains) {
      for (const id of domains) known.delete(id);
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

/** What storageAccess mean to disks of every kind; of a disk's own facts, only these two count together with them. */
const verdicts = (storageAccess: StorageAccess): string =>
  storageTypes
    .flatMap((storageType) =>
      [true, false].map((wipeAfterDelete) =>
        obstacleBits({ ...anyDisk, storageType, wipeAfterDelete }, storageAccess),
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
