import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, linkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHost } from '../../../src/hosts/create-host.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { letGo, startsIn } from '../../support/fake-virt-sparsify.ts';
import { aHost, freshRunId } from '../a-host.ts';
import { loopDevice } from '../loop-device.ts';
import { until } from '../processes.ts';
import { aMountNamespace } from '../storage/mount-namespace.ts';

// A filesystem that is full takes a mount, which only root may make.
const mayMount = process.getuid?.() === 0;

describe('starting a run', () => {
  it('happens once, however many ask at the same time', async () => {
    const { host, imageNamed, starts, updatesOf } = aHost();
    const runId = freshRunId();
    const image = imageNamed('disk.wait.raw');
    onTestFinished(() => host.stopRun(runId, 'FORCE'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => host.startRun({ runId, image })));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    letGo(join(image.directory, image.path));
    await updatesOf(runId);
    expect(startsIn(starts)).toHaveLength(1);
  });

  it('does not happen while the image is used under another name', async () => {
    const { host, images, imageNamed, starts } = aHost();
    const runId = freshRunId();
    const image = imageNamed('disk.raw');
    linkSync(join(images, 'disk.raw'), join(images, 'other name'));
    const { device, detach } = loopDevice(join(images, 'other name'));
    const inUse = {
      code: 'DISK_IN_USE',
      message: expect.stringContaining(`the loop device ${device} stands on it`),
    };
    expect(await host.inspectForRun(image)).toMatchObject({ failure: inUse });
    expect(await host.startRun({ runId, image })).toMatchObject({ failure: inUse });
    expect(startsIn(starts)).toEqual([]);
    await detach();
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    onTestFinished(() => host.stopRun(runId, 'FORCE'));
  });

  it('does not happen in another boot of the host than that in which it was ordered', async () => {
    const { host, imageNamed, starts } = aHost();
    const [runId, image] = [freshRunId(), imageNamed('disk.hang.raw')];
    const inspected = await host.inspectForRun(image);
    const bootId = inspected.ok ? inspected.bootId : null;
    expect(bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(await host.startRun({ runId, image, bootId: randomUUID() })).toMatchObject({
      failure: { code: 'RUN_LOST', retryable: true },
    });
    expect(await host.listRuns()).toEqual([]);
    expect(startsIn(starts)).toEqual([]);
    expect(await host.startRun({ runId, image, bootId })).toMatchObject({ ok: true });
    onTestFinished(() => host.stopRun(runId, 'FORCE'));
  });

  it('takes no process of the run itself for another user of its image', async () => {
    const { host, started } = aHost();
    const { runId, image, file } = await started('disk.hang.raw');
    const writer = spawn('sh', ['-c', 'exec 7>>"$1"; echo open; exec sleep 1000', 'sh', file]);
    onTestFinished(() => void writer.kill('SIGKILL'));
    await once(writer.stdout, 'data');
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
  });

  it('does not happen again once the run has ended, whatever became of it', async () => {
    const { host, started, starts, updatesOf } = aHost();
    const { runId, image } = await started('disk.fail.raw');
    await updatesOf(runId);
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    expect(await host.runState(runId)).toBe('FINISHED');
    expect(startsIn(starts)).toHaveLength(1);
  });

  it('outlives whoever asked for it', async () => {
    const settings = aHost();
    const { host, imageNamed, runsDirectory, tools, updatesOf } = settings;
    const runId = freshRunId();
    const image = imageNamed('disk.wait.raw');
    onTestFinished(() => host.stopRun(runId, 'FORCE'));
    const starter = `
      import { createHost } from ${JSON.stringify(new URL('../../../src/hosts/create-host.ts', import.meta.url).href)};
      import { createLocalTransport } from ${JSON.stringify(new URL('../../../src/hosts/transport/local-transport.ts', import.meta.url).href)};
      const settings = ${JSON.stringify({ runsDirectory, tools, known: settings.known })};
      const host = createHost({ id: 'host_a', name: 'a', transport: createLocalTransport(), registered: () => [${JSON.stringify(image.directory)}], ...settings });
      await host.startRun(${JSON.stringify({ runId, image })});
      process.kill(process.pid, 'SIGKILL');`;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', starter]);
    expect(signal).toBe('SIGKILL');
    expect(await host.runState(runId)).toBe('RUNNING');
    letGo(join(image.directory, image.path));
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', outcome: 'RECLAIMED' });
  });

  it.runIf(mayMount)('is refused when its record cannot be written, and leaves nothing behind', async () => {
    const { mount, inside, transport } = await aMountNamespace();
    const full = aHost({ transport });
    const small = mount('full', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs');
    const host = createHost({ ...full, runsDirectory: join(small, 'runs') });
    inside('sh', '-c', 'cat /dev/zero > "$1/filler" 2>/dev/null || true', 'sh', small);
    const run = { runId: freshRunId(), image: full.imageNamed('disk.succeed.raw') };
    expect(await host.startRun(run)).toMatchObject({
      ok: false,
      failure: { code: 'STORAGE_FULL', retryable: true },
    });
    expect(await host.runState(run.runId)).toBe('UNKNOWN');
    expect(startsIn(full.starts)).toEqual([]);
    inside('rm', join(small, 'filler'));
    expect(await host.startRun(run)).toMatchObject({ ok: true });
    await host.followRun(run.runId, () => {}, new AbortController().signal);
    expect(await host.collectRun(run.runId)).toMatchObject({ ended: 'COMPLETED' });
  });

  it.runIf(mayMount)('leaves a result even when the disk fills up during the run', async () => {
    const full = aHost();
    const mount = join(full.images, '..', 'full');
    execFileSync('mkdir', [mount]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', mount]);
    onTestFinished(() => void execFileSync('umount', ['-l', mount]));
    const host = createHost({ ...full, runsDirectory: join(mount, 'runs') });
    const run = { runId: freshRunId(), image: full.imageNamed('disk.wait.raw') };
    await host.startRun(run);
    await until(async () =>
      readFileSync(join(mount, 'runs', run.runId, 'stderr'), 'utf8').includes('launch = 0'),
    );
    spawnSync('sh', ['-c', 'cat /dev/zero > "$1/filler"', 'sh', mount]);
    letGo(join(run.image.directory, run.image.path));
    await host.followRun(run.runId, () => {}, new AbortController().signal);
    expect(await host.collectRun(run.runId)).toMatchObject({ ended: 'COMPLETED', outcome: 'RECLAIMED' });
  });

  it('looks once more where a symbolic link leads', async () => {
    const { host, images, starts } = aHost();
    const outside = aHost();
    outside.imageNamed('disk.succeed.raw');
    execFileSync('ln', ['-s', join(outside.images, 'disk.succeed.raw'), join(images, 'link.raw')]);
    const image = { directory: images, path: 'link.raw', format: 'RAW' } as const;
    expect(await host.startRun({ runId: freshRunId(), image })).toMatchObject({
      failure: { code: 'PATH_OUTSIDE_STORAGE_DOMAIN' },
    });
    expect(startsIn(starts)).toEqual([]);
  });

  it('hands a path that looks like an option over as a path', async () => {
    const { host, started, starts, updatesOf } = aHost();
    const { runId, file } = await started('--format.succeed.raw');
    await updatesOf(runId);
    expect(startsIn(starts)).toEqual([file]);
    expect(await host.collectRun(runId)).toMatchObject({ outcome: 'RECLAIMED' });
  });

  it('hands a path over whole, whatever a shell would make of it', async () => {
    const { started, starts, updatesOf } = aHost();
    const { runId, file } = await started(`a $(touch pwned) 'b' "c" ; * é.succeed.raw`);
    await updatesOf(runId);
    expect(startsIn(starts)).toEqual([file]);
  });

  it('is not begun when it may not be any more once the image was looked at', async () => {
    const { host, imageNamed, starts } = aHost();
    const runId = freshRunId();
    const mayStart = () => {
      throw new Error('another server has it');
    };
    await expect(host.startRun({ runId, image: imageNamed('disk.raw') }, mayStart)).rejects.toThrow(
      'another',
    );
    expect(await host.runState(runId)).toBe('UNKNOWN');
    expect(existsSync(starts)).toBe(false);
  });

  it('is not begun by a request that reaches the host too late, and is asked for again while it may be', async () => {
    const { host, imageNamed, starts, updatesOf } = aHost();
    const runId = freshRunId();
    // Asked before and after the look at the host's clock: the first two times nothing is left on arrival.
    const remaining = [5, 0, 5, -10_000, 60_000, 60_000];
    const mayStart = vi.fn(() => remaining.shift() ?? 60_000);
    const image = imageNamed('disk.raw');
    expect(await host.startRun({ runId, image }, mayStart)).toMatchObject({ ok: true });
    expect(mayStart).toHaveBeenCalledTimes(6);
    await updatesOf(runId);
    expect(startsIn(starts)).toHaveLength(1);
  });

  it('is not begun by a request that was stopped on its way until another had brought the run to its end', async () => {
    const { host, starts, imageNamed, updatesOf, ...settings } = aHost();
    const runId = freshRunId();
    const image = imageNamed('disk.raw');
    let held = true;
    const mayStart = () => {
      if (!held) throw new Error('another server has it');
      return 100;
    };
    const transport: Transport = {
      ...settings.transport,
      async run(command) {
        if (held && command.args.includes('start')) {
          held = false;
          await host.startRun({ runId, image });
          await updatesOf(runId);
          await host.forgetRun(runId);
          await until(() => performance.now() > began + 500);
        }
        return settings.transport.run(command);
      },
    };
    const began = performance.now();
    await expect(createHost({ ...settings, transport }).startRun({ runId, image }, mayStart)).rejects.toThrow(
      'another',
    );
    expect(startsIn(starts)).toHaveLength(1);
    expect(await host.runState(runId)).toBe('UNKNOWN');
  });
});
