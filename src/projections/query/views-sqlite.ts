import { isCorruption } from '../store/connection.ts';
import type { RunningProjector } from '../store/projector.ts';
import type { ReadModel } from '../store/read-model.ts';
import type { HostView, StorageDomainFilter, StorageDomainView, Views } from '../views.ts';
import { activityByEventId, activityList } from './activity-list.ts';
import { backingDisk, derivedDisks } from './backing-files.ts';
import { diskList, diskMatches } from './disk-list.ts';
import { activeJobs, jobList } from './job-list.ts';
import { type Condition, type List, readPage } from './keyset.ts';
import { listCursor } from './list-cursor.ts';
import { diskTotals, jobTotals } from './totals.ts';

/** Queries of the views that the projector holds at the moment of each call. */
export function createViews(projector: RunningProjector): Views {
  /** A look at single objects: what is new is in memory. */
  function look<Result>(read: (model: ReadModel) => Result): Result {
    try {
      return read(projector.current().model);
    } catch (error) {
      if (isCorruption(error)) projector.corrupted();
      throw error;
    }
  }

  /** A look at tables, which must have what is new first. */
  const search = <Result>(read: (model: ReadModel) => Result): Result => {
    projector.current().flusher.settle();
    return look(read);
  };

  return {
    disk: (id) => look((model) => model.disk(id)),
    job: (id) => look((model) => model.job(id)),
    host: (id) => look((model) => model.host(id)),
    storageDomain: (id) => look((model) => model.storageDomain(id)),
    operation: (id) => look((model) => model.operation(id)),
    runningOperations: () =>
      search(({ connection }) =>
        connection
          .sql('SELECT view FROM operation WHERE ended = 0 ORDER BY id')
          .all()
          .map(({ view }) => JSON.parse(String(view))),
      ),
    disks: (filter, order, page) =>
      search((model) => readPage(model.connection, diskList(model, filter, order), page)),
    diskMatches: (id, filter) => search((model) => diskMatches(model, id, filter)),
    diskTotals: (filter) => search((model) => diskTotals(model, filter)),
    jobTotals: (filter) => search((model) => jobTotals(model, filter)),
    jobs: (filter, order, page) =>
      search((model) => readPage(model.connection, jobList(model, filter, order), page)),
    hosts: (page) => search((model) => readPage(model.connection, namedList<HostView>('host'), page)),
    storageDomains: (page, filter = {}) =>
      search((model) => readPage(model.connection, storageDomainList(model, filter), page)),
    activity: (filter, direction, page) =>
      search((model) => readPage(model.connection, activityList(model, filter, direction), page)),
    activityByEventId: (eventId) => search((model) => activityByEventId(model.connection, eventId)),
    activeJobs: ({ limit = Number.POSITIVE_INFINITY } = {}) => search((model) => activeJobs(model, limit)),
    derivedDisks: (id) =>
      search((model) => {
        const disk = model.disk(id);
        return disk === null ? [] : derivedDisks(model, disk);
      }),
    backingDisk: (id) =>
      search((model) => {
        const disk = model.disk(id);
        return disk === null ? null : backingDisk(model, disk);
      }),
    checkpoint: () => projector.current().model.position(),
  };
}

const namedList = <View>(table: 'host' | 'storage_domain', where: readonly Condition[] = []): List<View> => ({
  keys: ['name', 'id'],
  direction: 'ASC',
  branches: [{ from: table, where }],
  columns: ['view'],
  node: ({ view }) => JSON.parse(String(view)),
  ...listCursor(table, 'string'),
  total: null,
});

/** A host has few storage domains, so they are asked for by their ids. */
function storageDomainList(model: ReadModel, { hostId }: StorageDomainFilter): List<StorageDomainView> {
  const where: Condition[] = [{ sql: `json_extract(view, '$.removedAt') IS NULL`, params: [] }];
  if (hostId) {
    const among = model.storageDomainsOn(hostId);
    where.push({ sql: `id IN (${among.map(() => '?').join(', ')})`, params: among });
  }
  return namedList<StorageDomainView>('storage_domain', where);
}
