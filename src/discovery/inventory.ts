import type { DiskId, HostId, StorageDomainId } from '../domain/ids.ts';
import type { ImagesFound, StorageFound, VmsFound } from '../hosts/inventory.ts';
import type { StorageAt } from '../hosts/storage/storage-of.ts';
import type { DiskView, HostView, StorageDomainView } from '../projections/views.ts';
import type { Position } from '../streams/store.ts';

/** All that one host told, at one time. */
export interface Inventory {
  readonly hostId: HostId;
  /** What the views included when the look began; what was recorded of a disk after it is newer than the look. */
  readonly since: Position | null;
  readonly storage: StorageFound;
  readonly machines: VmsFound;
  readonly images: ImagesFound;
  /** Where paths lead that libvirt or the catalogue name; of those that are not in it, to themselves. */
  readonly realPaths: ReadonlyMap<string, string>;
  /** The whole host, or one disk and what has to do with it. */
  readonly scope: DiskId | 'HOST';
}

/** How paths and storage of a host go together. */
export interface StorageLookup {
  storageAt(path: string): StorageAt | null;
  /** The name of a block device that it also has after a restart of the host; any other path stays as it is. */
  lastingPath(path: string): string;
}

/** What is known so far, from the views. */
export interface Known {
  /** Those that were not removed. */
  readonly domains: readonly StorageDomainView[];
  /** Whether an operator removed a storage domain: what lies there is left out. */
  isRemoved(id: StorageDomainId): boolean;
  host(id: HostId): HostView | null;
  disk(id: DiskId): DiskView | null;
  /** All that were not removed. */
  disksOn(id: StorageDomainId): Iterable<DiskView>;
  derivedDisks(id: DiskId): readonly DiskView[];
  /** What the views include now. */
  checkpoint(): Position | null;
  /** Whether anything was recorded of a disk after a position; in the order of the store, since clocks of hosts differ. */
  changedSince(id: DiskId, position: Position | null): boolean;
  /** Whether this host has looked at the disk alone since this look began, and so knows more of its machines. */
  lookedSince(id: DiskId): boolean;
}
