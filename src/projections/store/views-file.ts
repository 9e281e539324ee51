import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { messageOf } from '../../common/message-of.ts';
import { type Connection, connect, isCorruption } from './connection.ts';
import { foldsVersion, indexes, layoutVersion, tables } from './tables.ts';

/** Views that answer. */
export interface FoundViews {
  readonly connection: Connection;
  /** They were made by other folds: they answer until others have been built beside them. */
  readonly outdated: boolean;
}

/** The file of views cannot be opened or written, for a cause that making it anew does not cure. */
export class ViewsUnavailable extends Error {
  override readonly name = 'ViewsUnavailable';
}

/** Opens the views that an earlier run left; gives why they have to be made anew where they do. @throws ViewsUnavailable */
export function openViewsFile(file: string): FoundViews | string {
  let connection: Connection | null = null;
  try {
    connection = connect(file);
    const reason = reasonAgainst(connection);
    if (reason === null) {
      const folds = connection.sql(`SELECT value FROM meta WHERE key = 'folds'`).get()?.value;
      return { connection, outdated: folds !== foldsVersion };
    }
    connection.close();
    return reason;
  } catch (error) {
    connection?.close();
    if (isCorruption(error)) return 'it is damaged';
    throw viewsUnavailable(file, error);
  }
}

function reasonAgainst({ sql }: Connection): string | null {
  const layout = sql('PRAGMA user_version').get()?.user_version;
  if (layout !== layoutVersion) return `it has layout ${layout}, this Winnow has ${layoutVersion}`;
  const parts = sql('SELECT count(*) AS n FROM sqlite_schema WHERE sql IS NOT NULL').get()?.n;
  const complete = parts === (tables.match(/CREATE TABLE/g)?.length ?? 0) + indexes.length;
  return complete ? null : 'tables or indexes are missing';
}

/** Begins to build a file of views; one that is there is replaced. @throws ViewsUnavailable */
export function beginViewsFile(file: string): Connection {
  try {
    removeViewsFile(file);
    const connection = connect(file, 'BUILDING');
    connection.transaction(() => {
      connection.exec(tables);
      for (const index of indexes) connection.exec(index);
      connection.sql(`INSERT INTO meta VALUES ('folds', ?)`).run(foldsVersion);
      connection.exec(`PRAGMA user_version = ${layoutVersion}`);
    });
    return connection;
  } catch (error) {
    throw viewsUnavailable(file, error);
  }
}

/** Puts a file of views that was built, and closed, in the place of another, closed too. */
export function replaceViewsFile(from: string, to: string): void {
  const handle = openSync(from, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  // A log of the replaced file must not be taken for one of the new file.
  for (const suffix of ['-wal', '-shm']) rmSync(to + suffix, { force: true });
  renameSync(from, to);
}

/** Removes a file of views with all that SQLite keeps beside it. */
export function removeViewsFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** What views that cannot be made or opened are reported as. */
export function viewsUnavailable(file: string, cause: unknown): ViewsUnavailable {
  if (cause instanceof ViewsUnavailable) return cause;
  const detail = messageOf(cause);
  return new ViewsUnavailable(
    `The views ${file} cannot be used (${detail}). Make the file and its directory writable for this user, with room for them, and start again. No history is lost: views are made from the events.`,
    { cause },
  );
}
