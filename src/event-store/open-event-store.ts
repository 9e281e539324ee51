import type { EventStore, ReadableEventStore } from './event-store.ts';
import type { EventStoreDbOptions } from './eventstoredb/open.ts';
import { openSqliteEventStore, openSqliteEventStoreForReading } from './sqlite/open.ts';

/** Which store keeps the events: the embedded one, a file of this host, or EventStoreDB, which servers share. */
export type EventStoreSettings =
  | { readonly kind: 'SQLITE'; readonly file: string }
  | ({ readonly kind: 'EVENTSTOREDB' } & EventStoreDbOptions);

/** Opens the store that the settings name; the one place that knows the adapters. */
export async function openEventStore(settings: EventStoreSettings): Promise<EventStore> {
  return settings.kind === 'SQLITE' ? openSqliteEventStore(settings) : openEventStoreDb(settings);
}

/** The same for reading only: beside a server that owns the embedded store, and without making one where none is. */
export async function openEventStoreForReading(settings: EventStoreSettings): Promise<ReadableEventStore> {
  return settings.kind === 'SQLITE'
    ? openSqliteEventStoreForReading(settings.file)
    : openEventStoreDb(settings);
}

/** The driver takes 10 MB of memory, which only those who use it should need. */
async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStore> {
  const adapter = await import('./eventstoredb/open.ts');
  return adapter.openEventStoreDb(options);
}
