import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeVirtSparsify } from '../../support/fake-virt-sparsify.ts';
import { fixtureProgram } from '../../support/seen-fixtures.ts';
import { aHost, freshRunId, temporaryDirectory } from '../a-host.ts';
import { qemuImg } from '../images/real-images.ts';
import { throughPrefix } from '../images/shown-images.ts';
import { processesOf, until } from '../processes.ts';
import { aMountNamespace } from '../storage/mount-namespace.ts';

const escaping = fixtureProgram('escaping-virt-sparsify');

/** What a tool achieves that was taken over by its guest. */
async function attempts(confine: boolean): Promise<readonly string[]> {
  const file = `winnow-escape-${process.pid}`;
  const appliance = `/var/tmp/.guestfs-0/${file}`;
  writeFileSync(`/etc/${file}-secret`, 'secret', { mode: 0o600 });
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const other = spawn('sleep', ['infinity']);
  onTestFinished(() => {
    listener.close();
    other.kill();
    for (const left of [`/etc/${file}`, `/etc/${file}-secret`, appliance]) rmSync(left, { force: true });
  });
  const environment = {
    ESCAPE_PORT: String(typeof address === 'object' ? address?.port : ''),
    ESCAPE_PROCESS: String(other.pid),
    ESCAPE_FILE: file,
  };
  const site = aHost({ tools: { virtSparsify: escaping, confine }, environment });
  site.imageNamed('other.raw');
  process.env.ESCAPE_IMAGES = site.images;
  onTestFinished(() => void delete process.env.ESCAPE_IMAGES);
  const { runId, kept } = await site.started('disk.raw');
  await site.updatesOf(runId);
  const said = readFileSync(join(kept, 'stdout'), 'utf8').trimEnd().split('\n');
  expect(said.pop(), readFileSync(join(kept, 'stderr'), 'utf8')).toBe('done');
  expect(existsSync(`/etc/${file}`)).toBe(!confine);
  // Other runs boot what lies there.
  expect(existsSync(appliance)).toBe(!confine);
  expect(processesOf(kept)).toEqual([]);
  return said;
}

const asRoot = process.getuid?.() === 0;

describe.runIf(asRoot)('a run that is confined', () => {
  const confined = () => aHost({ tools: { virtSparsify: fakeVirtSparsify, confine: true } });

  it('frees space of an image whoever owns it', async () => {
    const { host, imageNamed, images, runsDirectory, updatesOf } = confined();
    const image = imageNamed('disk.succeed.raw');
    // As libvirt leaves it.
    chownSync(join(images, image.path), 64_055, 64_055);
    chmodSync(join(images, image.path), 0o600);
    const runId = freshRunId();
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    const kept = join(runsDirectory, runId);
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
    expect(processesOf(kept)).toEqual([]);
    await host.forgetRun(runId);
    expect(existsSync(kept)).toBe(false);
  });

  it.each(['qcow2', 'a backing file'])('reaches %s through its export', async (what) => {
    const { host, images, updatesOf } = confined();
    const backing = what === 'qcow2' ? [] : ['-b', join(images, 'base.qcow2'), '-F', 'qcow2'];
    qemuImg('create', '-q', '-f', 'qcow2', join(images, 'base.qcow2'), '2M');
    qemuImg('create', '-q', '-f', 'qcow2', ...backing, join(images, 'disk.nothing.qcow2'), '2M');
    const runId = freshRunId();
    const image = { directory: images, path: 'disk.nothing.qcow2', format: 'QCOW2' } as const;
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED' });
  });

  it.each(['hang', 'leave-child'])(
    'that does %s is seen alive, and ends when it is asked to',
    async (behaviour) => {
      const { host, started, reached, updatesOf } = confined();
      const { runId, kept } = await started(`disk.${behaviour}.raw`);
      await reached(runId, 'INSPECTING');
      const measured = new AbortController();
      await host.followRun(
        runId,
        ({ allocatedBytes }) => allocatedBytes !== null && measured.abort(),
        measured.signal,
      );
      await host.stopRun(runId, 'GRACEFUL');
      await updatesOf(runId);
      expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED' });
      expect(processesOf(kept)).toEqual([]);
    },
  );

  it('that does not listen is killed', async () => {
    const { host, started, reached, updatesOf } = confined();
    const { runId, kept } = await started('disk.ignore-sigint.raw');
    await reached(runId, 'INSPECTING');
    await host.stopRun(runId, 'FORCE');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED' });
    expect(processesOf(kept)).toEqual([]);
  });

  it('ends when its export dies', async () => {
    const { host, started, reached, updatesOf } = confined();
    const { runId, kept } = await started('disk.ignore-sigint.raw');
    await reached(runId, 'INSPECTING');
    const exporter = processesOf(kept).find((path) =>
      readFileSync(path.replace(/environ$/, 'cmdline'), 'utf8').startsWith('qemu-storage-daemon\0'),
    );
    process.kill(Number(exporter?.split('/')[2]), 'SIGKILL');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ failure: { code: 'EXPORT_FAILED' } });
    expect(processesOf(kept)).toEqual([]);
  });

  it('leaves no lock behind when the shell that holds it is killed', async () => {
    const { host, started, reached } = confined();
    const { runId, kept, file } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    process.kill(Number.parseInt(readFileSync(join(kept, 'runner'), 'utf8'), 10), 'SIGKILL');
    await until(() => spawnSync('qemu-io', ['-f', 'raw', '-c', 'quit', file]).status === 0);
    await host.stopRun(runId, 'FORCE');
    expect(await host.runState(runId)).toBe('LOST');
    expect(processesOf(kept)).toEqual([]);
  });

  it('has no runtime directory of a log-in, which it does not see and which goes with its session', async () => {
    const { host, started, reached } = aHost({
      tools: { virtSparsify: fakeVirtSparsify, confine: true },
      environment: { XDG_RUNTIME_DIR: '/run/user/0' },
    });
    const { runId, kept } = await started('disk.hang.raw');
    await reached(runId, 'INSPECTING');
    const tool = readFileSync(join(kept, 'pid'), 'utf8').trim();
    const variables = readFileSync(`/proc/${tool}/environ`, 'latin1').split('\0');
    expect(variables).toContain('TMPDIR=/tmp');
    expect(variables.filter((each) => each.startsWith('XDG_RUNTIME_DIR='))).toEqual([]);
    await host.stopRun(runId, 'FORCE');
  });

  it('works without an export on an image that stands alone', async () => {
    const { host, imageNamed, updatesOf } = aHost({
      tools: { virtSparsify: fakeVirtSparsify, qemuStorageDaemon: '/nowhere/daemon', confine: true },
    });
    const image = imageNamed('disk.succeed.raw');
    const runId = freshRunId();
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
  });
});

describe.runIf(asRoot)('a tool that a guest has taken over', () => {
  it('comes nowhere where it is confined', async () => {
    const said = await attempts(true);
    expect(said.filter((line) => !line.startsWith('held '))).toEqual([]);
    expect(said.length).toBeGreaterThan(15);
  });

  it('would come everywhere as root otherwise', async () => {
    const said = await attempts(false);
    expect(said.filter((line) => line.startsWith('held '))).toEqual([]);
  });
});

/** A mount namespace in which systemd seems to run the host: `asked` gives the words of each scope that was asked for. */
async function underSystemd() {
  const { prefix, mount, inside, directory } = await aMountNamespace();
  const recorded = join(directory, 'recorded');
  writeFileSync(recorded, '');
  writeFileSync(
    join(directory, 'systemd-run'),
    `#!/bin/sh
{ printf '%s|' "$@"; echo; } >>'${recorded}'
while :; do
  case $1 in -p) shift 2 ;; -*) shift ;; *) break ;; esac
done
exec "$@"
`,
    { mode: 0o755 },
  );
  mount('run', '-t', 'tmpfs', 'tmpfs');
  inside('mkdir', '-p', join(directory, 'run/systemd/system'));
  inside('mount', '--bind', join(directory, 'run'), '/run');
  const path = ['env', `PATH=${directory}:${process.env.PATH}`];
  return {
    words: [...prefix, ...path],
    transport: throughPrefix([...prefix, ...path]),
    asked: () => readFileSync(recorded, 'utf8'),
  };
}

describe.runIf(asRoot)('a host that systemd runs', () => {
  it('has runs in a scope that may open hardly any devices, besides their namespaces', async () => {
    const { transport, asked } = await underSystemd();
    const tools = { virtSparsify: fakeVirtSparsify, confine: true };
    const { host, started, updatesOf } = aHost({ transport, tools, known: null });
    expect(await host.capabilities()).toMatchObject({ rights: 'ROOT', confinement: 'SYSTEMD' });
    const { runId } = await started('disk.succeed.raw');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
    expect(asked()).toMatch(
      /--scope\|.*--slice=winnow\.slice\|-p\|DevicePolicy=closed\|.*-p\|DeviceAllow=\/dev\/fuse\|unshare\|/,
    );
  });

  it('names devices that may be read alone, each in a word', async () => {
    const { words, asked } = await underSystemd();
    const script = readFileSync(new URL('../../../src/hosts/transport/in-scope.sh', import.meta.url), 'utf8');
    const [program = '', ...before] = words;
    const shell = ['sh', '-c', `${script}\nin_scope /dev/null '/dev/zero r' /dev/nothing`];
    const { stdout } = spawnSync(program, [...before, ...shell], { encoding: 'utf8' });
    expect(stdout).toMatch(/\n-p\nDeviceAllow=\/dev\/null\n-p\nDeviceAllow=\/dev\/zero r\n$/);
    expect(asked()).toContain('|-p|DeviceAllow=/dev/null|-p|DeviceAllow=/dev/zero r|true|');
  });

  it('has none in a scope where confinement is switched off', async () => {
    const { transport, asked } = await underSystemd();
    const { host, started, updatesOf } = aHost({
      transport,
      tools: { virtSparsify: fakeVirtSparsify, confine: false },
    });
    const { runId } = await started('disk.succeed.raw');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED' });
    expect(asked()).toBe('');
  });
});

describe.runIf(asRoot)('what confines runs is found out by the probe', () => {
  const probed = (settings: Parameters<typeof aHost>[0]) =>
    aHost({ known: null, ...settings }).host.capabilities();

  it('namespaces, where systemd does not run the host', async () => {
    const tools = { virtSparsify: fakeVirtSparsify, confine: true };
    const { confinement, recommends } = await probed({ tools });
    expect(confinement).toBe('NAMESPACES');
    expect(recommends.filter(({ what }) => what.includes('confined'))).toEqual([]);
  });

  it('nothing, where it is switched off, the host forbids it, or the tool is not seen there', async () => {
    const tool = join(temporaryDirectory(), 'virt-sparsify');
    writeFileSync(tool, `#!/bin/sh\nexec '${fakeVirtSparsify}' "$@"\n`, { mode: 0o755 });
    const programs = temporaryDirectory();
    symlinkSync('/bin/false', join(programs, 'unshare'));
    const forbidding = throughPrefix(['env', `PATH=${programs}:${process.env.PATH}`]);
    const tools = { virtSparsify: fakeVirtSparsify, confine: true };
    for (const [settings, what, remedy] of [
      [{}, 'root on this host', 'WINNOW_CONFINE'],
      [{ tools, transport: forbidding }, 'root on this host', 'CAP_SYS_ADMIN'],
      [{ tools: { ...tools, virtSparsify: tool } }, 'is not seen there', '/usr'],
    ] as const) {
      const { confinement, recommends } = await probed(settings);
      expect(confinement).toBe('NONE');
      expect(recommends).toContainEqual({
        what: expect.stringContaining(what),
        remedy: expect.stringContaining(remedy),
      });
    }
  });

  it('nothing keeps a run from being made where the host forbids it', async () => {
    const programs = temporaryDirectory();
    symlinkSync('/bin/false', join(programs, 'pivot_root'));
    const transport = throughPrefix(['env', `PATH=${programs}:${process.env.PATH}`]);
    const tools = { virtSparsify: fakeVirtSparsify, confine: true };
    const { host, started, updatesOf } = aHost({ transport, tools });
    const { runId } = await started('disk.succeed.raw');
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
  });
});
