import type { DiskId, HostId } from '../domain/ids.ts';
import type { ImagesFound, StorageFound, VmsFound } from '../hosts/inventory.ts';
import type { Position } from '../streams/store.ts';
import type { Places } from './places.ts';

/** All that one host reported in one scan or inspection. */
export interface Inventory {
  readonly hostId: HostId;
  /** The position of the views when it began; what was recorded of a disk after it is newer. */
  readonly since: Position | null;
  readonly storage: StorageFound;
  readonly vms: VmsFound;
  readonly images: ImagesFound;
  /** Where its paths lie, by that storage. */
  readonly places: Places;
  /** The whole host, or one disk and what is related to it. */
  readonly scope: DiskId | 'HOST';
}
