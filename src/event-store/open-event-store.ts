import { EventStoreNotSupported } from './errors.ts';
import type { EventStore, ReadableEventStore } from './event-store.ts';
import { openSqliteEventStore, openSqliteEventStoreForReading } from './sqlite.ts';

/** Which event store is used. */
export interface EventStoreSettings {
  /** Where EventStoreDB is, `esdb://…` or `esdb+discover://…`; `null` for the embedded store. May hold a password. */
  readonly connectionString: string | null;
  /** The embedded store's file. */
  readonly file: string;
}

/** Opens the store that the settings name; the one place that knows the adapters. */
export async function openEventStore(settings: EventStoreSettings): Promise<EventStore> {
  if (settings.connectionString !== null) throw new EventStoreNotSupported();
  return openSqliteEventStore({ file: settings.file });
}

/** The same for reading only: beside a server that owns the embedded store, and without making one where none is. */
export async function openEventStoreForReading(settings: EventStoreSettings): Promise<ReadableEventStore> {
  if (settings.connectionString !== null) return openEventStore(settings);
  return openSqliteEventStoreForReading(settings.file);
}
