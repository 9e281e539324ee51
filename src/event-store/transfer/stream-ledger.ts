import { DatabaseSync } from 'node:sqlite';

/** A note on each stream. Kept in a temporary file, as there may be more streams than memory should hold. */
export interface StreamLedger<Note> {
  get(stream: string): Note | null;
  set(stream: string, note: Note): void;
  close(): void;
}

/** Opens a ledger without notes. A note is written as JSON. */
export function openStreamLedger<Note>(): StreamLedger<Note> {
  // The empty name: a file that SQLite makes where temporary files lie, and that is gone once it is closed.
  const db = new DatabaseSync('');
  db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE ledger (stream TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT, WITHOUT ROWID; BEGIN`);
  const find = db.prepare('SELECT note FROM ledger WHERE stream = ?');
  const put = db.prepare('INSERT OR REPLACE INTO ledger VALUES (?, ?)');
  return {
    get: (stream) => {
      const row = find.get(stream);
      return row === undefined ? null : (JSON.parse(String(row.note)) as Note);
    },
    set: (stream, note) => {
      put.run(stream, JSON.stringify(note));
    },
    close: () => db.close(),
  };
}
