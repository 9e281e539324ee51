import type { DiskId } from '../../domain/ids.ts';
import type { Connection } from './connection.ts';
import { marksOf } from './disk-obstacles.ts';
import type { DiskEntry } from './read-model.ts';
import { type DiskRow, isListed, sameOrder } from './rows.ts';

/** How many more listed disks there are of each set of obstacles. */
export type ObstacleCounts = Map<number, number>;

/** Writes disks with the rows of their obstacles and machines; `stored` is what the tables have of a disk. */
export interface DiskWriter {
  write(entry: DiskEntry, stored: DiskRow | null, counts: ObstacleCounts): void;
  /** Writes the obstacles alone, the view being as it was. */
  judged(id: DiskId, row: DiskRow, stored: DiskRow, counts: ObstacleCounts): void;
}

export function createDiskWriter({ sql, marked }: Connection): DiskWriter {
  const insertDisk = sql(`INSERT OR REPLACE INTO disk VALUES (${Array(15).fill('?').join(', ')})`);
  // An UPDATE touches each index that names one of its columns: so the frequent one names few.
  const updateDisk = sql('UPDATE disk SET has_job = ?, view = ? WHERE id = ?');
  const moveDisk =
    sql(`UPDATE disk SET status = ?, name = ?, registered_at = ?, actual_size = ?, virtual_size = ?,
    reclaimable = ?, storage_domain_id = ?, has_job = ?, path = ?, backing_name = ?, format = ?, allocation = ?, obstacles = ?,
    view = ? WHERE id = ?`);
  const judgeDisk = sql('UPDATE disk SET obstacles = ? WHERE id = ?');
  const insertMark = sql('INSERT OR REPLACE INTO disk_obstacle VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const resizeMarks = sql('UPDATE disk_obstacle SET actual_size = ?, reclaimable = ? WHERE id = ?');
  const deleteMark = sql('DELETE FROM disk_obstacle WHERE id = ? AND mark = ?');
  const deleteMarks = sql('DELETE FROM disk_obstacle WHERE id = ?');
  const insertMachine = sql('INSERT OR IGNORE INTO disk_machine VALUES (?, ?)');
  const deleteMachine = sql('DELETE FROM disk_machine WHERE machine = ? AND disk_id = ?');

  function writeMarks(id: DiskId, row: DiskRow, stored: DiskRow | null): void {
    if (!marked()) return;
    const before = stored === null ? [] : marksOf(stored.obstacles);
    let kept: readonly number[] = [];
    if (stored !== null && sameMarks(row, stored)) kept = before;
    else if (stored !== null) deleteMarks.run(id);
    const after = row.obstacles === stored?.obstacles ? before : marksOf(row.obstacles);
    for (const mark of kept) if (!after.includes(mark)) deleteMark.run(id, mark);
    const resized = row.actualSize !== stored?.actualSize || row.reclaimable !== stored.reclaimable;
    if (kept.length > 0 && resized) resizeMarks.run(row.actualSize, row.reclaimable, id);
    for (const mark of after) {
      if (kept.includes(mark)) continue;
      const { name, registeredAt, actualSize, virtualSize, reclaimable } = row;
      const listed = isListed(row) ? 1 : 0;
      insertMark.run(id, mark, listed, name, registeredAt, actualSize, virtualSize, reclaimable);
    }
  }

  function writeMachines(id: DiskId, { machines }: DiskRow, stored: DiskRow | null): void {
    const before = stored?.machines ?? [];
    for (const machine of before) if (!machines.includes(machine)) deleteMachine.run(machine, id);
    for (const machine of machines) if (!before.includes(machine)) insertMachine.run(machine, id);
  }

  return {
    write({ view, row }, stored, counts) {
      const { id } = view;
      const json = JSON.stringify(view);
      writeMarks(id, row, stored);
      writeMachines(id, row, stored);
      count(row, stored, counts);
      if (stored !== null && sameOrder(row, stored) && row.obstacles === stored.obstacles) {
        updateDisk.run(row.hasJob, json, id);
        return;
      }
      const columns = [
        row.status,
        row.name,
        row.registeredAt,
        row.actualSize,
        row.virtualSize,
        row.reclaimable,
        row.storageDomainId,
        row.hasJob,
        row.path,
        row.backingName,
        row.format,
        row.allocation,
        row.obstacles,
        json,
      ];
      if (stored === null) insertDisk.run(id, ...columns);
      else moveDisk.run(...columns, id);
    },
    judged(id, row, stored, counts) {
      writeMarks(id, row, stored);
      count(row, stored, counts);
      judgeDisk.run(row.obstacles, id);
    },
  };
}

/** Whether the rows of a disk's obstacles stay where they are, but for sizes that change often. */
const sameMarks = (one: DiskRow, other: DiskRow): boolean =>
  isListed(one) === isListed(other) &&
  one.name === other.name &&
  one.registeredAt === other.registeredAt &&
  one.virtualSize === other.virtualSize;

function count(row: DiskRow, stored: DiskRow | null, counts: ObstacleCounts): void {
  const add = (bits: number, more: number) => counts.set(bits, (counts.get(bits) ?? 0) + more);
  if (stored !== null && isListed(stored)) add(stored.obstacles, -1);
  if (isListed(row)) add(row.obstacles, 1);
}
