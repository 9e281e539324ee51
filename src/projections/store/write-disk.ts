import { isDeepStrictEqual } from 'node:util';
import type { Connection } from './connection.ts';
import { obstacleNumbersOf } from './disk-obstacles.ts';
import { type DiskEntry, type DiskRow, isListed } from './rows.ts';
import { createRowWriter } from './write-row.ts';

/** Prepares to write disks with the rows of their obstacles and virtual machines; `stored` is what the tables have of a disk. */
export function createDiskWriter(
  connection: Connection,
): (entry: DiskEntry, stored: DiskEntry | null) => void {
  const { sql } = connection;
  const writeRow = createRowWriter(connection, 'disk', [
    ...(['status', 'name', 'registeredAt', 'actualSize', 'virtualSize', 'reclaimable'] as const),
    ...(['storageDomainId', 'hasJob', 'path', 'backingName', 'format', 'allocation', 'obstacles'] as const),
  ]);
  const insertObstacle = sql('INSERT INTO disk_obstacle VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const deleteObstacles = sql('DELETE FROM disk_obstacle WHERE id = ?');
  const insertVm = sql('INSERT OR IGNORE INTO disk_vm VALUES (?, ?)');
  const deleteVm = sql('DELETE FROM disk_vm WHERE vm = ? AND disk_id = ?');

  return ({ view, row }, stored) => {
    const { id } = view;
    writeRow(view, row, stored?.row ?? null);
    if (stored === null || !haveSameObstacleRows(row, stored.row)) {
      deleteObstacles.run(id);
      for (const number of obstacleNumbersOf(row.obstacles)) {
        insertObstacle.run(id, number, ...obstacleColumns(row));
      }
    }
    const before = stored?.row.vms ?? [];
    for (const vm of before) if (!row.vms.includes(vm)) deleteVm.run(vm, id);
    for (const vm of row.vms) if (!before.includes(vm)) insertVm.run(vm, id);
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
