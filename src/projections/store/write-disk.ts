import { isDeepStrictEqual } from 'node:util';
import type { Connection } from './connection.ts';
import { obstacleNumbersOf } from './disk-obstacles.ts';
import { type DiskEntry, type DiskRow, isListed } from './rows.ts';

/** Prepares to write disks with the rows of their obstacles and virtual machines; `stored` is what the tables have of a disk. */
export function createDiskWriter({ sql }: Connection): (entry: DiskEntry, stored: DiskEntry | null) => void {
  const putDisk = sql(`INSERT OR REPLACE INTO disk VALUES (${Array(15).fill('?').join(', ')})`);
  const updateView = sql('UPDATE disk SET view = ? WHERE id = ?');
  const insertObstacle = sql('INSERT INTO disk_obstacle VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const deleteObstacles = sql('DELETE FROM disk_obstacle WHERE id = ?');
  const insertVm = sql('INSERT OR IGNORE INTO disk_vm VALUES (?, ?)');
  const deleteVm = sql('DELETE FROM disk_vm WHERE vm = ? AND disk_id = ?');

  return ({ view, row }, stored) => {
    const { id } = view;
    const json = JSON.stringify(view);
    if (stored !== null && isDeepStrictEqual(row, stored.row)) {
      updateView.run(json, id);
      return;
    }
    putDisk.run(
      id,
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
    );
    if (stored === null || !haveSameObstacleRows(row, stored.row)) {
      deleteObstacles.run(id);
      for (const number of obstacleNumbersOf(row.obstacles)) {
        insertObstacle.run(id, number, ...obstacleColumns(row));
      }
    }
    const before = stored?.row.vms ?? [];
    for (const vm of before) if (!row.vms.includes(vm)) deleteVm.run(vm, id);
    for (const vm of row.vms) insertVm.run(vm, id);
  };
}

const obstacleColumns = (row: DiskRow) => [
  isListed(row) ? 1 : 0,
  row.name,
  row.registeredAt,
  row.actualSize,
  row.virtualSize,
  row.reclaimable,
];

const haveSameObstacleRows = (one: DiskRow, other: DiskRow): boolean =>
  one.obstacles === other.obstacles && isDeepStrictEqual(obstacleColumns(one), obstacleColumns(other));
