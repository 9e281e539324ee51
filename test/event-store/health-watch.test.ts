import { afterEach, expect, test, vi } from 'vitest';
import { EventStoreUnavailable } from '../../src/event-store/errors.ts';
import type { EventStore, EventStoreHealth } from '../../src/event-store/event-store.ts';
import { assertAvailable, type HealthWatch, watchHealth } from '../../src/event-store/health-watch.ts';
import { refuseWhileDown } from '../../src/requests/refuse-while-down.ts';
import { seededServices } from '../support/seeded-services.ts';
import { temporaryStore } from './temporary-store.ts';

let watch: HealthWatch | null = null;
afterEach(() => watch?.stop());

const well: EventStoreHealth = { kind: 'EVENTSTOREDB', available: true, problem: null };
const down: EventStoreHealth = { kind: 'EVENTSTOREDB', available: false, problem: 'It does not answer.' };

/** A store whose health a test sets. */
async function storeWith(health: EventStoreHealth) {
  const { store } = await temporaryStore();
  const told = { health };
  const watched: EventStore = { ...store, health: async () => told.health };
  return { told, store: watched };
}

test('a watch tells what the store said last, and when it was last well', async () => {
  const { told, store } = await storeWith(well);
  const watching = await watchHealth(store);
  watch = watching;
  const { availableAt } = watching.current();
  expect(watching.current()).toMatchObject({ available: true, availableAt: expect.any(String) });
  told.health = down;
  await vi.waitFor(() => expect(watching.current()).toMatchObject(down), { timeout: 5000 });
  expect(watching.current().availableAt ?? '').toMatch(/Z$/);
  expect((watching.current().availableAt ?? '') >= (availableAt ?? '')).toBe(true);
});

test('whoever waits for the store goes on when it is well, or when they give up', async () => {
  const { told, store } = await storeWith(down);
  const watching = await watchHealth(store);
  watch = watching;
  expect(watching.current().availableAt).toBeNull();
  const givenUp = AbortSignal.timeout(10);
  await watching.untilAvailable(givenUp);
  expect(watching.current().available).toBe(false);
  told.health = well;
  await watching.untilAvailable(new AbortController().signal);
  expect(watching.current().available).toBe(true);
});

test('requests are refused at once while the store is down, with a retryable error, and pass when it is well', async () => {
  const { requests, sent } = await seededServices();
  const health = { ...down, availableAt: null };
  const guarded = refuseWhileDown(requests, () => assertAvailable({ current: () => health }));
  const caller = { actor: { kind: 'USER', id: 'ann' }, requestId: 'r' } as const;
  const cancel = () => guarded.cancelSparsifyJob({ jobId: 'job_1', reason: null }, caller);
  await expect(cancel()).rejects.toThrow(EventStoreUnavailable);
  await expect(cancel()).rejects.toMatchObject({ retryable: true, message: 'It does not answer.' });
  expect(sent).toHaveLength(0);
  Object.assign(health, well);
  await cancel();
  expect(sent).toHaveLength(1);
});
