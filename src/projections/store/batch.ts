import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../../domain/ids.ts';
import type { Limits } from '../../domain/installation/events.ts';
import type { Position, RecordedEvent } from '../../event-store/event-store.ts';
import type { HostView, OperationView, StorageDomainView } from '../views.ts';
import type { DiskEntry, JobEntry } from './rows.ts';

/** An event that a fold could not take; the views are as if it had not been, the history has it. */
export interface Quarantined {
  readonly eventId: string;
  readonly position: Position;
  readonly type: string;
  readonly stream: string;
  readonly error: string;
}

/** How far the history goes. `clock` is the latest time of any event, `clockSkew` how far an event's time was ever behind it, in milliseconds. */
export interface Progress {
  readonly position: Position | null;
  readonly seq: number;
  readonly clock: number;
  readonly clockSkew: number;
}

/** An event of the history, with its place in it. */
export interface RecordedActivity {
  readonly seq: number;
  readonly clock: number;
  readonly occurred: number;
  readonly event: RecordedEvent;
}

/** Views by their ids. */
export interface ViewsById {
  disk(id: DiskId): DiskEntry | null;
  job(id: JobId): JobEntry | null;
  host(id: HostId): HostView | null;
  storageDomain(id: StorageDomainId): StorageDomainView | null;
  operation(id: OperationId): OperationView | null;
  limits(): Limits;
  /** Storage domains that a host has. */
  storageDomainsOn(id: HostId): StorageDomainId[];
}

/** What becomes of a view; `stored` is what the tables have of it. */
export interface Changed<Entry> {
  readonly entry: Entry;
  readonly stored: Entry | null;
}

/** What some events in a row make of the views, before any of it is written. */
export interface Batch extends ViewsById {
  readonly activities: RecordedActivity[];
  readonly disks: Map<DiskId, Changed<DiskEntry>>;
  readonly jobs: Map<JobId, Changed<JobEntry>>;
  readonly hosts: Map<HostId, HostView>;
  readonly storageDomains: Map<StorageDomainId, StorageDomainView>;
  readonly operations: Map<OperationId, OperationView>;
  /** Null where they are as they were. */
  newLimits: Limits | null;
  /** Storage domains whose disks are to get their obstacles anew. */
  readonly toReevaluate: Set<StorageDomainId>;
  readonly quarantined: Quarantined[];
  progress: Progress;
}

/** A batch that has changed nothing yet: it shows the views that are stored. */
export function beginBatch(stored: ViewsById, progress: Progress): Batch {
  const disks: Batch['disks'] = new Map();
  const jobs: Batch['jobs'] = new Map();
  const hosts: Batch['hosts'] = new Map();
  const storageDomains: Batch['storageDomains'] = new Map();
  const operations: Batch['operations'] = new Map();
  const batch: Batch = {
    disk: (id) => disks.get(id)?.entry ?? stored.disk(id),
    job: (id) => jobs.get(id)?.entry ?? stored.job(id),
    host: (id) => hosts.get(id) ?? stored.host(id),
    storageDomain: (id) => storageDomains.get(id) ?? stored.storageDomain(id),
    operation: (id) => operations.get(id) ?? stored.operation(id),
    limits: () => batch.newLimits ?? stored.limits(),
    storageDomainsOn(hostId) {
      const known = stored.storageDomainsOn(hostId).filter((id) => !storageDomains.has(id));
      const changed = [...storageDomains.values()].filter(({ mounts }) => isOn(hostId, mounts));
      return [...known, ...changed.map(({ id }) => id)];
    },
    activities: [],
    disks,
    jobs,
    hosts,
    storageDomains,
    operations,
    newLimits: null,
    toReevaluate: new Set(),
    quarantined: [],
    progress,
  };
  return batch;
}

/** Whether any of the mounts is on a host. */
export const isOn = (hostId: HostId, mounts: StorageDomainView['mounts']): boolean =>
  mounts.some((mount) => mount.hostId === hostId);
