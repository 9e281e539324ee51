import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  EventStoreUnavailable,
  PositionNotInStore,
  StoreOverloaded,
} from '../../../src/event-store/errors.ts';
import { describeError } from '../../../src/event-store/sqlite/fault.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { answerOf, startChild } from '../child.ts';
import { collect, event, events, freshStream, idsOf } from '../events.ts';
import { follow } from '../subscriber.ts';
import { temporaryDirectory, temporaryStore } from '../temporary-store.ts';

/** A store file with some hundred pages that is closed, and so holds all of its events itself. */
async function closedStore(): Promise<string> {
  const { store, file } = await temporaryStore();
  await store.append(freshStream(), events(2_000), 'NO_STREAM');
  await store.close();
  return file;
}

async function expectLeftAlone(file: string, name: string): Promise<void> {
  const before = readFileSync(file);
  const opening = openSqliteEventStore({ file });
  const message = expect.stringContaining(file);
  await expect(opening).rejects.toMatchObject({ name, retryable: false, message });
  expect(readFileSync(file).equals(before)).toBe(true);
}

function overwrite(file: string, from: number, length: number): void {
  const content = readFileSync(file);
  content.fill(0xa5, from, from + length);
  writeFileSync(file, content);
}

describe('a store file that cannot be used', () => {
  it('of a newer version is refused and left as it is', async () => {
    const file = await closedStore();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expectLeftAlone(file, 'StoreVersionTooNew');
  });

  it('of another program is refused and left as it is', async () => {
    const file = join(await temporaryDirectory(), 'events.db');
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE notes (text TEXT)');
    db.close();
    await expectLeftAlone(file, 'NotAnEventStore');
  });

  it('of garbage is refused and left as it is', async () => {
    const file = join(await temporaryDirectory(), 'events.db');
    writeFileSync(file, 'not a database, but a letter to a friend. '.repeat(500));
    await expectLeftAlone(file, 'StoreCorrupt');
  });

  it('that was cut short is refused and left as it is', async () => {
    const file = await closedStore();
    truncateSync(file, 4096 * 20);
    await expectLeftAlone(file, 'StoreCorrupt');
  });

  it('with damaged pages is refused and left as it is', async () => {
    const file = await closedStore();
    overwrite(file, 4096 * 20, 4096 * 4);
    await expectLeftAlone(file, 'StoreCorrupt');
  });

  it('that is damaged while it is open is found out when it is read', async () => {
    const { store, file } = await temporaryStore({ file: await closedStore() });
    overwrite(file, 4096 * 10, 4096 * 100);
    await expect(collect(store.readAll())).rejects.toMatchObject({ name: 'StoreCorrupt' });
    await expect(follow(store, null).untilCaughtUp()).rejects.toMatchObject({ name: 'StoreCorrupt' });
  });

  it('with an event that is not JSON is found out when it is read', async () => {
    const { store, file } = await temporaryStore();
    const stream = freshStream();
    await store.append(stream, events(1), 'NO_STREAM');
    const db = new DatabaseSync(file);
    db.exec(`UPDATE events SET data = '{"cut'`);
    db.close();
    await expect(collect(store.readStream(stream))).rejects.toThrow(/position 1 is not JSON/);
  });

  it('that is empty, as after a crash while it was made, becomes a store', async () => {
    const file = join(await temporaryDirectory(), 'events.db');
    writeFileSync(file, '');
    const { store } = await temporaryStore({ file });
    expect((await store.append(freshStream(), events(1), 'NO_STREAM')).revision).toBe(0);
  });

  it('whose place is a directory is refused', async () => {
    await expect(openSqliteEventStore({ file: await temporaryDirectory() })).rejects.toBeInstanceOf(
      EventStoreUnavailable,
    );
  });
});

describe('a place that cannot be written', () => {
  // Permissions do not bind root, unless it gives up the capability to pass over them.
  const bound =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : [];
  const open = async (file: string) => answerOf(startChild('open-store.ts', [file], bound));

  it('is opened where nothing stands against it', async () => {
    expect(await open(join(await temporaryDirectory(), 'events.db'))).toEqual({ opened: true });
  });

  it('is refused when it is a directory without a store', async () => {
    const directory = join(await temporaryDirectory(), 'state');
    mkdirSync(directory, { mode: 0o500 });
    expect(await open(join(directory, 'events.db'))).toMatchObject({
      name: 'StoreReadOnly',
      retryable: false,
    });
  });

  it('is refused when it is a directory with a store', async () => {
    const file = await closedStore();
    chmodSync(dirname(file), 0o500);
    expect(await open(file)).toMatchObject({ name: 'StoreReadOnly', message: expect.stringContaining(file) });
    chmodSync(dirname(file), 0o700);
  });

  it('is refused when it is the file', async () => {
    const file = await closedStore();
    chmodSync(file, 0o400);
    expect(await open(file)).toMatchObject({ name: 'StoreReadOnly', message: expect.stringContaining(file) });
  });
});

describe('an error', () => {
  const file = '/somewhere/events.db';
  const ofSqlite = (errcode: number) => Object.assign(new Error('as SQLite says it'), { errcode });
  it.each([
    ['SQLITE_PERM', 3, 'StoreReadOnly', false],
    ['SQLITE_BUSY', 5, 'StoreBusy', true],
    ['SQLITE_BUSY_SNAPSHOT', 517, 'StoreBusy', true],
    ['SQLITE_LOCKED', 6, 'StoreBusy', true],
    ['SQLITE_NOMEM', 7, 'StoreOutOfResources', true],
    ['SQLITE_READONLY', 8, 'StoreReadOnly', false],
    ['SQLITE_READONLY_DBMOVED', 1032, 'StoreFileReplaced', false],
    ['SQLITE_IOERR', 10, 'StoreIoFailed', true],
    ['SQLITE_IOERR_FSYNC', 1034, 'StoreIoFailed', true],
    ['SQLITE_IOERR_NOMEM', 3082, 'StoreOutOfResources', true],
    ['SQLITE_CORRUPT', 11, 'StoreCorrupt', false],
    ['SQLITE_CORRUPT_INDEX', 779, 'StoreCorrupt', false],
    ['SQLITE_FULL', 13, 'StoreFull', true],
    ['SQLITE_CANTOPEN', 14, 'StoreReadOnly', false],
    ['SQLITE_AUTH', 23, 'StoreReadOnly', false],
    ['SQLITE_NOTADB', 26, 'StoreCorrupt', false],
  ])('%s (%i) is %s, retryable: %s', (_, code, name, retryable) => {
    expect(describeError(ofSqlite(code), file)).toMatchObject({ name, retryable });
  });

  it('of SQL is a mistake in the program', () => {
    const error = ofSqlite(1);
    expect(describeError(error, file)).toBe(error);
  });

  it('of a damaged file says how the events come back', () => {
    expect(describeError(ofSqlite(11), file)).toMatchObject({
      message: expect.stringMatching(
        /put a backup in its place or import an export with `winnow events import`/,
      ),
    });
  });
});

describe('running out of space', () => {
  const maxBytes = 200_000;

  it('refuses the append whole, loses nothing, goes on reading, and goes through once there is room', async () => {
    const { store, file } = await temporaryStore({ maxBytes });
    const stream = freshStream();
    const kept = events(10);
    await store.append(stream, kept, 'NO_STREAM');
    const refused = [event({ small: true }), event({ text: 'x'.repeat(maxBytes) })];
    const appending = store.append(stream, refused, 9);
    await expect(appending).rejects.toMatchObject({
      name: 'StoreFull',
      retryable: true,
      message: expect.stringContaining(file),
    });
    expect(idsOf(await collect(store.readStream(stream)))).toEqual(idsOf(kept));
    await store.close();

    const { store: larger } = await temporaryStore({ file, maxBytes: 10 * maxBytes });
    expect((await larger.append(stream, refused, 9)).revision).toBe(11);
    expect(idsOf(await collect(larger.readStream(stream)))).toEqual(idsOf([...kept, ...refused]));
  });

  it('refuses the append that has no room, and not those beside it', async () => {
    const { store } = await temporaryStore({ maxBytes });
    const large = event({ text: 'x'.repeat(maxBytes) });
    const outcomes = await Promise.allSettled(
      [event(), large, event()].map((one) => store.append(freshStream(), [one], 'NO_STREAM')),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.health()).toMatchObject({ available: true });
  });

  const mounting = [
    ['unshare', '-m'],
    ['unshare', '-U', '-r', '-m'],
  ].find(
    ([command = '', ...args]) =>
      spawnSync(command, [...args, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
  );
  const ways = [
    {
      title: 'a limited file size',
      way: 'limit',
      wrapper: ['prlimit', '--fsize=300000:'],
      name: 'StoreIoFailed',
    },
    // Where nobody may mount, the case above and `maxBytes` stand in for a file system that is full.
    ...(mounting === undefined
      ? []
      : [{ title: 'a full file system', way: 'tmpfs', wrapper: mounting, name: 'StoreFull' }]),
  ];

  it.runIf(mounting)('while it is opened is told as that, however little room there is', async () => {
    const seen = await answerOf(startChild('open-on-full.ts', [await temporaryDirectory()], mounting));
    expect(seen).toSatisfy((all: unknown[]) => all.length > 3);
    expect(seen).toEqual(expect.not.arrayContaining([expect.not.objectContaining({ name: 'StoreFull' })]));
  });

  it.each(ways)(
    'by $title loses nothing, and the same append goes through later',
    async ({ way, wrapper, name }) => {
      const seen = await answerOf(
        startChild('run-out-of-space.ts', [way, await temporaryDirectory()], wrapper),
      );
      expect(seen).toMatchObject({
        error: { name, retryable: true },
        lost: 0,
        halfWritten: 0,
        wentThroughAfter: true,
        availableAfter: true,
      });
      expect(seen).toHaveProperty(
        'acknowledged',
        expect.toSatisfy((count: number) => count > 10),
      );
    },
  );
});

describe('a store file that goes away while it is open', () => {
  const ways: [string, (file: string) => void][] = [
    ['deleted', (file) => rmSync(file)],
    ['moved away', (file) => renameSync(file, `${file}.old`)],
    [
      'replaced',
      (file) => {
        writeFileSync(`${file}.other`, readFileSync(file));
        renameSync(`${file}.other`, file);
      },
    ],
    ['without its log', (file) => rmSync(`${file}-wal`)],
  ];
  it.each(ways)('(%s) takes no more appends, and says so', async (_, remove) => {
    const { store, file } = await temporaryStore();
    const stream = freshStream();
    await store.append(stream, events(1), 'NO_STREAM');
    remove(file);
    const appending = store.append(stream, events(1), 0);
    await expect(appending).rejects.toMatchObject({
      name: 'StoreFileReplaced',
      retryable: false,
      message: expect.stringContaining(file),
    });
    expect(await store.health()).toMatchObject({ available: false, problem: expect.stringContaining(file) });
    expect(await collect(store.readStream(stream))).toHaveLength(1);
  });
});

describe('what the store is asked for', () => {
  it('may not be a position of another store', async () => {
    const { store } = await temporaryStore();
    const { position } = await store.append(freshStream(), events(1), 'NO_STREAM');
    const beyond = position.replace(/.$/, '7');
    for (const after of [beyond, 'C:12/P:12', '']) {
      await expect(collect(store.readAll({ after }))).rejects.toBeInstanceOf(PositionNotInStore);
      await expect(follow(store, after).next()).rejects.toBeInstanceOf(PositionNotInStore);
    }
  });

  it('may not be more appends at once than it can hold', async () => {
    const { store } = await temporaryStore();
    const outcomes = await Promise.allSettled(
      events(20_001).map((one) => store.append('one-stream', [one], 'ANY')),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(StoreOverloaded);
  });
});

describe('what the store makes on disk', () => {
  it('is for its owner only', async () => {
    const file = join(await temporaryDirectory(), 'state', 'winnow', 'events.db');
    const { store } = await temporaryStore({ file });
    await store.append(freshStream(), events(1), 'NO_STREAM');
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect([dirname(file), dirname(dirname(file))].map(modeOf)).toEqual(['700', '700']);
    expect([file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual(['600', '600', '600']);
  });
});
