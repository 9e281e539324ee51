import { expect, test } from 'vitest';
import { WrongExpectedRevision } from '../../src/event-store/errors.ts';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { systemOrigin } from '../../src/streams/envelope.ts';
import {
  handleDiskCommand,
  handleHostCommand,
  handleIdempotencyKey,
  handleStorageDomainCommand,
} from '../../src/streams/handle-command.ts';
import { facts, options } from '../domain/disk/given-when-then.ts';

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
const directory = { type: 'RegisterDirectory', hostId: 'host_1', path: '/images' } as const;

test.each<[string, (store: EventStore) => Promise<unknown>]>([
  ['a disk', (store) => handleDiskCommand(store, 'disk_1', register, origin)],
  [
    'a host',
    (store) => handleHostCommand(store, 'host_1', { type: 'RegisterHost', name: 'a', ssh: null }, origin),
  ],
  ['a storage domain', (store) => handleStorageDomainCommand(store, 'dom_1', directory, origin)],
  ['a key', (store) => handleIdempotencyKey(store, 'job_1', { diskId: 'disk_1', options }, origin)],
])('a conflict on %s is followed by a pause before each of ten attempts in all', async (_, write) => {
  const { askedAt, store } = contendedStore();
  expect(await write(store)).toBeNull();
  expect(askedAt).toHaveLength(10);
  const pauses = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThan(1);
  expect(Math.max(...pauses)).toBeGreaterThan(40);
});
