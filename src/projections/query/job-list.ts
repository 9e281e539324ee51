import { activeStatuses, endedStatuses, type JobStatus } from '../../domain/job/status.ts';
import type { ReadModel } from '../store/read-model.ts';
import { labelSought } from '../store/rows.ts';
import type { JobFilter, JobOrder, JobView } from '../views.ts';
import { namedDisks } from './disk-conditions.ts';
import {
  type Branch,
  type Condition,
  clause,
  countUpTo,
  isAmong,
  isIn,
  type List,
  listed,
  paramsOf,
} from './keyset.ts';
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
) AS job`;

/** Jobs that match a filter, in an order. */
export function jobList(model: ReadModel, filter: JobFilter, order: JobOrder): List<JobView> {
  const column = columnOf[order.field];
  const where = conditions(model, filter);
  const all = Object.values(filter).every((asked) => asked === null || asked === undefined);
  return {
    keys: [column, 'id'],
    direction: order.direction,
    branches: branches(model, filter, order, where),
    columns: [],
    node: ({ id }) => listed(model.job(String(id) as JobView['id']), id),
    ...listCursor(`jobs.${order.field}.${order.direction}`, column === 'reclaimed' ? 'number' : 'string'),
    total: all ? model.counts().jobs : null,
  };
}

function branches(
  model: ReadModel,
  filter: JobFilter,
  order: JobOrder,
  where: readonly Condition[],
): List<JobView>['branches'] {
  const { active, ended } = statusesOf(filter);
  if (active.length + ended.length === 0) return [];
  const all = active.length + ended.length === allStatuses.length;
  const found = foundBy(model, filter, order.field);
  if (found !== null) {
    const isAsked = [...where, isIn('status', [...active, ...ended])];
    return [{ from: found.from, where: [...found.where, ...isAsked] }];
  }
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
export function jobsToCount(
  model: ReadModel,
  filter: JobFilter,
): { readonly byStatus: Branch; readonly byOutcome: Branch } {
  const { active, ended } = statusesOf(filter);
  const found = foundBy(model, filter, 'REQUESTED_AT');
  const where = [
    ...(found?.where ?? []),
    ...conditions(model, filter),
    isIn('status', [...active, ...ended]),
  ];
  const hasOutcome = { sql: 'outcome IS NOT NULL', params: [] };
  return {
    byStatus: { from: found?.from ?? by('job_by_status'), where },
    byOutcome: { from: found?.from ?? by('job_by_outcome'), where: [...where, hasOutcome] },
  };
}

const by = (index: string): string => `job INDEXED BY ${index}`;

/** The index, or the join, that finds few jobs in whatever order; null when none of what is asked does. */
function foundBy(model: ReadModel, filter: JobFilter, order: JobOrder['field']): Branch | null {
  const through = (from: string): Branch => ({ from, where: [] });
  if (filter.hostId) return through(jobsOfHosts);
  if (filter.diskId) return through(by('job_by_disk'));
  const few = fewLabelled(model, filter);
  if (few !== null) return few;
  if (filter.finishedAfter && order !== 'RECLAIMED') return through(by('job_by_finished_at'));
  if (typeof filter.requesterId === 'string' && order === 'REQUESTED_AT') {
    return through(by('job_by_requester'));
  }
  return null;
}

/** Fewer jobs than this are found and sorted for each page; where hosts have had more, reading all in order soon finds a page. */
const manyJobs = 2_000;

/** The jobs of few disks with labels, or of hosts with labels that have had few; null where labels leave more, or none are asked for. */
function fewLabelled(model: ReadModel, filter: JobFilter): Branch | null {
  const { diskLabels, storageDomainLabels, hostLabels } = filter;
  const disks = namedDisks(model, { labels: diskLabels, storageDomainLabels });
  if (disks?.areFew) {
    const sql = `disk_id IN (SELECT disk.id FROM ${disks.from}${clause(disks.where)})`;
    return { from: by('job_by_disk'), where: [{ sql, params: paramsOf(disks.where) }] };
  }
  if (!hostLabels) return null;
  const isOnThem = isAmong('host_id', model.hostsWith(hostLabels));
  if (countUpTo(model.connection, { from: 'job_host', where: [isOnThem] }, manyJobs) >= manyJobs) return null;
  return {
    from: by('sqlite_autoindex_job_1'),
    where: [{ sql: `id IN (SELECT job_id FROM job_host WHERE ${isOnThem.sql})`, params: isOnThem.params }],
  };
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

/** What is asked of the labels of jobs' disks, their storage domains and hosts. */
function labelConditions(
  model: ReadModel,
  { diskLabels, storageDomainLabels, hostLabels }: JobFilter,
): Condition[] {
  const found: Condition[] = (diskLabels ?? []).map((label) => ({
    sql: 'EXISTS (SELECT 1 FROM disk_label WHERE label = ? AND disk_label.disk_id = job.disk_id)',
    params: [labelSought(label)],
  }));
  if (storageDomainLabels) {
    const isThere = isAmong('storage_domain_id', model.storageDomainsWith(storageDomainLabels));
    const sql = `EXISTS (SELECT 1 FROM disk WHERE disk.id = job.disk_id AND ${isThere.sql})`;
    found.push({ sql, params: isThere.params });
  }
  if (hostLabels) {
    const isOnThem = isAmong('ran.host_id', model.hostsWith(hostLabels));
    const sql = `EXISTS (SELECT 1 FROM job_host AS ran INDEXED BY job_host_by_job
      WHERE ran.job_id = job.id AND ${isOnThem.sql})`;
    found.push({ sql, params: isOnThem.params });
  }
  return found;
}

function conditions(model: ReadModel, filter: JobFilter): Condition[] {
  const found = labelConditions(model, filter);
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
