import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../../domain/ids.ts';
import type { Position, RecordedEvent } from '../../event-store/event-store.ts';
import {
  isDiskEvent,
  isHostEvent,
  isJobEvent,
  isOperationEvent,
  isProgressEvent,
  isStorageDomainEvent,
  subjectOf,
} from '../../streams/names.ts';
import { createRecent } from '../feed/recent.ts';
import { toActivity } from '../fold/activity-view.ts';
import { evolveDisk } from '../fold/disk-view.ts';
import { evolveHost } from '../fold/host-view.ts';
import { evolveJob, evolveProgress } from '../fold/job-view.ts';
import { evolveOperation } from '../fold/operation-view.ts';
import { evolveStorageDomain } from '../fold/storage-domain-view.ts';
import type { Change, DiskView, HostView, JobView, OperationView, StorageDomainView } from '../views.ts';
import type { Connection } from './connection.ts';
import { createEligibilityBacklog } from './eligibility-backlog.ts';
import { createEligibilityChanges } from './eligibility-changes.ts';
import { type DiskRow, diskRow, type JobRow, jobRow } from './rows.ts';
import type { ObstacleCounts } from './write-disk.ts';
import { createWriter, type Pending, type Quarantined } from './write-pending.ts';

/** Views kept in memory once used, of disks and of jobs each: about 1 kB a view. */
const keptViews = 4096;

/** So many disks are judged again at a time after a change of their storage or its hosts: about 20 ms. */
const judgedAtOnce = 500;

/** A disk's view with the columns of its row. */
export interface DiskEntry {
  readonly view: DiskView;
  readonly row: DiskRow;
}

/** A job's view with the columns of its row, and where in the history it begins. */
export interface JobEntry {
  readonly view: JobView;
  readonly row: JobRow;
  readonly firstSeq: number;
}

/**
 * The views, in memory as far as they are new or were used lately, else in SQLite. `apply` takes events in and costs no
 * input or output; `flush` writes what came of them, with the checkpoint, in one transaction. What a flush could not
 * write is kept and written by the next.
 */
export interface ReadModel {
  readonly connection: Connection;
  /** Takes events in and gives what each changed, if anybody asks. */
  apply(events: readonly RecordedEvent[], wantChanges: boolean): Change[];
  /** The store has nothing more up to here, whatever became of events that are not handed on. */
  advance(position: Position | null): void;
  flush(): void;
  /**
   * Judges some of the disks again whose storage or hosts have changed; each flush of an indexed file does so, too. Tells
   * whether more are left.
   */
  judgeSome(): boolean;
  /** How many events have been taken in and not been written; never 0 while disks are to be judged again. */
  pending(): number;
  position(): Position | null;
  /** When the last event taken in happened, by its author's clock; null before the first. */
  lastEventAt(): string | null;
  disk(id: DiskId): DiskView | null;
  job(id: JobId): JobView | null;
  jobEntry(id: JobId): JobEntry | null;
  host(id: HostId): HostView | null;
  storageDomain(id: StorageDomainId): StorageDomainView | null;
  operation(id: OperationId): OperationView | null;
  /** How many there are: disks that were not removed, jobs, events of the history. */
  counts(): { readonly disks: number; readonly jobs: number; readonly activities: number };
  /** How many disks that were not removed there are with each set of obstacles (see obstacle-marks.ts), as written. */
  obstacleCounts(): ReadonlyMap<number, number>;
  /** Storage domains that a host has. */
  storageDomainsOn(id: HostId): readonly StorageDomainId[];
  /** How far an event's time was ever behind that of an event before it, in milliseconds. */
  clockSkew(): number;
  /** Events that the folds could not take. */
  setAside(): { readonly count: number; readonly first: Quarantined | null };
}

/** Opens the read model on a file whose tables are there. */
export function createReadModel(
  connection: Connection,
  onSetAside: (event: Quarantined) => void,
  keptDisks = keptViews,
): ReadModel {
  const start = readStart(connection);
  const writer = createWriter(connection);
  const disks = createRecent<DiskId, DiskEntry>(keptDisks);
  const jobs = createRecent<JobId, JobEntry>(keptViews);
  const hosts = loadAll<HostId, HostView>(connection, 'host');
  const storageDomains = loadAll<StorageDomainId, StorageDomainView>(connection, 'storage_domain');
  const backlog = createEligibilityBacklog(connection);
  const fleet = {
    host: (id: HostId) => hosts.get(id) ?? null,
    storageDomain: (id: StorageDomainId) => storageDomains.get(id) ?? null,
  };
  const judge = createEligibilityChanges(fleet, start.position === null);
  const obstacleCounts = start.obstacleCounts;
  let { position, seq, clock, clockSkew, disksListed, jobsKnown, setAsideCount, firstSetAside } = start;
  let lastEventAt: string | null = null;
  let pending: Pending = nothingPending();
  let pendingEvents = 0;

  function diskEntry(id: DiskId): DiskEntry | null {
    const known = pending.disks.get(id)?.entry ?? disks.get(id);
    if (known !== undefined) return known;
    const entry = storedDisk(id);
    if (entry !== null) disks.set(id, entry);
    return entry;
  }

  function storedDisk(id: DiskId): DiskEntry | null {
    const found = connection.sql('SELECT view, obstacles FROM disk WHERE id = ?').get(id);
    if (found === undefined) return null;
    const view: DiskView = JSON.parse(String(found.view));
    return { view, row: diskRow(view, Number(found.obstacles)) };
  }

  function jobEntry(id: JobId): JobEntry | null {
    const known = pending.jobs.get(id)?.entry ?? jobs.get(id);
    if (known !== undefined) return known;
    const found = connection.sql('SELECT view, first_seq FROM job WHERE id = ?').get(id);
    if (found === undefined) return null;
    const view: JobView = JSON.parse(String(found.view));
    const entry = { view, row: jobRow(view), firstSeq: Number(found.first_seq) };
    jobs.set(id, entry);
    return entry;
  }

  function operation(id: OperationId): OperationView | null {
    const known = pending.operations.get(id);
    if (known !== undefined) return known;
    const found = connection.sql('SELECT view FROM operation WHERE id = ?').get(id);
    return found === undefined ? null : JSON.parse(String(found.view));
  }

  function setDisk(id: DiskId, before: DiskEntry | null, entry: DiskEntry): void {
    disksListed += listed(entry) - listed(before);
    const waiting = pending.disks.get(id);
    if (waiting === undefined) pending.disks.set(id, { entry, stored: before?.row ?? null });
    else waiting.entry = entry;
    disks.set(id, entry);
  }

  function setJob(id: JobId, before: JobEntry | null, entry: JobEntry): void {
    if (before === null) jobsKnown += 1;
    const waiting = pending.jobs.get(id);
    if (waiting === undefined) pending.jobs.set(id, { entry, stored: before });
    else waiting.entry = entry;
    jobs.set(id, entry);
  }

  const storageDomainsOn = (id: HostId): StorageDomainId[] =>
    [...storageDomains.values()]
      .filter(({ mounts }) => mounts.some(({ hostId }) => hostId === id))
      .map((domain) => domain.id);

  /** Notes whose disks are to be judged again once this view is in place. */
  function surroundingsChange(domains: readonly StorageDomainId[], next: HostView | StorageDomainView): void {
    for (const id of judge.changedBy(domains, next)) pending.toJudge.add(id);
    judge.forget(domains);
  }

  /** Folds one event; whatever throws leaves all views as they were. */
  function fold(event: RecordedEvent, firstSeq: number): Folded {
    const subject = subjectOf(event.stream);
    switch (subject.kind) {
      case 'DISK': {
        // The first event of a stream needs no look for what was before.
        const before = event.revision === 0 ? null : diskEntry(subject.id);
        if (!isDiskEvent(event)) return { ...nothingFolded, disk: before?.view ?? null };
        const view = evolveDisk(before?.view ?? null, event);
        if (isJobEvent(event)) {
          // A job adds DISK_BUSY alone, which is not kept among the obstacles.
          const obstacles = before?.row.obstacles ?? judge.obstaclesOf(view);
          const disk = { view, row: diskRow(view, obstacles) };
          const jobId = event.data.jobId;
          const jobBefore = event.type === 'SparsifyRequested' ? null : jobEntry(jobId);
          const job = evolveJob(jobBefore?.view ?? null, event);
          setJob(jobId, jobBefore, {
            view: job,
            row: jobRow(job),
            firstSeq: jobBefore?.firstSeq ?? firstSeq,
          });
          setDisk(subject.id, before, disk);
          return { ...nothingFolded, disk: view, job };
        }
        setDisk(subject.id, before, { view, row: diskRow(view, judge.obstaclesOf(view)) });
        return { ...nothingFolded, disk: view };
      }
      case 'PROGRESS': {
        const before = jobEntry(subject.id);
        if (before === null || !isProgressEvent(event)) return nothingFolded;
        const view = evolveProgress(before.view, event.data, event.metadata.occurredAt);
        if (view === before.view) return nothingFolded;
        setJob(subject.id, before, { ...before, view });
        return { ...nothingFolded, job: view };
      }
      case 'OPERATION': {
        if (!isOperationEvent(event)) return nothingFolded;
        const view = evolveOperation(operation(subject.id), event);
        pending.operations.set(subject.id, view);
        return { ...nothingFolded, operation: view };
      }
      case 'HOST':
        if (isHostEvent(event)) {
          const host = evolveHost(hosts.get(subject.id) ?? null, event);
          surroundingsChange(storageDomainsOn(subject.id), host);
          hosts.set(subject.id, host);
          pending.hosts.set(subject.id, host);
          return { ...nothingFolded, host };
        }
        break;
      case 'STORAGE_DOMAIN':
        if (isStorageDomainEvent(event)) {
          const domain = evolveStorageDomain(storageDomains.get(subject.id) ?? null, event);
          surroundingsChange([subject.id], domain);
          storageDomains.set(subject.id, domain);
          pending.storageDomains.set(subject.id, domain);
        }
        break;
      case 'TECHNICAL':
      case 'UNKNOWN':
        break;
      default:
        subject satisfies never;
    }
    return nothingFolded;
  }

  function take(event: RecordedEvent, wantChange: boolean): Change | null {
    const kind = subjectOf(event.stream).kind;
    if (kind === 'TECHNICAL') return null;
    const inHistory = kind !== 'PROGRESS' && kind !== 'OPERATION';
    let views = nothingFolded;
    try {
      views = fold(event, seq + 1);
    } catch (error) {
      poisoned(event, error);
    }
    if (inHistory) {
      seq += 1;
      const at = Date.parse(event.metadata.occurredAt);
      const occurred = Number.isNaN(at) ? clock : at;
      clock = Math.max(clock, occurred);
      clockSkew = Math.max(clockSkew, clock - occurred);
      pending.activities.push({ seq, clock, occurred, event });
    } else if (views.job === null && views.operation === null) return null;
    if (!wantChange) return null;
    return { position: event.position, activity: inHistory ? toActivity(event) : null, ...views };
  }

  function poisoned(event: RecordedEvent, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const { id: eventId, type, stream } = event;
    const aside: Quarantined = { eventId, position: event.position, type, stream, error: message };
    pending.setAside.push(aside);
    setAsideCount += 1;
    firstSetAside ??= aside;
    onSetAside(aside);
  }

  function flushPending(): void {
    if (pendingEvents === 0) return;
    const counts: ObstacleCounts = new Map();
    connection.transaction(() => {
      writer.write(pending, { position, clockSkew, counts });
      backlog.write(pending.toJudge);
    });
    backlog.added(pending.toJudge);
    addUp(obstacleCounts, counts);
    pending = nothingPending();
    pendingEvents = 0;
  }

  function judgeSome(): boolean {
    flushPending();
    if (backlog.isEmpty()) return false;
    const piece = backlog.next(judgedAtOnce);
    const counts: ObstacleCounts = new Map();
    const judged: DiskEntry[] = [];
    connection.transaction(() => {
      for (const id of piece.disks) {
        const stored = disks.get(id) ?? storedDisk(id);
        if (stored === null) continue;
        const obstacles = judge.obstaclesOf(stored.view);
        if (obstacles === stored.row.obstacles) continue;
        const entry = { view: stored.view, row: { ...stored.row, obstacles } };
        writer.disks.judged(id, entry.row, stored.row, counts);
        judged.push(entry);
      }
      piece.write();
    });
    piece.done();
    addUp(obstacleCounts, counts);
    for (const entry of judged) disks.set(entry.view.id, entry);
    return !backlog.isEmpty();
  }

  return {
    connection,
    apply(events, wantChanges) {
      const changes: Change[] = [];
      for (const event of events) {
        // A subscription that starts again may say the same once more.
        if (position !== null && event.position <= position) continue;
        const change = take(event, wantChanges);
        if (change !== null) changes.push(change);
        position = event.position;
        lastEventAt = event.metadata.occurredAt;
        pendingEvents += 1;
      }
      return changes;
    },
    advance(to) {
      if (to === null || (position !== null && to <= position)) return;
      position = to;
      pendingEvents += 1;
    },
    flush() {
      flushPending();
      if (connection.indexed) judgeSome();
    },
    judgeSome,
    pending: () => (pendingEvents === 0 && connection.indexed && !backlog.isEmpty() ? 1 : pendingEvents),
    position: () => position,
    lastEventAt: () => lastEventAt,
    disk: (id) => diskEntry(id)?.view ?? null,
    job: (id) => jobEntry(id)?.view ?? null,
    jobEntry,
    operation,
    ...fleet,
    storageDomainsOn,
    obstacleCounts: () => obstacleCounts,
    counts: () => ({ disks: disksListed, jobs: jobsKnown, activities: seq }),
    clockSkew: () => clockSkew,
    setAside: () => ({ count: setAsideCount, first: firstSetAside }),
  };
}

/** What one event made of the objects that it touched. */
type Folded = Pick<Change, 'disk' | 'job' | 'host' | 'operation'>;

const nothingFolded: Folded = { disk: null, job: null, host: null, operation: null };

const nothingPending = (): Pending => ({
  activities: [],
  disks: new Map(),
  jobs: new Map(),
  hosts: new Map(),
  storageDomains: new Map(),
  operations: new Map(),
  toJudge: new Set(),
  setAside: [],
});

function addUp(counts: ObstacleCounts, more: ObstacleCounts): void {
  for (const [bits, count] of more) counts.set(bits, (counts.get(bits) ?? 0) + count);
}

const listed = (entry: DiskEntry | null): 0 | 1 => (entry === null || entry.row.status === 'REMOVED' ? 0 : 1);

function readStart(connection: Connection) {
  const meta = new Map(
    connection
      .sql('SELECT key, value FROM meta')
      .all()
      .map(({ key, value }) => [String(key), value]),
  );
  const count = (from: string): number =>
    Number(connection.sql(`SELECT count(*) AS n FROM ${from}`).get()?.n);
  const last = connection.sql('SELECT seq, clock FROM activity ORDER BY seq DESC LIMIT 1').get();
  const aside = connection.sql('SELECT * FROM set_aside ORDER BY position LIMIT 1').get();
  const position = meta.get('position');
  return {
    position: typeof position === 'string' ? position : null,
    seq: Number(last?.seq ?? 0),
    clock: Number(last?.clock ?? 0),
    clockSkew: Number(meta.get('clockSkew') ?? 0),
    disksListed: count(`disk WHERE status <> 'REMOVED'`),
    obstacleCounts: new Map(
      connection
        .sql(`SELECT obstacles, count(*) AS n FROM disk WHERE status <> 'REMOVED' GROUP BY obstacles`)
        .all()
        .map(({ obstacles, n }) => [Number(obstacles), Number(n)]),
    ),
    jobsKnown: count('job'),
    setAsideCount: count('set_aside'),
    firstSetAside:
      aside === undefined
        ? null
        : {
            eventId: String(aside.event_id),
            position: String(aside.position),
            type: String(aside.type),
            stream: String(aside.stream),
            error: String(aside.error),
          },
  };
}

function loadAll<Id extends string, View>(
  connection: Connection,
  table: 'host' | 'storage_domain',
): Map<Id, View> {
  const rows = connection.sql(`SELECT id, view FROM ${table}`).all();
  return new Map(rows.map(({ id, view }) => [String(id) as Id, JSON.parse(String(view))]));
}
