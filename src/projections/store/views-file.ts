import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { markInUse, wentDown } from './boot-mark.ts';
import { type Connection, connect, isCorruption } from './connection.ts';
import { markAll } from './disk-obstacles.ts';
import { foldsVersion, indexes, layoutVersion, tables } from './tables.ts';

/**
 * CURRENT can be gone on with; OUTDATED can be read, but was made by other folds; UNUSABLE has to be made anew, `reason`
 * says why; MISSING is a first start.
 */
export type ViewsFile =
  | { readonly state: 'CURRENT' | 'OUTDATED'; readonly connection: Connection }
  | { readonly state: 'UNUSABLE'; readonly reason: string }
  | { readonly state: 'MISSING' };

/** The file of views cannot be opened or written, for a cause that making it anew does not cure. */
export class ViewsUnavailable extends Error {
  override readonly name = 'ViewsUnavailable';
}

/** Opens the views that an earlier run left. @throws ViewsUnavailable */
export function openViewsFile(file: string): ViewsFile {
  if (!existsSync(file)) return { state: 'MISSING' };
  let connection: Connection | null = null;
  try {
    connection = connect(file, 'LIVE');
    const layout = connection.sql('PRAGMA user_version').get()?.user_version;
    if (layout !== layoutVersion) {
      connection.close();
      return { state: 'UNUSABLE', reason: `it has layout ${layout}, this Winnow has ${layoutVersion}` };
    }
    const parts = connection.sql('SELECT count(*) AS n FROM sqlite_schema WHERE sql IS NOT NULL').get()?.n;
    if (parts !== (tables.match(/CREATE TABLE/g)?.length ?? 0) + indexes.length) {
      connection.close();
      return { state: 'UNUSABLE', reason: 'tables or indexes are missing' };
    }
    if (wentDown(connection)) {
      connection.close();
      return { state: 'UNUSABLE', reason: 'the machine went down while it was written' };
    }
    const folds = connection.sql(`SELECT value FROM meta WHERE key = 'folds'`).get()?.value;
    markInUse(connection);
    return { state: folds === foldsVersion ? 'CURRENT' : 'OUTDATED', connection };
  } catch (error) {
    connection?.close();
    if (isCorruption(error)) return { state: 'UNUSABLE', reason: 'it is damaged' };
    throw viewsUnavailable(file, error);
  }
}

/** Begins an empty file for a rebuild, without indexes; what a broken-off one left is removed. @throws ViewsUnavailable */
export function beginViewsFile(file: string, mode: 'BUILDING' | 'BULK' = 'BUILDING'): Connection {
  try {
    removeViewsFile(file);
    const connection = connect(file, mode);
    connection.exec(tables);
    connection.exec(`PRAGMA user_version = ${layoutVersion}`);
    connection.sql(`INSERT INTO meta VALUES ('folds', ?), ('boot', '')`).run(foldsVersion);
    return connection;
  } catch (error) {
    throw viewsUnavailable(file, error);
  }
}

/** Makes the rows of obstacles and the indexes, one a turn of the event loop, and brings what is written so far to the disk. */
export async function settleViewsFile(connection: Connection, turn: () => Promise<void>): Promise<void> {
  if (!connection.marked()) {
    connection.transaction(() => markAll(connection));
    connection.setMarked();
    await turn();
  }
  for (const index of indexes) {
    makeIndex(connection, index.replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS'));
    await turn();
  }
  const handle = await open(connection.file, 'r+');
  await handle.sync().finally(() => handle.close());
}

function makeIndex(connection: Connection, statement: string): void {
  try {
    connection.exec(statement);
  } catch {
    // There may be no room for a temporary file, or no directory.
    connection.exec('PRAGMA temp_store = MEMORY');
    connection.exec(statement);
  }
}

/** Puts a settled, closed file in the place of another, closed too, and opens it to be gone on with. */
export function swapViewsFile(from: string, to: string): Connection {
  const handle = openSync(from, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  // A log of the replaced file must not be taken for one of the new file.
  for (const suffix of ['-wal', '-shm']) rmSync(to + suffix, { force: true });
  renameSync(from, to);
  const connection = connect(to, 'LIVE');
  markInUse(connection);
  return connection;
}

/** Removes a file of views with all that SQLite keeps beside it. */
export function removeViewsFile(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** What views that cannot be made or opened are told as. */
export function viewsUnavailable(file: string, cause: unknown): ViewsUnavailable {
  if (cause instanceof ViewsUnavailable) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ViewsUnavailable(
    `The views ${file} cannot be used (${detail}). Make the file and its directory writable for this user, with room for them, and start again. No history is lost: views are made from the events.`,
    { cause },
  );
}
