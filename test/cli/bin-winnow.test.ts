import { once } from 'node:events';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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
      env: { PATH: path },
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
      `import { registerHooks } from 'node:module';
      import { isMainThread } from 'node:worker_threads';
      const heavy = [];
      registerHooks({
        load(url, context, next) {
          const loaded = next(url, context);
          // The driver's own name in what it sends, whether it is loaded from its package or from the bundle.
          if (/grpc-js/.test(url) || String(loaded.source).includes('grpc-node-js')) heavy.push(url);
          return loaded;
        },
      });
      if (isMainThread) process.on('exit', () => {
        heavy.push(...process.moduleLoadList.filter((name) => name.includes('undici')));
        console.error(heavy.join(' '));
      });`,
    );
    const { stderr, exitCode } = await execa(winnow, ['jobs'], {
      env: { WINNOW_STATE_DIR: join(directory, 'state'), NODE_OPTIONS: `--import=${preload}` },
      stdin: 'ignore',
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('runs the bundle while it is of the sources beside it, and the sources when they differ', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const checkout = join(directory, 'checkout');
    await mkdir(checkout);
    for (const name of ['bin', 'scripts', 'src', 'package.json', 'package-lock.json', 'schema.graphql']) {
      await cp(join(root, name), join(checkout, name), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
    const started = async () => {
      const { stdout } = await execa(join(checkout, 'bin/winnow'), ['--version'], {
        env: { NODE_OPTIONS: `--import=data:text/javascript,console.log(process.argv[1])` },
      });
      const [program = '', version] = stdout.split('\n');
      return { program: relative(checkout, program), version };
    };
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const sources = { program: 'src/cli/main.ts', version };
    expect(await started()).toEqual(sources);
    await execa(process.execPath, [join(checkout, 'scripts/build.ts')]);
    expect(await started()).toEqual({ program: 'dist/winnow.js', version });
    // Older than the bundle, as an older release that is copied over has it.
    await appendFile(join(checkout, 'src/hosts/transport/frame.sh'), '\n');
    await utimes(join(checkout, 'src/hosts/transport/frame.sh'), 0, 0);
    expect(await started()).toEqual(sources);
  });

  it('gives no program that it starts what keeps its own memory small', async () => {
    const left = `process.on('exit',()=>console.error(Object.keys(process.env).filter((name)=>/^MALLOC/.test(name))))`;
    const { stderr } = await execa(winnow, ['--version'], {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${left}` },
    });
    expect(stderr).toBe('[]');
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
