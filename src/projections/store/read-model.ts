import type { DiskId, JobId } from '../../domain/ids.ts';
import type { Position, RecordedEvent } from '../../event-store/event-store.ts';
import { storageAccessOf } from '../fold/storage-access.ts';
import type { Change, DiskView, JobView } from '../views.ts';
import { type Batch, beginBatch, type Quarantined } from './batch.ts';
import type { Connection } from './connection.ts';
import { obstacleBits } from './disk-obstacles.ts';
import { foldEvent } from './fold-event.ts';
import { nextReevaluation } from './re-evaluation.ts';
import type { JobEntry } from './rows.ts';
import { createStoredViews, type StoredViews } from './stored-views.ts';
import { createWriter } from './write-batch.ts';

/** So many disks get their obstacles anew at a time: about 20 ms. */
const reevaluatedAtOnce = 500;

/** The views of a file, and how events get into them. */
export interface ReadModel extends Omit<StoredViews, 'disk' | 'job' | 'committed' | 'progress'> {
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
  /** How far an event's time was ever behind that of an event before it, in milliseconds. */
  clockSkew(): number;
}

/** Opens the read model on a file whose tables are there. */
export function createReadModel(
  connection: Connection,
  onQuarantined: (event: Quarantined) => void,
): ReadModel {
  const stored = createStoredViews(connection);
  const write = createWriter(connection);
  let reevaluation = nextReevaluation(connection, reevaluatedAtOnce);
  let lastEventAt: string | null = null;

  function commit(batch: Batch, done?: () => void): void {
    connection.transaction(() => {
      write(batch);
      done?.();
    });
    stored.committed(batch);
  }

  return {
    ...stored,
    connection,
    apply(events) {
      const batch = beginBatch(stored, stored.progress());
      const changes = events.map((event) => foldEvent(batch, event)).filter((change) => change !== null);
      if (batch.progress === stored.progress()) return [];
      commit(batch);
      lastEventAt = events.at(-1)?.metadata.occurredAt ?? lastEventAt;
      if (batch.toReevaluate.size > 0) reevaluation = nextReevaluation(connection, reevaluatedAtOnce);
      for (const event of batch.quarantined) onQuarantined(event);
      return changes;
    },
    advance(to) {
      const { position } = stored.progress();
      if (to === null || (position !== null && to <= position)) return;
      commit(beginBatch(stored, { ...stored.progress(), position: to }));
    },
    isReevaluating: () => reevaluation !== null,
    reevaluateSome() {
      if (reevaluation === null) return;
      const batch = beginBatch(stored, stored.progress());
      for (const id of reevaluation.disks) {
        const entry = stored.disk(id);
        if (entry === null) continue;
        const { view, row } = entry;
        const obstacles = obstacleBits(view, storageAccessOf(stored, view.storageDomainId));
        if (obstacles === row.obstacles) continue;
        batch.disks.set(id, { entry: { view, row: { ...row, obstacles } }, stored: entry });
      }
      commit(batch, reevaluation.done);
      reevaluation = nextReevaluation(connection, reevaluatedAtOnce);
    },
    position: () => stored.progress().position,
    lastEventAt: () => lastEventAt,
    disk: (id) => stored.disk(id)?.view ?? null,
    job: (id) => stored.job(id)?.view ?? null,
    jobEntry: stored.job,
    clockSkew: () => stored.progress().clockSkew,
  };
}
