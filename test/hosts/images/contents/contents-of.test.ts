import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../../../src/hosts/images/contents/image-bytes.ts';
import { contentsOf } from '../../../../src/hosts/images/contents/inspect-contents.ts';
import { diskIn, someDisks } from './some-disks.ts';

const mebibyte = 1024 ** 2;
const inside = (path: string) => contentsOf(diskIn(readFileSync(path)));
const onlyArea = async (path: string) => (await inside(path)).areas;
const physicalVolume = readFileSync(new URL('../../fixtures/contents/physical-volume.bin', import.meta.url));

describe('a disk without partitions', () => {
  it.each(['luks1', 'luks2'] as const)('is encrypted with %s', async (type) =>
    expect(await onlyArea(someDisks().luks(type))).toMatchObject([
      { device: '/dev/sda', kind: 'ENCRYPTED', type: 'crypto_LUKS' },
    ]),
  );

  it.each([
    ['ext2', 'ext2', ['-q']],
    ['ext3', 'ext3', ['-q']],
    ['ext4', 'ext4', ['-q']],
    ['xfs', 'xfs', ['-q']],
    ['btrfs', 'btrfs', ['-q']],
    ['vfat', 'vfat', []],
  ])('holds %s', async (type, make, options) => {
    const disks = someDisks();
    const disk = disks.empty('disk', 320 * mebibyte);
    disks.run(`mkfs.${make}`, [...options, disk]);
    expect(await onlyArea(disk)).toMatchObject([{ kind: 'FILESYSTEM', type }]);
  });

  it('knows an ext4 that was not closed', async () => {
    const disks = someDisks();
    const disk = disks.ext4();
    expect(await onlyArea(disk)).toMatchObject([{ state: 'CLEAN' }]);
    disks.run('debugfs', ['-w', '-R', 'feature needs_recovery', disk]);
    expect(await onlyArea(disk)).toMatchObject([{ state: 'DIRTY' }]);
  });

  it.each([
    ['squashfs', 0, 'hsqs'],
    ['iso9660', 0x8001, 'CD001'],
    ['f2fs', 0x400, '\x10\x20\xf5\xf2'],
    ['exfat', 3, 'EXFAT   '],
    ['refs', 3, 'ReFS\0\0\0\0'],
    ['BitLocker', 3, '-FVE-FS-'],
    ['linux_raid_member', 0x1000, '\xfc\x4e\x2b\xa9'],
    ['linux_raid_member', mebibyte - 0x2000, '\xfc\x4e\x2b\xa9'],
  ])('holds %s where its mark stands', async (type, offset, mark) => {
    const bytes = Buffer.alloc(mebibyte);
    bytes.write(mark, offset, 'latin1');
    expect((await contentsOf(diskIn(bytes))).areas).toMatchObject([{ type }]);
  });

  it('is blank where all that is read is zero, and unknown otherwise', async () => {
    const bytes = Buffer.alloc(4 * mebibyte);
    expect((await contentsOf(diskIn(bytes))).areas).toMatchObject([{ kind: 'BLANK', type: null }]);
    bytes.fill(0xa5, mebibyte);
    expect((await contentsOf(diskIn(bytes))).areas).toMatchObject([{ kind: 'UNKNOWN', type: null }]);
  });

  it.each([
    ['S1SUSPEND', 0x1000],
    ['ULSUSPEND', 0x1000],
    ['LINHIB0001', 0x1000],
    ['S1SUSPEND', 0x10000],
  ])('holds a hibernated Linux by %s at the end of a page of %i bytes', async (word, page) => {
    const disks = someDisks();
    const swap = disks.swap();
    expect(await onlyArea(swap)).toMatchObject([{ kind: 'SWAP', type: 'swap', state: 'CLEAN' }]);
    disks.put(Buffer.alloc(10), swap, 0x1000 - 10);
    disks.put(word, swap, page - 10);
    expect(await onlyArea(swap)).toMatchObject([{ kind: 'SWAP', type: 'swsuspend', state: 'HIBERNATED' }]);
  });
});

describe('a volume of Windows', () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`A file with a long name ${n}.txt`, 'x']),
  );
  const state = async (path: string) => (await onlyArea(path))[0]?.state;

  it.each([
    ['closed', {}, 'CLEAN'],
    ['hibernated', { 'hiberfil.sys': session('hibr') }, 'HIBERNATED'],
    ['hibernated, in other letters', { 'HIBERFIL.SYS': session('HIBR') }, 'HIBERNATED'],
    ['hibernated, and not the one that boots', { 'hiberfil.sys': 'short' }, 'HIBERNATED'],
    ['hibernated, with a file for it that is empty', { 'hiberfil.sys': '' }, 'HIBERNATED'],
    ['hibernated, among many files', { ...many, 'hiberfil.sys': session('hibr') }, 'HIBERNATED'],
    ['resumed', { 'hiberfil.sys': session('wake') }, 'CLEAN'],
  ])('is %s', async (_, files, expected) => expect(await state(someDisks().ntfs(files))).toBe(expected));

  it.each([
    ['hibr', 6],
    ['wake', 6],
    ['hibr', 8000],
    ['wake', 8000],
  ])(
    'counts as hibernated with a hiberfil.sys of %s and %i bytes where ntfs-3g refuses to write',
    async (letters, size) => {
      const { ntfs, run, directory } = someDisks();
      const disk = ntfs({ 'hiberfil.sys': session(letters).subarray(0, size) });
      const mountPoint = join(directory, 'mount');
      mkdirSync(mountPoint);
      const script = 'ntfs-3g "$1" "$2" 2>/dev/null; findmnt -no OPTIONS "$2"';
      const options = run('unshare', ['-m', 'sh', '-c', script, 'sh', disk, mountPoint]);
      expect(await state(disk)).toBe(/^ro\b/.test(options) ? 'HIBERNATED' : 'CLEAN');
    },
  );

  const record = 1024;
  const table = 4 * 4096;

  it('is in use by its mark', async () => {
    const disks = someDisks();
    const disk = disks.ntfs();
    const image = readFileSync(disk);
    const volume = image.subarray(table + 3 * record, table + 4 * record);
    const information = attributeAt(volume, 0x70);
    volume[information + volume.readUInt16LE(information + 20) + 10] = 1;
    writeFileSync(disk, image);
    expect(await state(disk)).toBe('DIRTY');
  });

  it('has metadata in the memory of Windows, as after a shutdown with fast startup, by the version of its log', async () => {
    const disks = someDisks();
    const disk = disks.ntfs();
    const image = readFileSync(disk);
    const file = image.subarray(table + 2 * record, table + 3 * record);
    const data = attributeAt(file, 0x80);
    const runs = data + file.readUInt16LE(data + 32);
    const sizes = file.readUInt8(runs);
    const cluster = file.readUIntLE(runs + 1 + (sizes & 15), sizes >> 4);
    restartPage(1n, 1).copy(image, cluster * 4096);
    restartPage(2n, 2).copy(image, cluster * 4096 + 4096);
    writeFileSync(disk, image);
    expect(await state(disk)).toBe('HIBERNATED');
    restartPage(3n, 1).copy(image, cluster * 4096);
    writeFileSync(disk, image);
    expect(await state(disk)).toBe('CLEAN');
  });

  it('is not known where its root directory was not written whole', async () => {
    const disk = someDisks().ntfs();
    const image = readFileSync(disk);
    image.writeUInt16LE(0xbeef, table + 5 * record + 510);
    writeFileSync(disk, image);
    expect(await state(disk)).toBeNull();
  });
});

describe('partitions', () => {
  it('are those of a master boot record, logical ones too', async () => {
    const disks = someDisks();
    const disk = disks.empty('disk', 64 * mebibyte);
    const lines = [
      'label: dos',
      'size=8M, type=83',
      'type=5',
      'size=8M, type=82',
      'size=8M, type=7',
      'type=83',
    ];
    disks.run('sfdisk', ['-q', disk], `${lines.join('\n')}\n`);
    const { areas, ...table } = await inside(disk);
    expect(table).toMatchObject({ partitionTable: 'MBR', sectorSize: 512 });
    expect(areas.map(({ device, partitionType }) => [device, partitionType])).toEqual([
      ['/dev/sda1', '83'],
      ['/dev/sda5', '82'],
      ['/dev/sda6', '07'],
      ['/dev/sda7', '83'],
    ]);
    const told = disks.run('sfdisk', ['-l', '-b', '-o', 'Device,Start,Sectors', '-q', disk]);
    for (const { device, offset, size } of areas) {
      const [, start, sectors] =
        new RegExp(`disk${device.slice('/dev/sda'.length)} +(\\d+) +(\\d+)`).exec(told) ?? [];
      expect([offset, size]).toEqual([Number(start) * 512, Number(sectors) * 512]);
    }
  });

  it('come to an end where logical ones lead in a circle', async () => {
    const disks = someDisks();
    const disk = disks.empty('disk', 32 * mebibyte);
    disks.run('sfdisk', ['-q', disk], 'label: dos\ntype=5\nsize=8M, type=83\nsize=8M, type=83\n');
    const image = readFileSync(disk);
    const second =
      image.readUInt32LE(446 + 8) + image.readUInt32LE(image.readUInt32LE(446 + 8) * 512 + 462 + 8);
    // The second names the first as the next.
    Buffer.from([0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0]).copy(image, second * 512 + 462);
    writeFileSync(disk, image);
    expect((await inside(disk)).areas).toHaveLength(2);
  });

  it('are those of a GPT, or of its copy where the table is damaged, or none where both are', async () => {
    const disks = someDisks();
    const disk = disks.empty('disk', 32 * mebibyte);
    disks.run('sgdisk', ['-n1:1M:+8M', '-n5:10M:+8M', '-t5:8200', disk]);
    const areas = [
      { device: '/dev/sda1', offset: mebibyte, size: 8 * mebibyte },
      {
        device: '/dev/sda5',
        offset: 10 * mebibyte,
        partitionType: '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
      },
    ];
    expect(await inside(disk)).toMatchObject({ partitionTable: 'GPT', sectorSize: 512, areas });
    disks.put('damage', disk, 2 * 512 + 40);
    expect(await inside(disk)).toMatchObject({ partitionTable: 'GPT_BACKUP_ONLY', sectorSize: 512, areas });
    disks.put('damage', disk, 32 * mebibyte - 512 + 60);
    expect(await inside(disk)).toMatchObject({
      partitionTable: 'GPT_BROKEN',
      sectorSize: null,
      areas: [{ device: '/dev/sda', size: 32 * mebibyte }],
    });
  });

  it('are not made of the boot sector of a filesystem', async () => {
    const disk = someDisks().ntfs();
    expect(await inside(disk)).toMatchObject({ partitionTable: 'NONE', areas: [{ device: '/dev/sda' }] });
  });
});

describe('a volume group', () => {
  const sized = (bytes: Buffer) => diskIn(bytes, 100 * mebibyte);

  it('on two disks names the one that is not here, and what lies on it', async () => {
    expect(await contentsOf(sized(physicalVolume))).toEqual({
      partitionTable: 'NONE',
      sectorSize: null,
      areas: [
        {
          ...{ device: '/dev/sda', offset: 0, size: 100 * mebibyte, partitionType: null },
          ...{ kind: 'PHYSICAL_VOLUME', type: 'LVM2_member', state: null },
        },
        {
          ...{ device: '/dev/vgspan/data', offset: null, size: 201_326_592, partitionType: null },
          ...{ kind: 'UNKNOWN', type: null, state: null },
        },
      ],
      volumeGroups: [
        {
          name: 'vgspan',
          uuid: 'Z7ZAbi-R223-XPBc-bnq0-dvqg-iz50-81Mi85',
          physicalVolumes: 2,
          missing: ['Oz0mqI-da2d-d3W0-ukd8-qSaN-S0qL-HMoSQN'],
          incompleteVolumes: ['data'],
        },
      ],
    });
  });

  it('may have volumes whose names begin with a digit', async () => {
    const bytes = Buffer.from(physicalVolume);
    bytes.write('7ata {', bytes.lastIndexOf('data {'), 'latin1');
    expect((await contentsOf(sized(bytes))).areas[1]).toMatchObject({ device: '/dev/vgspan/7ata' });
  });

  it('shows what its logical volumes hold', async () => {
    const bytes = Buffer.alloc(4 * mebibyte);
    physicalVolume.copy(bytes);
    bytes.write('LUKS\xba\xbe\0\x02', mebibyte, 'latin1');
    expect((await contentsOf(sized(bytes))).areas[1]).toMatchObject({
      device: '/dev/vgspan/data',
      kind: 'ENCRYPTED',
      type: 'crypto_LUKS',
    });
  });

  it('is not made up of metadata that is not whole', async () => {
    const bytes = Buffer.from(physicalVolume);
    const at = bytes.lastIndexOf('logical_volumes');
    bytes.write('}}}}', at, 'latin1');
    expect(await contentsOf(sized(bytes))).toMatchObject({
      areas: [{ kind: 'PHYSICAL_VOLUME' }],
      volumeGroups: [],
    });
  });
});

describe('whatever a guest has written', () => {
  it('ends in contents or in none, soon, and in nothing else', async () => {
    const disks = someDisks();
    const divided = disks.empty('divided', 24 * mebibyte);
    disks.run(
      'sfdisk',
      ['-q', divided],
      'label: dos\nsize=9M, type=7\ntype=5\nsize=4M, type=83\nsize=4M, type=8e\n',
    );
    disks.place(divided, { 1: disks.ntfs({ 'hiberfil.sys': 'hibr' }) });
    const grouped = Buffer.alloc(2 * mebibyte);
    physicalVolume.copy(grouped);
    const gpt = disks.empty('gpt', 4 * mebibyte);
    disks.run('sgdisk', ['-n1:1M:+1M', gpt]);
    const originals = [readFileSync(divided), grouped, readFileSync(gpt)];
    // Where numbers that lead on are: boot records, headers, the master file table, a volume group's metadata.
    const hot = fc.oneof(
      fc.nat(8192),
      fc.nat(512).map((at) => mebibyte + at),
      fc.nat(16 * 1024).map((at) => mebibyte + 4 * 4096 + at),
      fc.nat(24 * mebibyte - 1),
    );
    const changes = fc.array(fc.tuple(hot, fc.nat(255)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...originals), changes, async (original, bytes) => {
        const undo = bytes.map(([at]) => [at, original[at]] as const);
        for (const [at, byte] of bytes) if (at < original.length) original[at] = byte;
        try {
          const { areas } = await contentsOf(diskIn(original));
          for (const { offset, size } of areas) {
            expect(Number.isSafeInteger(size) && (offset === null || Number.isSafeInteger(offset))).toBe(
              true,
            );
          }
        } catch (error) {
          if (!(error instanceof RangeError || error instanceof Unreadable)) throw error;
        } finally {
          for (const [at, byte] of undo.toReversed()) if (byte !== undefined) original[at] = byte;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** What Windows wrote of its memory, by its first letters. */
function session(letters: string): Buffer {
  const bytes = Buffer.alloc(8000, 0xa5);
  bytes.write(letters, 'latin1');
  return bytes;
}

/** Where an attribute of a record of NTFS begins. */
function attributeAt(record: Buffer, type: number): number {
  let at = record.readUInt16LE(20);
  while (record.readUInt32LE(at) !== type) at += record.readUInt32LE(at + 4);
  return at;
}

/** A page of the log's restart area, of version `major`.0 or 1.1, as Windows writes it. */
function restartPage(sequence: bigint, major: number): Buffer {
  const page = Buffer.alloc(4096);
  page.write('RSTR', 0, 'latin1');
  page.writeUInt16LE(30, 4);
  page.writeUInt16LE(9, 6);
  page.writeUInt32LE(4096, 16);
  page.writeUInt32LE(4096, 20);
  page.writeUInt16LE(48, 24);
  page.writeInt16LE(major === 2 ? 0 : 1, 26);
  page.writeInt16LE(major, 28);
  page.writeBigUInt64LE(sequence, 48);
  for (let end = 510; end < 4096; end += 512) page.writeUInt16LE(0, end);
  return page;
}
