import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { ObstacleCode } from '../../src/domain/disk/eligibility/obstacle.ts';
import type { DiskId } from '../../src/domain/ids.ts';
import { temporaryDirectory } from '../hosts/a-host.ts';
import {
  CORRUPT,
  crashedLazily,
  isWhole,
  qemuImg,
  setIncompatibleFeature,
} from '../hosts/images/real-images.ts';
import { fakeVirtSparsify } from '../support/fake-virt-sparsify.ts';
import { domainXml, fileDiskXml, startLibvirt } from '../support/libvirt.ts';
import { aSite } from './a-site.ts';
import { imageFaultTrials } from './image-faults.ts';
import { runCommandsOf, type Trials } from './trial.ts';

type Site = Awaited<ReturnType<typeof aSite>>;

const ofVolumes = {
  untried: 'It needs logical volumes that are active, and the kernel here has no device mapper.',
} as const;
const inGuest = {
  untried:
    'It is done inside the guest of a virtual machine, and there is none here that has an operating system.',
} as const;

/** An image with 4 MiB of 0x05 at its start; see isWhole. */
function withData(file: string, ...options: string[]): void {
  qemuImg('create', '-f', 'qcow2', ...options, file, '16M');
  execFileSync('qemu-io', ['-c', 'write -P 5 0 4M', file], { stdio: 'ignore' });
}

const nothingStandsInTheWay = (site: Site, disk: DiskId) => expect(site.codesOf(disk)).toEqual([]);

/** As a virtual machine that runs with it and is shut down: qemu opens it for writing, and closes it. */
async function startedAndShutDown(file: string): Promise<void> {
  const machine = spawn('qemu-system-x86_64', [
    ...[
      '-M',
      'pc',
      '-accel',
      'tcg',
      '-S',
      '-nodefaults',
      '-display',
      'none',
      '-m',
      '32',
      '-monitor',
      'stdio',
    ],
    ...['-drive', `if=none,id=disk,format=qcow2,file=${file}`, '-device', 'virtio-blk-pci,drive=disk'],
  ]);
  const gone = once(machine, 'exit');
  machine.stdin.end('quit\n');
  await gone;
}

/** What was advised once: it ends with an error, and clears the dirty flag all the same. */
function mendWrongly(file: string): void {
  expect(() => qemuImg('check', '-r', 'leaks', file)).toThrow();
}

/** A disk and two that stand on it, with data of its own in each. */
async function aBaseWithTwo(site: Site) {
  const [base, one, other] = ['base.qcow2', 'one.qcow2', "other's.qcow2"].map(site.at) as [
    string,
    string,
    string,
  ];
  withData(base);
  for (const file of [one, other]) qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', file);
  execFileSync('qemu-io', ['-c', 'write -P 9 12M 1M', one], { stdio: 'ignore' });
  return { base, one, other };
}

function fileSystemThatKeepsSpace(): string {
  const directory = temporaryDirectory();
  const [image, path] = [join(directory, 'ntfs'), join(directory, 'mounted')];
  execFileSync('truncate', ['-s', '64M', image]);
  execFileSync('mkfs.ntfs', ['-F', '-Q', '-q', image], { stdio: 'ignore' });
  execFileSync('mkdir', [path]);
  execFileSync('ntfs-3g', [image, path]);
  onTestFinished(() => {
    execFileSync('umount', [path]);
  });
  return path;
}

export const obstacleTrials: Trials<ObstacleCode> = {
  ...imageFaultTrials,
  DISK_REMOVED: [
    {
      kind: 'ANOTHER_REQUEST',
      usual: true,
      async attempt() {
        const site = await aSite();
        withData(site.at('disk.qcow2'));
        const disk = await site.register('disk.qcow2');
        await site.remove(disk);
        expect(site.remedyOf(disk, 'DISK_REMOVED')).toContain('registerDisk');
        expect(await site.register('disk.qcow2')).toBe(disk);
        nothingStandsInTheWay(site, disk);
      },
    },
  ],
  DISK_BUSY: [
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        const site = await aSite({ WINNOW_STOP_GRACE_SECONDS: '1' });
        writeFileSync(site.at('disk.hang.raw'), Buffer.alloc(100_000, 7));
        execFileSync('truncate', ['-s', '1M', site.at('disk.hang.raw')]);
        const disk = await site.register('disk.hang.raw', 'RAW');
        const job = await site.sparsify(disk);
        expect(site.remedyOf(disk, 'DISK_BUSY')).toContain('cancelSparsifyJob');
        await site.cancel(job);
        await site.ended(job);
        nothingStandsInTheWay(site, disk);
      },
    },
  ],
  DISK_MISSING: [
    {
      kind: 'BRING_BACK',
      usual: true,
      async attempt() {
        const site = await aSite();
        withData(site.at('disk.qcow2'));
        const disk = await site.register('disk.qcow2');
        renameSync(site.at('disk.qcow2'), join(site.directory, 'away'));
        await site.refresh(disk);
        expect(site.remedyOf(disk, 'DISK_MISSING')).toContain('Bring the image back and call refreshDisk');
        renameSync(join(site.directory, 'away'), site.at('disk.qcow2'));
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(site.at('disk.qcow2'))).toBe(true);
      },
    },
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        const site = await aSite();
        withData(site.at('disk.qcow2'));
        const disk = await site.register('disk.qcow2');
        rmSync(site.at('disk.qcow2'));
        await site.refresh(disk);
        expect(site.remedyOf(disk, 'DISK_MISSING')).toContain('removeDisk');
        await site.remove(disk);
        expect(site.codesOf(disk)).toContain('DISK_REMOVED');
      },
    },
  ],
  DISK_UNREADABLE: [
    {
      kind: 'BRING_BACK',
      async attempt() {
        const site = await aSite();
        const [file, backup] = [site.at('disk.qcow2'), join(site.directory, 'backup')];
        withData(file);
        copyFileSync(file, backup);
        const disk = await site.register('disk.qcow2');
        const header = readFileSync(file);
        // A version of qcow2 that there is not.
        header.writeUInt32BE(99, 4);
        writeFileSync(file, header);
        await site.refresh(disk);
        expect(site.remedyOf(disk, 'DISK_UNREADABLE')).toMatch(/restore the image.*refreshDisk/);
        copyFileSync(backup, file);
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  VM_NOT_DOWN: [
    {
      kind: 'SHUT_DOWN',
      usual: true,
      async attempt() {
        const libvirt = await startLibvirt();
        onTestFinished(() => libvirt.stop());
        const site = await aSite({ WINNOW_LIBVIRT_URI: libvirt.uri });
        withData(site.at('disk.qcow2'));
        await libvirt.define(domainXml({ name: 'web', disks: fileDiskXml(site.at('disk.qcow2')) }));
        await libvirt.start('web');
        const disk = await site.register('disk.qcow2');
        expect(site.remedyOf(disk, 'VM_NOT_DOWN')).toContain('Shut VM "web" down');
        // It has no operating system that could shut down.
        await libvirt.virsh('destroy', 'web');
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(site.at('disk.qcow2'))).toBe(true);
      },
    },
  ],
  ATTACHMENTS_UNKNOWN: [
    {
      kind: 'BRING_BACK',
      async attempt() {
        const libvirt = await startLibvirt();
        onTestFinished(() => libvirt.stop());
        const site = await aSite({ WINNOW_LIBVIRT_URI: libvirt.uri });
        withData(site.at('disk.qcow2'));
        const disk = await site.register('disk.qcow2');
        process.kill(libvirt.daemonPid(), 'SIGSTOP');
        await site.refresh(disk);
        expect(site.remedyOf(disk, 'ATTACHMENTS_UNKNOWN')).toMatch(/`virsh list --all` answers.*refreshDisk/);
        process.kill(libvirt.daemonPid(), 'SIGCONT');
        await libvirt.virsh('list', '--all');
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
      },
    },
  ],
  HAS_DERIVED_DISKS: [
    {
      kind: 'SEPARATE',
      usual: true,
      async attempt() {
        const site = await aSite();
        const { base, one, other } = await aBaseWithTwo(site);
        const disk = await site.register('base.qcow2');
        const derived = [await site.register('one.qcow2'), await site.register("other's.qcow2")];
        expect(runCommandsOf(site.remedyOf(disk, 'HAS_DERIVED_DISKS'))).toHaveLength(2);
        for (const each of [...derived, disk]) {
          await site.refresh(each);
          nothingStandsInTheWay(site, each);
        }
        execFileSync('qemu-io', ['-c', 'read -P 9 12M 1M', one]);
        rmSync(base);
        expect([isWhole(one), isWhole(other)]).toEqual([true, true]);
      },
    },
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        const site = await aSite();
        await aBaseWithTwo(site);
        const disk = await site.register('base.qcow2');
        const derived = await site.register('one.qcow2');
        expect(site.remedyOf(disk, 'HAS_DERIVED_DISKS')).toContain('Sparsify the derived disks instead');
        const job = await site.sparsify(derived, ['PARENT_SNAPSHOTS']);
        expect(await site.ended(job)).toMatchObject({ status: 'COMPLETED' });
      },
    },
  ],
  NOT_A_LEAF: [
    {
      kind: 'SEPARATE',
      async attempt() {
        const site = await aSite();
        const { one, other } = await aBaseWithTwo(site);
        const disk = await site.scan('base.qcow2');
        for (const path of ['one.qcow2', "other's.qcow2"]) await site.remove(await site.scan(path));
        runCommandsOf(site.remedyOf(disk, 'NOT_A_LEAF'));
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect([isWhole(one), isWhole(other)]).toEqual([true, true]);
      },
    },
    {
      kind: 'SEPARATE',
      async attempt() {
        const site = await aSite();
        const { base, one, other } = await aBaseWithTwo(site);
        const disk = await site.scan('base.qcow2');
        for (const path of ['one.qcow2', "other's.qcow2"]) await site.remove(await site.scan(path));
        expect(site.remedyOf(disk, 'NOT_A_LEAF')).toMatch(/Delete those images.*call refreshDisk/);
        for (const file of [one, other]) rmSync(file);
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(base)).toBe(true);
      },
    },
  ],
  DIRECT_LUN: [inGuest],
  MANAGED_VOLUME: [inGuest],
  NETWORK_DISK: [inGuest],
  VOLUME_UNKNOWN: [ofVolumes],
  VOLUME_GROUP_EXPORTED: [ofVolumes],
  VOLUME_GROUP_INCOMPLETE: [ofVolumes],
  VOLUME_GROUP_MANAGED: [ofVolumes],
  VOLUME_GROUP_AMBIGUOUS: [ofVolumes],
  VOLUME_GROUP_UNDECLARED: [ofVolumes],
  SNAPSHOT_ORIGIN: [ofVolumes],
  VOLUME_UNSUPPORTED: [ofVolumes, inGuest],
  HOLDS_PHYSICAL_VOLUME: [ofVolumes],
  THIN_POOL_UNFIT: [ofVolumes],
  ENCRYPTED: [inGuest],
  GUEST_SPANS_DISKS: [inGuest],
  PREALLOCATED: [
    {
      kind: 'DECLARE',
      async attempt() {
        const site = await aSite();
        execFileSync('fallocate', ['-l', '8M', site.at('disk.raw')]);
        const disk = await site.register('disk.raw', 'RAW');
        expect(site.remedyOf(disk, 'PREALLOCATED')).toContain('updateDisk and allocation THIN');
        await site.update(disk, { allocation: 'THIN' });
        nothingStandsInTheWay(site, disk);
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
      },
    },
  ],
  ALLOCATION_UNKNOWN: [
    {
      kind: 'DECLARE',
      usual: true,
      async attempt() {
        const site = await aSite();
        writeFileSync(site.at('disk.raw'), Buffer.alloc(1024 * 1024, 7));
        const disk = await site.register('disk.raw', 'RAW');
        expect(site.remedyOf(disk, 'ALLOCATION_UNKNOWN')).toContain('updateDisk: allocation THIN');
        await site.update(disk, { allocation: 'THIN' });
        nothingStandsInTheWay(site, disk);
        const job = await site.sparsify(disk);
        expect(await site.ended(job)).toMatchObject({ status: 'COMPLETED' });
      },
    },
    {
      kind: 'DECLARE',
      async attempt() {
        const site = await aSite();
        writeFileSync(site.at('disk.raw'), Buffer.alloc(1024 * 1024, 7));
        const disk = await site.register('disk.raw', 'RAW');
        expect(site.remedyOf(disk, 'ALLOCATION_UNKNOWN')).toContain('or PREALLOCATED, so that it keeps it');
        await site.update(disk, { allocation: 'PREALLOCATED' });
        expect(site.codesOf(disk)).toEqual(['PREALLOCATED']);
      },
    },
  ],
  UNSUPPORTED_FORMAT: [
    {
      kind: 'REPAIR',
      async attempt() {
        const site = await aSite();
        withData(site.at('made.qcow2'));
        qemuImg('convert', '-O', 'vmdk', site.at('made.qcow2'), site.at('disk.vmdk'));
        const disk = await site.scan('disk.vmdk');
        expect(site.remedyOf(disk, 'UNSUPPORTED_FORMAT')).toContain('`qemu-img convert -O qcow2`');
        qemuImg('convert', '-O', 'qcow2', site.at('disk.vmdk'), site.at('disk.qcow2'));
        nothingStandsInTheWay(site, await site.register('disk.qcow2'));
        expect(isWhole(site.at('disk.qcow2'))).toBe(true);
      },
    },
  ],
  FORMAT_UNCONFIRMED: [
    {
      kind: 'DECLARE',
      async attempt() {
        const site = await aSite();
        withData(site.at('disk'));
        const disk = await site.scan('disk');
        expect(site.remedyOf(disk, 'FORMAT_UNCONFIRMED')).toContain('updateDisk and format QCOW2');
        await site.update(disk, { format: 'QCOW2' });
        nothingStandsInTheWay(site, disk);
      },
    },
  ],
  IMAGE_CORRUPT: [
    {
      kind: 'REPAIR',
      async attempt() {
        const site = await aSite();
        const file = site.at('disk.qcow2');
        withData(file);
        setIncompatibleFeature(file, CORRUPT);
        const disk = await site.register('disk.qcow2');
        runCommandsOf(site.remedyOf(disk, 'IMAGE_CORRUPT'));
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
        expect(existsSync(`${file}~`)).toBe(true);
      },
    },
  ],
  IMAGE_DIRTY: [
    {
      kind: 'REPAIR',
      usual: true,
      async attempt() {
        const site = await aSite();
        const file = site.at("it's a disk.qcow2");
        await crashedLazily(file);
        const disk = await site.register("it's a disk.qcow2");
        runCommandsOf(site.remedyOf(disk, 'IMAGE_DIRTY'));
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
        expect(existsSync(`${file}~`)).toBe(true);
      },
    },
    {
      kind: 'SHUT_DOWN',
      async attempt() {
        const site = await aSite();
        const file = site.at('disk.qcow2');
        await crashedLazily(file);
        const disk = await site.register('disk.qcow2');
        expect(site.remedyOf(disk, 'IMAGE_DIRTY')).toContain(
          'Start the virtual machine and shut it down cleanly',
        );
        await startedAndShutDown(file);
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  REFCOUNTS_BROKEN: [
    {
      kind: 'REPAIR',
      usual: true,
      async attempt() {
        const site = await aSite();
        const file = site.at('disk.qcow2');
        await crashedLazily(file);
        mendWrongly(file);
        const disk = await site.register('disk.qcow2');
        expect(site.codesOf(disk)).toEqual(['REFCOUNTS_BROKEN']);
        copyFileSync(file, join(site.directory, 'as it was'));
        expect(isWhole(join(site.directory, 'as it was'))).toBe(false);
        runCommandsOf(site.remedyOf(disk, 'REFCOUNTS_BROKEN'));
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  REFCOUNTS_UNCHECKED: [
    {
      kind: 'ANOTHER_REQUEST',
      async attempt() {
        const { site, file, disk, go } = await anUncheckedDisk();
        expect(site.remedyOf(disk, 'REFCOUNTS_UNCHECKED')).toContain('call refreshDisk');
        writeFileSync(go, '');
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
      },
    },
    {
      kind: 'REPAIR',
      async attempt() {
        const { site, file, disk } = await anUncheckedDisk();
        runCommandsOf(site.remedyOf(disk, 'REFCOUNTS_UNCHECKED'));
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  READ_ONLY: [
    {
      kind: 'PERMISSION',
      usual: true,
      async attempt() {
        const site = await aSite();
        const file = site.at('disk.qcow2');
        withData(file);
        execFileSync('chattr', ['+i', file]);
        onTestFinished(() => {
          execFileSync('chattr', ['-i', file]);
        });
        const disk = await site.register('disk.qcow2');
        runCommandsOf(site.remedyOf(disk, 'READ_ONLY'));
        await site.refresh(disk);
        nothingStandsInTheWay(site, disk);
        expect(isWhole(file)).toBe(true);
      },
    },
  ],
  WIPE_AFTER_DELETE: [
    {
      untried:
        'It is for logical volumes, which take a kernel with device mapper, and direct LUNs, which stay refused; that wipeAfterDelete false lifts it, the tests of eligibility say.',
    },
  ],
  SHARED_STORAGE_WITHOUT_LOCKS: [{ untried: 'It needs an NFS server, and the kernel here has no NFS.' }],
  NFS_TOO_OLD: [{ untried: 'It needs an NFS server that offers 4.2, and the kernel here has no NFS.' }],
  STORAGE_KEEPS_SPACE: [
    {
      kind: 'STORAGE',
      async attempt() {
        const mounted = fileSystemThatKeepsSpace();
        const site = await aSite({}, join(mounted, 'images'));
        withData(site.at('disk.qcow2'));
        const disk = await site.scan('disk.qcow2');
        expect(site.remedyOf(disk, 'STORAGE_KEEPS_SPACE')).toContain('Move the image to ext4, XFS or btrfs');
        const other = await aSite();
        execFileSync('mv', [site.at('disk.qcow2'), other.at('disk.qcow2')]);
        nothingStandsInTheWay(other, await other.scan('disk.qcow2'));
        expect(isWhole(other.at('disk.qcow2'))).toBe(true);
      },
    },
  ],
  NO_DISCARD: [{ untried: 'It is a setting of a storage array, or of LVM and multipath above one.' }],
  NO_CAPABLE_HOST: [
    {
      kind: 'INSTALL',
      usual: true,
      async attempt() {
        const tool = join(temporaryDirectory(), 'virt-sparsify');
        const site = await aSite({ WINNOW_VIRT_SPARSIFY: tool });
        withData(site.at('disk.qcow2'));
        await site.probe();
        const disk = await site.scan('disk.qcow2');
        expect(site.remedyOf(disk, 'NO_CAPABLE_HOST')).toMatch(
          /Do what the capabilities of the host.*call probeHost/,
        );
        symlinkSync(fakeVirtSparsify, tool);
        await site.probe();
        nothingStandsInTheWay(site, disk);
      },
    },
  ],
};

/** A disk that a check came to no verdict of, as long as the file `go` is not there. */
async function anUncheckedDisk() {
  const tool = join(temporaryDirectory(), 'qemu-img');
  const go = `${tool}.go`;
  writeFileSync(tool, `#!/bin/sh\n[ "$1" != check ] || [ -e '${go}' ] || exit 1\nexec qemu-img "$@"\n`, {
    mode: 0o755,
  });
  const site = await aSite({ WINNOW_QEMU_IMG: tool });
  const file = site.at('disk.qcow2');
  withData(file, '-o', 'lazy_refcounts=on');
  const disk = await site.register('disk.qcow2');
  expect(site.codesOf(disk)).toEqual(['REFCOUNTS_UNCHECKED']);
  return { site, file, disk, go };
}
