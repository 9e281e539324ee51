import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { createPrivateFileIn, makePrivate } from '../../event-store/private-file.ts';

/** Statements kept prepared; pages have many shapes, and the rare ones need not stay. */
const keptStatements = 150;

/** A connection to a file of views, with its prepared statements. */
export interface Connection {
  readonly file: string;
  /** Prepares the statement the first time. */
  sql(text: string): StatementSync;
  /** All or nothing. */
  transaction(work: () => void): void;
  exec(text: string): void;
  close(): void;
}

// While a file is built nobody needs it: after a crash it is begun again.
// And it is written in every place of its indexes, whose pages should stay in memory; what serves has the system's own cache.
const pragmas = {
  SERVING: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2048',
  BUILDING: 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384',
};

/**
 * Opens a file of views, for its owner alone. In one that serves a commit does not wait for the disk: after a crash, of
 * the machine too, the file is as some earlier transaction left it, its checkpoint included, and goes on from there.
 */
export function connect(file: string, mode: keyof typeof pragmas = 'SERVING'): Connection {
  // Views in memory, as some tests have them, are no file.
  if (file !== ':memory:' && !createPrivateFileIn(file)) makePrivate(file);
  const db = new DatabaseSync(file);
  db.exec(pragmas[mode]);
  const statements = new Map<string, StatementSync>();
  return {
    file,
    sql(text) {
      const known = statements.get(text);
      if (known !== undefined) return known;
      if (statements.size >= keptStatements) statements.clear();
      const statement = db.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    transaction(work) {
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
