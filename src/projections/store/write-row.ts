import type { SQLInputValue } from 'node:sqlite';
import type { Connection } from './connection.ts';

/** Prepares to write rows of a table that has an id, a view and a column for each of these keys; `stored` is the row that it has. */
export function createRowWriter<Key extends string>(
  { sql }: Connection,
  table: string,
  keys: readonly Key[],
) {
  const columnOf = (key: Key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const columns = ['view', ...keys.map(columnOf), 'id'];
  const insert = sql(`INSERT OR REPLACE INTO ${table} (${columns}) VALUES (${columns.map(() => '?')})`);

  return (
    view: { readonly id: string },
    row: Readonly<Record<Key, SQLInputValue>>,
    stored: Readonly<Record<Key, SQLInputValue>> | null,
  ): void => {
    // SQLite writes the indexes of all columns that it is to set, whether or not their values are new.
    const changed = stored === null ? keys : keys.filter((key) => row[key] !== stored[key]);
    const set = () => changed.map((key) => `, ${columnOf(key)} = ?`).join('');
    const statement = stored === null ? insert : sql(`UPDATE ${table} SET view = ?${set()} WHERE id = ?`);
    statement.run(JSON.stringify(view), ...changed.map((key) => row[key]), view.id);
  };
}
