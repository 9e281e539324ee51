import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EventIdConflict } from '../../../src/event-store/errors.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { eventStoreContract } from '../contract.ts';
import { collect, event, events, freshStream, idsOf } from '../events.ts';
import { reopenable } from '../reopenable.ts';
import { follow } from '../subscriber.ts';
import { temporaryStore } from '../temporary-store.ts';

eventStoreContract('the SQLite event store', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'winnow-event-store-'));
  return reopenable(
    () => openSqliteEventStore({ file: join(directory, 'events.db') }),
    () => rm(directory, { recursive: true, force: true }),
  );
});

describe('the SQLite event store refuses an event id', () => {
  it('that is taken by another content', async () => {
    const { store } = await temporaryStore();
    const stream = freshStream();
    const stored = event({ bytes: 1 });
    await store.append(stream, [stored], 'NO_STREAM');
    const other = { ...stored, data: { bytes: 2 } };
    await expect(store.append(stream, [other], 'NO_STREAM')).rejects.toBeInstanceOf(EventIdConflict);
    await expect(store.append(stream, [{ ...stored, type: 'Other' }], 'ANY')).rejects.toThrow(stored.id);
  });

  it('that is taken in another stream, or at another place', async () => {
    const { store } = await temporaryStore();
    const stream = freshStream();
    const [one, two] = [event(), event()];
    await store.append(stream, [one, two], 'NO_STREAM');
    await expect(store.append(freshStream(), [one], 'NO_STREAM')).rejects.toBeInstanceOf(EventIdConflict);
    await expect(store.append(stream, [two, one], 'NO_STREAM')).rejects.toBeInstanceOf(EventIdConflict);
    await expect(store.append(stream, [event(), one], 1)).rejects.toBeInstanceOf(EventIdConflict);
    expect(idsOf(await collect(store.readStream(stream)))).toEqual([one.id, two.id]);
  });

  it('not when only the order of its keys differs', async () => {
    const { store } = await temporaryStore();
    const stream = freshStream();
    const stored = event({ a: 1, b: 2 });
    const first = await store.append(stream, [stored], 'NO_STREAM');
    expect(await store.append(stream, [{ ...stored, data: { b: 2, a: 1 } }], 'NO_STREAM')).toEqual(first);
  });

  it('at a revision that is not the one it was appended at', async () => {
    const { store } = await temporaryStore();
    const stream = freshStream();
    const [one, two] = [event(), event()];
    await store.append(stream, [one], 'NO_STREAM');
    await store.append(stream, [two], 0);
    await expect(store.append(stream, [one], 1)).rejects.toMatchObject({
      name: 'WrongExpectedRevision',
      message: expect.stringContaining('is at revision 1,'),
    });
  });
});

describe('the SQLite event store', () => {
  it('tells a subscriber that fell behind when it has caught up again', async () => {
    const { store } = await temporaryStore();
    const subscriber = follow(store, null);
    expect(await subscriber.untilCaughtUp()).toEqual({ kind: 'CAUGHT_UP', position: null });
    const { position } = await store.append(freshStream(), events(1_700), 'NO_STREAM');
    expect(await subscriber.untilCaughtUp()).toEqual({ kind: 'CAUGHT_UP', position });
    expect(subscriber.received).toHaveLength(1_700);
    subscriber.abort();
  });

  it('leaves the event loop to others during long reads', async () => {
    const { store } = await temporaryStore();
    await store.append(freshStream(), events(5_000), 'NO_STREAM');
    let turns = 0;
    const count = (): void => {
      turns += 1;
      turning = setImmediate(count);
    };
    let turning = setImmediate(count);
    await collect(store.readAll());
    const whileReading = turns;
    await follow(store, null).untilCaughtUp();
    clearImmediate(turning);
    expect(whileReading).toBeGreaterThanOrEqual(9);
    expect(turns - whileReading).toBeGreaterThanOrEqual(9);
  });

  it('hands on large events a few at a time', async () => {
    const { store } = await temporaryStore();
    const text = 'x'.repeat(20_000);
    await store.append(
      freshStream(),
      Array.from({ length: 300 }, () => event({ text })),
      'NO_STREAM',
    );
    const subscriber = follow(store, null);
    const batch = await subscriber.next();
    expect(batch).toMatchObject({ kind: 'EVENTS' });
    expect(subscriber.received.length).toBeLessThan(300);
    await subscriber.untilCaughtUp();
    expect(subscriber.received).toHaveLength(300);
  });
});
