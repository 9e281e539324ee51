import type { DiskId, HostId, StorageDomainId } from '../domain/ids.ts';
import type { ImagesFound, StorageFound, VmsFound } from '../hosts/inventory.ts';
import type { StorageAt } from '../hosts/storage/storage-of.ts';
import type { DiskView, HostView, StorageDomainView } from '../projections/views.ts';
import type { Position } from '../streams/store.ts';

/** All that one host reported in one scan or inspection. */
export interface Inventory {
  readonly hostId: HostId;
  /** The position of the views when it began; what was recorded of a disk after it is newer. */
  readonly since: Position | null;
  readonly storage: StorageFound;
  readonly machines: VmsFound;
  readonly images: ImagesFound;
  /** Where paths that libvirt or the catalogue name lead; paths that are not in it lead to themselves. */
  readonly realPaths: ReadonlyMap<string, string>;
  /** The whole host, or one disk and what is related to it. */
  readonly scope: DiskId | 'HOST';
}

/** The storage of a host's paths. */
export interface StorageLookup {
  storageAt(path: string): StorageAt | null;
  /** The persistent name of a block device; any other path stays as it is. */
  lastingPath(path: string): string;
}

/** The catalogue as the views know it so far. */
export interface KnownCatalogue {
  /** Those that were not removed. */
  readonly domains: readonly StorageDomainView[];
  /** Whether an operator removed a storage domain: what lies there is left out. */
  isRemoved(id: StorageDomainId): boolean;
  host(id: HostId): HostView | null;
  disk(id: DiskId): DiskView | null;
  /** Its disks that were not removed. */
  disksOn(id: StorageDomainId): Iterable<DiskView>;
  derivedDisks(id: DiskId): readonly DiskView[];
  /** The current position of the views. */
  checkpoint(): Position | null;
  /** Whether anything was recorded of a disk after a position; in the order of the store, since clocks of hosts differ. */
  changedSince(id: DiskId, position: Position | null): boolean;
  /** Whether this host has inspected the disk alone since this scan began, and so has newer attachments. */
  inspectedSince(id: DiskId): boolean;
}
