import type { StorageDomainId } from '../../domain/ids.ts';
import { maxRunsOnArray } from '../../domain/storage-domain/array.ts';
import type { Load } from './load.ts';

/** How many runs there may be at once on a storage domain. */
export interface StorageLimit {
  /** The storage domain's, for people. */
  readonly name: string;
  readonly maxRuns: number;
  /** The storage array that it shares its one run with: all that have the same label; null where it shares none. */
  readonly array: string | null;
}

/** What has as many runs as it may have. */
export interface FullStorage {
  readonly of: 'STORAGE_DOMAIN' | 'ARRAY';
  readonly name: string;
  readonly runs: number;
}

type LimitOn = (id: StorageDomainId) => StorageLimit;

/** Tells of storage domains, as the load is now, what keeps another run off them; null where nothing does. */
export function createStorageSlots(
  load: Pick<Load, 'storageDomain' | 'storageDomains'>,
  limitOn: LimitOn,
): (id: StorageDomainId) => FullStorage | null {
  const onArrays = new Map<string, number>();
  for (const id of load.storageDomains()) {
    const { array } = limitOn(id);
    if (array !== null) onArrays.set(array, (onArrays.get(array) ?? 0) + load.storageDomain(id));
  }
  return (id) => {
    const { name, maxRuns, array } = limitOn(id);
    const onArray = array === null ? 0 : (onArrays.get(array) ?? 0);
    if (array !== null && onArray >= maxRunsOnArray) return { of: 'ARRAY', name: array, runs: onArray };
    const runs = load.storageDomain(id);
    return runs >= maxRuns ? { of: 'STORAGE_DOMAIN', name, runs } : null;
  };
}
