import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, realpath, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { fakeTool } from '../fake-tool.ts';
import { type CapturedTerminal, capturedTerminal } from '../output/captured-terminal.ts';

const mebibyte = 1024 ** 2;

describe('the winnow command', () => {
  let home: string;
  let image: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'winnow-cli-')));
    await mkdir(join(home, 'images'));
    image = join(home, 'images', 'web.raw');
    await writeFile(image, Buffer.alloc(mebibyte, 'x'));
    // Not all of its blocks are taken, so that it is thin for all to see.
    await truncate(image, 2 * mebibyte);
    env = {
      WINNOW_STATE_DIR: join(home, 'state'),
      WINNOW_VIRT_SPARSIFY: await fakeTool(home, 'succeed'),
      WINNOW_MAX_ATTEMPTS: '1',
      WINNOW_PORT: '0',
      // What a scan would find first of the image is another matter.
      WINNOW_SCAN_INTERVAL_SECONDS: '0',
    };
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** Runs one command line to its end. */
  async function winnow(args: readonly string[], more: Record<string, string> = {}) {
    const terminal = capturedTerminal({ ...env, ...more });
    const code = await run(args, terminal);
    return {
      code,
      out: terminal.out(),
      err: terminal.err(),
      data: terminal.dataOut(),
      json: () => JSON.parse(terminal.out()),
    };
  }

  /** Starts a server; answers with its terminal once it is ready, and how it ended. */
  async function serve(args: readonly string[] = []) {
    const terminal = capturedTerminal({ ...env, WINNOW_LOG_LEVEL: 'silent' });
    const ended = run(['serve', '--directory', join(home, 'images'), ...args], terminal);
    await terminal.wrote('Winnow is ready at ');
    const url = /http:\S+(?=\.)/.exec(terminal.out())?.[0] ?? '';
    return { terminal, ended, url };
  }

  async function whileServing(work: (url: string) => Promise<void>) {
    const { terminal, ended, url } = await serve();
    try {
      await work(url);
    } finally {
      terminal.interrupt();
      expect(await ended).toBe(0);
    }
  }

  describe('sparsify', () => {
    it('gives back an image’s space without a server, and tells how much', async () => {
      const { code, out, err } = await winnow(['sparsify', image]);
      expect(out).toContain(
        '1.00 MiB given back (100.0 %): web.raw\n  before     1.00 MiB\n  after      0 B\n',
      );
      expect(err).toMatch(/ {2}started\n/);
      expect(code).toBe(0);
    });

    it('prints one object for scripts, and nothing else', async () => {
      const { code, json, err } = await winnow(['sparsify', image, '--json', '--reason', 'monthly']);
      expect(json()).toMatchObject({
        ok: true,
        job: {
          status: 'COMPLETED',
          reason: 'monthly',
          result: { outcome: 'RECLAIMED', reclaimed: String(mebibyte) },
        },
      });
      expect(err).toBe('');
      expect(code).toBe(0);
    });

    it('cannot go on by itself without a server', async () => {
      const { code, err } = await winnow(['sparsify', image, '--no-wait']);
      expect(err).toContain('--no-wait needs a server');
      expect(code).toBe(2);
    });

    it('can be run again on the same image', async () => {
      await winnow(['sparsify', image]);
      const { code, json } = await winnow(['sparsify', image, '--json']);
      expect(json().job.result).toMatchObject({ outcome: 'NOTHING_TO_RECLAIM', reclaimed: '0' });
      expect(code).toBe(0);
    });

    it('ends with 1 and the failure when the tool fails', async () => {
      const tool = { WINNOW_VIRT_SPARSIFY: await fakeTool(home, 'fail') };
      const { code, json } = await winnow(['sparsify', image, '--json'], tool);
      expect(json()).toMatchObject({
        ok: false,
        job: { status: 'FAILED', failure: { code: 'TOOL_FAILED' } },
      });
      expect(code).toBe(1);
    });

    it('ends with 130 when it is interrupted, with the job canceled and the disk free again', async () => {
      const terminal = capturedTerminal({ ...env, WINNOW_VIRT_SPARSIFY: await fakeTool(home, 'hang') });
      const ended = run(['sparsify', image], terminal);
      await terminal.wrote('starting the appliance');
      terminal.interrupt();
      expect(await ended).toBe(130);
      expect(terminal.out()).toContain('Canceled: web.raw');
      expect((await winnow(['disks', '--json'])).json().disks).toMatchObject([{ availability: 'AVAILABLE' }]);
    });

    it.each([
      ['no such file', ['none.raw'], 3, 'NOT_FOUND'],
      ['a format that nobody told', ['noformat'], 2, 'USAGE'],
      ['a format that there is not', ['web.raw', '--format', 'vmdk'], 2, 'USAGE'],
      ['a limit that is no number', ['web.raw', '--timeout', 'soon'], 2, 'USAGE'],
      ['another format than the image has', ['web.raw', '--format', 'qcow2'], 3, 'FORMAT_MISMATCH'],
    ])('refuses %s by exit code and code', async (_, [name = '', ...options], code, error) => {
      await writeFile(join(home, 'images', 'noformat'), '');
      const result = await winnow(['sparsify', join(home, 'images', name), ...options, '--json']);
      expect(result.json()).toMatchObject({ ok: false, error: { code: error } });
      expect(result.code).toBe(code);
    });

    it('goes through the server that owns the store', async () => {
      await whileServing(async () => {
        const { code, out } = await winnow(['sparsify', image]);
        expect(out).toContain('1.00 MiB given back');
        expect(code).toBe(0);
      });
      expect((await winnow(['jobs', '--json'])).json().jobs).toMatchObject([{ status: 'COMPLETED' }]);
    });

    it('says which directory to register for what an image stands on, and goes on once it is', async () => {
      const templates = join(home, 'templates');
      await mkdir(templates);
      execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', join(templates, 'base.qcow2'), '8M']);
      const clone = join(home, 'images', 'clone.qcow2');
      const below = ['-b', join(templates, 'base.qcow2'), '-F', 'qcow2'];
      execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', ...below, clone]);
      const sparsify = ['sparsify', clone, '--acknowledge-warnings', 'PARENT_SNAPSHOTS'];
      const refused = await winnow(sparsify);
      expect(refused.err).toContain(`\`winnow scan ${templates}\``);
      expect(refused.code).toBe(3);
      expect((await winnow(['scan', templates])).code).toBe(0);
      expect((await winnow(sparsify)).code).toBe(0);
    });

    it('refuses an image beside the state of Winnow itself, or in the system', async () => {
      await writeFile(join(home, 'web.raw'), Buffer.alloc(mebibyte));
      const beside = await winnow(['sparsify', join(home, 'web.raw')]);
      expect(beside.err).toContain('keeps its own state in');
      expect(beside.code).not.toBe(0);
      const system = await winnow(['register', '/etc/hostname', '--format', 'raw']);
      expect(system.err).toContain('/etc cannot be registered: /etc belongs to the system');
      expect(system.code).not.toBe(0);
    });

    it('says which directory the server lacks', async () => {
      await mkdir(join(home, 'elsewhere'));
      const elsewhere = join(home, 'elsewhere', 'db.raw');
      await writeFile(elsewhere, '');
      await whileServing(async () => {
        const { code, err } = await winnow(['sparsify', elsewhere]);
        expect(err).toContain(`or start the server with --directory ${join(home, 'elsewhere')}.`);
        expect(code).toBe(3);
      });
    });
  });

  describe('lists', () => {
    it('are empty where nothing was done yet', async () => {
      expect((await winnow(['disks', '--json'])).json()).toEqual({ ok: true, disks: [], totalCount: 0 });
      expect((await winnow(['jobs'])).out).toMatch(/^JOB +DISK +STATUS/);
    });

    it('tell of disks, jobs and history, by name, id and path', async () => {
      const { job } = (await winnow(['sparsify', image, '--json'])).json();
      expect((await winnow(['disks'])).out).toMatch(/web\.raw +raw +2\.00 MiB +0 B/);
      expect((await winnow(['jobs', '--disk', 'web.raw'])).out).toMatch(/completed .* 1\.00 MiB/);
      for (const disk of [image, job.disk.id]) {
        const { activity } = (await winnow(['history', '--disk', disk, '--json'])).json();
        expect(activity.at(0)).toMatchObject({ type: 'DiskRegistered' });
        expect(activity.map(({ type }: { type: string }) => type)).toContain('SparsifyCompleted');
      }
      const { err, out } = await winnow(['history', '--job', job.id, '--limit', '1']);
      expect(out.split('\n')).toHaveLength(3);
      expect(err).toMatch(/^1 of \d+; --limit lists more\.\n$/);
    });

    it('refuse a disk that there is not', async () => {
      const { code, err } = await winnow(['jobs', '--disk', 'none']);
      expect(err).toContain('There is no disk "none": none has this id, name or path.');
      expect(code).toBe(3);
    });
  });

  describe('scan', () => {
    it('finds the images of a directory without a server, and remembers the directory', async () => {
      // All of its bytes are there, as of one that was preallocated, or that has grown full.
      await truncate(image, mebibyte);
      const first = await winnow(['scan', join(home, 'images'), '--json']);
      expect(first.json().hosts).toMatchObject([
        { disks: 1, sparsifiable: 0, refused: 1, obstacles: [{ code: 'ALLOCATION_UNKNOWN', disks: 1 }] },
      ]);
      expect(first.code).toBe(0);
      expect((await winnow(['disks', '--obstacle', 'ALLOCATION_UNKNOWN'])).out).toContain('web.raw');

      await truncate(image, 2 * mebibyte);
      await writeFile(join(home, 'images', 'db.raw'), '');
      await truncate(join(home, 'images', 'db.raw'), mebibyte);
      await whileServing(async () => {
        expect((await winnow(['scan', '--json'])).json().hosts).toMatchObject([{ disks: 2 }]);
        expect((await winnow(['disks', '--sparsifiable'])).out).toContain('db.raw');
      });
    });

    it('finds what `sparsify` then takes, by path, id and name, without a server', async () => {
      await mkdir(join(home, 'images', 'sub'));
      const deep = join(home, 'images', 'sub', 'db.raw');
      await writeFile(deep, '');
      await truncate(deep, mebibyte);
      await winnow(['scan', join(home, 'images')]);
      const { disks } = (await winnow(['disks', '--name', 'db.raw', '--json'])).json();
      const { id, name } = disks[0];
      const declared = await winnow(['disk', 'update', deep, '--format', 'raw', '--allocation', 'thin']);
      expect(declared.out).toBe(`${id}  ${name}  updated\n`);
      for (const text of [deep, id, name]) {
        const { code, json } = await winnow(['sparsify', text, '--json']);
        expect(json().job).toMatchObject({ disk: { id }, status: 'COMPLETED' });
        expect(code).toBe(0);
      }
      expect((await winnow(['disks', '--json'])).json().totalCount).toBe(2);
    });

    it('refuses a virtual machine that nothing is known of', async () => {
      const { code, json } = await winnow(['disks', '--vm', 'none', '--json']);
      expect(json()).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
      expect(code).toBe(3);
    });

    it('refuses a directory that is not there', async () => {
      const { code, json } = await winnow(['scan', join(home, 'none'), '--json']);
      expect(json()).toMatchObject({ ok: false, error: { code: 'DIRECTORY_REFUSED' } });
      expect(code).toBe(3);
    });
  });

  describe('follow and cancel', () => {
    it('show a job that has ended, and refuse to stop it', async () => {
      const { job } = (await winnow(['sparsify', image, '--json'])).json();
      expect((await winnow(['follow', job.id])).out).toContain('1.00 MiB given back');
      const refused = await winnow(['cancel', job.id, '--json']);
      expect(refused.json()).toMatchObject({ ok: false, error: { code: 'JOB_ALREADY_ENDED' } });
      expect(refused.code).toBe(3);
    });

    it('stop a job of the server, from elsewhere', async () => {
      env.WINNOW_VIRT_SPARSIFY = await fakeTool(home, 'hang');
      await whileServing(async (url) => {
        const sparsifying = capturedTerminal({ ...env, WINNOW_URL: url });
        const ended = run(['sparsify', image], sparsifying);
        await sparsifying.wrote('starting the appliance');
        const [job] = (await winnow(['jobs', '--active', '--json', '--url', url])).json().jobs;
        expect((await winnow(['cancel', job.id, '--url', url])).out).toBe(`${job.id} is CANCELED.\n`);
        expect(await ended).toBe(130);
      });
    });
  });

  describe('serve', () => {
    it('refuses a second server on the same state directory, and names the first', async () => {
      await whileServing(async (url) => {
        const { code, err } = await winnow(['serve']);
        expect(err).toContain(url);
        expect(code).toBe(3);
      });
    });

    it('refuses to listen where others could reach it', async () => {
      const { code, err } = await winnow(['serve', '--host', '0.0.0.0'], { WINNOW_LOG_LEVEL: 'silent' });
      expect(err).toContain('does not listen on 0.0.0.0');
      expect(code).toBe(3);
    });

    it('leaves a store as it was when its port is taken', async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen({ host: '127.0.0.1', port: 0 }, resolve));
      try {
        const port = String(Object(other.address()).port);
        await winnow(['jobs']);
        const before = (await winnow(['events', 'export'])).data;
        const { code, err } = await winnow(['serve', '--port', port], { WINNOW_LOG_LEVEL: 'silent' });
        expect(err).toBe(
          `winnow: Cannot listen on 127.0.0.1, port ${port}: another program does already. Stop it, or choose another port.\n`,
        );
        expect(code).toBe(1);
        expect((await winnow(['events', 'export'])).data).toBe(before);

        const fresh = { WINNOW_STATE_DIR: join(home, 'fresh'), WINNOW_LOG_LEVEL: 'silent' };
        expect((await winnow(['serve', '--port', port], fresh)).code).toBe(1);
        expect(await readdir(join(home, 'fresh'))).toEqual(['owner.lock']);
      } finally {
        other.close();
      }
    });

    it('refuses a directory that is not there, or is none', async () => {
      for (const directory of [join(home, 'none'), image]) {
        const { code, err } = await winnow(['serve', '--directory', directory]);
        expect(err).toContain(`Directory ${directory} cannot be registered: `);
        expect(code).toBe(2);
      }
    });
  });

  it('waits for another command that uses the store, and says so', async () => {
    const first = capturedTerminal({ ...env, WINNOW_VIRT_SPARSIFY: await fakeTool(home, 'hang') });
    const sparsified = run(['sparsify', image], first);
    await first.wrote('starting the appliance');

    const second: CapturedTerminal = capturedTerminal(env);
    const listed = run(['jobs', '--json'], second);
    await second.wrote('Waiting for ');
    first.interrupt();
    expect(await sparsified).toBe(130);
    expect(await listed).toBe(0);
    expect(JSON.parse(second.out()).jobs).toMatchObject([{ status: 'CANCELED' }]);
  });

  it('says that a server does not answer', async () => {
    const { url } = await (async () => {
      const server = await serve();
      server.terminal.interrupt();
      await server.ended;
      return server;
    })();
    const { code, err } = await winnow(['jobs', '--url', url]);
    expect(err).toContain('does not answer.\nStart it with `winnow serve`');
    expect(code).toBe(4);
  });

  it('rebuilds the views, and not under a server', async () => {
    await winnow(['sparsify', image]);
    expect((await winnow(['projections', 'rebuild'])).out).toMatch(/^The views were rebuilt in /);
    expect((await winnow(['jobs', '--json'])).json().totalCount).toBe(1);
    await whileServing(async () => {
      expect((await winnow(['projections', 'rebuild', '--json'])).json()).toMatchObject({
        ok: false,
        error: { code: 'STATE_DIRECTORY_OWNED' },
      });
    });
  });

  describe('doctor', () => {
    it('ends with 0 where sparsify can run', async () => {
      const { code, json } = await winnow(['doctor', join(home, 'images'), '--json']);
      expect(json().findings.filter(({ status }: { status: string }) => status === 'LACK')).toEqual([]);
      expect(code).toBe(0);
    });

    it('names each lack with its remedy, and ends with 1', async () => {
      const { code, out } = await winnow(['doctor', join(home, 'none')], {
        WINNOW_VIRT_SPARSIFY: join(home, 'none'),
        WINNOW_STATE_DIR: join(image, 'state'),
      });
      expect(out).toMatch(
        /problem {2}virt-sparsify is missing\n {9}.*apt-get install guestfs-tools.*dnf install/,
      );
      expect(out).toMatch(/problem {2}the state directory .* cannot be written/);
      expect(out).toMatch(/problem {2}.*none/);
      expect(code).toBe(1);
    });
  });

  describe('the command line', () => {
    it.each([
      [['--version'], 0],
      [['--help'], 0],
      [['sparsify', '--help'], 0],
      [['frobnicate'], 2],
      [['sparsify'], 2],
      [['jobs', '--limit', '0'], 2],
      [['jobs', '--url', 'here'], 2],
      [['serve', '--port', '65536'], 2],
    ])('%j ends with %i', async (args, code) => {
      expect((await winnow(args)).code).toBe(code);
    });

    it('repeats nothing that would steer the terminal', async () => {
      const { code, err } = await winnow(['register', '\u001b[31m.raw']);
      expect(err).not.toContain('\u001b');
      expect(code).toBe(3);
    });

    it('names a setting of the environment that cannot be', async () => {
      const { code, err } = await winnow(['jobs'], { WINNOW_MAX_ATTEMPTS: 'many' });
      expect(err).toContain('WINNOW_MAX_ATTEMPTS');
      expect(code).toBe(2);
    });
  });
});
