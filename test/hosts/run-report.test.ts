import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/hosts/run-record.ts';
import { runReport } from '../../src/hosts/run-report.ts';
import { recordedOutput } from './recorded-output.ts';

const record = (changes: Partial<RunRecord> = {}): RunRecord => ({
  state: 'FINISHED',
  imagePath: '/images/web.qcow2',
  exitStatus: 0,
  refusal: null,
  exportLost: false,
  sizeBefore: 300_000_000,
  sizeAfter: 1_000_000,
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
      explanation: expect.stringMatching(/takes no less than before.*grew by 4\.0 KiB/),
    });
  });

  it('is partial when a filesystem was passed over', () => {
    const stderr = [
      'libguestfs: trace: list_filesystems = ["/dev/sda1", "ext4", "/dev/sda2", "crypto_LUKS"]',
      'libguestfs: trace: mount_options "discard" "/dev/sda1" "/"',
      'libguestfs: trace: fstrim = 0',
      'libguestfs: trace: umount_all = 0',
      'libguestfs: trace: mount_options "discard" "/dev/sda2" "/"',
      'libguestfs: trace: mount_options = -1 (error)',
    ];
    expect(runReport(record({ stderr }))).toMatchObject({
      outcome: 'PARTIAL',
      explanation: expect.stringContaining('/dev/sda2 (crypto_LUKS): it is encrypted (LUKS)'),
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
