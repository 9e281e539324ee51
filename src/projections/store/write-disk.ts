import { isDeepStrictEqual } from 'node:util';
import type { Connection } from './connection.ts';
import { obstacleNumbersOf } from './disk-obstacles.ts';
import { type DiskEntry, type DiskRow, isListed } from './rows.ts';
import { createRowWriter } from './write-row.ts';

/** Prepares to write disks with the rows of their obstacles, virtual machines and labels; `stored` is what the tables have of a disk. */
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
  const writeVms = createValueWriter(connection, 'disk_vm', 'vm');
  const writeLabels = createValueWriter(connection, 'disk_label', 'label');

  return ({ view, row }, stored) => {
    const { id } = view;
    writeRow(view, row, stored?.row ?? null);
    if (stored === null || !haveSameObstacleRows(row, stored.row)) {
      deleteObstacles.run(id);
      for (const number of obstacleNumbersOf(row.obstacles)) {
        insertObstacle.run(id, number, ...obstacleColumns(row));
      }
    }
    writeVms(id, row.vms, stored?.row.vms ?? []);
    writeLabels(id, row.labels, stored?.row.labels ?? []);
  };
}

/** Prepares to write the rows of a table that has one for each value of a disk. */
function createValueWriter({ sql }: Connection, table: string, column: string) {
  const insert = sql(`INSERT OR IGNORE INTO ${table} VALUES (?, ?)`);
  const remove = sql(`DELETE FROM ${table} WHERE ${column} = ? AND disk_id = ?`);
  return (id: string, values: readonly string[], before: readonly string[]): void => {
    for (const value of before) if (!values.includes(value)) remove.run(value, id);
    for (const value of values) if (!before.includes(value)) insert.run(value, id);
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
