import { mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { events } from '../../event-store/events.ts';
import { fill } from '../../event-store/transfer/exports.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

describe('winnow events', () => {
  let home: string;
  let from: string;
  let to: string;
  let file: string;

  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'winnow-events-')));
    from = join(home, 'from');
    to = join(home, 'to');
    file = join(home, 'events.jsonl');
    const store = await openSqliteEventStore({ file: join(from, 'events.db') });
    await fill(store);
    await store.close();
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** Runs one command line to its end. */
  async function winnow(args: readonly string[], { input = '', env = {} } = {}) {
    const terminal = capturedTerminal({ WINNOW_PORT: '0', WINNOW_LOG_LEVEL: 'silent', ...env }, { input });
    const code = await run(args, terminal);
    const { out, err, dataOut } = terminal;
    return { code, out: out(), err: err(), data: dataOut(), json: () => JSON.parse(out()) };
  }

  it('export to a file and import from it move everything, and tell how much', async () => {
    const out = await winnow(['events', 'export', file, '--state-dir', from]);
    expect(out.out).toMatch(/^12 events were exported \(.*events\.jsonl\)\. SHA-256 [0-9a-f]{64}\n$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(home)).toEqual(['events.jsonl', 'from']);

    const into = await winnow(['events', 'import', file, '--state-dir', to, '--json']);
    expect(into.json()).toEqual({ ok: true, events: 12, sha256: out.out.trim().split(' ').at(-1) });
    expect(into.code).toBe(0);
    const again = await winnow(['events', 'export', '--state-dir', to]);
    expect(again.data).toBe(await readFile(file, 'utf8'));
  });

  it('export to standard output and import from standard input do the same', async () => {
    const { data, out, err } = await winnow(['events', 'export'], { env: { WINNOW_STATE_DIR: from } });
    expect(out).toBe('');
    expect(err).toMatch(/^12 events were exported\. /);
    const into = await winnow(['events', 'import'], { input: data, env: { WINNOW_STATE_DIR: to } });
    expect(into.out).toMatch(/^12 events were imported\. /);
    expect((await winnow(['events', 'export', '-', '--state-dir', to])).data).toBe(data);
  });

  it('export does not overwrite a file, and leaves none behind where it cannot be done', async () => {
    await writeFile(file, 'precious');
    const { code, err } = await winnow(['events', 'export', file, '--state-dir', from]);
    expect(err).toContain('already exists');
    expect(code).toBe(3);
    expect(await readFile(file, 'utf8')).toBe('precious');
    expect(await readdir(home)).toEqual(['events.jsonl', 'from']);

    const none = await winnow(['events', 'export', join(home, 'none', 'x'), '--state-dir', from]);
    expect(none.err).toContain('no such file or directory');
    expect(none.code).toBe(1);
  });

  it('export refuses a state directory without a store, and makes none', async () => {
    const { code, err } = await winnow(['events', 'export', file, '--state-dir', to]);
    expect(err).toContain(`There is no event store ${join(to, 'events.db')}`);
    expect(code).toBe(1);
    expect(await readdir(home)).toEqual(['from']);
  });

  it('import refuses a file that is missing or damaged', async () => {
    const missing = await winnow(['events', 'import', file, '--state-dir', to]);
    expect(missing.err).toContain('no such file or directory');
    expect(missing.code).toBe(1);
    const { data } = await winnow(['events', 'export', '--state-dir', from]);
    await writeFile(file, data.replace('SomethingHappened', 'SomethingElse'));
    const damaged = await winnow(['events', 'import', file, '--state-dir', to, '--json']);
    expect(damaged.json()).toMatchObject({
      ok: false,
      error: { code: 'DAMAGED_EXPORT', message: expect.stringContaining('Line 2 ') },
    });
    expect(damaged.code).toBe(3);
  });

  it('import refuses a store that is not empty', async () => {
    await winnow(['events', 'export', file, '--state-dir', from]);
    const { code, json } = await winnow(['events', 'import', file, '--state-dir', from, '--json']);
    expect(json()).toMatchObject({ ok: false, error: { code: 'STORE_NOT_EMPTY' } });
    expect(code).toBe(3);
  });

  it('export goes on beside a server that owns the store; import does not', async () => {
    const terminal = capturedTerminal({ WINNOW_PORT: '0', WINNOW_LOG_LEVEL: 'silent' });
    const ended = run(['serve', '--state-dir', from], terminal);
    await terminal.wrote('Winnow is ready at ');
    const { code, data } = await winnow(['events', 'export', '--state-dir', from]);
    expect(code).toBe(0);
    expect(data).toContain('"type":"HostRegistered"');
    await writeFile(file, data);
    const refused = await winnow(['events', 'import', file, '--state-dir', from, '--json']);
    expect(refused.json()).toMatchObject({ error: { code: 'STATE_DIRECTORY_OWNED' } });
    expect(refused.code).toBe(3);
    terminal.interrupt();
    expect(await ended).toBe(0);
  });

  it('a store that was imported in part serves nobody, and is not exported, until the import was completed', async () => {
    await winnow(['events', 'export', file, '--state-dir', from]);
    const { sha256 } = JSON.parse((await readFile(file, 'utf8')).trimEnd().split('\n').at(-1) ?? '');
    const [started] = events(1);
    if (started === undefined) throw new Error('no event');
    const half = await openSqliteEventStore({ file: join(to, 'events.db') });
    await half.append(
      'import-marker',
      [{ ...started, type: 'ImportStarted', data: { events: 12, sha256 } }],
      'NO_STREAM',
    );
    await half.close();
    for (const args of [['serve'], ['events', 'export'], ['jobs']]) {
      const { code, err } = await winnow([...args, '--state-dir', to]);
      expect(err).toContain('a part of an import that was not completed');
      expect(code).toBe(1);
    }
    expect((await winnow(['events', 'import', file, '--state-dir', to])).code).toBe(0);
    expect((await winnow(['jobs', '--json', '--state-dir', to])).json().jobs).toEqual([]);
  });

  it.each([
    [['events', 'export', '--json'], 2],
    [['events', 'export', 'a', 'b'], 2],
    [['events', 'export', '--event-store', 'http://ada:secret@here'], 2],
    [['events', '--help'], 0],
    [['events', 'import', '--help'], 0],
  ])('%j ends with %i', async (args, code) => {
    const result = await winnow(args, { env: { WINNOW_STATE_DIR: from } });
    expect(result.code).toBe(code);
    expect(result.err + result.out).not.toContain('secret');
  });
});
