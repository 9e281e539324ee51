import type { DiskId, StorageDomainId } from '../../domain/ids.ts';
import type { Connection } from './connection.ts';

/** A piece of the work: disks to judge again, and what to note once that is done. */
export interface Piece {
  readonly disks: readonly DiskId[];
  /** To be called within the transaction that has the verdicts. */
  write(): void;
  /** To be called once that is committed. */
  done(): void;
}

/** Storage domains whose disks are to be judged again, as they or their hosts have changed; it outlives a crash. */
export interface EligibilityBacklog {
  isEmpty(): boolean;
  /** To be called within the transaction that has the change. */
  write(domains: Iterable<StorageDomainId>): void;
  /** To be called once that is committed. */
  added(domains: Iterable<StorageDomainId>): void;
  next(limit: number): Piece;
}

/** The backlog of a file. Where indexes are yet to be made, it goes through all disks once, for all storage domains. */
export function createEligibilityBacklog(connection: Connection): EligibilityBacklog {
  const { sql } = connection;
  const domains = new Map<StorageDomainId, string>(
    sql('SELECT storage_domain_id, done_to FROM to_judge')
      .all()
      .map((row) => [String(row.storage_domain_id) as StorageDomainId, String(row.done_to)]),
  );
  let scannedTo = 0;

  function pieceOf(id: StorageDomainId, doneTo: string, limit: number): Piece {
    const disks = sql(
      `SELECT id FROM disk INDEXED BY disk_by_storage_domain
        WHERE storage_domain_id = ? AND id > ? ORDER BY id LIMIT ?`,
    )
      .all(id, doneTo, limit)
      .map((row) => String(row.id) as DiskId);
    const last = disks.length < limit ? undefined : disks.at(-1);
    return {
      disks,
      write() {
        if (last === undefined) sql('DELETE FROM to_judge WHERE storage_domain_id = ?').run(id);
        else sql('UPDATE to_judge SET done_to = ? WHERE storage_domain_id = ?').run(last, id);
      },
      done() {
        if (last === undefined) domains.delete(id);
        else domains.set(id, last);
      },
    };
  }

  function pieceOfAll(limit: number): Piece {
    const rows = sql(
      'SELECT rowid, id, storage_domain_id FROM disk WHERE rowid > ? ORDER BY rowid LIMIT ?',
    ).all(scannedTo, limit);
    const last = rows.length < limit ? undefined : rows.at(-1);
    return {
      disks: rows
        .filter((row) => domains.has(String(row.storage_domain_id) as StorageDomainId))
        .map((row) => String(row.id) as DiskId),
      write() {
        if (last === undefined) sql('DELETE FROM to_judge').run();
      },
      done() {
        scannedTo = Number(last?.rowid ?? 0);
        if (last === undefined) domains.clear();
      },
    };
  }

  return {
    isEmpty: () => domains.size === 0,
    write(added) {
      const put = sql(`INSERT OR REPLACE INTO to_judge VALUES (?, '')`);
      for (const id of added) put.run(id);
    },
    added(added) {
      for (const id of added) {
        domains.set(id, '');
        scannedTo = 0;
      }
    },
    next(limit) {
      const [first] = domains;
      if (first === undefined) return { disks: [], write() {}, done() {} };
      return connection.indexed ? pieceOf(...first, limit) : pieceOfAll(limit);
    },
  };
}
