import { isActive } from './job-view.ts';
import type { Condition, List } from './keyset.ts';
import { listCursor } from './list-cursor.ts';
import type { ReadModel } from './read-model.ts';
import type { JobFilter, JobOrder, JobStatus, JobView } from './views.ts';

const columnOf = {
  REQUESTED_AT: 'requested_at',
  FINISHED_AT: 'finished_at',
  RECLAIMED: 'reclaimed',
} as const;

// A table of its own has the jobs of each host in order of request; SQLite flattens this into a look at both.
const jobsOfHosts = `(
  SELECT job_host.host_id, job_host.requested_at, job_host.job_id AS id, disk_id, status, active, finished_at, reclaimed
  FROM job_host CROSS JOIN job ON job.id = job_host.job_id
)`;

/** Jobs that match a filter, in an order. */
export function jobList(model: ReadModel, filter: JobFilter, order: JobOrder): List<JobView> {
  const column = columnOf[order.field];
  const where = conditions(filter);
  const total = where.length === 0 && !filter.status && !filter.hostId ? model.counts().jobs : null;
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

function branches(
  { connection }: ReadModel,
  filter: JobFilter,
  order: JobOrder,
  where: readonly Condition[],
): List<JobView>['branches'] {
  const by = (index: string): string => (connection.indexed ? `job INDEXED BY ${index}` : 'job');
  const wanted =
    filter.status &&
    [...new Set(filter.status)].filter(
      (status) => filter.active === null || filter.active === undefined || isActive(status) === filter.active,
    );
  const status: Condition[] = wanted ? [anyOf(wanted)] : [];
  if (filter.hostId) {
    const host = { sql: 'host_id = ?', params: [filter.hostId] };
    return [{ from: jobsOfHosts, where: [host, ...where, ...status] }];
  }
  if (filter.diskId) return [{ from: by('job_by_disk'), where: [...where, ...status] }];
  if (filter.active === true) return [{ from: by('job_active'), where: [...where, ...status] }];
  if (wanted && order.field === 'REQUESTED_AT') {
    const from = by('job_by_status');
    return wanted.map((one) => ({ from, where: [{ sql: 'status = ?', params: [one] }, ...where] }));
  }
  return [{ from: by(`job_by_${columnOf[order.field]}`), where: [...where, ...status] }];
}

const anyOf = (statuses: readonly JobStatus[]): Condition => ({
  sql: `status IN (${statuses.map(() => '?').join(', ')})`,
  params: statuses,
});

function conditions(filter: JobFilter): Condition[] {
  const found: Condition[] = [];
  if (filter.diskId) found.push({ sql: 'disk_id = ?', params: [filter.diskId] });
  // The value is written out, as a partial index is only taken for a condition that repeats its own.
  if (filter.active === true) found.push({ sql: 'active = 1', params: [] });
  if (filter.active === false) found.push({ sql: 'active = 0', params: [] });
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
