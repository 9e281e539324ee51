import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImageRef } from '../../../src/hosts/host.ts';
import { letGo, makeFakeImage, startsIn } from '../../support/fake-virt-sparsify.ts';
import { aHost, freshRunId, temporaryDirectory } from '../a-host.ts';
import { heldByQemu, qemuImg, replaceByCopy } from './real-images.ts';
import { beforeStart, throughPrefix, withoutExport } from './shown-images.ts';

// The second way takes a mount, which only root may make.
const mayMount = process.getuid?.() === 0;

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** A file outside all registered directories that must stay as it is, to the last hole. */
function outsider(name: string, prepare = (_file: string) => {}) {
  const directory = temporaryDirectory();
  prepare(join(directory, name));
  const file = makeFakeImage(directory, name);
  const [content, blocks] = [digest(file), statSync(file).blocks];
  return {
    directory,
    file,
    expectUntouched() {
      expect(digest(file)).toBe(content);
      expect(statSync(file).blocks).toBe(blocks);
    },
  };
}

/** Makes a directory below `images` with an image in it, and what turns it into a link to elsewhere and back. */
function flippable(images: string, name: string, elsewhere: string) {
  const [sub, away] = [join(images, 'sub'), join(images, 'away')];
  mkdirSync(sub);
  makeFakeImage(sub, name);
  const image: ImageRef = { directory: images, path: `sub/${name}`, format: 'RAW' };
  return {
    image,
    flip() {
      renameSync(sub, away);
      symlinkSync(elsewhere, sub);
    },
  };
}

describe.each([
  ['by an export', {}],
  ['alone', withoutExport],
] as const)('an image that is shown to the tool %s', (way, settings) => {
  it.runIf(mayMount || way === 'by an export')(
    'is not opened when a directory on the way became a link since it was judged',
    async () => {
      const outside = outsider('disk.succeed.raw');
      const act = { now: () => {} };
      const { host, images, starts, updatesOf } = aHost({
        ...settings,
        transport: beforeStart(() => act.now()),
      });
      const { image, flip } = flippable(images, 'disk.succeed.raw', outside.directory);
      act.now = flip;
      const runId = freshRunId();
      expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
      await updatesOf(runId);
      expect(await host.collectRun(runId)).toMatchObject({
        failure: {
          code: 'IMAGE_CHANGED',
          retryable: true,
          message: expect.stringContaining(join(images, image.path)),
        },
      });
      expect(startsIn(starts)).toEqual([]);
      outside.expectUntouched();
    },
  );

  it.runIf(mayMount || way === 'by an export')(
    'stays the one that is worked on when a directory becomes a link meanwhile, and that fails loudly',
    async () => {
      const outside = outsider('disk.wait.raw');
      const { host, images, updatesOf, reached } = aHost(settings);
      const { image, flip } = flippable(images, 'disk.wait.raw', outside.directory);
      const runId = freshRunId();
      await host.startRun({ runId, image });
      onTestFinished(() => host.stopRun(runId, 'FORCE'));
      await reached(runId, 'INSPECTING');
      flip();
      letGo(join(images, image.path));
      await updatesOf(runId);
      expect(await host.collectRun(runId)).toMatchObject({
        failure: { code: 'DISK_MISSING', message: expect.stringContaining('took the place of') },
      });
      outside.expectUntouched();
      expect(statSync(join(images, 'away', 'disk.wait.raw')).blocks * 512).toBe(64 * 1024);
    },
  );

  it.runIf(mayMount || way === 'by an export')(
    'is never another one, however often its directory is turned into a link and back',
    async () => {
      const outside = outsider('disk.succeed.raw');
      const { host, images, updatesOf } = aHost(settings);
      flippable(images, 'disk.succeed.raw', outside.directory);
      const flipping = spawn('sh', [
        ...[
          '-c',
          'cd "$1" && ln -s "$2" link && while :; do mv sub away; mv link sub; mv sub link; mv away sub; done',
          'sh',
        ],
        ...[images, outside.directory],
      ]);
      onTestFinished(() => void flipping.kill('SIGKILL'));
      for (let round = 0; round < 12; round += 1) {
        const runId = freshRunId();
        const image = { directory: images, path: 'sub/disk.succeed.raw', format: 'RAW' } as const;
        // Most are refused before anything starts.
        const { ok } = await host.startRun({ runId, image }).catch(() => ({ ok: false }));
        if (ok) await updatesOf(runId);
      }
      outside.expectUntouched();
    },
  );
});

describe('a run', () => {
  it('opens no external data file that a header names since it was judged', async () => {
    const evil = join(temporaryDirectory(), 'evil.qcow2');
    const outside = outsider('data.raw', (data) =>
      qemuImg('create', '-q', '-f', 'qcow2', '-o', `data_file=${data},data_file_raw=on`, evil, '1M'),
    );
    const { run, file } = aHeldBack({ size: '1M' });
    const report = await run(() => takeOver(file, evil));
    expect(report).toMatchObject({ failure: { code: 'IMAGE_CHANGED' } });
    outside.expectUntouched();
  });

  it.runIf(mayMount)('follows no header that was changed since, where it cannot export', async () => {
    const outside = outsider('backing.raw');
    const { run, file } = aHeldBack({ size: '1M', settings: withoutExport });
    const report = await run(() => {
      const evil = join(outside.directory, 'evil.qcow2');
      qemuImg('create', '-q', '-f', 'qcow2', '-b', outside.file, '-F', 'raw', evil, '1M');
      takeOver(file, evil);
    });
    expect(report).toMatchObject({ failure: { code: 'EXPORT_UNAVAILABLE' } });
    outside.expectUntouched();
  });

  it('says that another has the image when that got its lock since', async () => {
    const { run, file } = aHeldBack({ size: '8M' });
    expect(await run(() => heldByQemu(file, `file=${file},format=qcow2,readonly=on`))).toMatchObject({
      failure: { code: 'DISK_IN_USE', message: expect.stringContaining('its lock is held') },
    });
  });

  it('does not take a file of another size or another inode for the one that was judged', async () => {
    const larger = aHeldBack({ size: '1M' });
    expect(await larger.run(() => truncateSync(larger.file, 8 * 1024 ** 2))).toMatchObject({
      failure: { code: 'IMAGE_CHANGED' },
    });
    const copied = aHeldBack({ size: '1M' });
    expect(await copied.run(() => replaceByCopy(copied.file))).toMatchObject({
      failure: { code: 'IMAGE_CHANGED' },
    });
  });

  it('tells which backing file is not the one that was judged', async () => {
    const host = aHost();
    const base = join(host.images, 'base.raw');
    writeFileSync(base, Buffer.alloc(1024 ** 2, 1));
    const { run } = aHeldBack({ size: '1M', images: host.images, backing: base });
    expect(await run(() => truncateSync(base, 2 * 1024 ** 2))).toMatchObject({
      failure: { code: 'IMAGE_CHANGED', message: expect.stringContaining('Backing file 1 below') },
    });
  });

  it('is refused where the host can neither export the image nor show it alone, with what to do', async () => {
    const { host, images, updatesOf } = aHost(withoutExport);
    const base = join(images, 'base.raw');
    writeFileSync(base, Buffer.alloc(1024 ** 2, 1));
    qemuImg('create', '-q', '-f', 'qcow2', '-b', base, '-F', 'raw', join(images, 'disk.qcow2'), '1M');
    const runId = freshRunId();
    await host.startRun({ runId, image: { directory: images, path: 'disk.qcow2', format: 'QCOW2' } });
    await updatesOf(runId);
    expect(await host.collectRun(runId)).toMatchObject({
      failure: { code: 'EXPORT_UNAVAILABLE', retryable: false, remedy: expect.stringContaining('/dev/fuse') },
    });
    await host.forgetRun(runId);
  });

  /** Overwrites a file in place, so that it stays the same file, of the same size. */
  function takeOver(file: string, by: string): void {
    const size = statSync(file).size;
    writeFileSync(file, readFileSync(by).subarray(0, size), { flag: 'r+' });
    truncateSync(file, size);
  }

  /** A qcow2 image, and a run on it before whose start something happens. */
  function aHeldBack({
    size,
    images,
    backing,
    settings = {},
  }: {
    size: string;
    images?: string;
    backing?: string;
    settings?: Parameters<typeof aHost>[0];
  }) {
    let act: () => unknown = () => {};
    const site = aHost({
      ...settings,
      ...(images === undefined ? {} : { registered: () => [images] }),
      transport: beforeStart(() => act()),
    });
    const directory = images ?? site.images;
    const file = join(directory, 'disk.succeed.qcow2');
    qemuImg(
      'create',
      '-q',
      '-f',
      'qcow2',
      ...(backing === undefined ? [] : ['-b', backing, '-F', 'raw']),
      file,
      size,
    );
    async function run(before: () => unknown) {
      act = before;
      const runId = freshRunId();
      const image = { directory, path: 'disk.succeed.qcow2', format: 'QCOW2' } as const;
      expect(await site.host.startRun({ runId, image })).toMatchObject({ ok: true });
      await site.updatesOf(runId);
      expect(existsSync(site.starts)).toBe(false);
      return site.host.collectRun(runId);
    }
    return { run, file };
  }
});

it.runIf(mayMount)('an image is shown alone where /dev/fuse is there and does not work', async () => {
  const hidden = [
    'unshare',
    '-m',
    'sh',
    '-c',
    'mount --bind /dev/null /dev/fuse && exec "$@"',
    'sh',
  ] as const;
  const { host, started, updatesOf } = aHost({ transport: throughPrefix(hidden) });
  const { runId, file, kept } = await started('disk.succeed.raw');
  await updatesOf(runId);
  expect(await host.collectRun(runId)).toMatchObject({ ended: 'COMPLETED', sizeAfter: 64 * 1024 });
  expect(statSync(file).blocks * 512).toBe(64 * 1024);
  expect(execFileSync('findmnt', ['-rno', 'TARGET'], { encoding: 'utf8' })).not.toContain(kept);
});
