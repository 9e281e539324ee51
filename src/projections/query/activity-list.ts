import type { SQLOutputValue } from 'node:sqlite';
import type { JobId } from '../../domain/ids.ts';
import { diskStream, hostStream, storageDomainStream } from '../../streams/names.ts';
import { cursorAt, positionAt } from '../feed/cursor.ts';
import { toActivity } from '../fold/activity-view.ts';
import type { Connection } from '../store/connection.ts';
import type { ReadModel } from '../store/read-model.ts';
import { streamNumber } from '../store/rows.ts';
import type { ActivityFilter, ActivityView, OrderDirection } from '../views.ts';
import { type Condition, isIn, type List } from './keyset.ts';

const columns = ['position', 'stream', 'revision', 'event_id', 'type', 'data', 'metadata'] as const;

/** Events of the history that match a filter. Its cursors are those of the live feed. */
export function activityList(
  model: ReadModel,
  filter: ActivityFilter,
  direction: OrderDirection,
): List<ActivityView> {
  const { connection } = model;
  const where = conditions(model, filter);
  const types = filter.types && [...new Set(filter.types)];
  const by = (index: string): string => `activity INDEXED BY ${index}`;
  const ofSubject = Boolean(filter.diskId || filter.jobId || filter.hostId || filter.storageDomainId);
  let branches: List<ActivityView>['branches'];
  if (types && !ofSubject) {
    branches = types.map((type) => ({
      from: by('activity_by_type'),
      where: [{ sql: 'type = ?', params: [type] }, ...where],
    }));
  } else {
    const ofActor = typeof filter.actorId === 'string';
    const index = ofSubject ? 'activity_by_subject' : ofActor ? 'activity_by_actor' : null;
    const type = types ? [isIn('type', types)] : [];
    branches = [{ from: index === null ? 'activity' : by(index), where: [...where, ...type] }];
  }
  return {
    keys: ['seq'],
    direction,
    branches,
    columns,
    node: toActivityView,
    cursorOf: (_keys, { position }) => cursorAt(String(position)),
    keysOf: (cursor) => [placeOf(connection, positionAt(cursor) ?? '')],
    total: where.length === 0 && !types ? model.counts().activities : null,
  };
}

/** The event with an id, null when the history has none. */
export function activityByEventId(connection: Connection, eventId: string): ActivityView | null {
  const row = connection.sql(`SELECT ${columns.join(', ')} FROM activity WHERE event_id = ?`).get(eventId);
  return row === undefined ? null : toActivityView(row);
}

function conditions(model: ReadModel, filter: ActivityFilter): Condition[] {
  const { connection } = model;
  const found: Condition[] = [];
  if (filter.diskId) found.push(...ofStream(diskStream(filter.diskId)));
  if (filter.jobId) found.push(...ofJob(model, filter.jobId));
  if (filter.hostId) found.push(...ofStream(hostStream(filter.hostId)));
  if (filter.storageDomainId) found.push(...ofStream(storageDomainStream(filter.storageDomainId)));
  if (typeof filter.actorId === 'string') found.push({ sql: 'actor_id = ?', params: [filter.actorId] });
  if (filter.occurredAfter) {
    const moment = Date.parse(filter.occurredAfter);
    found.push({ sql: 'seq > ?', params: [lastBefore(connection, 'clock', moment)] });
    found.push({ sql: 'occurred >= ?', params: [moment] });
  }
  if (filter.occurredBefore) {
    const moment = Date.parse(filter.occurredBefore);
    // Clocks of authors differ, so an event may come this much later than one that happened after it.
    found.push({ sql: 'seq <= ?', params: [lastBefore(connection, 'clock', moment + model.clockSkew())] });
    found.push({ sql: 'occurred < ?', params: [moment] });
  }
  return found;
}

const ofStream = (stream: string): Condition[] => [
  { sql: 'subject = ?', params: [streamNumber(stream)] },
  { sql: 'stream = ?', params: [stream] },
];

// All of a job's events lie in the stream of its disk, from its request on.
function ofJob(model: ReadModel, id: JobId): Condition[] {
  const job = model.jobEntry(id);
  if (job === null) return [{ sql: 'subject IS NULL', params: [] }];
  return [
    ...ofStream(diskStream(job.view.diskId)),
    { sql: `data ->> '$.jobId' = ?`, params: [id] },
    { sql: 'seq >= ?', params: [job.firstSeq] },
  ];
}

/** The row of a position, or a place between two rows where the position is that of no row. */
function placeOf(connection: Connection, position: string): number {
  const before = lastBefore(connection, 'position', position);
  const next = connection.sql('SELECT position FROM activity WHERE seq = ?').get(before + 1)?.position;
  return next === position ? before + 1 : before + 0.5;
}

/** The last row with less than a value, by halving: rows are numbered without gaps and both columns never decrease. */
function lastBefore(connection: Connection, column: 'position' | 'clock', value: string | number): number {
  const statement = connection.sql(`SELECT ${column} < ? AS less FROM activity WHERE seq = ?`);
  let low = 0;
  let high = Number(connection.sql('SELECT max(seq) AS last FROM activity').get()?.last ?? 0);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (statement.get(value, middle)?.less === 1) low = middle;
    else high = middle - 1;
  }
  return low;
}

const toActivityView = (row: Record<string, SQLOutputValue>): ActivityView =>
  toActivity({
    id: String(row.event_id),
    position: String(row.position),
    stream: String(row.stream),
    revision: Number(row.revision),
    type: String(row.type),
    data: JSON.parse(String(row.data)),
    metadata: JSON.parse(String(row.metadata)),
  });
