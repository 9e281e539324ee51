import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { openProjections } from '../../../src/projections/open-projections.ts';
import { connect } from '../../../src/projections/store/connection.ts';
import { temporaryDirectory, temporaryStore } from '../../event-store/temporary-store.ts';
import { patience } from '../../support/patience.ts';
import { contentOfFile } from '../content.ts';
import { appendTo, fill, jobEvents, registered } from '../events.ts';
import { openedProjections, reached, silent } from '../opened.ts';

/** What views of a store are when projected from empty. */
async function rebuilt(store: EventStore): Promise<Record<string, unknown>> {
  const projections = await openedProjections({ store });
  await projections.whole;
  await projections.close();
  return contentOfFile(projections.file);
}

/** Changes a file of views behind the back of Winnow. */
function tamper(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}

describe('the projector', () => {
  test('shows what the store held when it was opened, and what comes', async () => {
    const { store } = await temporaryStore();
    await appendTo(store, 'disk-disk_a', [registered('disk_a')]);
    const projections = await openedProjections({ store });
    expect(projections.views.disk('disk_a')?.name).toBe('disk_a');
    const position = await appendTo(store, 'disk-disk_b', [registered('disk_b')]);
    await projections.projector.waitFor(position, patience(10_000));
    expect(projections.views.disk('disk_b')?.name).toBe('disk_b');
    expect(projections.views.checkpoint()).toBe(position);
  });

  test('waits for a position no longer than asked to', async () => {
    const { projector, views } = await openedProjections();
    await projector.waitFor('9999999999999999', 5);
    expect(views.checkpoint()).toBeNull();
  });

  test('goes on from its checkpoint after a clean end', async () => {
    const first = await openedProjections();
    await fill(first.store, 20);
    await first.current();
    await first.whole;
    await first.close();
    await fill(first.store, 20, 20);
    const second = await openedProjections({ store: first.store, file: first.file });
    await vi.waitUntil(() => second.projector.status().caughtUp);
    expect(second.projector.status()).toMatchObject({ rebuilding: false, problem: null });
    await second.close();
    expect(contentOfFile(first.file)).toEqual(await rebuilt(first.store));
  });

  test('is at its checkpoint after kill -9 at any moment', async () => {
    const directory = await temporaryDirectory();
    const child = spawn(
      join(import.meta.dirname, '../../../node_modules/.bin/node'),
      [join(import.meta.dirname, 'projecting-child.ts'), directory],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let lines = 0;
    for await (const _ of createInterface({ input: child.stdout })) {
      lines += 1;
      if (lines === 40) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const store = await openSqliteEventStore({ file: join(directory, 'events.db') });
    try {
      const file = join(directory, 'views.db');
      expect(existsSync(file)).toBe(true);
      const connection = connect(file);
      const position = connection.sql(`SELECT value FROM meta WHERE key = 'position'`).get()?.value;
      const last = connection.sql('SELECT max(position) AS last FROM activity').get()?.last;
      connection.close();
      expect(last).toBe(position);

      const after = await openedProjections({ store, file });
      await after.current();
      await after.close();
      expect(contentOfFile(file)).toEqual(await rebuilt(store));
    } finally {
      await store.close();
    }
  });

  test('rebuilds beside, answers from the old views meanwhile, and misses nothing that happens then', async () => {
    const projections = await openedProjections();
    const { store, views, projector } = projections;
    await fill(store, 300);
    await projections.current();
    await projections.whole;
    const rebuild = projector.rebuild();
    expect(projector.status().rebuilding).toBe(true);
    expect(projector.rebuild()).toBe(rebuild);
    expect(views.disk('disk_7')?.name).toBe('disk_7');
    await fill(store, 50, 300);
    await projections.current();
    expect(views.disks({}, { field: 'NAME', direction: 'ASC' }, {}).totalCount()).toBe(350);
    await rebuild;
    await projections.current();
    expect(views.disks({}, { field: 'NAME', direction: 'ASC' }, {}).totalCount()).toBe(350);
    expect(existsSync(`${projections.file}.rebuild`)).toBe(false);
    await projections.close();
    expect(contentOfFile(projections.file)).toEqual(await rebuilt(store));
  });

  test('reports a change only when the views that are asked include it, also while others are built', async () => {
    const first = await openedProjections();
    const { store } = first;
    await fill(store, 20);
    await first.current();
    await first.whole;
    await first.close();
    const hold = Promise.withResolvers<void>();
    const ahead = Promise.withResolvers<void>();
    let subscriptions = 0;
    /** The run whose views are asked is slow; the one that builds others beside it is not. */
    const slow: EventStore = {
      ...store,
      subscribe: async function* (options) {
        subscriptions += 1;
        const isBeside = subscriptions > 1;
        for await (const item of store.subscribe(options)) {
          const isLate =
            item.kind === 'EVENTS' && item.events.some(({ stream }) => stream === 'disk-disk_late');
          if (isLate && !isBeside) await hold.promise;
          yield item;
          // It comes back for the next when it has reported this one.
          if (isLate && isBeside) ahead.resolve();
        }
      },
    };
    const { feed, views, projector } = await openedProjections({ store: slow, file: first.file });
    const changes = feed.changes({ wants: ({ disk }) => disk?.id === 'disk_late' });
    const heard = changes.next().then(({ value }) => value?.disk && views.disk(value.disk.id)?.id);
    const rebuild = projector.rebuild();
    await appendTo(store, 'disk-disk_late', [registered('disk_late')]);
    await ahead.promise;
    hold.resolve();
    await rebuild;
    expect(await heard).toBe('disk_late');
  });

  test('serves views of other folds until they are rebuilt', async () => {
    const first = await openedProjections();
    await fill(first.store, 10);
    await first.current();
    await first.whole;
    await first.close();
    const good = contentOfFile(first.file);
    tamper(
      first.file,
      `UPDATE meta SET value = 0 WHERE key = 'folds'; UPDATE disk SET name = 'of old folds'`,
    );
    const second = await openedProjections({ store: first.store, file: first.file });
    expect(second.views.disk('disk_1')).not.toBeNull();
    await vi.waitUntil(() => !second.projector.status().rebuilding);
    await second.close();
    expect(contentOfFile(first.file)).toEqual(good);
  });

  test.each([
    ['of another layout', (file: string) => tamper(file, 'PRAGMA user_version = 999')],
    ['without their tables', (file: string) => tamper(file, 'DROP TABLE disk')],
    ['that are no database', (file: string) => writeFile(file, 'x'.repeat(10_000))],
    ['that are an empty file', (file: string) => writeFile(file, '')],
  ])('makes views %s anew', async (_, spoil) => {
    const first = await openedProjections();
    await fill(first.store, 10);
    await first.current();
    await first.whole;
    await first.close();
    const good = contentOfFile(first.file);
    await spoil(first.file);
    const second = await openedProjections({ store: first.store, file: first.file });
    await second.whole;
    expect(second.views.disk('disk_1')?.name).toBe('disk_1');
    await second.close();
    expect(contentOfFile(first.file)).toEqual(good);
  });

  test('makes views anew whose pages turn out to be damaged while in use', async () => {
    const projections = await openedProjections();
    const { store } = projections;
    await fill(store, 400);
    await projections.current();
    await projections.whole;
    await projections.close();
    const db = new DatabaseSync(projections.file);
    const root = Number(
      db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'activity_by_type'`).get()?.rootpage,
    );
    db.close();
    const handle = await open(projections.file, 'r+');
    await handle.write(Buffer.alloc(4096, 0x5a), 0, 4096, (root - 1) * 4096);
    await handle.close();

    const again = await openedProjections({ store, file: projections.file });
    const look = () => again.views.activity({ types: ['DiskRegistered'] }, 'DESC', { first: 1 });
    expect(look).toThrow();
    await vi.waitUntil(() => !again.projector.status().rebuilding);
    expect(look().edges).toHaveLength(1);
  });

  test.each([
    ['ends before the views do', 3],
    ['has gone another way since', 30],
  ])('makes views anew when the store was put back and %s', async (_, disks) => {
    const first = await openedProjections();
    await fill(first.store, 10);
    await first.current();
    await first.whole;
    await first.close();
    const { store } = await temporaryStore();
    await fill(store, disks, 100);
    const lines: string[] = [];
    const logger = pino({}, { write: (line) => lines.push(line) });
    const second = await openedProjections({ store, file: first.file, logger });
    await second.current();
    expect(second.views.disk('disk_1')).toBeNull();
    expect(second.views.disk('disk_100')).not.toBeNull();
    expect(lines.some((line) => line.includes('the views are built anew'))).toBe(true);
  });

  test('goes on to the same content from a file that is put back to an older state', async () => {
    const { store } = await temporaryStore();
    const file = join(await temporaryDirectory(), 'views.db');
    const first = await openedProjections({ store, file });
    await fill(store, 20);
    await first.current();
    await first.whole;
    await first.close();
    const older = await readFile(file);
    const second = await openedProjections({ store, file });
    await fill(store, 20, 20);
    await second.current();
    await second.close();
    await writeFile(file, older);
    const third = await openedProjections({ store, file });
    expect(third.projector.status()).toMatchObject({ rebuilding: false, problem: null });
    await third.current();
    await third.close();
    expect(contentOfFile(file)).toEqual(await rebuilt(store));
  });

  test('goes on to the same content from a log that a power cut ended anywhere', async () => {
    const { store } = await temporaryStore();
    const directory = await temporaryDirectory();
    const file = join(directory, 'views.db');
    const first = await openedProjections({ store, file });
    for (let part = 0; part < 5; part += 1) {
      await fill(store, 4, part * 4);
      await first.current();
    }
    const [database, log] = await Promise.all([readFile(file), readFile(`${file}-wal`)]);
    await first.close();
    const good = await rebuilt(store);
    // A header of the log, a header of a frame, and a page.
    const [header, frame] = [32, 24 + 4096];
    const frames = Math.floor((log.length - header) / frame);
    expect(frames).toBeGreaterThan(50);
    for (const kept of [0.3, 0.5, 0.75, 0.9, 1]) {
      for (const torn of [0, 1000]) {
        const cut = join(directory, `cut-${kept}-${torn}.db`);
        const length = header + Math.floor(frames * kept) * frame - torn;
        await writeFile(cut, database);
        await writeFile(`${cut}-wal`, log.subarray(0, length));
        const after = await openedProjections({ store, file: cut });
        await after.current();
        await after.close();
        expect(contentOfFile(cut), `${length} bytes of the log`).toEqual(good);
      }
    }
  });

  test('shows which events it quarantined, also after a restart', async () => {
    const first = await openedProjections();
    await appendTo(first.store, 'disk-disk_a', [registered('disk_a'), jobEvents('job_x').started()]);
    await appendTo(first.store, 'disk-disk_b', [registered('disk_b')]);
    await first.current();
    expect(first.views.disk('disk_b')).not.toBeNull();
    expect(first.projector.status()).toMatchObject({
      quarantined: 1,
      problem: expect.stringContaining('SparsifyStarted'),
    });
    await first.close();
    const second = await openedProjections({ store: first.store, file: first.file });
    expect(second.projector.status().quarantined).toBe(1);
  });

  test('subscribes again when the store breaks off, and leaves nothing out', async () => {
    const { store } = await temporaryStore();
    let breaks = 3;
    const flaky: EventStore = {
      ...store,
      subscribe: async function* (options) {
        for await (const item of store.subscribe(options)) {
          yield item;
          if (item.kind === 'EVENTS' && breaks > 0) {
            breaks -= 1;
            throw new Error('connection lost');
          }
        }
      },
    };
    const projections = await openedProjections({ store: flaky });
    for (const id of ['disk_a', 'disk_b', 'disk_c', 'disk_d'] as const) {
      await reached(projections, await appendTo(store, `disk-${id}`, [registered(id)]));
    }
    expect(breaks).toBe(0);
    expect(projections.views.disks({}, { field: 'NAME', direction: 'ASC' }, {}).edges).toHaveLength(4);
    await projections.close();
  });

  test.each([
    ['is given up by who does not want to wait', true],
    ['is tried again by who does', false],
  ])('a building that fails %s', async (_, giveUp) => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'views.db');
    const { store } = await temporaryStore();
    await fill(store, 20);
    let isInTheWay = true;
    // The place of the views is taken when they are built, and so they cannot get there.
    const taking: EventStore = {
      ...store,
      subscribe: async function* (options) {
        if (isInTheWay) await mkdir(join(file, 'in the way'), { recursive: true });
        yield* store.subscribe(options);
      },
    };
    const projections = await openProjections({ store: taking, file, logger: silent, giveUp });
    onTestFinished(() => projections.close());
    if (giveUp) {
      await expect(projections.whole).rejects.toThrow(`The views ${file} cannot be used`);
      return;
    }
    await vi.waitUntil(() => projections.projector.status().position !== null);
    isInTheWay = false;
    await rm(file, { recursive: true });
    await projections.whole;
    expect(projections.views.disk('disk_7')?.name).toBe('disk_7');
  });

  test('refuses a file that cannot be opened, with what to do', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'missing', 'views.db');
    const { store } = await temporaryStore();
    await expect(openedProjections({ store, file, logger: silent })).rejects.toThrow(
      'writable for this user',
    );
  });
});
