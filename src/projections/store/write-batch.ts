import type { Batch, RecordedActivity } from './batch.ts';
import type { Connection } from './connection.ts';
import { type JobEntry, streamNumber } from './rows.ts';
import { createDiskWriter } from './write-disk.ts';
import { createRowWriter } from './write-row.ts';

/** Prepares to write what batches changed; the caller has begun the transaction. */
export function createWriter(connection: Connection): (batch: Batch) => void {
  const { sql } = connection;
  const insertActivity = sql(`INSERT INTO activity VALUES (${placeholders(12)})`);
  const writeDisk = createDiskWriter(connection);
  const writeJobRow = createRowWriter(connection, 'job', [
    ...(['diskId', 'status', 'active', 'requestedAt', 'finishedAt'] as const),
    ...(['reclaimed', 'outcome', 'requesterId', 'firstSeq'] as const),
  ]);
  const insertJobHost = sql('INSERT OR IGNORE INTO job_host VALUES (?, ?, ?)');
  const putHost = sql('INSERT OR REPLACE INTO host VALUES (?, ?, ?)');
  const putStorageDomain = sql('INSERT OR REPLACE INTO storage_domain VALUES (?, ?, ?)');
  const putOperation = sql('INSERT OR REPLACE INTO operation VALUES (?, ?, ?)');
  const insertQuarantined = sql('INSERT OR REPLACE INTO quarantined VALUES (?, ?, ?, ?, ?)');
  const putReevaluation = sql(`INSERT OR REPLACE INTO to_reevaluate VALUES (?, '')`);
  const putMeta = sql('INSERT OR REPLACE INTO meta VALUES (?, ?)');

  function writeActivity({ seq, clock, occurred, event }: RecordedActivity): void {
    const { position, stream, revision, id, type, data, metadata } = event;
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
      JSON.stringify(data),
      JSON.stringify(metadata),
    );
  }

  function writeJob({ view, row, firstSeq }: JobEntry, stored: JobEntry | null): void {
    const same = { diskId: view.diskId, firstSeq };
    writeJobRow(view, { ...row, ...same }, stored && { ...stored.row, ...same });
    for (const { hostId } of view.attempts) insertJobHost.run(hostId, row.requestedAt, view.id);
  }

  return (batch) => {
    for (const activity of batch.activities) writeActivity(activity);
    for (const { entry, stored } of batch.disks.values()) writeDisk(entry, stored);
    for (const { entry, stored } of batch.jobs.values()) writeJob(entry, stored);
    for (const host of batch.hosts.values()) putHost.run(host.id, host.name, JSON.stringify(host));
    for (const domain of batch.storageDomains.values()) {
      putStorageDomain.run(domain.id, domain.name, JSON.stringify(domain));
    }
    for (const operation of batch.operations.values()) {
      putOperation.run(operation.id, operation.endedAt === null ? 0 : 1, JSON.stringify(operation));
    }
    for (const id of batch.toReevaluate) putReevaluation.run(id);
    for (const { eventId, position, type, stream, error } of batch.quarantined) {
      insertQuarantined.run(eventId, position, type, stream, error);
    }
    if (batch.newLimits !== null) putMeta.run('limits', JSON.stringify(batch.newLimits));
    putMeta.run('position', batch.progress.position);
    putMeta.run('clockSkew', batch.progress.clockSkew);
  };
}

const placeholders = (count: number): string => Array(count).fill('?').join(', ');
