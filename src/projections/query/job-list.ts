import { activeStatuses, endedStatuses, type JobStatus } from '../../domain/job/status.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { JobFilter, JobOrder, JobView } from '../views.ts';
import { type Condition, type List, readNodes } from './keyset.ts';
import { listCursor } from './list-cursor.ts';

const columnOf = {
  REQUESTED_AT: 'requested_at',
  FINISHED_AT: 'finished_at',
  RECLAIMED: 'reclaimed',
} as const;

const allStatuses: readonly JobStatus[] = [...activeStatuses, ...endedStatuses];

// A table of its own has the jobs of each host in order of request; SQLite flattens this into a look at both.
const jobsOfHosts = `(
  SELECT job_host.host_id, job_host.requested_at, job_host.job_id AS id, disk_id, status, active, finished_at, reclaimed
  FROM job_host CROSS JOIN job ON job.id = job_host.job_id
)`;

/** Jobs that match a filter, in an order. */
export function jobList(model: ReadModel, filter: JobFilter, order: JobOrder): List<JobView> {
  const column = columnOf[order.field];
  const where = conditions(filter);
  const total =
    where.length === 0 && !filter.status && !filter.hostId && typeof filter.active !== 'boolean'
      ? model.counts().jobs
      : null;
  return {
    keys: [column, 'id'],
    direction: order.direction,
    branches: branches(model, filter, order, where),
    columns: [],
    node: ({ id }) => known(model, String(id) as JobView['id']),
    ...listCursor(`jobs.${order.field}.${order.direction}`, column === 'reclaimed' ? 'number' : 'string'),
    total,
  };
}

/** Jobs that have not ended, oldest request first. */
export function activeJobs(model: ReadModel, limit: number): readonly JobView[] {
  const list = jobList(model, { active: true }, { field: 'REQUESTED_AT', direction: 'ASC' });
  return readNodes(model.connection, list, limit);
}

function branches(
  { connection }: ReadModel,
  filter: JobFilter,
  order: JobOrder,
  where: readonly Condition[],
): List<JobView>['branches'] {
  const by = (index: string): string => (connection.indexed ? `job INDEXED BY ${index}` : 'job');
  const wanted = new Set(filter.status ?? allStatuses);
  const active = filter.active === false ? [] : activeStatuses.filter((status) => wanted.has(status));
  const ended = filter.active === true ? [] : endedStatuses.filter((status) => wanted.has(status));
  const all = active.length + ended.length === allStatuses.length;
  const status = all ? [] : [anyOf([...active, ...ended])];
  if (filter.hostId) {
    const host = { sql: 'host_id = ?', params: [filter.hostId] };
    return [{ from: jobsOfHosts, where: [host, ...where, ...status] }];
  }
  if (filter.diskId) return [{ from: by('job_by_disk'), where: [...where, ...status] }];
  if (all && order.field === 'REQUESTED_AT') return [{ from: by('job_by_requested_at'), where }];
  const oneByOne = (statuses: readonly JobStatus[]): List<JobView>['branches'] =>
    statuses.map((one) => ({
      from: by('job_by_status'),
      where: [{ sql: 'status = ?', params: [one] }, ...where],
    }));
  if (order.field === 'REQUESTED_AT') return oneByOne([...active, ...ended]);
  // Active jobs are few and put in order as they are found; those that ended are read in it.
  const index = by(`job_by_${columnOf[order.field]}`);
  const done = { from: index, where: [{ sql: 'active = 0', params: [] }, ...where, anyOf(ended)] };
  return ended.length === 0 ? oneByOne(active) : [...oneByOne(active), done];
}

const anyOf = (statuses: readonly JobStatus[]): Condition => ({
  sql: `status IN (${statuses.map(() => '?').join(', ')})`,
  params: statuses,
});

function conditions(filter: JobFilter): Condition[] {
  const found: Condition[] = [];
  if (filter.diskId) found.push({ sql: 'disk_id = ?', params: [filter.diskId] });
  if (filter.requestedAfter) found.push({ sql: 'requested_at >= ?', params: [utc(filter.requestedAfter)] });
  if (filter.requestedBefore) found.push({ sql: 'requested_at < ?', params: [utc(filter.requestedBefore)] });
  return found;
}

const utc = (moment: string): string => new Date(moment).toISOString();

function known(model: ReadModel, id: JobView['id']): JobView {
  const view = model.job(id);
  if (view === null) throw new Error(`The views list job ${id}, but do not have it.`);
  return view;
}
