import type { EventStore } from '../../src/event-store/event-store.ts';
import type { StoreUnderTest } from './contract.ts';

/** A store for the contract: opened over the same events each time, every one of them closed at the end. */
export async function reopenable(
  open: () => Promise<EventStore>,
  cleanUp: () => Promise<void> = async () => {},
): Promise<StoreUnderTest> {
  const opened: EventStore[] = [];
  const openNext = async (): Promise<EventStore> => {
    const store = await open();
    opened.push(store);
    return store;
  };
  const store = await openNext();
  return {
    store,
    reopen: async () => {
      await store.close();
      return openNext();
    },
    dispose: async () => {
      await Promise.all(opened.map((one) => one.close()));
      await cleanUp();
    },
  };
}
