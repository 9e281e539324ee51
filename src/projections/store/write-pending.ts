import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../../domain/ids.ts';
import type { Position, RecordedEvent } from '../../event-store/event-store.ts';
import type { HostView, OperationView, StorageDomainView } from '../views.ts';
import type { Connection } from './connection.ts';
import type { DiskEntry, JobEntry } from './read-model.ts';
import { type DiskRow, streamNumber } from './rows.ts';
import { createDiskWriter, type DiskWriter, type ObstacleCounts } from './write-disk.ts';

/** An event of the history that waits for its row. `clock` is the latest time of any event up to it. */
export interface PendingActivity {
  readonly seq: number;
  readonly clock: number;
  readonly occurred: number;
  readonly event: RecordedEvent;
}

/** An event that a fold could not take; the views are as if it had not been, the history has it. */
export interface Quarantined {
  readonly eventId: string;
  readonly position: Position;
  readonly type: string;
  readonly stream: string;
  readonly error: string;
}

/** All that events have changed and no transaction has written yet; `stored` is what the table has of it. */
export interface Pending {
  readonly activities: PendingActivity[];
  readonly disks: Map<DiskId, { entry: DiskEntry; readonly stored: DiskRow | null }>;
  readonly jobs: Map<JobId, { entry: JobEntry; readonly stored: JobEntry | null }>;
  readonly hosts: Map<HostId, HostView>;
  readonly storageDomains: Map<StorageDomainId, StorageDomainView>;
  readonly operations: Map<OperationId, OperationView>;
  /** Storage domains whose disks are to get their obstacles anew. */
  readonly toJudge: Set<StorageDomainId>;
  readonly setAside: Quarantined[];
}

/** Writes what is pending, one statement for each row; the caller has begun the transaction. */
export interface Writer {
  write(
    pending: Pending,
    state: { position: Position | null; clockSkew: number; counts: ObstacleCounts },
  ): void;
  readonly disks: DiskWriter;
}

export function createWriter(connection: Connection): Writer {
  const { sql } = connection;
  const insertActivity = sql(`INSERT INTO activity VALUES (${placeholders(12)})`);
  const disks = createDiskWriter(connection);
  const insertJob = sql(`INSERT OR REPLACE INTO job VALUES (${placeholders(11)})`);
  const updateJobView = sql('UPDATE job SET view = ? WHERE id = ?');
  const updateJobStatus = sql('UPDATE job SET status = ?, view = ? WHERE id = ?');
  const moveJob =
    sql(`UPDATE job SET status = ?, active = ?, requested_at = ?, finished_at = ?, reclaimed = ?,
    outcome = ?, view = ? WHERE id = ?`);
  const insertJobHost = sql('INSERT OR IGNORE INTO job_host VALUES (?, ?, ?)');
  const putHost = sql('INSERT OR REPLACE INTO host VALUES (?, ?, ?)');
  const putStorageDomain = sql('INSERT OR REPLACE INTO storage_domain VALUES (?, ?, ?)');
  const putOperation = sql('INSERT OR REPLACE INTO operation VALUES (?, ?, ?)');
  const insertSetAside = sql('INSERT OR REPLACE INTO set_aside VALUES (?, ?, ?, ?, ?)');
  const putMeta = sql('INSERT OR REPLACE INTO meta VALUES (?, ?)');

  function writeActivity({ seq, clock, occurred, event }: PendingActivity): void {
    const { position, stream, revision, id, type, data, metadata } = event;
    const json = event.json ?? { data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
    insertActivity.run(
      seq,
      position,
      clock,
      occurred,
      streamNumber(stream),
      stream,
      revision,
      id,
      type,
      metadata.actor.id,
      json.data,
      json.metadata,
    );
  }

  function writeJob({ view, row, firstSeq }: JobEntry, stored: JobEntry | null): void {
    const { id } = view;
    const { status, active, requestedAt, finishedAt, reclaimed, outcome, requesterId } = row;
    const json = JSON.stringify(view);
    if (stored === null) {
      insertJob.run(
        id,
        view.diskId,
        status,
        active,
        requestedAt,
        finishedAt,
        reclaimed,
        outcome,
        requesterId,
        firstSeq,
        json,
      );
    } else if (stored.row.active !== active) {
      moveJob.run(status, active, requestedAt, finishedAt, reclaimed, outcome, json, id);
    } else if (stored.row.status !== status) {
      updateJobStatus.run(status, json, id);
    } else {
      updateJobView.run(json, id);
    }
    const known = stored?.view.attempts.length ?? 0;
    for (const { hostId } of view.attempts.slice(known)) insertJobHost.run(hostId, requestedAt, id);
  }

  return {
    disks,
    write(pending, { position, clockSkew, counts }) {
      for (const activity of pending.activities) writeActivity(activity);
      for (const { entry, stored } of pending.disks.values()) disks.write(entry, stored, counts);
      for (const { entry, stored } of pending.jobs.values()) writeJob(entry, stored);
      for (const host of pending.hosts.values()) putHost.run(host.id, host.name, JSON.stringify(host));
      for (const domain of pending.storageDomains.values()) {
        putStorageDomain.run(domain.id, domain.name, JSON.stringify(domain));
      }
      for (const operation of pending.operations.values()) {
        putOperation.run(operation.id, operation.endedAt === null ? 0 : 1, JSON.stringify(operation));
      }
      for (const { eventId, position: at, type, stream, error } of pending.setAside) {
        insertSetAside.run(eventId, at, type, stream, error);
      }
      putMeta.run('position', position);
      putMeta.run('clockSkew', clockSkew);
    },
  };
}

const placeholders = (count: number): string => Array(count).fill('?').join(', ');
