import { join } from 'node:path';
import type { EventStore } from './event-store.ts';
import { openEventStoreDb } from './eventstoredb.ts';
import { openSqliteEventStore } from './sqlite.ts';

/** Which store keeps the events: the embedded one of this machine, or EventStoreDB, which servers share. */
export type EventStoreSettings =
  | { readonly kind: 'SQLITE' }
  | {
      readonly kind: 'EVENTSTOREDB';
      /** `esdb://…` or `esdb+discover://…`; may hold a password, so it is never logged. */
      readonly connectionString: string;
      /** Keeps installations apart that share a cluster; ends with its only hyphen. */
      readonly streamPrefix: string;
      readonly user?: string;
      readonly password?: string;
      readonly passwordFile?: string;
      readonly caFile?: string;
    };

/** Opens the store that the settings name; the embedded one lies in the state directory. */
export function openEventStore(settings: {
  readonly stateDirectory: string;
  readonly eventStore: EventStoreSettings;
}): Promise<EventStore> {
  const { stateDirectory, eventStore } = settings;
  return eventStore.kind === 'SQLITE'
    ? openSqliteEventStore({ file: join(stateDirectory, 'events.db') })
    : openEventStoreDb(eventStore);
}
