import type { SQLOutputValue } from 'node:sqlite';
import { diskStatuses } from '../../domain/disk/disk-status.ts';
import { type ObstacleCode, obstacleCodes } from '../../domain/disk/eligibility/obstacle.ts';
import type { JobStatus } from '../../domain/job/status.ts';
import { haveCommonBits } from '../store/disk-obstacles.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { DiskFilter, DiskTotals, JobFilter, JobTotals, JobView } from '../views.ts';
import { diskConditions, namedDisks } from './disk-conditions.ts';
import { jobsToCount } from './job-list.ts';
import { type Condition, clause, isIn, paramsOf } from './keyset.ts';

/** Counts and sums over the disks of a filter: one pass over an index that has all that is summed. */
export function diskTotals(model: ReadModel, filter: DiskFilter): DiskTotals {
  const { availabilities } = filter;
  const listed: Condition = { sql: `status <> 'REMOVED'`, params: [] };
  const where = [availabilities ? isIn('status', availabilities) : listed, ...diskConditions(model, filter)];
  // The index is partial, and taken only for a condition that repeats its own.
  const index = availabilities ? 'disk' : 'disk INDEXED BY disk_by_obstacles';
  const { from, where: which } = namedDisks(model, filter) ?? { from: index, where: [] };
  const all = groups(
    model,
    `SELECT obstacles, count(*) AS n, ${sum('actual_size')}, ${sum('virtual_size')}, ${sum('reclaimable')},
      count(*) FILTER (WHERE reclaimable >= 0) AS estimated FROM ${from}`,
    [...which, ...where],
    'obstacles',
  );
  const busy = groups(
    model,
    'SELECT obstacles, count(*) AS n FROM disk INDEXED BY disk_with_job',
    [...where, { sql: 'has_job = 1', params: [] }, isIn('status', diskStatuses)],
    'obstacles',
  );
  const clear = (rows: readonly Row[]) => rows.filter(({ obstacles }) => obstacles === 0);
  const countOf = (code: ObstacleCode): number =>
    code === 'DISK_BUSY'
      ? added(busy, 'n')
      : added(
          all.filter(({ obstacles }) => haveCommonBits(Number(obstacles), 2 ** obstacleCodes.indexOf(code))),
          'n',
        );
  return {
    count: added(all, 'n'),
    actualSize: addedSum(all, 'actual_size'),
    virtualSize: addedSum(all, 'virtual_size'),
    reclaimable: addedSum(all, 'reclaimable'),
    estimated: added(all, 'estimated'),
    sparsifiable: added(clear(all), 'n') - added(clear(busy), 'n'),
    obstacles: obstacleCodes.map((code) => ({ code, count: countOf(code) })).filter(({ count }) => count > 0),
  };
}

/** Counts and sums over the jobs of a filter. */
export function jobTotals(model: ReadModel, filter: JobFilter): JobTotals {
  const { byStatus, byOutcome } = jobsToCount(model, filter);
  const statuses = groups(
    model,
    `SELECT status, count(*) AS n FROM ${byStatus.from}`,
    byStatus.where,
    'status',
  );
  const outcomes = groups(
    model,
    `SELECT outcome, count(*) AS n, ${sum('reclaimed', 'TRUE')} FROM ${byOutcome.from}`,
    byOutcome.where,
    'outcome',
  );
  return {
    count: added(statuses, 'n'),
    reclaimed: addedSum(outcomes, 'reclaimed'),
    statuses: statuses.map(({ status, n }) => ({ status: status as JobStatus, count: Number(n) })),
    outcomes: outcomes.map(({ outcome, n }) => ({ outcome: outcome as Outcome, count: Number(n) })),
  };
}

type Outcome = NonNullable<JobView['result']>['outcome'];
type Row = Record<string, SQLOutputValue>;

function groups(model: ReadModel, select: string, where: readonly Condition[], by: string): Row[] {
  // SQLite finds no plan for an empty IN through an index that it must use.
  if (where.some(({ sql }) => sql.includes('IN ()'))) return [];
  return model.connection.sql(`${select}${clause(where)} GROUP BY ${by}`).all(...paramsOf(where));
}

// Sums of sizes exceed what a JavaScript number holds, and even what SQLite does: so they are added up in two parts.
const sum = (column: string, known = `${column} >= 0`): string =>
  `total(${column} >> 20) FILTER (WHERE ${known}) AS ${column}_high, total(${column} & 1048575) FILTER (WHERE ${known}) AS ${column}_low`;

const added = (rows: readonly Row[], column: string): number =>
  rows.reduce((all, row) => all + Number(row[column]), 0);

const addedSum = (rows: readonly Row[], column: string): bigint =>
  BigInt(added(rows, `${column}_high`)) * 1_048_576n + BigInt(added(rows, `${column}_low`));
