import { randomUUID } from 'node:crypto';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { type EventStoreDbOptions, openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import type { StoreUnderTest } from '../contract.ts';

/** An adapter under the contract, on any server, under a prefix that no other test uses. */
export async function eventStoreDbUnderTest(options: EventStoreDbOptions): Promise<StoreUnderTest> {
  const streamPrefix = `test.${randomUUID().replaceAll('-', '')}-`;
  const opened: EventStore[] = [];
  const open = async (): Promise<EventStore> => {
    const store = await openEventStoreDb({ ...options, streamPrefix });
    opened.push(store);
    return store;
  };
  const store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return open();
    },
    dispose: async () => {
      await Promise.all(opened.map((one) => one.close()));
    },
  };
}
