import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { fakeVirtSparsify } from '../support/fake-virt-sparsify.ts';

const winnow = fileURLToPath(new URL('../../bin/winnow', import.meta.url));

describe('bin/winnow', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'winnow-bin-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const run = (file: string, args: readonly string[], path = '/usr/bin:/bin') =>
    execa(file, args, {
      cwd: directory,
      env: { PATH: path, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });

  it('runs from any directory and through links, absolute and relative, and says nothing on standard error', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    await symlink(winnow, join(directory, 'absolute'));
    await symlink('absolute', join(directory, 'relative'));
    for (const file of [winnow, join(directory, 'absolute'), join(directory, 'relative')]) {
      expect(await run(file, ['--version'])).toMatchObject({ exitCode: 0, stdout: version, stderr: '' });
    }
  });

  it('loads neither the driver of EventStoreDB nor fetch where events are in the embedded store, for they take memory', async () => {
    const preload = join(directory, 'preload.mjs');
    await writeFile(
      preload,
      `import { createRequire } from 'node:module';
      import { isMainThread } from 'node:worker_threads';
      const loaded = () => [...process.moduleLoadList, ...Object.keys(createRequire('/').cache)];
      const heavy = /undici|fastify.fastify.js|eventstore.db-client.*index.js|grpc-js.*index.js/;
      if (isMainThread) process.on('exit', () => console.error(loaded().filter((name) => heavy.test(name)).join(' ')));`,
    );
    const { stderr, exitCode } = await execa(winnow, ['jobs'], {
      env: { WINNOW_STATE_DIR: join(directory, 'state'), NODE_OPTIONS: `--import=${preload}` },
      stdin: 'ignore',
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(/^\S*fastify.js$/) });
  });

  it('ends a server cleanly at SIGTERM, with exit code 0, however often it is sent', async () => {
    const server = execa(winnow, ['serve', '--port', '0', '--state-dir', join(directory, 'state')], {
      // The real one would start its virtual machine first.
      env: { WINNOW_VIRT_SPARSIFY: fakeVirtSparsify, WINNOW_CONFINE: 'no' },
      reject: false,
      stdin: 'ignore',
      forceKillAfterDelay: false,
    });
    const [first] = await once(server.stdout, 'data');
    expect(String(first)).toMatch(/^Winnow is ready at http:\/\/127\.0\.0\.1:\d+\/graphql\./);
    const sending = setInterval(() => server.kill('SIGTERM'), 1);
    onTestFinished(() => clearInterval(sending));
    expect(await server).toMatchObject({ exitCode: 0 });
  });

  it('lives through a reader that has seen enough', async () => {
    const piped = await execa('sh', ['-c', '"$1" --help | head -n 1', 'sh', winnow]);
    expect(piped.stdout).toMatch(/^Usage: winnow/);
    expect(piped.stderr).toBe('');
  });
});
