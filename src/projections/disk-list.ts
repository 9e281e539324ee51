import type { diskStatus } from './disk-view.ts';
import type { Condition, List } from './keyset.ts';
import { listCursor } from './list-cursor.ts';
import type { ReadModel } from './read-model.ts';
import type { DiskFilter, DiskOrder, DiskView } from './views.ts';

type Status = ReturnType<typeof diskStatus>;

const listedStatuses: readonly Status[] = ['AVAILABLE', 'LOCKED', 'MISSING'];

const columnOf = {
  NAME: 'name',
  REGISTERED_AT: 'registered_at',
  ACTUAL_SIZE: 'actual_size',
  VIRTUAL_SIZE: 'virtual_size',
} as const;

/** Disks that match a filter, in an order: read status by status through the index of the order. */
export function diskList(model: ReadModel, filter: DiskFilter, order: DiskOrder): List<DiskView> {
  const column = columnOf[order.field];
  const where = conditions(filter);
  const statuses = new Set(filter.status ?? listedStatuses);
  // Disks with a job are few: their own index finds them, and the order is made of what it finds.
  const index = filter.hasActiveJob === true ? 'disk_with_job' : `disk_by_${column}`;
  const from = model.connection.indexed ? `disk INDEXED BY ${index}` : 'disk';
  return {
    keys: [column, 'id'],
    direction: order.direction,
    branches: [...statuses].map((status) => ({
      from,
      where: [{ sql: 'status = ?', params: [status] }, ...where],
    })),
    columns: [],
    node: ({ id }) => known(model, String(id) as DiskView['id']),
    ...listCursor(
      `disks.${order.field}.${order.direction}`,
      column === 'name' || column === 'registered_at' ? 'string' : 'number',
    ),
    total: where.length === 0 && !filter.status ? model.counts().disks : null,
  };
}

function conditions(filter: DiskFilter): Condition[] {
  const found: Condition[] = [];
  if (filter.storageDomainId) found.push({ sql: 'storage_domain_id = ?', params: [filter.storageDomainId] });
  if (filter.nameContains) {
    found.push({ sql: 'instr(name, ?) > 0', params: [filter.nameContains.toLowerCase()] });
  }
  // The value is written out, as a partial index is only taken for a condition that repeats its own.
  if (filter.hasActiveJob === true) found.push({ sql: 'has_job = 1', params: [] });
  if (filter.hasActiveJob === false) found.push({ sql: 'has_job = 0', params: [] });
  if (typeof filter.actualSizeAtLeast === 'number') {
    found.push({ sql: 'actual_size >= ?', params: [filter.actualSizeAtLeast] });
  }
  return found;
}

function known(model: ReadModel, id: DiskView['id']): DiskView {
  const view = model.disk(id);
  if (view === null) throw new Error(`The views list disk ${id}, but do not have it.`);
  return view;
}
