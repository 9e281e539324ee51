import { expect, test } from 'vitest';
import { WrongExpectedRevision } from '../../src/event-store/errors.ts';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { handleDiskCommand } from '../../src/streams/disk-stream.ts';
import { changeStorageDomain } from '../../src/streams/fleet-streams.ts';
import { systemOrigin } from '../../src/streams/system-actor.ts';
import { facts } from '../domain/disk/given-when-then.ts';

/** A store in which another writer is always faster, and when it was asked. */
function contendedStore() {
  const askedAt: number[] = [];
  const append: EventStore['append'] = async (stream) => {
    askedAt.push(performance.now());
    throw new WrongExpectedRevision(stream, 'NO_STREAM', 0);
  };
  async function* readStream() {}
  return { askedAt, store: { append, readStream } as unknown as EventStore };
}

const origin = systemOrigin(new Date());
const register = { type: 'RegisterDisk', facts, observed: null } as const;
const registered = {
  type: 'StorageDomainRegistered',
  data: { name: 'a', kind: 'DIRECTORY', mounts: [] },
} as const;

test.each([
  ['a disk', (store: EventStore) => handleDiskCommand(store, 'disk_1', register, origin), 8],
  [
    'a storage domain',
    (store: EventStore) => changeStorageDomain(store, 'dom_1', () => registered, origin).catch(() => null),
    10,
  ],
])('a conflict on %s is met again only after a pause, and so many times at most', async (_, write, times) => {
  const { askedAt, store } = contendedStore();
  expect(await write(store)).toBeNull();
  expect(askedAt).toHaveLength(times);
  const pauses = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThan(1);
  expect(Math.max(...pauses)).toBeGreaterThan(40);
});
