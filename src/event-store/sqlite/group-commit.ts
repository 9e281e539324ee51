import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { prepareAppend } from './append.ts';
import { PROBE, pragma } from './database.ts';
import { type Fault, faultOf } from './fault.ts';
import type { Answer, WriteRequest } from './protocol.ts';

const DONE: Answer = [0, 0];
/** About 16 MB of log: seldom enough to merge writes of the same pages, small enough to be quick. */
const CHECKPOINT_ABOVE_FRAMES = 4_000;

export interface GroupCommit {
  /** Writes all requests in one transaction, and returns once it is on disk. Each request's fate is its own. */
  commit(requests: readonly WriteRequest[]): Answer[];
  /** Moves the log into the database when it has grown long. */
  checkpoint(): void;
}

/** Commits groups of requests to the store in `file`, which `db` has open. */
export function createGroupCommit(db: DatabaseSync, file: string): GroupCommit {
  const append = prepareAppend(db);
  const setMaxCount = db.prepare('INSERT OR REPLACE INTO streams (stream, max_count) VALUES (?, ?)');
  const prune = db.prepare(`DELETE FROM events WHERE stream = ?1 AND revision <=
                              (SELECT max(revision) FROM events WHERE stream = ?1) - ?2`);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const end = db.prepare('COMMIT');
  const logLength = db.prepare('PRAGMA wal_checkpoint(NOOP)');
  const identity = identityOf(file);
  let lastWriteFailed = false;

  function commit(requests: readonly WriteRequest[]): Answer[] {
    const missing = whatIsReplaced();
    if (missing !== null) return requests.map(() => ({ kind: 'FAULT', fault: missing }));
    const answers = transact(requests);
    const lost = whatIsReplaced();
    return lost === null ? answers : requests.map(() => ({ kind: 'FAULT', fault: lost }));
  }

  function transact(requests: readonly WriteRequest[]): Answer[] {
    try {
      begin.run();
      const answers = requests.map(write);
      end.run();
      lastWriteFailed = false;
      return answers;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      lastWriteFailed = true;
      const fault = faultOf(error, file);
      if (fault === null) throw error;
      // One that has no room must not fail the others; a lock that is held is held for all.
      if (requests.length > 1 && fault.code !== 'BUSY')
        return requests.flatMap((request) => transact([request]));
      return requests.map(() => ({ kind: 'FAULT', fault }));
    }
  }

  function write(request: WriteRequest): Answer {
    switch (request.kind) {
      case 'APPEND':
        return append(request);
      case 'SET_METADATA':
        setMaxCount.run(request.stream, request.maxCount);
        prune.run(request.stream, request.maxCount);
        return DONE;
      case 'CHECK':
        if (lastWriteFailed) db.exec(PROBE);
        return DONE;
      default:
        return request satisfies never;
    }
  }

  function whatIsReplaced(): Fault | null {
    const now = identityOf(file);
    const index = identity.findIndex((inode, at) => inode !== now[at]);
    if (index === -1) return null;
    const path = pathsOf(file)[index];
    return {
      code: 'REPLACED',
      detail: now[index] === undefined ? `${path} is gone` : `${path} is another file now`,
    };
  }

  function checkpoint(): void {
    if (Number(logLength.get()?.log) < CHECKPOINT_ABOVE_FRAMES) return;
    try {
      pragma(db, 'wal_checkpoint(PASSIVE)');
    } catch (error) {
      // A log that cannot be merged now (a full disk) keeps what it holds; the next round tries again.
      if (faultOf(error, file) === null) throw error;
    }
  }

  return { commit, checkpoint };
}

const pathsOf = (file: string): readonly string[] => [file, `${file}-wal`];

const identityOf = (file: string): (number | undefined)[] =>
  pathsOf(file).map((path) => statSync(path, { throwIfNoEntry: false })?.ino);
