import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { competeForLease } from '../../../src/process/coordination/lease.ts';
import { temporaryStore } from '../../event-store/temporary-store.ts';
import { patience } from '../../support/patience.ts';

const ttlMs = patience(500);
const leases: ReturnType<typeof competeForLease>[] = [];
afterEach(async () => {
  for (const lease of leases.splice(0)) await lease.release();
});

/** A server that competes, with a clock that a test can stop. */
function contender(store: EventStore, holder: string, exclusive = false) {
  const acquired = vi.fn();
  const lost = vi.fn();
  const lease = competeForLease({
    store,
    holder,
    ttlMs,
    exclusive,
    logger: pino({ level: 'silent' }),
    onAcquired: acquired,
    onLost: lost,
  });
  leases.push(lease);
  return {
    lease,
    acquired,
    lost,
    holds: () => vi.waitFor(() => expect(lease.held()).toBe(true), { timeout: 10_000 + 2 * ttlMs }),
  };
}

/** A store that a server can be cut off from. */
function cuttable(store: EventStore) {
  const link = { cut: false };
  const append: EventStore['append'] = async (...args) => {
    if (link.cut) throw new Error('cut off');
    return store.append(...args);
  };
  return { link, store: { ...store, append } };
}

describe('the lease', () => {
  test('is taken by exactly one of many that start at once', async () => {
    const { store } = await temporaryStore();
    const all = Array.from({ length: 8 }, (_, i) => contender(store, `server-${i}`));
    await vi.waitFor(() => expect(all.filter(({ lease }) => lease.held())).toHaveLength(1));
    expect(all.filter(({ acquired }) => acquired.mock.calls.length > 0)).toHaveLength(1);
  });

  test('stays with its holder while that renews it', async () => {
    const { store } = await temporaryStore();
    const first = contender(store, 'first');
    await first.holds();
    const second = contender(store, 'second');
    const renewals = async () => {
      for await (const { type, revision } of store.readStream('lease-coordinator', {
        direction: 'BACKWARDS',
      })) {
        return type === 'LeaseRenewed' ? revision : 0;
      }
      return 0;
    };
    await vi.waitFor(async () => expect(await renewals()).toBeGreaterThan(3), { timeout: 10_000 });
    expect(first.lease.held()).toBe(true);
    expect(second.acquired).not.toHaveBeenCalled();
  });

  test('passes on at once when it is given back', async () => {
    const { store } = await temporaryStore();
    const first = contender(store, 'first');
    await first.holds();
    const second = contender(store, 'second');
    await first.lease.release();
    await second.holds();
    expect(first.lease.held()).toBe(false);
    expect(first.lost).not.toHaveBeenCalled();
  });

  test('passes on when its holder falls silent, and the holder stops before', async () => {
    const { store } = await temporaryStore();
    const { link, store: cut } = cuttable(store);
    const first = contender(cut, 'first');
    await first.holds();
    const second = contender(store, 'second');
    link.cut = true;
    let both = false;
    const watch = setInterval(() => {
      both ||= first.lease.held() && second.lease.held();
    }, 1);
    await second.holds();
    await vi.waitFor(() => expect(first.lost).toHaveBeenCalledOnce(), { timeout: 10_000 });
    clearInterval(watch);
    expect(both).toBe(false);
    link.cut = false;
  });

  test('is known to be lost by a holder that slept, before it asks anybody', async () => {
    const { store } = await temporaryStore();
    let slept = 0;
    const lease = competeForLease({
      store,
      holder: 'sleeper',
      ttlMs: 60_000,
      exclusive: false,
      logger: pino({ level: 'silent' }),
      monotonic: () => performance.now() + slept,
      onAcquired: () => undefined,
      onLost: () => undefined,
    });
    leases.push(lease);
    await vi.waitFor(() => expect(lease.held()).toBe(true));
    slept = 60_000;
    expect(lease.held()).toBe(false);
  });

  test('of a store that one process owns is taken over at once, and needs no renewal', async () => {
    const { store } = await temporaryStore();
    const before = contender(store, 'killed', true);
    await before.holds();
    const after = contender(store, 'restarted', true);
    await after.holds();
    const events = await Array.fromAsync(store.readStream('lease-coordinator'));
    expect(events.map(({ type }) => type)).toEqual(['LeaseAcquired', 'LeaseAcquired']);
  });
});
