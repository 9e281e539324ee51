import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../../domain/ids.ts';
import type { Position, RecordedEvent } from '../../event-store/event-store.ts';
import { storageAccessOf } from '../fold/storage-access.ts';
import type { Change, DiskView, HostView, JobView, OperationView, StorageDomainView } from '../views.ts';
import { beginBatch, type Quarantined } from './batch.ts';
import type { Connection } from './connection.ts';
import { obstacleBits } from './disk-obstacles.ts';
import { foldEvent } from './fold-event.ts';
import { nextReevaluation } from './re-evaluation.ts';
import type { DiskEntry, JobEntry } from './rows.ts';
import { createStoredViews } from './stored-views.ts';
import { createWriter } from './write-batch.ts';
import type { ObstacleCounts } from './write-disk.ts';

/** So many disks get their obstacles anew at a time: about 20 ms. */
const reevaluatedAtOnce = 500;

/** The views of a file, and how events get into them. */
export interface ReadModel {
  readonly connection: Connection;
  /** Writes events with the checkpoint, in one transaction, and gives what each changed. Where it throws, nothing was written. */
  apply(events: readonly RecordedEvent[]): Change[];
  /** The store has nothing more up to here, whatever became of events that are not delivered. */
  advance(position: Position | null): void;
  /** Whether disks are left whose obstacles are to be found anew, as their storage or its hosts have changed. */
  isReevaluating(): boolean;
  /** Does so for some of them. */
  reevaluateSome(): void;
  position(): Position | null;
  /** When the last event that was applied happened, by its author's clock; null before the first. */
  lastEventAt(): string | null;
  disk(id: DiskId): DiskView | null;
  job(id: JobId): JobView | null;
  jobEntry(id: JobId): JobEntry | null;
  host(id: HostId): HostView | null;
  storageDomain(id: StorageDomainId): StorageDomainView | null;
  operation(id: OperationId): OperationView | null;
  /** Storage domains that a host has. */
  storageDomainsOn(id: HostId): readonly StorageDomainId[];
  /** How many there are: disks that were not removed, jobs, events of the history. */
  counts(): { readonly disks: number; readonly jobs: number; readonly activities: number };
  /** How many disks that were not removed there are with each set of obstacles (see disk-obstacles.ts). */
  obstacleCounts(): ReadonlyMap<number, number>;
  /** How far an event's time was ever behind that of an event before it, in milliseconds. */
  clockSkew(): number;
  /** Events that the folds could not take. */
  quarantined(): { readonly count: number; readonly first: Quarantined | null };
}

/** Opens the read model on a file whose tables are there. */
export function createReadModel(
  connection: Connection,
  onQuarantined: (event: Quarantined) => void,
): ReadModel {
  const stored = createStoredViews(connection);
  const writer = createWriter(connection);
  let reevaluation = nextReevaluation(connection, reevaluatedAtOnce);
  let lastEventAt: string | null = null;

  return {
    connection,
    apply(events) {
      const batch = beginBatch(stored, stored.progress());
      const changes = events.map((event) => foldEvent(batch, event)).filter((change) => change !== null);
      if (batch.progress === stored.progress()) return [];
      const counts: ObstacleCounts = new Map();
      connection.transaction(() => writer.write(batch, counts));
      stored.committed(batch, counts);
      lastEventAt = events.at(-1)?.metadata.occurredAt ?? lastEventAt;
      if (batch.toReevaluate.size > 0) reevaluation = nextReevaluation(connection, reevaluatedAtOnce);
      for (const event of batch.quarantined) onQuarantined(event);
      return changes;
    },
    advance(to) {
      const { position } = stored.progress();
      if (to === null || (position !== null && to <= position)) return;
      const batch = beginBatch(stored, { ...stored.progress(), position: to });
      connection.transaction(() => writer.write(batch, new Map()));
      stored.committed(batch, new Map());
    },
    isReevaluating: () => reevaluation !== null,
    reevaluateSome() {
      if (reevaluation === null) return;
      const { disks, done } = reevaluation;
      const counts: ObstacleCounts = new Map();
      const changed: DiskEntry[] = [];
      connection.transaction(() => {
        for (const id of disks) {
          const entry = stored.disk(id);
          if (entry === null) continue;
          const access = storageAccessOf(stored, entry.view.storageDomainId);
          const row = { ...entry.row, obstacles: obstacleBits(entry.view, access) };
          if (row.obstacles === entry.row.obstacles) continue;
          writer.disks.writeObstacles(id, row, entry.row, counts);
          changed.push({ view: entry.view, row });
        }
        done();
      });
      stored.reevaluated(changed, counts);
      reevaluation = nextReevaluation(connection, reevaluatedAtOnce);
    },
    position: () => stored.progress().position,
    lastEventAt: () => lastEventAt,
    disk: (id) => stored.disk(id)?.view ?? null,
    job: (id) => stored.job(id)?.view ?? null,
    jobEntry: stored.job,
    host: stored.host,
    storageDomain: stored.storageDomain,
    operation: stored.operation,
    storageDomainsOn: stored.storageDomainsOn,
    counts: stored.counts,
    obstacleCounts: stored.obstacleCounts,
    clockSkew: () => stored.progress().clockSkew,
    quarantined: stored.quarantined,
  };
}
