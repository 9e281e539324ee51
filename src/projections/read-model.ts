import type { DiskId, HostId, JobId, StorageDomainId } from '../domain/ids.ts';
import type { Position, RecordedEvent } from '../event-store/event-store.ts';
import { toActivity } from './activity-view.ts';
import type { Connection } from './connection.ts';
import { evolveDisk } from './disk-view.ts';
import { evolveHost } from './host-view.ts';
import { evolveJob, evolveProgress } from './job-view.ts';
import { createRecent } from './recent.ts';
import { type DiskRow, diskRow, type JobRow, jobRow } from './rows.ts';
import { evolveStorageDomain } from './storage-domain-view.ts';
import {
  isDiskEvent,
  isHostEvent,
  isJobEvent,
  isProgressEvent,
  isStorageDomainEvent,
  subjectOf,
} from './streams.ts';
import type { Change, DiskView, HostView, JobView, StorageDomainView } from './views.ts';
import { createWriter, type Pending, type SetAside } from './write-pending.ts';

/** Views kept in memory once used, of disks and of jobs each: about 1 kB a view. */
const keptViews = 4096;

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
  /** How many events have been taken in and not been written. */
  pending(): number;
  position(): Position | null;
  /** When the last event taken in happened, by its author's clock; null before the first. */
  lastEventAt(): string | null;
  disk(id: DiskId): DiskView | null;
  job(id: JobId): JobView | null;
  jobEntry(id: JobId): JobEntry | null;
  host(id: HostId): HostView | null;
  storageDomain(id: StorageDomainId): StorageDomainView | null;
  /** How many there are: disks that were not removed, jobs, events of the history. */
  counts(): { readonly disks: number; readonly jobs: number; readonly activities: number };
  /** How far an event's time was ever behind that of an event before it, in milliseconds. */
  clockSkew(): number;
  /** Events that the folds could not take. */
  setAside(): { readonly count: number; readonly first: SetAside | null };
}

/** Opens the read model on a file whose tables are there. */
export function createReadModel(
  connection: Connection,
  onSetAside: (event: SetAside) => void,
  keptDisks = keptViews,
): ReadModel {
  const start = readStart(connection);
  const writer = createWriter(connection);
  const disks = createRecent<DiskId, DiskEntry>(keptDisks);
  const jobs = createRecent<JobId, JobEntry>(keptViews);
  const hosts = loadAll<HostId, HostView>(connection, 'host');
  const storageDomains = loadAll<StorageDomainId, StorageDomainView>(connection, 'storage_domain');
  let { position, seq, clock, clockSkew, disksListed, jobsKnown, setAsideCount, firstSetAside } = start;
  let lastEventAt: string | null = null;
  let pending: Pending = nothingPending();
  let pendingEvents = 0;

  function diskEntry(id: DiskId): DiskEntry | null {
    const known = pending.disks.get(id)?.entry ?? disks.get(id);
    if (known !== undefined) return known;
    const found = connection.sql('SELECT view FROM disk WHERE id = ?').get(id);
    if (found === undefined) return null;
    const view: DiskView = JSON.parse(String(found.view));
    const entry = { view, row: diskRow(view) };
    disks.set(id, entry);
    return entry;
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

  /** Folds one event; whatever throws leaves all views as they were. */
  function fold(event: RecordedEvent, firstSeq: number): { disk: DiskView | null; job: JobView | null } {
    const subject = subjectOf(event.stream);
    switch (subject.kind) {
      case 'DISK': {
        // The first event of a stream needs no look for what was before.
        const before = event.revision === 0 ? null : diskEntry(subject.id);
        if (!isDiskEvent(event)) return { disk: before?.view ?? null, job: null };
        const view = evolveDisk(before?.view ?? null, event);
        const disk = { view, row: diskRow(view) };
        if (isJobEvent(event)) {
          const jobId = event.data.jobId;
          const jobBefore = event.type === 'SparsifyRequested' ? null : jobEntry(jobId);
          const job = evolveJob(jobBefore?.view ?? null, event);
          setJob(jobId, jobBefore, {
            view: job,
            row: jobRow(job),
            firstSeq: jobBefore?.firstSeq ?? firstSeq,
          });
          setDisk(subject.id, before, disk);
          return { disk: view, job };
        }
        setDisk(subject.id, before, disk);
        return { disk: view, job: null };
      }
      case 'PROGRESS': {
        const before = jobEntry(subject.id);
        if (before === null || !isProgressEvent(event)) return { disk: null, job: null };
        const view = evolveProgress(before.view, event.data, event.metadata.occurredAt);
        if (view === before.view) return { disk: null, job: null };
        setJob(subject.id, before, { ...before, view });
        return { disk: null, job: view };
      }
      case 'HOST':
        if (isHostEvent(event)) {
          const host = evolveHost(hosts.get(subject.id) ?? null, event);
          hosts.set(subject.id, host);
          pending.hosts.set(subject.id, host);
        }
        break;
      case 'STORAGE_DOMAIN':
        if (isStorageDomainEvent(event)) {
          const domain = evolveStorageDomain(storageDomains.get(subject.id) ?? null, event);
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
    return { disk: null, job: null };
  }

  function take(event: RecordedEvent, wantChange: boolean): Change | null {
    const kind = subjectOf(event.stream).kind;
    if (kind === 'TECHNICAL') return null;
    const inHistory = kind !== 'PROGRESS';
    let views: { disk: DiskView | null; job: JobView | null } = { disk: null, job: null };
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
    } else if (views.job === null) return null;
    if (!wantChange) return null;
    return { position: event.position, activity: inHistory ? toActivity(event) : null, ...views };
  }

  function poisoned(event: RecordedEvent, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const { id: eventId, type, stream } = event;
    const aside: SetAside = { eventId, position: event.position, type, stream, error: message };
    pending.setAside.push(aside);
    setAsideCount += 1;
    firstSetAside ??= aside;
    onSetAside(aside);
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
      if (pendingEvents === 0) return;
      connection.transaction(() => writer.write(pending, { position, clockSkew }));
      pending = nothingPending();
      pendingEvents = 0;
    },
    pending: () => pendingEvents,
    position: () => position,
    lastEventAt: () => lastEventAt,
    disk: (id) => diskEntry(id)?.view ?? null,
    job: (id) => jobEntry(id)?.view ?? null,
    jobEntry,
    host: (id) => hosts.get(id) ?? null,
    storageDomain: (id) => storageDomains.get(id) ?? null,
    counts: () => ({ disks: disksListed, jobs: jobsKnown, activities: seq }),
    clockSkew: () => clockSkew,
    setAside: () => ({ count: setAsideCount, first: firstSetAside }),
  };
}

const nothingPending = (): Pending => ({
  activities: [],
  disks: new Map(),
  jobs: new Map(),
  hosts: new Map(),
  storageDomains: new Map(),
  setAside: [],
});

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
