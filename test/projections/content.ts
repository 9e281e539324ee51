import { type Connection, connect } from '../../src/projections/store/connection.ts';

/** All that a file of views holds, for comparison with another; the mark of the machine's start aside. */
export function contentOf(connection: Connection): Record<string, unknown> {
  const tables = [
    'disk',
    'disk_machine',
    'job',
    'job_host',
    'activity',
    'host',
    'storage_domain',
    'set_aside',
  ];
  const order = (table: string): string =>
    table === 'activity' ? 'seq' : table === 'disk_machine' ? '1, 2' : '1, 2, 3';
  return {
    meta: connection.sql(`SELECT * FROM meta WHERE key <> 'boot' ORDER BY key`).all(),
    ...Object.fromEntries(
      tables.map((table) => [table, connection.sql(`SELECT * FROM ${table} ORDER BY ${order(table)}`).all()]),
    ),
  };
}

/** What a file of views holds, read when nobody has it open. */
export function contentOfFile(file: string): Record<string, unknown> {
  const connection = connect(file, 'LIVE');
  try {
    return contentOf(connection);
  } finally {
    connection.close();
  }
}
