import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HostCapabilities } from '../../src/domain/host/events.ts';
import { createHost } from '../../src/hosts/create-host.ts';
import type { Host, ImageRef, RunReport, RunUpdate } from '../../src/hosts/host.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';
import { qemuImg } from '../hosts/images/real-images.ts';
import { damageFilesystem, sampleDisk } from '../support/sample-disk.ts';

const runId = 'job_real.1';
let known: HostCapabilities;

function aRealHost(): { host: Host; images: string; runs: string } {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-real-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const [images, runs] = [join(directory, 'images'), join(directory, 'runs')];
  mkdirSync(images);
  const host = createHost({
    id: 'host_r',
    name: 'r',
    transport: createLocalTransport(),
    runsDirectory: runs,
    registered: () => [images],
    known,
  });
  onTestFinished(() => host.stopRun(runId, 'FORCE'));
  return { host, images, runs };
}

async function sparsify(host: Host, image: ImageRef): Promise<{ report: RunReport; updates: RunUpdate[] }> {
  expect(await host.inspectForRun(image)).toMatchObject({ ok: true });
  expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
  const updates: RunUpdate[] = [];
  await host.followRun(runId, (update) => updates.push(update), new AbortController().signal);
  return { report: await host.collectRun(runId), updates };
}

const bytesOf = ({ directory, path }: ImageRef) => statSync(join(directory, path)).blocks * 512;

beforeAll(async () => {
  const runsDirectory = mkdtempSync(join(tmpdir(), 'winnow-probe-'));
  const host = createHost({ id: 'host_r', name: 'r', transport: createLocalTransport(), runsDirectory });
  known = await host.capabilities();
  rmSync(runsDirectory, { recursive: true });
});

describe('the real tools of this machine', () => {
  it('can sparsify', () => {
    expect(known).toMatchObject({
      virtSparsify: { features: expect.arrayContaining(['in-place']) },
      acceleration: expect.stringMatching(/^(KVM|EMULATION)$/),
      lacks: [],
    });
  });
});

describe('a real virt-sparsify', () => {
  it('gives back what was deleted in a qcow2 image, and tells how it goes', async () => {
    const { host, images } = aRealHost();
    const image = await sampleDisk(images);
    const before = bytesOf(image);
    expect(before).toBeGreaterThan(100 * 1024 ** 2);
    const { report, updates } = await sparsify(host, image);
    const after = bytesOf(image);
    expect(after).toBeLessThan(10 * 1024 ** 2);
    expect(report).toMatchObject({
      ended: 'COMPLETED',
      outcome: 'RECLAIMED',
      sizeBefore: before,
      sizeAfter: after,
      filesystems: [
        { device: '/dev/sda', type: 'ext4', outcome: 'TRIMMED', trimmedBytes: expect.any(Number) },
      ],
      warnings: [],
    });
    expect(updates[0]).toMatchObject({ phase: 'BOOTING' });
    const measured = updates.find(({ allocatedBytes }) => allocatedBytes !== null);
    expect(measured).toMatchObject({ phase: 'BOOTING', allocatedBytes: before });
    expect(updates.at(-1)).toMatchObject({ phase: 'FINISHING', filesystemsDone: 1, filesystemsTotal: 1 });
    expect(await host.measureUsage(image)).toMatchObject({
      ok: true,
      filesystems: [{ device: '/dev/sda', usedBytes: expect.any(Number) }],
    });
  });

  it('finds nothing on a disk without a filesystem, which is said', async () => {
    const { host, images } = aRealHost();
    writeFileSync(join(images, 'empty.raw'), '');
    truncateSync(join(images, 'empty.raw'), 100 * 1024 ** 2);
    const { report } = await sparsify(host, { directory: images, path: 'empty.raw', format: 'RAW' });
    expect(report).toMatchObject({
      outcome: 'NOTHING_TO_RECLAIM',
      explanation: expect.stringContaining('No filesystem was found'),
    });
  });

  it('passes over a damaged filesystem in silence, which is reported as a failure', async () => {
    const { host, images } = aRealHost();
    const image = await sampleDisk(images, {
      format: 'RAW',
      virtualSize: 64 * 1024 ** 2,
      deletedBytes: 1024 ** 2,
    });
    damageFilesystem(image);
    const { report } = await sparsify(host, image);
    expect(report).toMatchObject({
      ended: 'FAILED',
      failure: { code: 'FILESYSTEM_CORRUPT', retryable: false },
    });
  });

  it('holds the image while it runs; killed, it is gone with its virtual machine, and the image is whole', async () => {
    const { host, images, runs } = aRealHost();
    const image = await sampleDisk(images);
    await host.startRun({ runId, image });
    const working = new AbortController();
    await host.followRun(runId, ({ phase }) => phase === 'INSPECTING' && working.abort(), working.signal);
    expect(await host.inspectForRun(image)).toMatchObject({
      failure: { code: 'DISK_IN_USE' },
    });
    // Its virtual machine survives it; the run is not over before that is gone too.
    process.kill(Number(readFileSync(join(runs, runId, 'pid'), 'utf8')), 'SIGKILL');
    await host.followRun(runId, () => {}, new AbortController().signal);
    expect(await host.collectRun(runId)).toMatchObject({ failure: { code: 'TOOL_KILLED', retryable: true } });
    expect(await host.inspectForRun(image)).toMatchObject({ ok: true });
  });

  it('keeps out a virtual machine that would start before the tool has opened the image', async () => {
    const { images, runs } = aRealHost();
    const go = join(images, 'go');
    const waiting = join(images, 'waiting-virt-sparsify');
    writeFileSync(
      waiting,
      `#!/bin/sh\nuntil [ -e '${go}' ]; do sleep 0.05; done\nexec virt-sparsify "$@"\n`,
      { mode: 0o755 },
    );
    const host = createHost({
      ...{ id: 'host_r', name: 'r', transport: createLocalTransport(), runsDirectory: runs, known },
      registered: () => [images],
      // It waits for a file that it would not see.
      tools: { virtSparsify: waiting, confine: false },
    });
    const file = join(images, 'disk.qcow2');
    qemuImg('create', '-f', 'qcow2', file, '64M');
    const image = { directory: images, path: 'disk.qcow2', format: 'QCOW2' } as const;
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    const inode = statSync(file).ino;
    await vi.waitFor(() => expect(readFileSync('/proc/locks', 'utf8')).toContain(`:${inode} `));
    const machine = spawnSync('qemu-system-x86_64', [
      ...['-M', 'pc', '-accel', 'tcg', '-S', '-nodefaults', '-display', 'none', '-m', '32'],
      ...['-drive', `if=virtio,format=qcow2,file=${file}`],
    ]);
    expect(machine.status).toBe(1);
    expect(machine.stderr.toString()).toContain('Failed to get "write" lock');
    writeFileSync(go, '');
    await host.followRun(runId, () => {}, new AbortController().signal);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED' });
  });

  it('stops between filesystems when asked to', async () => {
    const { host, images } = aRealHost();
    const image = await sampleDisk(images);
    await host.startRun({ runId, image });
    const working = new AbortController();
    await host.followRun(runId, ({ phase }) => phase === 'INSPECTING' && working.abort(), working.signal);
    await host.stopRun(runId, 'GRACEFUL');
    await host.followRun(runId, () => {}, new AbortController().signal);
    expect(await host.collectRun(runId)).toMatchObject({ ended: 'STOPPED', sizeBefore: expect.any(Number) });
    expect(await host.inspectForRun(image)).toMatchObject({ ok: true });
  });
});
