import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Failure, FailureCode } from '../../src/domain/disk/events.ts';
import type { DiskFormat } from '../../src/domain/disk/facts.ts';
import type { ImageRef } from '../../src/hosts/host.ts';
import { aHost, freshRunId, temporaryDirectory } from '../hosts/a-host.ts';
import {
  CORRUPT,
  heldByQemu,
  isWhole,
  qemuImg,
  replaceByCopy,
  setIncompatibleFeature,
} from '../hosts/images/real-images.ts';
import { beforeStart } from '../hosts/images/shown-images.ts';
import { loopDevice } from '../hosts/loop-device.ts';
import { aMountNamespace } from '../hosts/storage/mount-namespace.ts';
import { fakeVirtSparsify } from '../support/fake-virt-sparsify.ts';
import { runCommandsOf, type Trials } from './trial.ts';

/** A host, what a look for a run finds on it, and a start of the fake tool. */
function aPlace(settings?: Parameters<typeof aHost>[0]) {
  const { host, images, imageNamed } = aHost(settings);
  const at = (path: string) => join(images, path);
  const look = (path: string, format: DiskFormat = 'QCOW2', directory = images) =>
    host.inspectForRun({ directory, path, format });
  return {
    host,
    images,
    at,
    imageNamed,
    async failureOf(...asked: Parameters<typeof look>): Promise<Failure> {
      const looked = await look(...asked);
      if (looked.ok) throw new Error('Nothing is wrong with it.');
      return looked.failure;
    },
    expectFine: async (...asked: Parameters<typeof look>) =>
      expect(await look(...asked)).toMatchObject({ ok: true }),
    start: (path: string) => {
      const runId = freshRunId();
      onTestFinished(() => host.stopRun(runId, 'FORCE'));
      return host.startRun({ runId, image: { directory: images, path, format: 'RAW' } });
    },
  };
}

function withData(file: string, ...options: string[]): void {
  qemuImg('create', '-f', 'qcow2', ...options, file, '16M');
  execFileSync('qemu-io', ['-c', 'write -P 5 0 4M', file], { stdio: 'ignore' });
}

/** Runs the fake tool on an image to its end. */
async function outcomeOf({ host, updatesOf }: ReturnType<typeof aHost>, image: ImageRef) {
  const runId = freshRunId();
  onTestFinished(() => host.stopRun(runId, 'FORCE'));
  expect(await host.startRun({ runId, image })).toMatchObject({ ok: true });
  await updatesOf(runId);
  return host.collectRun(runId);
}

const inGuest = {
  untried:
    'It is done inside the guest of a virtual machine, and there is none here that has an operating system.',
} as const;
const looksAtOutput = { untried: 'It says where to look for the cause, which may be any.' } as const;

export const failureTrials: Trials<FailureCode> = {
  DISK_MISSING: [
    {
      kind: 'BRING_BACK',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        withData(at('disk.qcow2'));
        renameSync(at('disk.qcow2'), at('away'));
        expect(await failureOf('disk.qcow2')).toMatchObject({
          code: 'DISK_MISSING',
          remedy: expect.stringContaining('bring the image back'),
        });
        renameSync(at('away'), at('disk.qcow2'));
        await expectFine('disk.qcow2');
      },
    },
  ],
  DISK_UNREADABLE: [
    {
      kind: 'PERMISSION',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        withData(at('disk.qcow2'));
        execFileSync('chattr', ['+i', at('disk.qcow2')]);
        expect(await failureOf('disk.qcow2')).toMatchObject({
          code: 'DISK_UNREADABLE',
          remedy: expect.stringContaining('chattr -i'),
        });
        execFileSync('chattr', ['-i', at('disk.qcow2')]);
        await expectFine('disk.qcow2');
        expect(isWhole(at('disk.qcow2'))).toBe(true);
      },
    },
  ],
  NOT_A_REGULAR_FILE: [
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        mkdirSync(at('disks'));
        withData(at('disks/disk.qcow2'));
        expect(await failureOf('disks')).toMatchObject({
          code: 'NOT_A_REGULAR_FILE',
          remedy: expect.stringContaining('Give the path of an image file'),
        });
        await expectFine('disks/disk.qcow2');
      },
    },
  ],
  PATH_OUTSIDE_STORAGE_DOMAIN: [
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        const elsewhere = temporaryDirectory();
        const registered = [elsewhere];
        const place = aPlace({ registered: () => registered });
        registered.push(place.images);
        const { at, failureOf, expectFine } = place;

        withData(join(elsewhere, 'disk.qcow2'));
        symlinkSync(join(elsewhere, 'disk.qcow2'), at('disk.qcow2'));
        expect(await failureOf('disk.qcow2')).toMatchObject({
          code: 'PATH_OUTSIDE_STORAGE_DOMAIN',
          remedy: 'Register the directory that the image really lies in.',
        });
        await expectFine('disk.qcow2', 'QCOW2', elsewhere);
      },
    },
  ],
  FORMAT_MISMATCH: [
    {
      kind: 'DECLARE',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        withData(at('disk'));
        expect(await failureOf('disk', 'RAW')).toMatchObject({
          code: 'FORMAT_MISMATCH',
          remedy: expect.stringContaining('register it as such'),
        });
        await expectFine('disk', 'QCOW2');
      },
    },
  ],
  BACKING_FILE_MISSING: [
    {
      kind: 'BRING_BACK',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        withData(at('base.qcow2'));
        qemuImg('create', '-f', 'qcow2', '-b', at('base.qcow2'), '-F', 'qcow2', at('disk.qcow2'));
        renameSync(at('base.qcow2'), at('away'));
        expect(await failureOf('disk.qcow2')).toMatchObject({
          code: 'BACKING_FILE_MISSING',
          remedy: expect.stringContaining('Bring the backing file back'),
        });
        renameSync(at('away'), at('base.qcow2'));
        await expectFine('disk.qcow2');
        expect(isWhole(at('disk.qcow2'))).toBe(true);
      },
    },
    {
      kind: 'REPAIR',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        withData(at('base.qcow2'));
        qemuImg('create', '-f', 'qcow2', '-b', at('base.qcow2'), '-F', 'qcow2', at('disk.qcow2'));
        renameSync(at('base.qcow2'), at('moved.qcow2'));
        const { remedy } = await failureOf('disk.qcow2');
        expect(remedy).toContain('`qemu-img rebase -u`');
        qemuImg('rebase', '-u', '-b', at('moved.qcow2'), '-F', 'qcow2', at('disk.qcow2'));
        await expectFine('disk.qcow2');
        expect(isWhole(at('disk.qcow2'))).toBe(true);
      },
    },
  ],
  DISK_IN_USE: [
    {
      kind: 'DETACH',
      usual: true,
      async attempt() {
        const { at, imageNamed, failureOf, expectFine } = aPlace();
        imageNamed('disk.raw', 65536);
        linkSync(at('disk.raw'), at('other name'));
        const { device, detached } = loopDevice(at('other name'));
        const { code, remedy } = await failureOf('disk.raw', 'RAW');
        expect(code).toBe('DISK_IN_USE');
        expect(runCommandsOf(remedy)).toEqual([`losetup -d ${device}`]);
        await detached();
        await expectFine('disk.raw', 'RAW');
      },
    },
    {
      kind: 'DETACH',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        execFileSync('fallocate', ['-l', '8M', at('disk.raw')]);
        chmodSync(at('disk.raw'), 0o600);
        execFileSync('mkswap', ['-q', at('disk.raw')], { stdio: 'ignore' });
        execFileSync('swapon', [at('disk.raw')]);
        expect(runCommandsOf((await failureOf('disk.raw', 'RAW')).remedy)).toHaveLength(1);
        await expectFine('disk.raw', 'RAW');
      },
    },
    {
      kind: 'SHUT_DOWN',
      async attempt() {
        const { at, imageNamed, failureOf, expectFine } = aPlace();
        imageNamed('disk.raw', 65536);
        const writer = spawn('sh', ['-c', 'exec 7>>"$1"; echo open; exec sleep 1000', 'sh', at('disk.raw')]);
        onTestFinished(() => void writer.kill('SIGKILL'));
        await once(writer.stdout, 'data');
        const { remedy } = await failureOf('disk.raw', 'RAW');
        expect(remedy).toContain(`end that process if it runs none`);
        const gone = once(writer, 'exit');
        process.kill(Number(/process (\d+)/.exec(remedy)?.[1]), 'SIGTERM');
        await gone;
        await expectFine('disk.raw', 'RAW');
      },
    },
    {
      kind: 'SHUT_DOWN',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        withData(at('disk.qcow2'));
        const machine = await heldByQemu(at('disk.qcow2'), `format=qcow2,file=${at('disk.qcow2')}`);
        expect((await failureOf('disk.qcow2')).remedy).toContain(
          'Shut the virtual machine down that uses it',
        );
        const gone = once(machine, 'exit');
        machine.kill('SIGTERM');
        await gone;
        await expectFine('disk.qcow2');
        expect(isWhole(at('disk.qcow2'))).toBe(true);
      },
    },
  ],
  ENCRYPTED: [inGuest],
  GUEST_SPANS_DISKS: [inGuest],
  DISK_NOT_ELIGIBLE: [{ untried: 'Its remedies are those of the obstacles and warnings that it names.' }],
  STORAGE_FULL: [
    {
      kind: 'STORAGE',
      usual: true,
      async attempt() {
        const { mount, inside, transport } = await aMountNamespace();
        const runsDirectory = mount('runs', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs');
        const { imageNamed, start } = aPlace({ runsDirectory, transport });
        imageNamed('disk.hang.raw', 65536);
        const filling = join(runsDirectory, 'filling');
        inside('sh', '-c', 'head -c 1M /dev/zero >"$1" 2>/dev/null || true', 'sh', filling);
        expect(await start('disk.hang.raw')).toMatchObject({
          failure: { code: 'STORAGE_FULL', remedy: expect.stringContaining('Free some space') },
        });
        inside('rm', filling);
        expect(await start('disk.hang.raw')).toMatchObject({ ok: true });
      },
    },
  ],
  FILESYSTEM_CORRUPT: [
    {
      kind: 'REPAIR',
      async attempt() {
        const { at, failureOf, expectFine } = aPlace();
        withData(at('disk.qcow2'));
        setIncompatibleFeature(at('disk.qcow2'), CORRUPT);
        const { code, remedy } = await failureOf('disk.qcow2');
        expect(code).toBe('FILESYSTEM_CORRUPT');
        runCommandsOf(remedy);
        await expectFine('disk.qcow2');
        expect(isWhole(at('disk.qcow2'))).toBe(true);
      },
    },
    { untried: 'The other cause is mended inside the guest of a virtual machine.' },
  ],
  TOOL_MISSING: [
    {
      kind: 'INSTALL',
      async attempt() {
        const tool = join(temporaryDirectory(), 'qemu-img');
        const { at, failureOf, expectFine } = aPlace({
          tools: { virtSparsify: fakeVirtSparsify, qemuImg: tool },
        });
        withData(at('disk.qcow2'));
        expect(await failureOf('disk.qcow2')).toMatchObject({
          code: 'TOOL_MISSING',
          remedy: expect.stringContaining('qemu-utils'),
        });
        // As the package would bring it.
        writeFileSync(tool, '#!/bin/sh\nexec qemu-img "$@"\n', { mode: 0o755 });
        await expectFine('disk.qcow2');
      },
    },
  ],
  TOOL_TOO_OLD: [
    {
      kind: 'INSTALL',
      async attempt() {
        const tool = join(temporaryDirectory(), 'virt-sparsify');
        writeFileSync(tool, `#!/bin/sh\nFAKE_OLD=1 exec '${fakeVirtSparsify}' "$@"\n`, { mode: 0o755 });
        const { host, imageNamed, start } = aPlace({ tools: { virtSparsify: tool } });
        imageNamed('disk.hang.raw', 65536);
        await host.capabilities({ again: true });
        expect(await start('disk.hang.raw')).toMatchObject({
          failure: { code: 'TOOL_TOO_OLD', remedy: expect.stringContaining('Get a newer one') },
        });
        rmSync(tool);
        symlinkSync(fakeVirtSparsify, tool);
        expect(await start('disk.hang.raw')).toMatchObject({ ok: true });
      },
    },
  ],
  APPLIANCE_FAILED: [
    { untried: 'It names what libguestfs-test-tool is to find out, which may be any cause.' },
  ],
  RUN_NOT_STARTED: [
    {
      kind: 'PERMISSION',
      async attempt() {
        const runsDirectory = temporaryDirectory();
        const { imageNamed, start } = aPlace({ runsDirectory });
        imageNamed('disk.hang.raw', 65536);
        execFileSync('chattr', ['+i', runsDirectory]);
        onTestFinished(() => {
          execFileSync('chattr', ['-i', runsDirectory]);
        });
        expect(await start('disk.hang.raw')).toMatchObject({
          failure: {
            code: 'RUN_NOT_STARTED',
            remedy: expect.stringContaining('See that the directory that keeps the runs may be written'),
          },
        });
        execFileSync('chattr', ['-i', runsDirectory]);
        expect(await start('disk.hang.raw')).toMatchObject({ ok: true });
      },
    },
  ],
  IMAGE_CHANGED: [
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        let disturb = () => {};
        const site = aHost({ transport: beforeStart(() => disturb()) });
        const image = site.imageNamed('disk.raw', 131_072);
        const file = join(site.images, 'disk.raw');
        disturb = () => replaceByCopy(file);
        expect(await outcomeOf(site, image)).toMatchObject({
          failure: { code: 'IMAGE_CHANGED', remedy: expect.stringContaining('Try again') },
        });
        disturb = () => {};
        expect(await outcomeOf(site, image)).toMatchObject({ ended: 'COMPLETED' });
      },
    },
  ],
  EXPORT_UNAVAILABLE: [
    {
      kind: 'INSTALL',
      async attempt() {
        const tool = join(temporaryDirectory(), 'qemu-storage-daemon');
        const site = aHost({ tools: { virtSparsify: fakeVirtSparsify, qemuStorageDaemon: tool } });
        const [base, disk] = [join(site.images, 'base.qcow2'), join(site.images, 'disk.nothing.qcow2')];
        withData(base);
        qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', disk);
        const image = { directory: site.images, path: 'disk.nothing.qcow2', format: 'QCOW2' } as const;
        expect(await outcomeOf(site, image)).toMatchObject({
          failure: { code: 'EXPORT_UNAVAILABLE', remedy: expect.stringContaining('qemu-system-common') },
        });
        // As the package would bring it.
        writeFileSync(tool, '#!/bin/sh\nexec qemu-storage-daemon "$@"\n', { mode: 0o755 });
        expect(await outcomeOf(site, image)).toMatchObject({ ended: 'COMPLETED' });
        expect(isWhole(disk)).toBe(true);
      },
    },
  ],
  EXPORT_FAILED: [looksAtOutput],
  TOOL_FAILED: [looksAtOutput],
  TOOL_KILLED: [looksAtOutput],
  STALLED: [looksAtOutput],
  INTERNAL_ERROR: [looksAtOutput],
  RUN_LOST: [{ untried: 'It speaks of a restart of the host, which would end the tests as well.' }],
  HOST_CONFIRMED_DOWN: [{ untried: 'It asks for nothing; the tests of hosts that are lost try it.' }],
  TIMED_OUT: [
    { untried: 'More time is a setting of the next request; the tests of attempts try the bound itself.' },
  ],
  NO_SUITABLE_HOST: [{ untried: 'It takes a second host; the tests of several servers have that.' }],
};
