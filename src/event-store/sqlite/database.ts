import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPrivateFile, makePrivate } from '../private-file.ts';
import { StoreFault } from './fault.ts';
import type { WriterSettings } from './protocol.ts';

const APPLICATION_ID = 0x576e4e77; // "WnNw"
const SCHEMA_VERSION = 1;
const LOCK_WAIT_MILLISECONDS = 5_000;
/** A check reads the whole file, at about 1 GB/s; larger files are checked page by page, as they are read. */
const CHECKED_WHOLE_BELOW_BYTES = 128 * 1024 * 1024;

// No AUTOINCREMENT: the row with the highest position is the newest of its stream, and that is never deleted.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream   TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id       TEXT NOT NULL,
    type     TEXT NOT NULL,
    data     TEXT NOT NULL,
    metadata TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, revision);
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_id ON events (id);
  CREATE TABLE IF NOT EXISTS streams (stream TEXT PRIMARY KEY, max_count INTEGER) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** A write that changes nothing, to find out whether writing works. */
export const PROBE = `PRAGMA user_version = ${SCHEMA_VERSION}`;

/** The single number or text that a pragma answers. */
export function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

/** Opens the store for writing, and makes it where it is missing. A file that is not sound and ours is not touched. */
export function openForWriting({ file, maxBytes }: WriterSettings): DatabaseSync {
  ensureFile(file);
  const db = new DatabaseSync(file, { timeout: LOCK_WAIT_MILLISECONDS });
  try {
    const fresh = identify(db);
    makePrivate(file);
    if (!fresh && statSync(file).size < CHECKED_WHOLE_BELOW_BYTES) checkWhole(db);
    const mode = pragma(db, 'journal_mode = WAL');
    if (mode !== 'wal') throw new StoreFault('IO', `the file system allows no write-ahead log, only ${mode}`);
    // The writing thread checkpoints between two groups of appends, not inside one.
    db.exec(
      'PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -1024',
    );
    if (maxBytes !== null) {
      pragma(db, `max_page_count = ${Math.floor(maxBytes / Number(pragma(db, 'page_size')))}`);
    }
    if (fresh) db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the store for reading, beside a writer of this process or of another that may have it open. */
export function openForReading(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true, timeout: LOCK_WAIT_MILLISECONDS });
  try {
    if (identify(db)) throw new StoreFault('NOT_A_STORE', 'it is empty');
    db.exec('PRAGMA cache_size = -1024');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function ensureFile(file: string): void {
  const created = createPrivateFile(file);
  // The log lies beside the file, so the directory must be writable even where the file exists.
  accessSync(dirname(file), constants.R_OK | constants.W_OK | constants.X_OK);
  if (!created) accessSync(file, constants.R_OK | constants.W_OK);
}

function identify(db: DatabaseSync): boolean {
  const applicationId = pragma(db, 'application_id');
  const version = Number(pragma(db, 'user_version'));
  const empty = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n === 0;
  if (applicationId === 0 && version === 0 && empty) return true;
  if (applicationId !== APPLICATION_ID) {
    throw new StoreFault('NOT_A_STORE', `its application id is ${applicationId}, not ${APPLICATION_ID}`);
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreFault(
      'NEWER_VERSION',
      `its schema has version ${version}, this one knows ${SCHEMA_VERSION}`,
    );
  }
  return false;
}

function checkWhole(db: DatabaseSync): void {
  const found = pragma(db, 'quick_check(1)');
  if (found !== 'ok') throw new StoreFault('CORRUPT', String(found));
}
