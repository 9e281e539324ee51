import { randomUUID } from 'node:crypto';
import { type EventStoreDbOptions, openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import type { StoreUnderTest } from '../contract.ts';
import { reopenable } from '../reopenable.ts';

/** An adapter under the contract, on any server, under a prefix that no other test uses. */
export async function eventStoreDbUnderTest(options: EventStoreDbOptions): Promise<StoreUnderTest> {
  const streamPrefix = `test.${randomUUID().replaceAll('-', '')}-`;
  return reopenable(() => openEventStoreDb({ ...options, streamPrefix }));
}
