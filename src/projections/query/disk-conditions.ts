import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import type { StorageDomainId } from '../../domain/ids.ts';
import { bitsOf } from '../store/disk-obstacles.ts';
import type { ReadModel } from '../store/read-model.ts';
import { labelSought } from '../store/rows.ts';
import type { DiskFilter } from '../views.ts';
import { type Branch, type Condition, countUpTo, isAmong } from './keyset.ts';

/** What a filter asks of the columns of `disk`, but for its status. */
export function diskConditions(model: ReadModel, filter: DiskFilter): Condition[] {
  const found: Condition[] = [];
  const add = (sql: string, ...params: (string | number)[]) => found.push({ sql, params });
  if (filter.storageDomainId) add('storage_domain_id = ?', filter.storageDomainId);
  const domains = storageDomainsOf(model, filter);
  if (domains !== null) found.push(isAmong('storage_domain_id', domains));
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
  if (typeof filter.vm === 'string') found.push(hasValue('disk_vm', 'vm', filter.vm));
  for (const label of filter.labels ?? []) found.push(hasValue('disk_label', 'label', labelSought(label)));
  if (filter.obstacles) found.push(hasAnyOf(filter.obstacles));
  if (filter.sparsifiable === true) add('obstacles = 0 AND has_job = 0');
  if (filter.sparsifiable === false) add('(obstacles <> 0 OR has_job = 1)');
  return found;
}

const hasValue = (table: string, column: string, value: string): Condition => ({
  sql: `EXISTS (SELECT 1 FROM ${table} WHERE ${column} = ? AND ${table}.disk_id = disk.id)`,
  params: [value],
});

/**
 * The storage domains that a filter leaves by their hosts, or by their own labels or those of their hosts, all of which are
 * in memory; null where it asks for none of that.
 */
export function storageDomainsOf(
  model: ReadModel,
  { hostId, storageDomainLabels, hostLabels }: DiskFilter,
): readonly StorageDomainId[] | null {
  const asked = [
    hostId ? model.storageDomainsOn(hostId) : null,
    storageDomainLabels ? model.storageDomainsWith(storageDomainLabels) : null,
    hostLabels ? model.storageDomainsOnAny(new Set(model.hostsWith(hostLabels))) : null,
  ].filter((domains) => domains !== null);
  const [first, ...others] = asked.map((domains) => new Set(domains));
  return first === undefined ? null : [...others.reduce((all, more) => all.intersection(more), first)];
}

/**
 * The disks that a virtual machine has, or a label, or few storage domains with few disks, as a branch that finds them; null
 * where a filter names none of these.
 */
export function namedDisks(model: ReadModel, filter: DiskFilter): NamedDisks | null {
  const { connection } = model;
  const { vm, labels } = filter;
  if (typeof vm === 'string') return through('disk_vm', 'vm', vm, 0);
  const counted = (labels ?? []).map((label) => {
    const sought = labelSought(label);
    const rows = { from: 'disk_label', where: [{ sql: 'label = ?', params: [sought] }] };
    return through('disk_label', 'label', sought, countUpTo(connection, rows, manyDisks));
  });
  const inDomains = fewInDomains(model, filter);
  if (inDomains !== null) counted.push(inDomains);
  return counted.toSorted((one, other) => one.atLeast - other.atLeast)[0] ?? null;
}

interface NamedDisks extends Branch {
  /** Whether they are few enough to be sorted for each page. */
  readonly areFew: boolean;
  readonly atLeast: number;
}

/**
 * Fewer disks than this are found and sorted for each page, in some milliseconds. Where more have a label, a page of them is
 * soon found by reading all disks in order: among a million some 25 000 are read.
 */
const manyDisks = 2_000;

function fewInDomains(model: ReadModel, filter: DiskFilter): NamedDisks | null {
  const domains = storageDomainsOf(model, filter);
  if (domains === null) return null;
  const there = {
    from: 'disk INDEXED BY disk_by_storage_domain',
    where: [isAmong('storage_domain_id', domains)],
  };
  const atLeast = countUpTo(model.connection, there, manyDisks);
  return atLeast < manyDisks ? { ...there, areFew: true, atLeast } : null;
}

const through = (table: string, column: string, value: string, atLeast: number): NamedDisks => ({
  from: `${table} CROSS JOIN disk ON disk.id = ${table}.disk_id`,
  where: [{ sql: `${column} = ?`, params: [value] }],
  areFew: atLeast < manyDisks,
  atLeast,
});

function hasAnyOf(codes: readonly ObstacleCode[]): Condition {
  const busy = codes.includes('DISK_BUSY') ? 'has_job = 1' : '0';
  return { sql: `(obstacles & ? <> 0 OR ${busy})`, params: [bitsOf(keptOf(codes))] };
}

/** The codes that are kept among the bits and rows of a disk's obstacles. */
export const keptOf = (codes: readonly ObstacleCode[]): ObstacleCode[] =>
  codes.filter((code) => code !== 'DISK_BUSY');
