import type { AreaKind, AreaState } from '../../../domain/disk/contents.ts';
import type { Range } from './range.ts';

/** Bytes of an area, from its start; null where they were not read. */
export type Peek = (offset: number, length: number) => Buffer | null;

export interface Content {
  readonly kind: AreaKind;
  readonly type: string | null;
  readonly state: AreaState | null;
}

interface Signature {
  readonly type: string;
  readonly kind: AreaKind;
  readonly offset: number;
  /** Latin-1. */
  readonly bytes: string;
}

const filesystem = (type: string, offset: number, bytes: string): Signature => ({
  type,
  kind: 'FILESYSTEM',
  offset,
  bytes,
});

// What lies over others comes first, as in blkid, whose names these are.
const signatures: readonly Signature[] = [
  { type: 'crypto_LUKS', kind: 'ENCRYPTED', offset: 0, bytes: 'LUKS\xba\xbe\x00\x01' },
  { type: 'crypto_LUKS', kind: 'ENCRYPTED', offset: 0, bytes: 'LUKS\xba\xbe\x00\x02' },
  { type: 'BitLocker', kind: 'ENCRYPTED', offset: 3, bytes: '-FVE-FS-' },
  { type: 'linux_raid_member', kind: 'MEMBER', offset: 0, bytes: '\xfc\x4e\x2b\xa9' },
  { type: 'linux_raid_member', kind: 'MEMBER', offset: 0x1000, bytes: '\xfc\x4e\x2b\xa9' },
  { type: 'bcache', kind: 'MEMBER', offset: 0x1018, bytes: '\xc6\x85\x73\xf6\x4e\x1a\x45\xca' },
  filesystem('ntfs', 3, 'NTFS    '),
  filesystem('exfat', 3, 'EXFAT   '),
  filesystem('refs', 3, 'ReFS\0\0\0\0'),
  filesystem('vfat', 54, 'FAT1'),
  filesystem('vfat', 82, 'FAT32'),
  filesystem('xfs', 0, 'XFSB'),
  filesystem('squashfs', 0, 'hsqs'),
  filesystem('apfs', 32, 'NXSB'),
  filesystem('btrfs', 0x10040, '_BHRfS_M'),
  filesystem('reiserfs', 0x10034, 'ReIsErFs'),
  filesystem('reiserfs', 0x10034, 'ReIsEr2Fs'),
  filesystem('reiserfs', 0x10034, 'ReIsEr3Fs'),
  filesystem('jfs', 0x8000, 'JFS1'),
  filesystem('f2fs', 0x400, '\x10\x20\xf5\xf2'),
  filesystem('erofs', 0x400, '\xe2\xe1\xf5\xe0'),
  filesystem('nilfs2', 0x406, '\x34\x34'),
  filesystem('hfsplus', 0x400, 'H+\0\x04'),
  filesystem('hfsplus', 0x400, 'HX\0\x05'),
  filesystem('iso9660', 0x8001, 'CD001'),
  filesystem('udf', 0x8001, 'BEA01'),
];

const pageSizes = [0x1000, 0x2000, 0x4000, 0x8000, 0x10000];
const hibernations = [
  'S1SUSPEND',
  'S2SUSPEND',
  'ULSUSPEND',
  'LINHIB0001',
  '\xed\xc3\x02\xe9\x98\x56\xe5\x0c',
];

/** What has to be read of an area to identify it. */
export const identifyingRanges = (size: number): Range[] => [
  { offset: 0, length: 0x2000 },
  ...[0x4000, 0x8000, 0x10000].map((page) => ({ offset: page - 0x100, length: 0x1100 })),
  ...raidAtEnd(size).map((offset) => ({ offset, length: 512 })),
];

/** What an area holds, by what its start and end say; of what is not read nothing is made up. */
export function identify(peek: Peek, size: number): Content {
  const says = (offset: number, bytes: string): boolean =>
    peek(offset, bytes.length)?.toString('latin1') === bytes;
  const found = signatures.find(({ offset, bytes }) => says(offset, bytes));
  if (found?.kind === 'ENCRYPTED' || found?.kind === 'MEMBER') return { ...found, state: null };
  if (raidAtEnd(size).some((offset) => says(offset, '\xfc\x4e\x2b\xa9'))) return raid;
  if ([0, 512, 1024, 1536].some((offset) => says(offset, 'LABELONE') && says(offset + 24, 'LVM2 001'))) {
    return { kind: 'PHYSICAL_VOLUME', type: 'LVM2_member', state: null };
  }
  for (const page of pageSizes) {
    if (hibernations.some((word) => says(page - 10, word))) {
      return { kind: 'SWAP', type: 'swsuspend', state: 'HIBERNATED' };
    }
    if (says(page - 10, 'SWAPSPACE2') || says(page - 10, 'SWAP-SPACE')) {
      return { kind: 'SWAP', type: 'swap', state: 'CLEAN' };
    }
  }
  // The configuration of a pool, packed by XDR, begins with its version.
  if (peek(0x4000, 64)?.includes('version')) return { kind: 'MEMBER', type: 'zfs_member', state: null };
  if (found !== undefined) return { kind: found.kind, type: found.type, state: null };
  const ext = peek(0x400, 0x400);
  if (ext !== null && ext.readUInt16LE(0x38) === 0xef53) return extContent(ext);
  return { kind: 'UNKNOWN', type: null, state: null };
}

const raid: Content = { kind: 'MEMBER', type: 'linux_raid_member', state: null };

/** Where md keeps its superblock in versions 1.0 and 0.90. */
const raidAtEnd = (size: number): number[] =>
  [size - (size % 0x1000) - 0x2000, size - (size % 0x10000) - 0x10000].filter((offset) => offset > 0);

function extContent(superblock: Buffer): Content {
  const compatible = superblock.readUInt32LE(0x5c);
  const incompatible = superblock.readUInt32LE(0x60);
  const readOnly = superblock.readUInt32LE(0x64);
  if ((incompatible & 0x8) !== 0) return { kind: 'UNKNOWN', type: 'jbd', state: null };
  const ofExt4 = (incompatible & ~0x16) !== 0 || (readOnly & ~0x7) !== 0;
  const type = ofExt4 ? 'ext4' : (compatible & 0x4) !== 0 ? 'ext3' : 'ext2';
  const recovers = (incompatible & 0x4) !== 0;
  const closed = (superblock.readUInt16LE(0x3a) & 0x1) !== 0;
  return { kind: 'FILESYSTEM', type, state: recovers || !closed ? 'DIRTY' : 'CLEAN' };
}
