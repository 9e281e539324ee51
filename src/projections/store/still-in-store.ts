import type { EventStore } from '../../event-store/event-store.ts';
import type { Connection } from './connection.ts';

/** Why views cannot have been made from this store (as after a backup was put back, or the events were moved here); null when they can. */
export async function stillInStore(store: EventStore, connection: Connection): Promise<string | null> {
  const position = connection.sql(`SELECT value FROM meta WHERE key = 'position'`).get()?.value;
  if (typeof position !== 'string') return null;
  const head = await store.head();
  if (head === null || head < position) {
    return `they include events up to ${position}, but the store ends at ${head ?? 'nothing'}`;
  }
  const last = connection
    .sql('SELECT position, stream, revision, event_id FROM activity ORDER BY seq DESC LIMIT 1')
    .get();
  if (last === undefined) return null;
  const stream = String(last.stream);
  const revision = Number(last.revision);
  for await (const event of store.readStream(stream, { from: revision, limit: 1 })) {
    if (event.id === last.event_id && event.position === last.position) return null;
  }
  return `they include event ${last.event_id} as number ${revision} of ${stream} at ${last.position}, and the store does not`;
}
