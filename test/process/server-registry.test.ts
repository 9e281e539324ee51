import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { joinServers, type ServerRegistry } from '../../src/process/server-registry.ts';
import { temporaryStore } from '../event-store/temporary-store.ts';

const registries: ServerRegistry[] = [];
afterEach(async () => {
  for (const registry of registries.splice(0)) await registry.stop();
});

function join(store: EventStore, id: string, startedAt: string, coordinates = false): ServerRegistry {
  const registry = joinServers({
    store,
    logger: pino({ level: 'silent' }),
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

  const metadata = {
    actor: { kind: 'SYSTEM', id: 'winnow' },
    correlationId: 'x',
    causationId: 'x',
    occurredAt: new Date().toISOString(),
    schemaVersion: 1,
  } as const;
  const silent = {
    id: 'silent',
    startedAt: '2026-11-22T11:00:00Z',
    reportedAt: new Date(Date.now() - 13_000).toISOString(),
  };
  const event = { id: crypto.randomUUID(), type: 'ServerReported', data: silent, metadata };
  await store.append('server-reports', [event], 'ANY');
  await vi.waitFor(() => expect(ids(staying)).toEqual(['silent', 'staying']), { timeout: 5000 });
  await vi.waitFor(() => expect(ids(staying)).toEqual(['staying']), { timeout: 5000 });
});

test('a server knows itself without a store that answers', async () => {
  const { store } = await temporaryStore();
  const down: EventStore = {
    ...store,
    append: () => Promise.reject(new Error('down')),
    setStreamMetadata: () => Promise.reject(new Error('down')),
  };
  expect(ids(join(down, 'alone', '2026-11-22T12:00:00Z'))).toEqual(['alone']);
});
