import type { DiskStatus } from '../../domain/disk/disk-status.ts';
import { obstacleCodes } from '../../domain/disk/eligibility/obstacle.ts';
import { bitsOf, haveCommonBits, noObstacle, obstacleNumber } from '../store/disk-obstacles.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { DiskFilter, DiskOrder, DiskView } from '../views.ts';
import { diskConditions, keptOf, namedDisks } from './disk-conditions.ts';
import { type Branch, type Condition, clause, isIn, type List, listed, paramsOf } from './keyset.ts';
import { listCursor } from './list-cursor.ts';

const listedStatuses: readonly DiskStatus[] = ['AVAILABLE', 'LOCKED', 'MISSING'];

const columnOf = {
  NAME: 'name',
  REGISTERED_AT: 'registered_at',
  ACTUAL_SIZE: 'actual_size',
  VIRTUAL_SIZE: 'virtual_size',
  RECLAIMABLE: 'reclaimable',
} as const;
type Column = (typeof columnOf)[DiskOrder['field']];

/** Disks that match a filter, in an order: read through the index that leaves the fewest rows to examine. */
export function diskList(model: ReadModel, filter: DiskFilter, order: DiskOrder): List<DiskView> {
  const column = columnOf[order.field];
  const { branches, distinct = false } = read(model, filter, column);
  return {
    keys: [column, 'id'],
    direction: order.direction,
    branches,
    distinct,
    columns: [],
    node: ({ id }) => listed(model.disk(String(id) as DiskView['id']), id),
    ...listCursor(
      `disks.${order.field}.${order.direction}`,
      column === 'name' || column === 'registered_at' ? 'string' : 'number',
    ),
    total: total(model, filter),
  };
}

interface Reading {
  readonly branches: readonly Branch[];
  readonly distinct?: boolean;
}

function read(model: ReadModel, filter: DiskFilter, column: Column): Reading {
  const statuses = [...new Set(filter.availabilities ?? listedStatuses)];
  const named = namedDisks(model, filter);
  // A virtual machine has few disks, and so have most labels: they are sorted after they are found.
  if (named?.areFew) {
    const where = [...named.where, isIn('status', statuses), ...diskConditions(model, filter)];
    return { branches: [{ from: named.from, where }] };
  }
  if (filter.hasActiveJob !== true) {
    if (filter.obstacles) return withObstacles(model, filter, column, statuses);
    const rest = { ...filter, sparsifiable: null };
    // What may not be sparsified has an obstacle of whatever code.
    if (filter.sparsifiable === false) {
      return withObstacles(model, { ...rest, obstacles: obstacleCodes }, column, statuses);
    }
    if (filter.sparsifiable === true) {
      const branches = withNumber(noObstacle, column, statuses, diskConditions(model, rest));
      return { branches: branches.map(({ from, where }) => ({ from, where: [...where, notBusy] })) };
    }
  }
  // Disks with a job are few: their own index finds them, and the order is made of what it finds.
  const index = filter.hasActiveJob === true ? 'disk_with_job' : `disk_by_${column}`;
  return byStatus(index, diskConditions(model, filter), statuses);
}

/** Status by status: in each, the index of an order has the order. */
const byStatus = (index: string, where: readonly Condition[], statuses: readonly DiskStatus[]): Reading => ({
  branches: statuses.map((status) => ({
    from: `disk INDEXED BY ${index}`,
    where: [{ sql: 'status = ?', params: [status] }, ...where],
  })),
});

/** A disk with several of the obstacles is in several branches. */
function withObstacles(
  model: ReadModel,
  filter: DiskFilter,
  column: Column,
  statuses: readonly DiskStatus[],
): Reading {
  const codes = filter.obstacles ?? [];
  const rest = diskConditions(model, { ...filter, obstacles: null });
  const numbers = [...new Set(keptOf(codes).map(obstacleNumber))];
  const branches = numbers.flatMap((number) => withNumber(number, column, statuses, rest));
  const busy = codes.includes('DISK_BUSY') ? busyOnes(rest, statuses) : [];
  return { branches: [...branches, ...busy], distinct: numbers.length + busy.length > 1 };
}

/** Disks with an obstacle, by its number, through its index; of what else is asked of them, the table of disks is asked one by one. */
function withNumber(
  obstacle: number,
  column: Column,
  statuses: readonly DiskStatus[],
  rest: readonly Condition[],
): Branch[] {
  const branch = (isListed: 0 | 1, those: readonly Condition[]): Branch => ({
    from: `disk_obstacle INDEXED BY disk_obstacle_by_${column}`,
    where: [{ sql: 'obstacle = ? AND listed = ?', params: [obstacle, isListed] }, ...those.map(ofTheDisk)],
  });
  const present = statuses.filter((status) => status !== 'REMOVED');
  const whole = present.length === listedStatuses.length;
  return [
    ...(present.length === 0 ? [] : [branch(1, whole ? rest : [isIn('status', present), ...rest])]),
    ...(statuses.includes('REMOVED') ? [branch(0, rest)] : []),
  ];
}

const busyOnes = (rest: readonly Condition[], statuses: readonly DiskStatus[]): readonly Branch[] =>
  byStatus('disk_with_job', [{ sql: 'has_job = 1', params: [] }, ...rest], statuses).branches;

const ofTheDisk = ({ sql, params }: Condition): Condition => ({
  sql: `EXISTS (SELECT 1 FROM disk WHERE disk.id = disk_obstacle.id AND ${sql})`,
  params,
});

const notBusy: Condition = {
  sql: `NOT EXISTS (SELECT 1 FROM disk AS busy INDEXED BY disk_with_job WHERE busy.has_job = 1
    AND busy.status IN ('AVAILABLE', 'LOCKED', 'MISSING', 'REMOVED') AND busy.id = disk_obstacle.id)`,
  params: [],
};

/** Whether a disk is among those of a filter. */
export function diskMatches(model: ReadModel, id: DiskView['id'], filter: DiskFilter): boolean {
  const where = [
    { sql: 'id = ?', params: [id] },
    isIn('status', filter.availabilities ?? listedStatuses),
    ...diskConditions(model, filter),
  ];
  return model.connection.sql(`SELECT 1 FROM disk${clause(where)}`).get(...paramsOf(where)) !== undefined;
}

/** How many disks there are, if that is known without counting more than those with a job, which are few. */
function total(model: ReadModel, filter: DiskFilter): number | null {
  const { obstacles, sparsifiable, ...rest } = filter;
  if (Object.values(rest).some((asked) => asked !== null && asked !== undefined)) return null;
  const counts = model.obstacleCounts();
  const sum = (wanted: (bits: number) => boolean): number =>
    [...counts].reduce((all, [bits, count]) => all + (wanted(bits) ? count : 0), 0);
  const busy = (condition: string, ...params: number[]): number => {
    const statement = `SELECT count(*) AS n FROM disk INDEXED BY disk_with_job WHERE has_job = 1
      AND status <> 'REMOVED' AND ${condition}`;
    return Number(model.connection.sql(statement).get(...params)?.n);
  };
  if (obstacles && typeof sparsifiable === 'boolean') return null;
  if (obstacles) {
    const wanted = bitsOf(keptOf(obstacles));
    const besides = obstacles.includes('DISK_BUSY') ? busy('obstacles & ? = 0', wanted) : 0;
    return sum((bits) => haveCommonBits(bits, wanted)) + besides;
  }
  if (sparsifiable === true) return sum((bits) => bits === 0) - busy('obstacles = 0');
  if (sparsifiable === false) return sum((bits) => bits !== 0) + busy('obstacles = 0');
  return model.counts().disks;
}
