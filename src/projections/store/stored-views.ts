import { createRecent } from '../../common/recent.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from '../../domain/ids.ts';
import { noLimits } from '../../domain/installation/decide.ts';
import type { Limits } from '../../domain/installation/events.ts';
import type { Labels } from '../../domain/labels.ts';
import {
  areAssigned,
  type DiskView,
  type HostView,
  type JobView,
  type LabelFilter,
  type StorageDomainView,
} from '../views.ts';
import type { Batch, Progress, Quarantined, ViewsById } from './batch.ts';
import type { Connection } from './connection.ts';
import { positionIn } from './find-views.ts';
import { type DiskEntry, diskRow, isListed, type JobEntry, jobRow } from './rows.ts';

/** Views kept in memory once used, of disks and of jobs each: about 1 kB a view. */
const keptViews = 512;

/** The views as the last transaction left them: what is used often is in memory too. */
export interface StoredViews extends ViewsById {
  progress(): Progress;
  /** How many there are: disks that were not removed, jobs, events of the history. */
  counts(): { readonly disks: number; readonly jobs: number; readonly activities: number };
  /** How many disks that were not removed there are with each set of obstacles (see disk-obstacles.ts). */
  obstacleCounts(): ReadonlyMap<number, number>;
  /** Hosts to which operators assigned all of these labels, removed ones included. */
  hostsWith(labels: readonly LabelFilter[]): HostId[];
  /** The same of storage domains. */
  storageDomainsWith(labels: readonly LabelFilter[]): StorageDomainId[];
  /** Storage domains that any of the hosts has. */
  storageDomainsOnAny(hosts: ReadonlySet<HostId>): StorageDomainId[];
  /** Events that the folds could not take. */
  quarantined(): { readonly count: number; readonly first: Quarantined | null };
  committed(batch: Batch): void;
}

/** Reads what a file of views has. */
export function createStoredViews(connection: Connection): StoredViews {
  const { sql } = connection;
  const disks = createRecent<DiskId, DiskEntry>(keptViews);
  const jobs = createRecent<JobId, JobEntry>(keptViews);
  const hosts = loadAll<HostId, HostView>(connection, 'host');
  const storageDomains = loadAll<StorageDomainId, StorageDomainView>(connection, 'storage_domain');
  let limits = loadLimits(connection);
  const obstacleCounts = loadObstacleCounts(connection);
  let progress = loadProgress(connection);
  let jobCount = count(connection, 'job');
  let { count: quarantinedCount, first: firstQuarantined } = loadQuarantined(connection);

  function readDisk(id: DiskId): DiskEntry | null {
    const found = sql('SELECT view, obstacles FROM disk WHERE id = ?').get(id);
    if (found === undefined) return null;
    const view: DiskView = JSON.parse(String(found.view));
    return { view, row: diskRow(view, Number(found.obstacles)) };
  }

  function readJob(id: JobId): JobEntry | null {
    const found = sql('SELECT view, first_seq FROM job WHERE id = ?').get(id);
    if (found === undefined) return null;
    const view: JobView = JSON.parse(String(found.view));
    return { view, row: jobRow(view), firstSeq: Number(found.first_seq) };
  }

  function countObstacles(entry: DiskEntry | null, more: 1 | -1): void {
    if (entry === null || !isListed(entry.row)) return;
    const bits = entry.row.obstacles;
    obstacleCounts.set(bits, (obstacleCounts.get(bits) ?? 0) + more);
  }

  const storageDomainsOnAny = (wanted: ReadonlySet<HostId>): StorageDomainId[] =>
    [...storageDomains.values()]
      .filter(({ mounts }) => mounts.some(({ hostId }) => wanted.has(hostId)))
      .map(({ id }) => id);

  return {
    disk(id) {
      const entry = disks.get(id) ?? readDisk(id);
      if (entry !== null) disks.set(id, entry);
      return entry;
    },
    job(id) {
      const entry = jobs.get(id) ?? readJob(id);
      if (entry !== null) jobs.set(id, entry);
      return entry;
    },
    host: (id) => hosts.get(id) ?? null,
    storageDomain: (id) => storageDomains.get(id) ?? null,
    operation(id) {
      const found = sql('SELECT view FROM operation WHERE id = ?').get(id);
      return found === undefined ? null : JSON.parse(String(found.view));
    },
    limits: () => limits,
    storageDomainsOn: (hostId) => storageDomainsOnAny(new Set([hostId])),
    storageDomainsOnAny,
    hostsWith: (labels) => labelled(hosts, labels),
    storageDomainsWith: (labels) => labelled(storageDomains, labels),
    progress: () => progress,
    counts: () => ({
      disks: [...obstacleCounts.values()].reduce((sum, n) => sum + n, 0),
      jobs: jobCount,
      activities: progress.seq,
    }),
    obstacleCounts: () => obstacleCounts,
    quarantined: () => ({ count: quarantinedCount, first: firstQuarantined }),
    committed(batch) {
      for (const [id, { entry, stored }] of batch.disks) {
        countObstacles(stored, -1);
        countObstacles(entry, 1);
        disks.set(id, entry);
      }
      for (const [id, { entry, stored }] of batch.jobs) {
        if (stored === null) jobCount += 1;
        jobs.set(id, entry);
      }
      for (const [id, host] of batch.hosts) hosts.set(id, host);
      for (const [id, domain] of batch.storageDomains) storageDomains.set(id, domain);
      limits = batch.newLimits ?? limits;
      quarantinedCount += batch.quarantined.length;
      firstQuarantined ??= batch.quarantined[0] ?? null;
      progress = batch.progress;
    },
  };
}

const labelled = <Id, View extends { readonly id: Id; readonly labels: Labels }>(
  views: ReadonlyMap<Id, View>,
  sought: readonly LabelFilter[],
): Id[] => [...views.values()].filter(({ labels }) => areAssigned(labels, sought)).map(({ id }) => id);

const count = ({ sql }: Connection, from: string): number =>
  Number(sql(`SELECT count(*) AS n FROM ${from}`).get()?.n);

function loadProgress(connection: Connection): Progress {
  const last = connection.sql('SELECT seq, clock FROM activity ORDER BY seq DESC LIMIT 1').get();
  const skew = connection.sql(`SELECT value FROM meta WHERE key = 'clockSkew'`).get()?.value;
  return {
    position: positionIn(connection),
    seq: Number(last?.seq ?? 0),
    clock: Number(last?.clock ?? 0),
    clockSkew: Number(skew ?? 0),
  };
}

function loadLimits({ sql }: Connection): Limits {
  const found = sql(`SELECT value FROM meta WHERE key = 'limits'`).get();
  return found === undefined ? noLimits : JSON.parse(String(found.value));
}

function loadObstacleCounts({ sql }: Connection): Map<number, number> {
  const rows = sql(`SELECT obstacles, count(*) AS n FROM disk WHERE status <> 'REMOVED' GROUP BY obstacles`);
  return new Map(rows.all().map(({ obstacles, n }) => [Number(obstacles), Number(n)]));
}

function loadQuarantined(connection: Connection) {
  const first = connection.sql('SELECT * FROM quarantined ORDER BY position LIMIT 1').get();
  if (first === undefined) return { count: 0, first: null };
  return {
    count: count(connection, 'quarantined'),
    first: {
      eventId: String(first.event_id),
      position: String(first.position),
      type: String(first.type),
      stream: String(first.stream),
      error: String(first.error),
    },
  };
}

function loadAll<Id extends string, View>(
  { sql }: Connection,
  table: 'host' | 'storage_domain',
): Map<Id, View> {
  const rows = sql(`SELECT id, view FROM ${table}`).all();
  return new Map(rows.map(({ id, view }) => [String(id) as Id, JSON.parse(String(view))]));
}
