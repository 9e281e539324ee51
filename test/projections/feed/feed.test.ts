import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { BadCursor, type Change } from '../../../src/projections/views.ts';
import { temporaryStore } from '../../event-store/temporary-store.ts';
import { appendTo, jobEvents, newEvent, observed, progress, registered } from '../events.ts';
import { historyFrom } from '../histories.ts';
import { type Opened, openedProjections } from '../opened.ts';

let projections: Opened;
beforeEach(async () => {
  projections = await openedProjections();
});

const everything = (): boolean => true;
type Changes = AsyncIterableIterator<Change>;

async function take(changes: Changes, count: number): Promise<Change[]> {
  const taken: Change[] = [];
  while (taken.length < count) {
    const { value, done } = await changes.next();
    if (done) throw new Error(`The subscription ended after ${taken.length} of ${count} changes.`);
    taken.push(value);
  }
  return taken;
}

/** What of a change must be the same however it came. */
const content = ({ position, activity, disk, job }: Change) => ({
  position,
  event: activity?.eventId ?? null,
  disk,
  job,
});

async function appendHistory(store: EventStore, length: number): Promise<void> {
  const choices = Array.from({ length }, (_, index) => [index * 7 + (index >> 2), index * 31 + 5] as const);
  for (const { stream, id, type, data, metadata } of historyFrom(choices)) {
    await store.append(stream, [{ id, type, data, metadata }], 'ANY');
  }
}

describe('a live subscription', () => {
  test('gives every change from its start on, each with the object as it stood then', async () => {
    const { feed, store } = projections;
    await appendTo(store, 'disk-disk_a', [registered('disk_a')]);
    await projections.current();
    const changes = feed.changes({ wants: everything });
    const job = jobEvents('job_a');
    await appendTo(store, 'disk-disk_a', [job.requested, job.locked(), job.started()]);
    await appendTo(store, 'sparsifyProgress-job_a', [{ type: 'SparsifyProgressed', data: progress(1, 7) }]);
    await appendTo(store, 'disk-disk_a', [job.completed()]);
    const taken = await take(changes, 5);
    expect(taken.map((change) => [change.activity?.type, change.job?.status, change.disk?.locked])).toEqual([
      ['SparsifyRequested', 'REQUESTED', false],
      ['DiskLocked', 'LOCKED', true],
      ['SparsifyStarted', 'RUNNING', true],
      [undefined, 'RUNNING', undefined],
      ['SparsifyCompleted', 'COMPLETED', false],
    ]);
    expect(taken[3]?.job?.progress?.bytesReclaimed).toBe(7);
  });

  test('gives only what it wants', async () => {
    const { feed, store } = projections;
    const changes = feed.changes({ wants: ({ disk }: Change) => disk?.id === 'disk_b' });
    for (const id of ['disk_a', 'disk_b', 'disk_c'] as const)
      await appendTo(store, `disk-${id}`, [registered(id)]);
    await appendTo(store, 'disk-disk_b', [observed()]);
    expect((await take(changes, 2)).map(({ activity }) => activity?.type)).toEqual([
      'DiskRegistered',
      'DiskObserved',
    ]);
  });

  test('shares one change among all subscribers', async () => {
    const { feed, store } = projections;
    const subscribers = Array.from({ length: 100 }, () => feed.changes({ wants: everything }));
    await appendTo(store, 'disk-disk_a', [registered('disk_a')]);
    const taken = await Promise.all(subscribers.map((changes) => take(changes, 1)));
    expect(new Set(taken.map(([change]) => change)).size).toBe(1);
  });

  test('answers a waiting next() at once when it is closed, and next() ever after', async () => {
    const changes = projections.feed.changes({ wants: everything });
    const waiting = [changes.next(), changes.next()];
    await expect(changes.return?.()).resolves.toMatchObject({ done: true });
    for (const next of waiting) await expect(next).resolves.toMatchObject({ done: true });
    await expect(changes.next()).resolves.toMatchObject({ done: true });
  });

  test('completes when the projections are closed', async () => {
    const changes = projections.feed.changes({ wants: everything });
    const waiting = changes.next();
    await projections.close();
    await expect(waiting).resolves.toMatchObject({ done: true });
  });

  test('whose condition throws takes no other down', async () => {
    const { feed, store } = projections;
    const failing = feed.changes({
      wants: () => {
        throw new Error('asked the impossible');
      },
    });
    const sound = feed.changes({ wants: everything });
    await appendTo(store, 'disk-disk_a', [registered('disk_a')]);
    expect(await take(sound, 1)).toHaveLength(1);
    await expect(failing.next()).resolves.toMatchObject({ done: true });
  });

  test('that does not read is given the newest progress of a job alone, and each state change', async () => {
    const { feed, store } = projections;
    const job = jobEvents('job_a');
    await appendTo(store, 'disk-disk_a', [registered('disk_a'), job.requested, job.locked(), job.started()]);
    await projections.current();
    const changes = feed.changes({ wants: everything });
    for (let step = 1; step <= 20; step += 1) {
      await appendTo(store, 'sparsifyProgress-job_a', [
        { type: 'SparsifyProgressed', data: progress(1, step) },
      ]);
      if (step === 10) await appendTo(store, 'disk-disk_a', [job.contactLost]);
    }
    await appendTo(store, 'disk-disk_a', [job.completed()]);
    await projections.current();
    const taken = await take(changes, 3);
    expect(taken.map(({ activity, job: view }) => activity?.type ?? view?.progress?.bytesReclaimed)).toEqual([
      'SparsifyContactLost',
      20,
      'SparsifyCompleted',
    ]);
  });
});

describe('a subscription that resumes', () => {
  test('gets, after each cursor of a history, exactly the rest, and then what comes', async () => {
    const { feed, store } = projections;
    const all = feed.changes({ after: feed.presentCursor(), wants: everything });
    const seen: Change[] = [];
    const reading = (async () => {
      for await (const change of all) seen.push(change);
    })();
    await appendHistory(store, 60);
    await projections.current();
    await vi.waitUntil(() => seen.at(-1)?.position === projections.views.checkpoint());
    const kinds = new Set(seen.map(({ activity, job }) => activity?.type ?? (job && 'progress')));
    expect(kinds.size).toBeGreaterThan(8);

    const after = [feed.cursorAt(''), ...seen.map(({ position }) => feed.cursorAt(position))];
    for (const [index, cursor] of after.entries()) {
      const rest = seen.slice(index);
      const resumed = feed.changes({ after: cursor, wants: everything });
      expect((await take(resumed, rest.length)).map(content)).toEqual(rest.map(content));
      await resumed.return?.();
    }

    const late = feed.changes({ after: after[30], wants: everything });
    await take(late, seen.length - 30);
    await appendTo(store, 'disk-disk_new', [registered('disk_new')]);
    const [next] = await take(late, 1);
    expect(next?.disk?.id).toBe('disk_new');
    await all.return?.();
    await reading;
  });

  test('has no gap and no double where the past meets the present', async () => {
    const { feed, store } = projections;
    await appendHistory(store, 40);
    const begin = feed.cursorAt('');
    const reference = feed.changes({ after: begin, wants: everything });
    const resumed = feed.changes({ after: begin, wants: everything });
    const positions: string[] = [];
    for (let round = 0; round < 30; round += 1) {
      const [change] = await take(resumed, 1);
      positions.push(change?.position ?? '');
      await appendTo(store, `disk-disk_r${round}`, [registered(`disk_r${round}`)]);
    }
    await projections.current();
    const expected: string[] = [];
    const last = await store.head();
    while (expected.at(-1) !== last)
      expected.push(...(await take(reference, 1)).map(({ position }) => position));
    while (positions.at(-1) !== last)
      positions.push(...(await take(resumed, 1)).map(({ position }) => position));
    expect(positions).toEqual(expected);
    expect([...positions].sort()).toEqual(positions);
    expect(new Set(positions).size).toBe(positions.length);
  });

  test('goes on from the store after it fell too far behind, missing no state', async () => {
    const { feed, store } = projections;
    const changes = feed.changes({ wants: everything });
    const [first] = await Promise.all([
      take(changes, 1),
      appendTo(store, 'disk-disk_a', [registered('disk_a')]),
    ]);
    const updates = (from: number, count: number) =>
      store.append(
        'disk-disk_a',
        Array.from({ length: count }, (_, index) => newEvent('DiskUpdated', { name: `${from + index}` })),
        'ANY',
      );
    await updates(0, 1_500);
    await projections.current();
    const some = await take(changes, 700);
    await updates(1_500, 1_500);
    await projections.current();
    const rest = await take(changes, 2_300);
    expect(first).toHaveLength(1);
    expect([...some, ...rest].map(({ disk }) => disk?.name)).toEqual(
      Array.from({ length: 3_000 }, (_, index) => `${index}`),
    );
    const next = changes.next();
    await updates(3_000, 1);
    expect((await next).value?.disk?.name).toBe('3000');
  });

  test('can be closed in the middle of the past', async () => {
    const { feed, store } = projections;
    await appendHistory(store, 30);
    await projections.current();
    const changes = feed.changes({ after: feed.cursorAt(''), wants: everything });
    await take(changes, 3);
    const pending = changes.next();
    await changes.return?.();
    await pending;
    await expect(changes.next()).resolves.toMatchObject({ done: true });
  });

  test('waits while its cursor is ahead of this server', async () => {
    const { feed, store } = projections;
    const first = await appendTo(store, 'disk-disk_a', [registered('disk_a')]);
    await projections.current();
    const ahead = String(Number(first) + 2).padStart(16, '0');
    const changes = feed.changes({ after: feed.cursorAt(ahead), wants: everything });
    const next = changes.next();
    for (const id of ['disk_b', 'disk_c', 'disk_d'] as const)
      await appendTo(store, `disk-${id}`, [registered(id)]);
    expect((await next).value?.disk?.id).toBe('disk_d');
  });

  test.each([
    ['garbage', 'garbage'],
    ['nothing', ''],
    ['a cursor of a list of disks', Buffer.from('["disks.NAME.ASC","a","disk_a"]').toString('base64url')],
  ])('is refused with %s for a cursor', (_, after) => {
    expect(() => projections.feed.changes({ after, wants: everything })).toThrow(BadCursor);
  });

  test('is refused where the store has no such place', async () => {
    const { feed, store } = projections;
    await appendTo(store, 'disk-disk_a', [registered('disk_a')]);
    await projections.current();
    const changes = feed.changes({ after: feed.cursorAt('000'), wants: everything });
    await expect(changes.next()).rejects.toThrow(BadCursor);
    await expect(changes.next()).resolves.toMatchObject({ done: true });
  });

  test('fails, and does not hang, when the past cannot be read', async () => {
    const { store } = await temporaryStore();
    await appendTo(store, 'disk-disk_a', [registered('disk_a')]);
    const broken: EventStore = {
      ...store,
      readAll: () => {
        throw new Error('the disk is on fire');
      },
    };
    const { feed } = await openedProjections({ store: broken });
    const changes = feed.changes({ after: feed.cursorAt(''), wants: everything });
    await expect(changes.next()).rejects.toThrow('on fire');
  });

  test('goes through a rebuild without noticing', async () => {
    const { feed, store, projector } = projections;
    await appendHistory(store, 20);
    await projections.current();
    await vi.waitUntil(() => !projector.status().rebuilding);
    const changes = feed.changes({ wants: everything });
    const rebuild = projector.rebuild();
    for (let index = 0; index < 20; index += 1)
      await appendTo(store, `disk-disk_n${index}`, [registered(`disk_n${index}`)]);
    await rebuild;
    await appendTo(store, 'disk-disk_last', [registered('disk_last')]);
    const taken = await take(changes, 21);
    expect(taken.map(({ disk }) => disk?.id)).toEqual([
      ...Array.from({ length: 20 }, (_, index) => `disk_n${index}`),
      'disk_last',
    ]);
  });
});
