import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import { bitsOf } from '../store/disk-obstacles.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { DiskFilter } from '../views.ts';
import { type Condition, isIn } from './keyset.ts';

/** What a filter asks of the columns of `disk`, but for its status. */
export function diskConditions(model: ReadModel, filter: DiskFilter): Condition[] {
  const found: Condition[] = [];
  const add = (sql: string, ...params: (string | number)[]) => found.push({ sql, params });
  if (filter.storageDomainId) add('storage_domain_id = ?', filter.storageDomainId);
  if (filter.hostId) found.push(isIn('storage_domain_id', model.storageDomainsOn(filter.hostId)));
  if (filter.nameContains) add('instr(name, ?) > 0', filter.nameContains.toLowerCase());
  if (filter.format) add('format = ?', filter.format);
  if (filter.allocation) add('allocation = ?', filter.allocation);
  const sizes = [
    ['actual_size >= ?', filter.actualSizeAtLeast],
    // What is not known is no small size.
    ['actual_size BETWEEN 0 AND ?', filter.actualSizeAtMost],
    ['virtual_size >= ?', filter.virtualSizeAtLeast],
    ['virtual_size BETWEEN 0 AND ?', filter.virtualSizeAtMost],
    ['reclaimable >= ?', filter.reclaimableAtLeast],
    ['reclaimable BETWEEN 0 AND ?', filter.reclaimableAtMost],
  ] as const;
  for (const [sql, bound] of sizes) if (typeof bound === 'number') add(sql, bound);
  // The value is written out, as a partial index is only taken for a condition that repeats its own.
  if (filter.hasActiveJob === true) add('has_job = 1');
  if (filter.hasActiveJob === false) add('has_job = 0');
  if (filter.obstacles) found.push(hasAnyOf(filter.obstacles));
  if (filter.sparsifiable === true) add('obstacles = 0 AND has_job = 0');
  if (filter.sparsifiable === false) add('(obstacles <> 0 OR has_job = 1)');
  return found;
}

function hasAnyOf(codes: readonly ObstacleCode[]): Condition {
  const busy = codes.includes('DISK_BUSY') ? 'has_job = 1' : '0';
  return { sql: `(obstacles & ? <> 0 OR ${busy})`, params: [bitsOf(keptOf(codes))] };
}

/** The codes that are kept among the bits and rows of a disk's obstacles. */
export const keptOf = (codes: readonly ObstacleCode[]): ObstacleCode[] =>
  codes.filter((code) => code !== 'DISK_BUSY');
