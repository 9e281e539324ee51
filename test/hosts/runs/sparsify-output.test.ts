import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSparsifyOutputParser, type SparsifyOutput } from '../../../src/hosts/runs/sparsify-output.ts';
import { recordedOutput } from './recorded-output.ts';

function parse(name: string): SparsifyOutput {
  const { stdout, stderr } = recordedOutput(name);
  const parser = createSparsifyOutputParser();
  for (const line of stdout) parser.stdout(line);
  for (const line of stderr) parser.stderr(line);
  return parser.output();
}

describe('what the tool says', () => {
  it('names one filesystem that was trimmed, and how much of it', () => {
    expect(parse('ext4')).toEqual({
      phase: 'FINISHING',
      filesystemsTotal: 1,
      filesystemsDone: 1,
      filesystems: [
        { device: '/dev/sda', type: 'ext4', outcome: 'TRIMMED', trimmedBytes: 120_000_512, reason: null },
      ],
      warnings: [],
      errors: [],
      completed: true,
      encrypted: [],
      incompleteGroups: [],
    });
  });

  it.each([
    ['after the trace of its end', (trace: string, said: string) => [trace, said]],
    ['on the line of another trace', (trace: string, said: string) => [`${said}${trace}`]],
  ])('knows how much was trimmed where the appliance says so %s', (_, late) => {
    const { stdout, stderr } = recordedOutput('ext4');
    const said = stderr.find((line) => / trimmed$/.test(line)) ?? '';
    const parser = createSparsifyOutputParser();
    for (const line of stdout) parser.stdout(line);
    for (const line of stderr.filter((each) => each !== said)) {
      const lines = line.includes('trace: fstrim = 0') ? late(line, said) : [line];
      for (const each of lines) parser.stderr(each);
    }
    expect(parser.output().filesystems).toMatchObject([{ outcome: 'TRIMMED', trimmedBytes: 120_000_512 }]);
  });

  it('does not know how much was trimmed of a filesystem that claims more than there can be', () => {
    const { stdout, stderr } = recordedOutput('ext4');
    const parser = createSparsifyOutputParser();
    for (const line of stdout) parser.stdout(line);
    for (const line of stderr)
      parser.stderr(line.replace(/\(\d+ bytes\) trimmed$/, `(${2n ** 60n} bytes) trimmed`));
    expect(parser.output().filesystems).toMatchObject([{ outcome: 'TRIMMED', trimmedBytes: null }]);
  });

  it('names every filesystem of a partitioned disk, and swap that was cleared though it would not mount', () => {
    const { filesystems, filesystemsTotal, filesystemsDone } = parse('gpt-two-ext4-swap');
    expect(filesystems.map(({ device, type, outcome }) => [device, type, outcome])).toEqual([
      ['/dev/sda1', 'ext4', 'TRIMMED'],
      ['/dev/sda2', 'ext4', 'TRIMMED'],
      ['/dev/sda3', 'swap', 'CLEARED'],
    ]);
    expect([filesystemsDone, filesystemsTotal]).toEqual([3, 3]);
  });

  it('names a logical volume', () => {
    expect(parse('lvm').filesystems).toEqual([
      { device: '/dev/vg/lv', type: 'ext4', outcome: 'TRIMMED', trimmedBytes: 280_370_176, reason: null },
    ]);
  });

  it('tells of a disk without a filesystem that it holds none', () => {
    expect(parse('no-filesystem')).toMatchObject({
      completed: true,
      filesystems: [
        { type: 'unknown', outcome: 'SKIPPED', reason: expect.stringContaining('no filesystem') },
      ],
    });
  });

  it('tells why a damaged filesystem was passed over, though the tool ended with 0', () => {
    expect(parse('damaged-unmountable')).toMatchObject({
      completed: true,
      filesystems: [
        {
          type: 'ext4',
          outcome: 'SKIPPED',
          reason: expect.stringMatching(/^it is damaged .*Structure needs cleaning/),
        },
      ],
    });
  });

  it('hears why a filesystem was refused also where the appliance says so late', () => {
    const parser = createSparsifyOutputParser();
    for (const line of [
      'libguestfs: trace: list_filesystems = ["/dev/sda1", "ntfs", "/dev/sda2", "ext4"]',
      'libguestfs: trace: mount_options "discard" "/dev/sda1" "/"',
      'libguestfs: trace: mount_options = -1 (error)',
      'guestfsd: error: mount exited with status 13: $MFTMirr does not match $MFT (record 0).',
      'libguestfs: trace: umount_all = 0',
      'libguestfs: trace: mount_options "discard" "/dev/sda2" "/"',
      'libguestfs: trace: mount_options = 0',
      'libguestfs: trace: fstrim = 0',
    ]) {
      parser.stderr(line);
    }
    expect(parser.output().filesystems).toMatchObject([
      { outcome: 'SKIPPED', reason: expect.stringContaining('$MFTMirr does not match') },
      { outcome: 'TRIMMED', reason: null },
    ]);
  });

  it.each([
    'Windows is hibernated, refused to mount.',
    'Hibernated non-system partition, refused to mount.',
    'Metadata kept in Windows cache, refused to mount.',
    'Falling back to read-only mount because the NTFS partition is in an',
  ])('tells a trim of a hibernated Windows by what ntfs-3g said though the mount succeeded: %s', (said) => {
    const parser = createSparsifyOutputParser();
    for (const line of [
      'libguestfs: trace: mount_options "discard" "/dev/sda1" "/"',
      said,
      'libguestfs: trace: mount_options = 0',
      'libguestfs: trace: fstrim = 0',
    ]) {
      parser.stderr(line);
    }
    expect(parser.output().filesystems).toMatchObject([{ outcome: 'TRIMMED_WHILE_HIBERNATED' }]);
  });

  it('keeps the error of a trim that failed', () => {
    expect(parse('damaged-untrimmable')).toMatchObject({
      completed: false,
      errors: ['libguestfs error: fstrim: fstrim: /sysroot/: FITRIM ioctl failed: Bad message'],
    });
  });

  it('stays with the phase that was reached when the tool is stopped', () => {
    expect(parse('stopped')).toMatchObject({ completed: false, errors: ['quit (^C) at user request'] });
  });

  it('goes through its phases in order, whichever stream is heard first', () => {
    const { stdout, stderr } = recordedOutput('gpt-two-ext4-swap');
    const parser = createSparsifyOutputParser();
    const phases = [parser.progress().phase];
    const note = () => {
      const { phase } = parser.progress();
      if (phase !== phases.at(-1)) phases.push(phase);
    };
    for (const line of stderr) {
      parser.stderr(line);
      note();
    }
    for (const line of stdout) {
      parser.stdout(line);
      note();
    }
    expect(phases).toEqual(['BOOTING', 'INSPECTING', 'TRIMMING', 'FINISHING']);
  });

  it('counts the filesystems that are done as they are done', () => {
    const parser = createSparsifyOutputParser();
    const counts: (number | null)[] = [];
    for (const line of recordedOutput('gpt-two-ext4-swap').stderr) {
      parser.stderr(line);
      const { filesystemsDone } = parser.progress();
      if (counts.at(-1) !== filesystemsDone) counts.push(filesystemsDone);
    }
    expect(counts).toEqual([null, 0, 1, 2, 3]);
  });

  it('does not know how many filesystems there are from a list that was cut off', () => {
    const parser = createSparsifyOutputParser();
    parser.stderr('libguestfs: trace: list_filesystems = ["/dev/sda1", "ext4", "/dev/sd');
    expect(parser.progress().filesystemsTotal).toBeNull();
  });

  it('takes a trace that starts in the midst of a line', () => {
    const parser = createSparsifyOutputParser();
    parser.stderr('guestfsd: => is_lv (0x108) took 0.27 secslibguestfs: trace: launch = 0');
    expect(parser.progress().phase).toBe('INSPECTING');
  });

  it('makes nothing of garbage, and does not break on it', () => {
    const words = [
      'libguestfs: trace: ',
      'list_filesystems = [',
      '{ "message": ',
      'mount_options = -1',
      '"',
      'fstrim = 0',
    ];
    const line = fc
      .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...words)))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const parser = createSparsifyOutputParser();
        for (const each of lines) {
          parser.stdout(each);
          parser.stderr(each);
        }
        expect(parser.output().completed).toBe(false);
      }),
    );
  });
});
