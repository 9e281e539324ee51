import { activeStatuses, endedStatuses, type JobStatus } from '../../domain/job/status.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { JobFilter, JobOrder, JobView } from '../views.ts';
import { type Branch, type Condition, isIn, type List, listed } from './keyset.ts';
import { listCursor } from './list-cursor.ts';

const columnOf = {
  REQUESTED_AT: 'requested_at',
  FINISHED_AT: 'finished_at',
  RECLAIMED: 'reclaimed',
} as const;

const allStatuses: readonly JobStatus[] = [...activeStatuses, ...endedStatuses];

// A table of its own has the jobs of each host in order of request; SQLite flattens this into a join.
const jobsOfHosts = `(
  SELECT job_host.host_id, job_host.requested_at, job_host.job_id AS id, disk_id, status, active, finished_at,
    reclaimed, outcome, requester_id
  FROM job_host CROSS JOIN job ON job.id = job_host.job_id
)`;

/** Jobs that match a filter, in an order. */
export function jobList(model: ReadModel, filter: JobFilter, order: JobOrder): List<JobView> {
  const column = columnOf[order.field];
  const where = conditions(filter);
  const all = Object.values(filter).every((asked) => asked === null || asked === undefined);
  return {
    keys: [column, 'id'],
    direction: order.direction,
    branches: branches(filter, order, where),
    columns: [],
    node: ({ id }) => listed(model.job(String(id) as JobView['id']), id),
    ...listCursor(`jobs.${order.field}.${order.direction}`, column === 'reclaimed' ? 'number' : 'string'),
    total: all ? model.counts().jobs : null,
  };
}

function branches(
  filter: JobFilter,
  order: JobOrder,
  where: readonly Condition[],
): List<JobView>['branches'] {
  const { active, ended } = statusesOf(filter);
  if (active.length + ended.length === 0) return [];
  const all = active.length + ended.length === allStatuses.length;
  const found = foundBy(filter, order.field);
  if (found !== null) return [{ from: found, where: [...where, isIn('status', [...active, ...ended])] }];
  if (all && order.field === 'REQUESTED_AT') return [{ from: by('job_by_requested_at'), where }];
  const oneByOne = (index: string, column: string, values: readonly string[]): List<JobView>['branches'] =>
    values.map((one) => ({
      from: by(index),
      where: [{ sql: `${column} = ?`, params: [one] }, ...where],
    }));
  if (order.field === 'REQUESTED_AT') {
    return filter.outcomes && ended.length > 0
      ? oneByOne('job_by_outcome', 'outcome', [...new Set(filter.outcomes)])
      : oneByOne('job_by_status', 'status', [...active, ...ended]);
  }
  // Active jobs are few and put in order as they are found; those that ended are read in it.
  const index = by(`job_by_${columnOf[order.field]}`);
  const done = { from: index, where: [hasEnded, ...where, isIn('status', ended)] };
  const waiting = oneByOne('job_by_status', 'status', active);
  return ended.length === 0 ? waiting : [...waiting, done];
}

/** Jobs of a filter as totals read them: by status, and those that have an outcome by that. */
export function jobsToCount(filter: JobFilter): { readonly byStatus: Branch; readonly byOutcome: Branch } {
  const { active, ended } = statusesOf(filter);
  const where = [...conditions(filter), isIn('status', [...active, ...ended])];
  const found = foundBy(filter, 'REQUESTED_AT');
  const hasOutcome = { sql: 'outcome IS NOT NULL', params: [] };
  return {
    byStatus: { from: found ?? by('job_by_status'), where },
    byOutcome: { from: found ?? by('job_by_outcome'), where: [...where, hasOutcome] },
  };
}

const by = (index: string): string => `job INDEXED BY ${index}`;

/** The index, or the join, that finds few jobs in whatever order; null when none of what is asked does. */
function foundBy(filter: JobFilter, order: JobOrder['field']): string | null {
  if (filter.hostId) return jobsOfHosts;
  if (filter.diskId) return by('job_by_disk');
  if (filter.finishedAfter && order !== 'RECLAIMED') return by('job_by_finished_at');
  if (typeof filter.requesterId === 'string' && order === 'REQUESTED_AT') return by('job_by_requester');
  return null;
}

/** The statuses that a filter leaves; only ended jobs have a moment of their end, and only completed ones an outcome. */
function statusesOf(filter: JobFilter): {
  readonly active: readonly JobStatus[];
  readonly ended: readonly JobStatus[];
} {
  const { outcomes } = filter;
  const wanted = new Set(filter.statuses ?? allStatuses);
  const onlyEnded = filter.active === false || filter.finishedAfter || filter.finishedBefore || outcomes;
  return {
    active: onlyEnded ? [] : activeStatuses.filter((status) => wanted.has(status)),
    ended:
      filter.active === true
        ? []
        : endedStatuses.filter(
            (status) => wanted.has(status) && (!outcomes || (status === 'COMPLETED' && outcomes.length > 0)),
          ),
  };
}

// Written out, as a partial index is taken only for a condition that repeats its own.
const hasEnded: Condition = { sql: 'active = 0', params: [] };

function conditions(filter: JobFilter): Condition[] {
  const found: Condition[] = [];
  if (filter.hostId) found.push({ sql: 'host_id = ?', params: [filter.hostId] });
  if (filter.diskId) found.push({ sql: 'disk_id = ?', params: [filter.diskId] });
  if (typeof filter.requesterId === 'string') {
    found.push({ sql: 'requester_id = ?', params: [filter.requesterId] });
  }
  if (filter.outcomes) found.push(isIn('outcome', filter.outcomes));
  if (filter.requestedAfter) found.push({ sql: 'requested_at >= ?', params: [utc(filter.requestedAfter)] });
  if (filter.requestedBefore) found.push({ sql: 'requested_at < ?', params: [utc(filter.requestedBefore)] });
  if (filter.finishedAfter || filter.finishedBefore) found.push(hasEnded);
  if (filter.finishedAfter) found.push({ sql: 'finished_at >= ?', params: [utc(filter.finishedAfter)] });
  if (filter.finishedBefore) found.push({ sql: 'finished_at < ?', params: [utc(filter.finishedBefore)] });
  return found;
}

const utc = (moment: string): string => new Date(moment).toISOString();
