import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { ExpectedRevision } from '../event-store.ts';
import type { Answer, AppendRequest } from './protocol.ts';

interface Statements {
  readonly stream: StatementSync;
  readonly byId: StatementSync;
  readonly insert: StatementSync;
  readonly prune: StatementSync;
}

/** Appends inside the transaction that is open; a refusal is answered before anything is written. */
export type Append = (request: AppendRequest) => Answer;

export function prepareAppend(db: DatabaseSync): Append {
  const statements: Statements = {
    stream: db.prepare(`SELECT (SELECT max(revision) FROM events WHERE stream = ?1) AS revision,
                               (SELECT max_count FROM streams WHERE stream = ?1) AS maxCount`),
    byId: db.prepare('SELECT position, stream, revision, type, data FROM events WHERE id = ?'),
    insert: db.prepare(
      'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    prune: db.prepare('DELETE FROM events WHERE stream = ? AND revision <= ?'),
  };
  return (request) => repeated(statements, request) ?? insert(statements, request);
}

function insert(statements: Statements, { stream, expected, events }: AppendRequest): Answer {
  const state = statements.stream.get(stream);
  const last = state?.revision == null ? -1 : Number(state.revision);
  if (!matches(expected, last)) return wrongExpectedRevision(stream, expected, last);
  let revision = last;
  let row = 0;
  for (const { id, type, data, metadata } of events) {
    revision += 1;
    row = Number(statements.insert.run(stream, revision, id, type, data, metadata).lastInsertRowid);
  }
  if (state?.maxCount != null) statements.prune.run(stream, revision - Number(state.maxCount));
  return [revision, row];
}

/** The answer of the first time, where all these events are stored already; `null` where none of them is. */
function repeated(statements: Statements, { stream, expected, events }: AppendRequest): Answer | null {
  const count = events.length;
  let known = 0;
  let first = 0;
  let row = 0;
  for (const [index, { id, type, data }] of events.entries()) {
    const stored = statements.byId.get(id);
    if (stored === undefined) continue;
    const revision = Number(stored.revision);
    if (known === 0) first = revision - index;
    if (stored.stream !== stream || stored.type !== type || !sameJson(String(stored.data), data)) {
      return conflict(stream, `event id ${id} is taken by another event, of stream ${stored.stream}`);
    }
    if (revision !== first + index) return conflict(stream, `event ${id} was appended at another place`);
    known += 1;
    row = Number(stored.position);
  }
  if (known === 0) return null;
  if (known < count)
    return conflict(stream, `${known} of the ${count} events are stored already, the others are not`);
  if (!matches(expected, first - 1)) {
    const last = Number(statements.stream.get(stream)?.revision ?? -1);
    return wrongExpectedRevision(stream, expected, last);
  }
  return [first + count - 1, row];
}

const matches = (expected: ExpectedRevision, last: number): boolean =>
  expected === 'ANY' || (expected === 'NO_STREAM' ? last === -1 : last === expected);

const wrongExpectedRevision = (stream: string, expected: ExpectedRevision, last: number): Answer => ({
  kind: 'WRONG_EXPECTED_REVISION',
  stream,
  expected,
  actual: last === -1 ? 'NO_STREAM' : last,
});

const conflict = (stream: string, detail: string): Answer => ({ kind: 'EVENT_ID_CONFLICT', stream, detail });

const sameJson = (stored: string, given: string): boolean =>
  stored === given || isDeepStrictEqual(JSON.parse(stored), JSON.parse(given));
