import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import type { EventStore, Position } from '../../event-store/event-store.ts';
import type { Connection } from './connection.ts';
import { type FoundViews, openViewsFile, removeViewsFile } from './views-file.ts';

/** Opens the views of a store in a file; null where there are none that fit the store. @throws ViewsUnavailable */
export async function findViews(store: EventStore, file: string, logger: Logger): Promise<FoundViews | null> {
  if (existsSync(file)) {
    const found = openViewsFile(file);
    let reason = typeof found === 'string' ? found : null;
    if (typeof found !== 'string') {
      reason = await reasonAgainst(store, found.connection);
      if (reason === null) return found;
      found.connection.close();
    }
    logger.warn({ file, reason }, 'the views are built anew');
  }
  removeViewsFile(file);
  return null;
}

/** The position of the last event that a file of views includes. */
export function positionIn({ sql }: Connection): Position | null {
  const value = sql(`SELECT value FROM meta WHERE key = 'position'`).get()?.value;
  return typeof value === 'string' ? value : null;
}

/** Why views cannot have been made from this store (as after a backup was put back, or the events were moved here); null when they can. */
async function reasonAgainst(store: EventStore, connection: Connection): Promise<string | null> {
  const position = positionIn(connection);
  if (position === null) return null;
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
