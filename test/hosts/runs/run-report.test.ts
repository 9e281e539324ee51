import { describe, expect, it } from 'vitest';
import { foundHibernatedGuest } from '../../../src/domain/disk/hibernation.ts';
import type { KnownImage } from '../../../src/hosts/host.ts';
import type { RunRecord } from '../../../src/hosts/runs/run-record.ts';
import { runReport } from '../../../src/hosts/runs/run-report.ts';
import { area, contentsWith } from '../../domain/disk/some-contents.ts';
import { recordedOutput } from './recorded-output.ts';

const record = (changes: Partial<RunRecord> = {}): RunRecord => ({
  state: 'FINISHED',
  imagePath: '/images/web.qcow2',
  exitStatus: 0,
  refusal: null,
  exportLost: false,
  intruder: null,
  sizeBefore: 300_000_000,
  sizeAfter: 1_000_000,
  ...{ basis: 'ALLOCATED_BLOCKS', discarded: null, poolFreed: null },
  image: 'SAME',
  imageNode: 0,
  stopAsked: false,
  durationSeconds: 12,
  stdout: [],
  stderr: [],
  ...changes,
});
const recorded = (name: string, changes: Partial<RunRecord> = {}) =>
  record({ ...recordedOutput(name), ...changes });
const failureOf = (changes: RunRecord) => {
  const report = runReport(changes);
  if (report.ended !== 'FAILED') throw new Error(`It ended ${report.ended}.`);
  return report.failure;
};

describe('a run on a logical volume', () => {
  const thick: Partial<RunRecord> = {
    basis: 'DISCARDED_ONLY',
    sizeBefore: 2 ** 30,
    sizeAfter: 2 ** 30,
  };

  it('that is thin tells what its pool has mapped for it, and by how much the pool as a whole shrank', () => {
    const thin = { basis: 'THIN_POOL', sizeBefore: 400 * 2 ** 20, sizeAfter: 100 * 2 ** 20 } as const;
    const report = (poolFreed: number | null) =>
      runReport(recorded('ext4', { ...thin, discarded: 500 * 2 ** 20, poolFreed }));
    expect(report(300 * 2 ** 20)).toMatchObject({
      ...{ outcome: 'RECLAIMED', basis: 'THIN_POOL', reclaimed: 300 * 2 ** 20, discarded: 500 * 2 ** 20 },
      poolFreed: 300 * 2 ** 20,
      explanation: expect.stringMatching(/^The volume takes 300 MiB less of its thin pool than before;/),
    });
    expect(report(50 * 2 ** 20)).toMatchObject({
      explanation: expect.stringContaining('the pool as a whole changed by 50.0 MiB'),
    });
    expect(report(null)).toMatchObject({ poolFreed: null });
  });

  it('on an array that tells what it has mapped is measured by that', () => {
    const array = { basis: 'ARRAY_MAPPED', discarded: 500 * 2 ** 20, sizeBefore: 400 * 2 ** 20 } as const;
    const report = runReport(recorded('ext4', { ...array, sizeAfter: 100 * 2 ** 20 }));
    expect(report).toMatchObject({
      ...{ outcome: 'RECLAIMED', basis: 'ARRAY_MAPPED', reclaimed: 300 * 2 ** 20, discarded: 500 * 2 ** 20 },
      explanation: expect.stringMatching(
        /^The storage array has 300 MiB less mapped for the volume than before;/,
      ),
    });
    expect(report).not.toHaveProperty('poolFreed');
    expect(runReport(recorded('ext4', { ...array, sizeAfter: array.sizeBefore }))).toMatchObject({
      outcome: 'NOTHING_TO_RECLAIM',
      explanation: expect.stringMatching(/^500 MiB were discarded .* or the array unmaps it later\./),
    });
  });

  it('that is not thin tells what was discarded, and never calls that given back', () => {
    const report = runReport(recorded('ext4', { ...thick, discarded: 3 * 2 ** 20 }));
    expect(report).toMatchObject({
      ...{ outcome: 'DISCARDED', basis: 'DISCARDED_ONLY', reclaimed: 0, discarded: 3 * 2 ** 20 },
      explanation: expect.stringMatching(/^3.00 MiB were discarded on the volume, and no host can measure/),
    });
    expect(report).not.toHaveProperty('poolFreed');
    expect(JSON.stringify(report)).not.toMatch(/given back|less than before/);
  });

  it.each([0, null])(
    'that is not thin, on which %s bytes were discarded, tells that nothing was',
    (discarded) => {
      expect(runReport(recorded('ext4', { ...thick, discarded }))).toMatchObject({
        outcome: 'NOTHING_TO_RECLAIM',
        explanation: expect.stringMatching(/^Nothing was discarded on the volume: /),
      });
    },
  );

  it('has failed where somebody opened it meanwhile, whatever the tool said', () => {
    const met = { ...thick, intruder: 'process 4711 qemu-system-x86', exportLost: true, exitStatus: 137 };
    expect(runReport(recorded('ext4', met))).toMatchObject({
      failure: { code: 'DISK_IN_USE', message: expect.stringContaining('process 4711 qemu-system-x86') },
    });
  });
});

describe('a run that completed', () => {
  it('tells what was measured, and what was trimmed', () => {
    expect(runReport(recorded('ext4'))).toMatchObject({
      ended: 'COMPLETED',
      outcome: 'RECLAIMED',
      sizeBefore: 300_000_000,
      sizeAfter: 1_000_000,
      explanation: expect.stringContaining('/dev/sda (ext4) was trimmed'),
      warnings: [],
      durationSeconds: 12,
    });
  });

  it('is not a success in silence when the disk has no filesystem', () => {
    expect(runReport(recorded('no-filesystem', { sizeBefore: 0, sizeAfter: 0 }))).toMatchObject({
      outcome: 'NOTHING_TO_RECLAIM',
      explanation: expect.stringContaining('No filesystem was found'),
    });
  });

  it('says when the image did not shrink, and that a little growth is normal', () => {
    expect(runReport(recorded('ext4', { sizeAfter: 300_004_096 }))).toMatchObject({
      outcome: 'NOTHING_TO_RECLAIM',
      explanation: expect.stringMatching(/takes no less than before.*grew by 4\.00 KiB/),
    });
  });

  it('is partial when a filesystem was passed over', () => {
    const stderr = [
      'libguestfs: trace: list_filesystems = ["/dev/sda1", "ext4", "/dev/sda2", "bcachefs"]',
      'libguestfs: trace: mount_options "discard" "/dev/sda1" "/"',
      'libguestfs: trace: fstrim = 0',
      'libguestfs: trace: umount_all = 0',
      'libguestfs: trace: mount_options "discard" "/dev/sda2" "/"',
      "guestfsd: error: mount exited with status 32: mount: /sysroot: unknown filesystem type 'bcachefs'.",
      'libguestfs: trace: mount_options = -1 (error)',
    ];
    expect(runReport(record({ stderr }))).toMatchObject({
      outcome: 'PARTIAL',
      explanation: expect.stringContaining('/dev/sda2 (bcachefs): the appliance has no driver for bcachefs'),
    });
  });

  it.each(['squashfs', 'iso9660'])(
    'says of %s that it is never written, and not that it is damaged',
    (type) => {
      const size = 20_000_000;
      expect(runReport(recorded(type, { sizeBefore: size, sizeAfter: size }))).toMatchObject({
        ended: 'COMPLETED',
        outcome: 'NOTHING_TO_RECLAIM',
        explanation: expect.stringContaining(`/dev/sda (${type}): ${type} is never written`),
      });
    },
  );

  it('takes the words that mount has for every cause for no damage', () => {
    const stderr = [
      'libguestfs: trace: list_filesystems = ["/dev/sda1", "ext4"]',
      'libguestfs: trace: mount_options "discard" "/dev/sda1" "/"',
      "[   12.3] EXT4-fs (sda1): couldn't mount because of unsupported optional features (10000)",
      'guestfsd: error: mount exited with status 32: mount: /sysroot: wrong fs type, bad option, bad superblock on /dev/sda1, missing codepage or helper program, or other error.',
      'libguestfs: trace: mount_options = -1 (error)',
    ];
    expect(runReport(record({ stderr, sizeAfter: 300_000_000 }))).toMatchObject({
      ended: 'COMPLETED',
      outcome: 'NOTHING_TO_RECLAIM',
      explanation: expect.stringMatching(
        /most likely the appliance lacks a driver for ext4 or for a feature of it;.*or its superblock is damaged .*unsupported optional features/,
      ),
    });
  });

  it('is whole when what was passed over holds no filesystem, as the partition of a boot loader', () => {
    const stderr = [
      'libguestfs: trace: list_filesystems = ["/dev/sda1", "unknown", "/dev/sda2", "ext4"]',
      'libguestfs: trace: mount_options "discard" "/dev/sda2" "/"',
      'libguestfs: trace: fstrim = 0',
    ];
    expect(runReport(record({ stderr }))).toMatchObject({ outcome: 'RECLAIMED' });
  });

  it('stands by its measures when the tool talked nonsense, and warns', () => {
    expect(runReport(record({ stdout: ['\u0000\u001b[2J'] }))).toMatchObject({
      ended: 'COMPLETED',
      outcome: 'RECLAIMED',
      warnings: [expect.stringContaining('did not say that it came through')],
    });
  });

  it('is completed when it was through before it could be stopped', () => {
    expect(runReport(recorded('ext4', { stopAsked: true }))).toMatchObject({ ended: 'COMPLETED' });
  });
});

describe('a run on a disk whose guest is hibernated', () => {
  it('is no success where ntfs-3g fell back to a read-only mount and fstrim went on, and says so first of all', () => {
    const report = runReport(recorded('hibernated-windows'));
    expect(report).toMatchObject({
      ended: 'COMPLETED',
      outcome: 'PARTIAL',
      filesystems: [
        {
          device: '/dev/sda1',
          type: 'ntfs',
          outcome: 'TRIMMED_WHILE_HIBERNATED',
          reason: expect.stringContaining('Do not let Windows resume'),
        },
      ],
      warnings: [expect.stringContaining('/dev/sda1: Windows is hibernated')],
      explanation: expect.stringMatching(/DANGER: \/dev\/sda1 \(ntfs\).*remove_hiberfile/),
    });
    expect(report.ended === 'COMPLETED' && foundHibernatedGuest(report.filesystems)).toBe(true);
  });

  it('is no success where a Linux left its memory in swap', () => {
    const report = runReport(recorded('hibernated-linux'));
    expect(report).toMatchObject({
      outcome: 'PARTIAL',
      filesystems: [
        { device: '/dev/sda1', type: 'ext4', outcome: 'TRIMMED_WHILE_HIBERNATED' },
        {
          device: '/dev/sda2',
          type: 'swsuspend',
          outcome: 'SKIPPED',
          reason: expect.stringContaining('memory of a hibernated Linux'),
        },
      ],
      explanation: expect.stringMatching(/DANGER: \/dev\/sda1 \(ext4\).*noresume/),
    });
    expect(report.ended === 'COMPLETED' && foundHibernatedGuest(report.filesystems)).toBe(true);
  });
});

describe('what is known of the image', () => {
  const image = { contents: null, formatVersion: '1.1', backing: null };
  const unchanged = { sizeBefore: 300_000_000, sizeAfter: 300_000_000 };
  const explained = (run: RunRecord, known: KnownImage | null) => {
    const report = runReport(run, known);
    return report.ended === 'COMPLETED' ? report.explanation : report.ended;
  };
  const nothing = recorded('no-filesystem', { sizeBefore: 0, sizeAfter: 0 });

  it('tells that qcow2 of version 0.10 gives nothing back over a backing file, and what makes it', () => {
    const old = { ...image, formatVersion: '0.10', backing: 'base.qcow2' };
    expect(explained(recorded('ext4', unchanged), old)).toMatch(
      /0\.10 cannot.*amend -f qcow2 -o compat=1\.1/,
    );
    expect(explained(recorded('ext4', unchanged), { ...old, backing: null })).not.toContain('amend');
    expect(explained(recorded('ext4', unchanged), image)).not.toContain('amend');
  });

  it('tells by size what was not looked into', () => {
    const unknown = area({ device: '/dev/sda4', kind: 'UNKNOWN', type: null, state: null });
    const rest = area({ device: '/dev/sda1', size: 20 * 1024 ** 3 });
    const known = { ...image, contents: contentsWith({ areas: [rest, unknown] }) };
    expect(explained(recorded('gpt-two-ext4-swap'), known)).toMatch(
      /Not inspected, since what it holds is not known: \/dev\/sda4 \(80\.0 GiB of 100 GiB\)\.$/,
    );
  });

  it('does not tell of the small partition of a boot loader', () => {
    const loader = area({ device: '/dev/sda4', size: 1 << 20, kind: 'UNKNOWN', type: null, state: null });
    const known = { ...image, contents: contentsWith({ areas: [area(), loader] }) };
    expect(explained(recorded('gpt-two-ext4-swap'), known)).not.toContain('Not inspected');
  });

  const encrypted = area({ device: '/dev/sda', kind: 'ENCRYPTED', type: 'crypto_LUKS', state: null });
  it.each([
    [
      'a whole disk that is encrypted',
      recorded('luks-whole-disk', unchanged),
      { areas: [encrypted] },
      /\/dev\/sda is encrypted \(crypto_LUKS\).*inside the guest/,
    ],
    [
      'a GPT of large sectors',
      recorded('gpt-of-4k-sectors', unchanged),
      { sectorSize: 4096 },
      /sectors of 4096 bytes/,
    ],
    [
      'a GPT that is broken',
      recorded('gpt-broken', unchanged),
      { partitionTable: 'GPT_BROKEN' },
      /both the table and its copy are damaged/,
    ],
    [
      'a GPT whose copy is whole',
      recorded('gpt-broken', unchanged),
      { partitionTable: 'GPT_BACKUP_ONLY' },
      /gdisk \(r, b, w\)/,
    ],
    ['an empty disk', nothing, { areas: [area({ kind: 'BLANK', type: null })] }, /^The disk is empty/],
    [
      'a member of something larger',
      nothing,
      { areas: [area({ kind: 'MEMBER', type: 'linux_raid_member' })] },
      /No filesystem was found.*holds linux_raid_member/,
    ],
  ] as const)('tells why no filesystem was found on %s', (_, run, contents, words) =>
    expect(explained(run, { ...image, contents: contentsWith(contents) })).toMatch(words),
  );
});

describe('a run that was stopped', () => {
  it('keeps the sizes from before and after', () => {
    expect(runReport(recorded('stopped', { stopAsked: true }))).toEqual({
      ended: 'STOPPED',
      sizeBefore: 300_000_000,
      sizeAfter: 1_000_000,
      durationSeconds: 12,
    });
  });

  it('is stopped too when it was killed whole, its record included', () => {
    const lost = record({ state: 'LOST', exitStatus: null, sizeAfter: null, image: null, stopAsked: true });
    expect(runReport(lost)).toMatchObject({ ended: 'STOPPED', sizeAfter: null });
  });
});

describe('a run that failed', () => {
  it.each([
    ['a filesystem that will not trim', recorded('damaged-untrimmable'), 'FILESYSTEM_CORRUPT', false],
    [
      'nothing but a filesystem that will not mount',
      recorded('damaged-unmountable'),
      'FILESYSTEM_CORRUPT',
      false,
    ],
    ['an image whose lock another holds', recorded('in-use'), 'DISK_IN_USE', false],
    [
      'an image deleted meanwhile',
      recorded('ext4', { image: 'GONE', sizeAfter: null }),
      'DISK_MISSING',
      false,
    ],
    ['another file in its place', recorded('ext4', { image: 'REPLACED' }), 'DISK_MISSING', false],
    ['a partition that is encrypted', recorded('luks-partition'), 'ENCRYPTED', false],
    ['a volume that Windows encrypted', recorded('bitlocker-partition'), 'ENCRYPTED', false],
    ['a volume group with parts elsewhere', recorded('volume-group-incomplete'), 'GUEST_SPANS_DISKS', false],
    ['a tool that is not there', record({ exitStatus: 127 }), 'TOOL_MISSING', false],
    ['a tool that cannot be executed', record({ exitStatus: 126 }), 'TOOL_MISSING', false],
    ['an appliance without fstrim', record({ exitStatus: 3 }), 'TOOL_TOO_OLD', false],
    ['a tool that was killed', record({ exitStatus: 137 }), 'TOOL_KILLED', true],
    [
      'a host without space',
      record({ exitStatus: 1, stderr: ['write: No space left on device'] }),
      'STORAGE_FULL',
      true,
    ],
    [
      'an appliance that does not start',
      record({ exitStatus: 1, stderr: ['libguestfs: trace: launch = -1 (error)'] }),
      'APPLIANCE_FAILED',
      true,
    ],
    ['a cause that nobody knows', record({ exitStatus: 1 }), 'TOOL_FAILED', false],
    ['a run of which nothing is left', record({ state: 'LOST', exitStatus: null }), 'RUN_LOST', true],
  ] as const)('with %s has a code, a remedy, and knows whether to try again', (_, run, code, retryable) => {
    const failure = failureOf(run);
    expect(failure).toMatchObject({ code, retryable });
    expect(failure.message).toMatch(/\.$/);
    expect(failure.remedy).not.toBe('');
  });

  it('names what is encrypted, and what helps', () => {
    const { message, remedy } = failureOf(recorded('luks-partition'));
    expect(message).toContain('/dev/sda2 (LUKS)');
    expect(remedy).toContain('cryptsetup refresh --allow-discards');
    expect(failureOf(recorded('bitlocker-partition')).message).toContain('/dev/sda2 (BitLocker)');
  });

  it('names the volume group', () =>
    expect(failureOf(recorded('volume-group-incomplete')).message).toContain('volume group vgspan'));

  it.each([
    ['libguestfs: error: appliance launch timed out.', /very busy/, /Nothing is missing/],
    ['qemu-system-x86_64: cannot set up guest memory: Cannot allocate memory', /memory/, /Free some memory/],
  ])(
    'does not send for packages where the appliance did not start because of %s',
    (line, message, remedy) => {
      const failure = failureOf(
        record({ exitStatus: 1, stderr: [line, 'libguestfs: trace: launch = -1 (error)'] }),
      );
      expect(failure.code).toBe('APPLIANCE_FAILED');
      expect(failure.message).toMatch(message);
      expect(failure.remedy).toMatch(remedy);
      expect(failure.remedy).not.toMatch(/install/);
    },
  );

  it.each([
    ['luks-partition', 'virt-sparsify: could not read key from user'],
    ['volume-group-incomplete', 'WARNING: VG vgspan is missing PV Oz0mqI-da2d-d3W0-ukd8-qSaN-S0qL-HMoSQN'],
    [
      'damaged-untrimmable',
      'virt-sparsify: error: libguestfs error: fstrim: fstrim: /sysroot/: FITRIM ioctl failed',
    ],
    ['in-use', 'qemu-system-x86_64: '],
  ])('shows of %s the line that decides first, and no usage of LVM', (name, line) => {
    const { outputTail } = failureOf(recorded(name));
    expect(outputTail?.startsWith(line)).toBe(true);
    expect(outputTail).not.toMatch(/--ignorelockingfailure|--longhelp/);
  });

  it('names the signal', () => {
    expect(failureOf(record({ exitStatus: 137 })).message).toContain('signal 9 (SIGKILL)');
  });

  it('shows the last lines that matter, without the boot of the appliance', () => {
    const { outputTail } = failureOf(recorded('damaged-untrimmable'));
    expect(outputTail).toContain('FITRIM ioctl failed: Bad message');
    expect(outputTail).not.toContain('BIOS-e820');
    expect(outputTail?.split('\n').length).toBeLessThanOrEqual(30);
  });

  it('bounds what it shows, and lets no escape sequence through', () => {
    const stderr = Array.from({ length: 10_000 }, (_, n) => `\u001b[31m${n} ${'x'.repeat(5000)}`);
    const { outputTail } = failureOf(record({ exitStatus: 1, stderr }));
    expect(outputTail?.length).toBeLessThanOrEqual(4096);
    expect(outputTail).not.toContain('\u001b');
  });
});
