import { type Connection, connect } from '../../src/projections/store/connection.ts';

/** All that a file of views holds, for comparison with another. */
export function contentOf(connection: Connection): Record<string, unknown> {
  const tables = ['disk', 'disk_vm', 'job', 'job_host', 'activity', 'host', 'storage_domain', 'quarantined'];
  const order = (table: string): string =>
    table === 'activity' ? 'seq' : table === 'disk_vm' ? '1, 2' : '1, 2, 3';
  return {
    meta: connection.sql(`SELECT * FROM meta ORDER BY key`).all(),
    ...Object.fromEntries(
      tables.map((table) => [table, connection.sql(`SELECT * FROM ${table} ORDER BY ${order(table)}`).all()]),
    ),
  };
}

/** What a file of views holds, read when nobody has it open. */
export function contentOfFile(file: string): Record<string, unknown> {
  const connection = connect(file);
  try {
    return contentOf(connection);
  } finally {
    connection.close();
  }
}
