import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createHost, type HostSettings } from '../../src/hosts/create-host.ts';
import type { ImageRef } from '../../src/hosts/host.ts';
import { beforeStart } from '../hosts/images/shown-images.ts';
import { capable } from '../support/fake-host.ts';
import { sampleDisk } from '../support/sample-disk.ts';

const deletedBytes = 50 * 1024 ** 2;
const virtualSize = 256 * 1024 ** 2;
const bytesOf = (file: string) => statSync(file).blocks * 512;
const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { stdio: 'pipe' });

test('real virt-sparsify works on an overlay of the backing file that was judged, whatever its header says by then', async () => {
  let act = () => {};
  const { images, outside, run } = aPlace({ transport: beforeStart(() => act()) });
  const { path } = await sampleDisk(images, { format: 'RAW', deletedBytes, virtualSize });
  const [base, top, hostile] = [
    join(images, 'base.raw'),
    join(images, 'top.qcow2'),
    join(outside, 'hostile'),
  ];
  qemuImg('convert', '-f', 'raw', '-O', 'qcow2', join(images, path), top);
  rmSync(join(images, path));
  // What the image has no clusters of comes from here: zeros, without which the filesystem would not mount.
  writeFileSync(base, '');
  truncateSync(base, virtualSize);
  writeFileSync(hostile, Buffer.alloc(virtualSize, 0xff));
  qemuImg('rebase', '-u', '-f', 'qcow2', '-b', base, '-F', 'raw', top);
  act = () => qemuImg('rebase', '-u', '-f', 'qcow2', '-b', hostile, '-F', 'raw', top);

  expect(await run({ directory: images, path: 'top.qcow2', format: 'QCOW2' })).toMatchObject({
    ended: 'COMPLETED',
    outcome: 'RECLAIMED',
    filesystems: [{ type: 'ext4', outcome: 'TRIMMED' }],
  });
  expect(bytesOf(top)).toBeLessThan(10 * 1024 ** 2);
  expect(readFileSync(hostile).every((byte) => byte === 0xff)).toBe(true);
  qemuImg('rebase', '-u', '-f', 'qcow2', '-b', base, '-F', 'raw', top);
  expectWhole(top, 'qcow2');
});

test.each([
  ['exported', {}],
  ['shown alone', { tools: { qemuStorageDaemon: '/nowhere/qemu-storage-daemon' } }],
] as const)('real virt-sparsify frees a raw image that is %s', async (_, settings) => {
  const { images, run } = aPlace(settings);
  const image = await sampleDisk(images, { format: 'RAW', deletedBytes, virtualSize });
  const file = join(images, image.path);
  expect(await run(image)).toMatchObject({ ended: 'COMPLETED', outcome: 'RECLAIMED' });
  expect(bytesOf(file)).toBeLessThan(10 * 1024 ** 2);
  expectWhole(file, 'raw');
});

/** The filesystem of the image is as it should be, and has the file that was not deleted. */
function expectWhole(file: string, format: string): void {
  const disk = `${file}.checked`;
  if (format === 'raw') renameSync(file, disk);
  else qemuImg('convert', '-f', format, '-O', 'raw', file, disk);
  const tools = {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    encoding: 'utf8',
  } as const;
  execFileSync('e2fsck', ['-fn', disk], { ...tools, stdio: 'pipe' });
  expect(execFileSync('debugfs', ['-R', 'cat kept.txt', disk], tools)).toBe('This file stays.\n');
}

function aPlace(settings: Partial<HostSettings>) {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-export-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const [images, outside] = [join(directory, 'images'), join(directory, 'outside')];
  mkdirSync(images);
  mkdirSync(outside);
  const host = createHost({
    id: 'host_here',
    name: 'here',
    transport: beforeStart(() => {}),
    runsDirectory: join(directory, 'runs'),
    registered: () => [images],
    // Not found out here: an appliance that boots once more takes as long as a run.
    known: { ...capable, acceleration: 'EMULATION' },
    ...settings,
  });
  const runId = 'job_real.1' as const;
  onTestFinished(() => host.stopRun(runId, 'FORCE'));
  async function run(image: ImageRef) {
    expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
    await host.followRun(runId, () => {}, new AbortController().signal);
    return host.collectRun(runId);
  }
  return { images, outside, run };
}
