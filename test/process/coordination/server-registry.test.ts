import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { joinServerRegistry } from '../../../src/process/coordination/server-registry.ts';
import { temporaryStore } from '../../event-store/temporary-store.ts';

type ServerRegistry = ReturnType<typeof joinServerRegistry>;

const registries: ServerRegistry[] = [];
afterEach(async () => {
  for (const registry of registries.splice(0)) await registry.stop();
});

function join(
  store: EventStore,
  id: string,
  startedAt: string,
  coordinates = false,
  monotonic?: () => number,
): ServerRegistry {
  const registry = joinServerRegistry({
    store,
    logger: pino({ level: 'silent' }),
    ...(monotonic && { monotonic }),
    report: () => ({
      id,
      name: 'here',
      url: null,
      version: '1',
      startedAt,
      position: null,
      lagSeconds: 0,
      coordinates,
    }),
  });
  registries.push(registry);
  return registry;
}
const ids = (registry: ServerRegistry) => registry.servers().map(({ id }) => id);

test('servers on one store know each other, the longest-running first, and who coordinates', async () => {
  const { store } = await temporaryStore();
  const younger = join(store, 'younger', '2026-11-22T12:00:01Z');
  const older = join(store, 'older', '2026-11-22T12:00:00Z', true);
  for (const registry of [younger, older]) {
    await vi.waitFor(() => expect(ids(registry)).toEqual(['older', 'younger']), { timeout: 5000 });
    expect(registry.servers().map(({ coordinates }) => coordinates)).toEqual([true, false]);
  }
});

test('a server that left is gone at once, and one that fell silent after a while', async () => {
  const { store } = await temporaryStore();
  const staying = join(store, 'staying', '2026-11-22T12:00:00Z');
  const leaving = join(store, 'leaving', '2026-11-22T12:00:01Z');
  await vi.waitFor(() => expect(ids(staying)).toHaveLength(2), { timeout: 5000 });
  await leaving.stop();
  await vi.waitFor(() => expect(ids(staying)).toEqual(['staying']), { timeout: 5000 });

  // It reports once, an hour ahead or behind by its own clock, and never again.
  for (const ahead of [3_600_000, -3_600_000]) {
    const id = ahead > 0 ? 'fast' : 'slow';
    await reported(store, id, new Date(Date.now() + ahead));
    await vi.waitFor(() => expect(ids(staying)).toContain(id), { timeout: 5000 });
  }
  expect(ids(staying)).toEqual(['fast', 'slow', 'staying']);
  await vi.waitFor(() => expect(ids(staying)).toEqual(['staying']), { timeout: 60_000 });
});

test('a server that had gone before this one began is never there', async () => {
  const { store } = await temporaryStore();
  await reported(store, 'gone', new Date());
  const staying = join(store, 'staying', '2026-11-22T12:00:00Z');
  const seen = new Set<string>();
  await vi.waitFor(
    () => {
      for (const id of ids(staying)) seen.add(id);
      expect(staying.listenedMs()).toBeGreaterThan(2_000);
    },
    { timeout: 60_000 },
  );
  expect([...seen]).toEqual(['staying']);
});

test('time in which a server could not be heard does not count', async () => {
  const { store } = await temporaryStore();
  let down = false;
  let reads = 0;
  let passed = 0;
  const reading: EventStore = {
    ...store,
    readStream(...given) {
      reads += 1;
      if (down) throw new Error('down');
      return store.readStream(...given);
    },
  };
  const readsFrom = async (more: number) => {
    const enough = reads + more;
    await vi.waitFor(() => expect(reads).toBeGreaterThanOrEqual(enough), { timeout: 60_000 });
  };
  const staying = join(reading, 'staying', '2026-11-22T12:00:01Z', false, () => performance.now() + passed);
  await readsFrom(2);
  await reported(store, 'other', new Date());
  await vi.waitFor(() => expect(ids(staying)).toContain('other'), { timeout: 60_000 });
  down = true;
  await readsFrom(1);
  passed = 3_600_000;
  down = false;
  await readsFrom(2);
  expect(ids(staying)).toContain('other');
});

async function reported(store: EventStore, id: string, at: Date): Promise<void> {
  const metadata = {
    actor: { kind: 'SYSTEM', id: 'winnow' },
    correlationId: 'x',
    causationId: 'x',
    occurredAt: at.toISOString(),
    schemaVersion: 1,
  } as const;
  const data = { id, startedAt: `2026-11-22T11:00:00Z ${id}`, reportedAt: at.toISOString() };
  await store.append(
    'server-reports',
    [{ id: crypto.randomUUID(), type: 'ServerReported', data, metadata }],
    'ANY',
  );
}

test('a server knows itself without a store that answers', async () => {
  const { store } = await temporaryStore();
  const down: EventStore = {
    ...store,
    append: () => Promise.reject(new Error('down')),
    setStreamMetadata: () => Promise.reject(new Error('down')),
  };
  expect(ids(join(down, 'alone', '2026-11-22T12:00:00Z'))).toEqual(['alone']);
});
