import type { DiskId, StorageDomainId } from '../../domain/ids.ts';
import type { Connection } from './connection.ts';

/** Disks of a storage domain whose obstacles are to be found anew, as it or its hosts have changed. */
export interface Reevaluation {
  readonly disks: readonly DiskId[];
  /** Notes that they are done; to be called within the transaction that has their obstacles. */
  done(): void;
}

/** The next piece of what the table of re-evaluations, which outlives a crash, still asks for; null when nothing is left. */
export function nextReevaluation({ sql }: Connection, limit: number): Reevaluation | null {
  const next = sql('SELECT storage_domain_id, done_to FROM to_reevaluate LIMIT 1').get();
  if (next === undefined) return null;
  const id = String(next.storage_domain_id) as StorageDomainId;
  const disks = sql(
    `SELECT id FROM disk INDEXED BY disk_by_storage_domain
      WHERE storage_domain_id = ? AND id > ? ORDER BY id LIMIT ?`,
  )
    .all(id, next.done_to ?? '', limit)
    .map((row) => String(row.id) as DiskId);
  const last = disks.length < limit ? undefined : disks.at(-1);
  return {
    disks,
    done() {
      if (last === undefined) sql('DELETE FROM to_reevaluate WHERE storage_domain_id = ?').run(id);
      else sql('UPDATE to_reevaluate SET done_to = ? WHERE storage_domain_id = ?').run(last, id);
    },
  };
}
