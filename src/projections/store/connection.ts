import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { createPrivateFileIn, makePrivate } from '../../event-store/private-file.ts';

/** Statements kept prepared; pages have many shapes, and the rare ones need not stay. */
const keptStatements = 300;

/** A connection to a file of views, with its prepared statements. */
export interface Connection {
  readonly file: string;
  /** False while a file is built, whose indexes are made at its end. */
  readonly indexed: boolean;
  /** Whether `disk_obstacle` has its rows; while a file is built they are made shortly before the indexes. */
  marked(): boolean;
  /** They were made. */
  setMarked(): void;
  /** Prepares the statement the first time. */
  sql(text: string): StatementSync;
  /** All or nothing; within another transaction a part of it. */
  transaction(work: () => void): void;
  exec(text: string): void;
  close(): void;
}

type Mode = 'LIVE' | 'BUILDING' | 'BULK';

const pragmas: Record<Mode, string> = {
  LIVE: 'PRAGMA journal_mode = WAL; PRAGMA cache_size = -16384',
  BUILDING: 'PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -16384',
  BULK: 'PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA threads = 2; PRAGMA cache_size = -65536',
};

/**
 * Opens a file of views, for its owner alone. Nothing waits for the disk: views are disposable, and flushes would take half of the
 * projector's time and hold up every query behind them. LIVE has a write-ahead log, so that a crash of the process
 * leaves the views at their checkpoint; after a crash of the machine the file is not trusted, see boot-mark.ts.
 * BUILDING is for a file that nobody needs before it is whole, and that is begun again after any crash. BULK is for one
 * that is begun again after any failure too: it cannot roll back, and sorts in threads. Both sort in temporary files, so
 * that the memory of a server does not grow with the events.
 */
export function connect(file: string, mode: Mode): Connection {
  // Views in memory, as some tests have them, are no file.
  if (file !== ':memory:' && !createPrivateFileIn(file)) makePrivate(file);
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA synchronous = OFF; ${pragmas[mode]}`);
  const statements = new Map<string, StatementSync>();
  let marked = mode === 'LIVE';
  return {
    file,
    indexed: mode === 'LIVE',
    marked: () => marked,
    setMarked() {
      marked = true;
    },
    sql(text) {
      const known = statements.get(text);
      if (known !== undefined) return known;
      if (statements.size >= keptStatements) statements.clear();
      const statement = db.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    transaction(work) {
      if (db.isTransaction) {
        work();
        return;
      }
      db.exec('BEGIN');
      try {
        work();
        db.exec('COMMIT');
      } catch (error) {
        // SQLite has rolled back by itself after some errors, a full disk among them.
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    exec: (text) => db.exec(text),
    close() {
      statements.clear();
      if (db.isOpen) db.close();
    },
  };
}

/** Whether the file itself is damaged, so that trying again does not help. */
export function isCorruption(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  // SQLITE_CORRUPT and SQLITE_NOTADB; the low byte of an extended code is the primary one.
  return typeof code === 'number' && ((code & 0xff) === 11 || (code & 0xff) === 26);
}
