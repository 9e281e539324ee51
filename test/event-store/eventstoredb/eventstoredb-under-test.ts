import { randomUUID } from 'node:crypto';
import { type EventStoreDbOptions, openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import { patience } from '../../support/patience.ts';
import type { StoreUnderTest } from '../contract.ts';
import { reopenable } from '../reopenable.ts';

/** For a store that does not fail in a test: what a call may take there that a server answers in some milliseconds. */
export const patientCalls = { callTimeoutMs: patience(2_000), retryForMs: patience(4_500) };

/** An adapter under the contract, on any server, under a prefix that no other test uses. */
export async function eventStoreDbUnderTest(options: EventStoreDbOptions): Promise<StoreUnderTest> {
  const streamPrefix = `test.${randomUUID().replaceAll('-', '')}-`;
  return reopenable(() => openEventStoreDb({ ...patientCalls, ...options, streamPrefix }));
}
