import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { type AppendRequest, FIELDS_PER_EVENT } from '../append-request.ts';
import type { ExpectedRevision } from '../event-store.ts';
import type { Answer } from './protocol.ts';

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

function insert(statements: Statements, [stream, expected, ...fields]: AppendRequest): Answer {
  const state = statements.stream.get(stream);
  const last = state?.revision == null ? -1 : Number(state.revision);
  if (!matches(expected, last)) return wrongExpectedRevision(last);
  let revision = last;
  let row = 0;
  for (let at = 0; at < fields.length; at += FIELDS_PER_EVENT) {
    revision += 1;
    const [id = '', type = '', data = '', metadata = ''] = fields.slice(at, at + FIELDS_PER_EVENT);
    row = Number(statements.insert.run(stream, revision, id, type, data, metadata).lastInsertRowid);
  }
  if (state?.maxCount != null) statements.prune.run(stream, revision - Number(state.maxCount));
  return [revision, row];
}

/** The answer of the first time, where all these events are stored already; `null` where none of them is. */
function repeated(statements: Statements, [stream, expected, ...fields]: AppendRequest): Answer | null {
  const count = fields.length / FIELDS_PER_EVENT;
  let known = 0;
  let first = 0;
  let row = 0;
  for (let index = 0; index < count; index += 1) {
    const [id = '', type = '', data = ''] = fields.slice(
      index * FIELDS_PER_EVENT,
      (index + 1) * FIELDS_PER_EVENT,
    );
    const stored = statements.byId.get(id);
    if (stored === undefined) continue;
    const revision = Number(stored.revision);
    if (known === 0) first = revision - index;
    if (stored.stream !== stream || stored.type !== type || !sameJson(String(stored.data), data)) {
      return conflict(`event id ${id} is taken by another event, of stream ${stored.stream}`);
    }
    if (revision !== first + index) return conflict(`event ${id} was appended at another place`);
    known += 1;
    row = Number(stored.position);
  }
  if (known === 0) return null;
  if (known < count)
    return conflict(`${known} of the ${count} events are stored already, the others are not`);
  if (!matches(expected, first - 1)) return wrongExpectedRevision(lastRevision(statements, stream));
  return [first + count - 1, row];
}

const lastRevision = (statements: Statements, stream: string): number =>
  Number(statements.stream.get(stream)?.revision ?? -1);

const matches = (expected: ExpectedRevision, last: number): boolean =>
  expected === 'ANY' || (expected === 'NO_STREAM' ? last === -1 : last === expected);

const wrongExpectedRevision = (last: number): Answer => ({
  kind: 'WRONG_EXPECTED_REVISION',
  actual: last === -1 ? 'NO_STREAM' : last,
});

const conflict = (detail: string): Answer => ({ kind: 'EVENT_ID_CONFLICT', detail });

const sameJson = (stored: string, given: string): boolean =>
  stored === given || isDeepStrictEqual(JSON.parse(stored), JSON.parse(given));
