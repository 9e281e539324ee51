import type { DiskId } from '../../domain/ids.ts';
import type { Connection } from './connection.ts';
import { obstacleNumbersOf } from './disk-obstacles.ts';
import { type DiskEntry, type DiskRow, isListed, sameOrder } from './rows.ts';

/** How many more listed disks there are of each set of obstacles. */
export type ObstacleCounts = Map<number, number>;

/** Writes disks with the rows of their obstacles and virtual machines; `stored` is what the tables have of a disk. */
export interface DiskWriter {
  write(entry: DiskEntry, stored: DiskRow | null, counts: ObstacleCounts): void;
  /** Writes the obstacles alone, the view being as it was. */
  writeObstacles(id: DiskId, row: DiskRow, stored: DiskRow, counts: ObstacleCounts): void;
}

export function createDiskWriter({ sql }: Connection): DiskWriter {
  const insertDisk = sql(`INSERT OR REPLACE INTO disk VALUES (${Array(15).fill('?').join(', ')})`);
  // An UPDATE touches each index that names one of its columns: so the frequent one names few.
  const updateDisk = sql('UPDATE disk SET has_job = ?, view = ? WHERE id = ?');
  const moveDisk =
    sql(`UPDATE disk SET status = ?, name = ?, registered_at = ?, actual_size = ?, virtual_size = ?,
    reclaimable = ?, storage_domain_id = ?, has_job = ?, path = ?, backing_name = ?, format = ?, allocation = ?, obstacles = ?,
    view = ? WHERE id = ?`);
  const setObstacles = sql('UPDATE disk SET obstacles = ? WHERE id = ?');
  const insertObstacle = sql('INSERT OR REPLACE INTO disk_obstacle VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const resizeObstacles = sql('UPDATE disk_obstacle SET actual_size = ?, reclaimable = ? WHERE id = ?');
  const deleteObstacle = sql('DELETE FROM disk_obstacle WHERE id = ? AND obstacle = ?');
  const deleteObstacles = sql('DELETE FROM disk_obstacle WHERE id = ?');
  const insertVm = sql('INSERT OR IGNORE INTO disk_vm VALUES (?, ?)');
  const deleteVm = sql('DELETE FROM disk_vm WHERE vm = ? AND disk_id = ?');

  function writeObstacleRows(id: DiskId, row: DiskRow, stored: DiskRow | null): void {
    const before = stored === null ? [] : obstacleNumbersOf(stored.obstacles);
    let kept: readonly number[] = [];
    if (stored !== null && sameObstacleOrder(row, stored)) kept = before;
    else if (stored !== null) deleteObstacles.run(id);
    const after = row.obstacles === stored?.obstacles ? before : obstacleNumbersOf(row.obstacles);
    for (const number of kept) if (!after.includes(number)) deleteObstacle.run(id, number);
    const resized = row.actualSize !== stored?.actualSize || row.reclaimable !== stored.reclaimable;
    if (kept.length > 0 && resized) resizeObstacles.run(row.actualSize, row.reclaimable, id);
    for (const number of after) {
      if (kept.includes(number)) continue;
      const { name, registeredAt, actualSize, virtualSize, reclaimable } = row;
      const listed = isListed(row) ? 1 : 0;
      insertObstacle.run(id, number, listed, name, registeredAt, actualSize, virtualSize, reclaimable);
    }
  }

  function writeVms(id: DiskId, { vms }: DiskRow, stored: DiskRow | null): void {
    const before = stored?.vms ?? [];
    for (const vm of before) if (!vms.includes(vm)) deleteVm.run(vm, id);
    for (const vm of vms) if (!before.includes(vm)) insertVm.run(vm, id);
  }

  return {
    write({ view, row }, stored, counts) {
      const { id } = view;
      const json = JSON.stringify(view);
      writeObstacleRows(id, row, stored);
      writeVms(id, row, stored);
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
    writeObstacles(id, row, stored, counts) {
      writeObstacleRows(id, row, stored);
      count(row, stored, counts);
      setObstacles.run(row.obstacles, id);
    },
  };
}

/** Whether the rows of a disk's obstacles stay where they are, but for sizes that change often. */
const sameObstacleOrder = (one: DiskRow, other: DiskRow): boolean =>
  isListed(one) === isListed(other) &&
  one.name === other.name &&
  one.registeredAt === other.registeredAt &&
  one.virtualSize === other.virtualSize;

function count(row: DiskRow, stored: DiskRow | null, counts: ObstacleCounts): void {
  const add = (bits: number, more: number) => counts.set(bits, (counts.get(bits) ?? 0) + more);
  if (stored !== null && isListed(stored)) add(stored.obstacles, -1);
  if (isListed(row)) add(row.obstacles, 1);
}
