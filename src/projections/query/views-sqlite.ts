import { isCorruption } from '../store/connection.ts';
import type { RunningProjector } from '../store/projector.ts';
import type { ReadModel } from '../store/read-model.ts';
import type {
  HostFilter,
  HostView,
  Page,
  PageArgs,
  StorageDomainFilter,
  StorageDomainView,
  Views,
} from '../views.ts';
import { activityByEventId, activityList } from './activity-list.ts';
import { backingDisk, derivedDisks } from './backing-files.ts';
import { storageDomainsOf } from './disk-conditions.ts';
import { diskList, diskMatches } from './disk-list.ts';
import { jobList } from './job-list.ts';
import { type Condition, isAmong, type List, readPage } from './keyset.ts';
import { listCursor } from './list-cursor.ts';
import { diskTotals, jobTotals } from './totals.ts';

const byName = { field: 'NAME', direction: 'ASC' } as const;
const newestFirst = { field: 'REQUESTED_AT', direction: 'DESC' } as const;

/** Queries of the views that the projector holds at the moment of each call. */
export function createViews(projector: RunningProjector): Views {
  function read<Result>(from: (model: ReadModel) => Result): Result {
    try {
      return from(projector.current().model);
    } catch (error) {
      if (isCorruption(error)) projector.corrupted();
      throw error;
    }
  }

  const paged = <Node>(page: PageArgs, list: (model: ReadModel) => List<Node>): Page<Node> =>
    read((model) => readPage(model.connection, list(model), page));

  return {
    disk: (id) => read((model) => model.disk(id)),
    job: (id) => read((model) => model.job(id)),
    host: (id) => read((model) => model.host(id)),
    storageDomain: (id) => read((model) => model.storageDomain(id)),
    operation: (id) => read((model) => model.operation(id)),
    limits: () => read((model) => model.limits()),
    runningOperations: () =>
      read(({ connection }) =>
        connection
          .sql('SELECT view FROM operation WHERE ended = 0 ORDER BY id')
          .all()
          .map(({ view }) => JSON.parse(String(view))),
      ),
    disks: (filter, order, page) => paged(page, (model) => diskList(model, filter, order ?? byName)),
    diskMatches: (id, filter) => read((model) => diskMatches(model, id, filter)),
    diskTotals: (filter) => read((model) => diskTotals(model, filter)),
    jobTotals: (filter) => read((model) => jobTotals(model, filter)),
    jobs: (filter, order, page) => paged(page, (model) => jobList(model, filter, order ?? newestFirst)),
    hosts: (page, filter = {}) => paged(page, (model) => hostList(model, filter)),
    storageDomains: (page, filter = {}) => paged(page, (model) => storageDomainList(model, filter)),
    activity: (filter, direction, page) =>
      paged(page, (model) => activityList(model, filter, direction ?? 'DESC')),
    activityByEventId: (eventId) => read((model) => activityByEventId(model.connection, eventId)),
    derivedDisks: (id) => read((model) => derivedDisks(model, id)),
    backingDisk: (id) => read((model) => backingDisk(model, id)),
    checkpoint: () => projector.current().model.position(),
  };
}

const notRemoved: Condition = { sql: `json_extract(view, '$.removedAt') IS NULL`, params: [] };

const namedList = <View>(table: 'host' | 'storage_domain', where: readonly Condition[] = []): List<View> => ({
  keys: ['name', 'id'],
  direction: 'ASC',
  branches: [{ from: table, where }],
  columns: ['view'],
  node: ({ view }) => JSON.parse(String(view)),
  ...listCursor(table, 'string'),
  total: null,
});

// The labels of hosts and storage domains are in memory, so only the views that are listed are read.
const hostList = (model: ReadModel, { labels }: HostFilter): List<HostView> =>
  namedList('host', [notRemoved, ...(labels ? [isAmong('id', model.hostsWith(labels))] : [])]);

function storageDomainList(
  model: ReadModel,
  { labels, ...ofHosts }: StorageDomainFilter,
): List<StorageDomainView> {
  const domains = storageDomainsOf(model, { ...ofHosts, storageDomainLabels: labels });
  return namedList('storage_domain', [notRemoved, ...(domains ? [isAmong('id', domains)] : [])]);
}
