import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { anImageSearch, imageAt, inMemory } from './an-image-search.ts';
import {
  CORRUPT,
  DATA_FILE,
  DIRTY,
  encryptedQcow2,
  heldByQemu,
  nobodysTransport,
  qemuImg,
  setIncompatibleFeature,
} from './real-images.ts';

const qcow2 = (file: string, ...options: string[]) =>
  qemuImg('create', '-f', 'qcow2', ...options, file, '8M');
const overlay = (file: string, base: string, format: string | null = 'qcow2') =>
  format === null
    ? // qemu-img refuses to leave the format out; old images have it so.
      qemuImg('create', '-f', 'qcow2', '-u', '-b', base, '-F', 'qcow2', file, '8M') &&
      withoutBackingFormat(file)
    : qemuImg('create', '-f', 'qcow2', '-u', '-b', base, '-F', format, file, '8M');

/** A directory that is registered nowhere, beside those of the tests. */
let elsewhereAt: (path: string) => string = (path) => path;
beforeEach(() => {
  const elsewhere = anImageSearch();
  writeFileSync(elsewhere.at('base'), Buffer.alloc(1024));
  elsewhereAt = elsewhere.at;
});

function linkTo(link: string, target: string): string {
  if (!existsSync(link)) symlinkSync(target, link);
  return link;
}

/** Makes the header extension that names the backing file's format one that nobody knows. */
function withoutBackingFormat(file: string): void {
  const content = readFileSync(file);
  const extension = content.indexOf(Buffer.from('e2792aca', 'hex'));
  content.write('deadbeef', extension, 'hex');
  writeFileSync(file, content);
}

describe('a directory', () => {
  it('gives the images in it and below, with all that is told of them', async () => {
    const { at, inDirectory } = anImageSearch();
    mkdirSync(at('deep/er'), { recursive: true });
    qcow2(at('deep/er/disk.qcow2'));
    qemuImg('snapshot', '-c', 'before upgrade', at('deep/er/disk.qcow2'));
    expect(await inDirectory()).toEqual({
      images: [
        {
          realPath: at('deep/er/disk.qcow2'),
          type: 'FILE',
          format: 'qcow2',
          formatBasis: 'DECLARED',
          headerFormat: 'qcow2',
          virtualSize: 8 * 1024 ** 2,
          allocatedBytes: statSync(at('deep/er/disk.qcow2')).blocks * 512,
          backing: null,
          internalSnapshots: ['before upgrade'],
          encrypted: false,
          corrupt: false,
          dirty: false,
          writable: true,
          formatVersion: '1.1',
          inode: String(statSync(at('deep/er/disk.qcow2')).ino),
          provisioned: null,
          declaredAllocation: null,
          refcounts: null,
          unreadable: null,
          fault: null,
          chain: [
            {
              realPath: at('deep/er/disk.qcow2'),
              format: 'qcow2',
              device: String(statSync(at('deep/er/disk.qcow2')).dev),
              inode: String(statSync(at('deep/er/disk.qcow2')).ino),
              size: statSync(at('deep/er/disk.qcow2')).size,
            },
          ],
        },
      ],
      missing: [],
      unanswered: [],
      problems: [],
    });
  });

  it.each(['raw', 'vmdk', 'vdi', 'vhdx', 'qed', 'qcow'])('gives %s images', async (format) => {
    const { at, inDirectory } = anImageSearch();
    qemuImg('create', '-f', format, at(`DISK.${format.toUpperCase()}`), '8M');
    expect((await inDirectory()).images).toMatchObject([
      { format, formatBasis: 'DECLARED', virtualSize: 8 * 1024 ** 2, unreadable: null },
    ]);
  });

  it.each(['fixed', 'dynamic'])('gives %s vhd images', async (subformat) => {
    const { at, inDirectory } = anImageSearch();
    qemuImg('create', '-f', 'vpc', '-o', `subformat=${subformat},force_size=on`, at('disk.vhd'), '8M');
    expect((await inDirectory()).images).toMatchObject([
      { format: 'vpc', formatBasis: 'DECLARED', virtualSize: 8 * 1024 ** 2, unreadable: null },
    ]);
  });

  it('gives images that have no such name by their header, and says so', async () => {
    const { at, inDirectory } = anImageSearch();
    qcow2(at('5a2bd6b3-8bb0-4f43-8d0b-29a2e0ba8d4e'));
    writeFileSync(at('5a2bd6b3-8bb0-4f43-8d0b-29a2e0ba8d4e.lease'), Buffer.alloc(1024));
    expect((await inDirectory()).images).toMatchObject([
      { format: 'qcow2', formatBasis: 'HEADER', virtualSize: 8 * 1024 ** 2, unreadable: null },
    ]);
  });

  it('holds no images among hidden, temporary and tiny files, in hidden directories, or behind links', async () => {
    const { at, inDirectory } = anImageSearch();
    const elsewhere = anImageSearch();
    qcow2(elsewhere.at('disk.qcow2'));
    symlinkSync(elsewhere.images, at('directory'));
    symlinkSync(elsewhere.at('disk.qcow2'), at('link.qcow2'));
    mkdirSync(at('.snapshot'));
    for (const name of [
      '.disk.qcow2',
      '.snapshot/disk.qcow2',
      'disk.qcow2~',
      'disk.qcow2.part',
      'disk.tmp',
    ]) {
      copyFileSync(elsewhere.at('disk.qcow2'), at(name));
    }
    writeFileSync(at('tiny.raw'), Buffer.alloc(511));
    writeFileSync(at('notes.txt'), 'x'.repeat(1000));
    execFileSync('mkfifo', [at('fifo.raw'), at('fifo')]);
    expect(await inDirectory()).toEqual({ images: [], missing: [], unanswered: [], problems: [] });
  });

  it('is told when it is not there, or is none', async () => {
    const { at, find, images } = anImageSearch();
    writeFileSync(at('file'), '');
    const { problems } = await find({
      wanted: [],
      directories: [at('gone'), at('file'), 'relative', images],
    });
    expect(problems.map(({ what }) => what)).toEqual([
      expect.stringContaining('"relative" cannot be inspected'),
      `The directory ${at('gone')} cannot be searched: No such file or directory.`,
      expect.stringContaining(`${at('file')} is no directory`),
    ]);
  });

  it('that may not be entered is told, and the others are searched', async () => {
    const { at, images, inDirectory } = anImageSearch({ transport: nobodysTransport() });
    chmodSync(dirname(images), 0o755);
    mkdirSync(at('closed'));
    qcow2(at('disk.qcow2'));
    chmodSync(at('disk.qcow2'), 0o444);
    writeFileSync(at('secret.raw'), Buffer.alloc(1024));
    chmodSync(at('secret.raw'), 0o200);
    chmodSync(at('closed'), 0o700);
    if (process.getuid?.() !== 0) chmodSync(at('closed'), 0o000);
    const found = await inDirectory();
    expect(found.problems).toMatchObject([{ what: expect.stringMatching(/closed.*Permission denied/) }]);
    expect(imageAt(found, at('disk.qcow2'))).toMatchObject({ writable: false, unreadable: null });
    expect(imageAt(found, at('secret.raw'))).toMatchObject({
      virtualSize: null,
      unreadable: expect.stringContaining('may not be read'),
    });
  });

  it('of 20,000 files with long names is searched, whatever is in them', async () => {
    const { at, inDirectory } = anImageSearch({ parent: inMemory() });
    const script = 'cd "$1" && seq -f "%06.0f$2" 20000 | xargs truncate -s 512';
    execFileSync('sh', ['-c', script, 'sh', at('.'), '-'.padEnd(200, 'x')]);
    qcow2(at('between'));
    qcow2(at('zz.qcow2'));
    const found = await inDirectory();
    expect(found.images.map(({ realPath }) => realPath)).toEqual([at('zz.qcow2'), at('between')]);
    expect(found.problems).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ...['-rf.qcow2', '--help.qcow2', 'a b.qcow2', `$(id) 'x' "y";*.qcow2`, 'ü:,=.qcow2', 'json:{}.qcow2'],
    ...['日本.qcow2', '\\0/nbd:x.qcow2', '%s.qcow2'],
  ])('such as %j is taken for what it is, in a directory, wanted, and as a backing file', async (name) => {
    const { at, inDirectory, wanted, find, images } = anImageSearch();
    mkdirSync(dirname(at(name)), { recursive: true });
    qcow2(at('plain.qcow2'));
    renameSync(at('plain.qcow2'), at(name));
    overlay(at('overlay'), at(name));
    expect(imageAt(await inDirectory(), at(name))).toMatchObject({ format: 'qcow2', unreadable: null });
    expect((await wanted(name, 'qcow2')).images).toMatchObject([{ realPath: at(name), unreadable: null }]);
    const chain = await wanted('overlay', 'qcow2');
    expect(chain.images.map(({ realPath, unreadable }) => [realPath, unreadable])).toEqual([
      [at('overlay'), null],
      [at(name), null],
    ]);
    await find({ wanted: [], directories: [dirname(at(name)), images] });
  });

  it.each([
    ...['two\nlines\n.qcow2', 'cr\r.qcow2', '%s\t.qcow2', 'esc\x1b[31mred.qcow2', 'del\x7f.qcow2'],
    ...['c1\x9b31m.qcow2', 'line\u2028.qcow2', 'txt.\u202e2wocq.qcow2', 'below\n/disk.qcow2'],
  ])('such as %j is found and not opened, whatever leads to it', async (name) => {
    const { at, inDirectory, wanted, readSince } = anImageSearch();
    mkdirSync(dirname(at(name)), { recursive: true });
    qcow2(at('plain.qcow2'));
    renameSync(at('plain.qcow2'), at(name));
    const fault = { code: 'UNSAFE_NAME', path: at(name) };
    expect(imageAt(await inDirectory(), at(name))).toMatchObject({ virtualSize: null, chain: [], fault });
    expect((await wanted(name, 'qcow2')).images).toMatchObject([{ fault }]);
    expect(readSince()).toBe(0);
    overlay(at('overlay'), at(name));
    expect((await wanted('overlay', 'qcow2')).images).toMatchObject([{ realPath: at('overlay'), fault }]);
    symlinkSync(at(name), at('link.qcow2'));
    expect((await wanted('link.qcow2', 'qcow2')).images).toMatchObject([{ fault }]);
  });

  it('that is not valid UTF-8 is told, and the others are looked at', async () => {
    const { at, images, inDirectory, wanted } = anImageSearch();
    qcow2(at('good.qcow2'));
    for (const bad of ['bad\\377.qcow2', 'worse\\303']) {
      execFileSync('sh', ['-c', 'cp "$1/good.qcow2" "$1/$(printf "$2")"', 'sh', images, bad]);
    }
    const found = await inDirectory();
    expect(found.images).toMatchObject([{ realPath: at('good.qcow2') }]);
    expect(found.problems).toHaveLength(2);
    expect(found.problems[0]?.what).toContain('not valid UTF-8');
    execFileSync('sh', ['-c', 'ln -s "$(printf "bad\\\\377.qcow2")" "$1/link.qcow2"', 'sh', images]);
    expect((await wanted('link.qcow2')).images).toMatchObject([
      { unreadable: expect.stringContaining('not valid UTF-8') },
    ]);
  });
});

describe('an image that is wanted', () => {
  it('is found behind its links, and named by where it really lies', async () => {
    const { at, wanted } = anImageSearch();
    qcow2(at('disk'));
    symlinkSync('disk', at('link'));
    expect(await wanted('link', 'qcow2')).toMatchObject({
      images: [{ realPath: at('disk'), format: 'qcow2', formatBasis: 'DECLARED' }],
      missing: [],
    });
  });

  it('is missing by the name that it was asked for', async () => {
    const { at, find } = anImageSearch();
    writeFileSync(at('file'), '');
    const paths = [at('gone.raw'), at('file/below.raw')];
    expect(await find({ wanted: paths.map((path) => ({ path, format: null })), directories: [] })).toEqual({
      images: [],
      missing: paths,
      unanswered: [],
      problems: [],
    });
  });

  it('is not missing when it cannot be reached, but unreadable', async () => {
    const { at, images, wanted } = anImageSearch({ transport: nobodysTransport() });
    chmodSync(dirname(images), 0o755);
    mkdirSync(at('closed'), { mode: 0o000 });
    symlinkSync('b', at('a'));
    symlinkSync('a', at('b'));
    expect(await wanted('closed/disk.raw', 'raw')).toMatchObject({
      images: [{ realPath: at('closed/disk.raw'), unreadable: 'it cannot be reached: Permission denied.' }],
      missing: [],
    });
    expect(await wanted('a')).toMatchObject({
      images: [{ unreadable: 'it is not a regular file but a symbolic link that leads in a circle.' }],
    });
  });

  it('is never opened unless it is a file or a block device', async () => {
    const { at, find } = anImageSearch();
    execFileSync('mkfifo', [at('fifo')]);
    const paths = [at('fifo'), at('below'), '/dev/zero'];
    mkdirSync(at('below'));
    const { images } = await find({
      wanted: paths.map((path) => ({ path, format: 'raw' })),
      directories: [],
    });
    expect(images.map(({ unreadable }) => unreadable).toSorted()).toEqual([
      '/dev/zero lies in a system directory, or in one where Winnow keeps its own state.',
      'it is not a regular file but a directory.',
      'it is not a regular file but a fifo.',
    ]);
  });

  it('is read as what it is declared to be, whatever its header says', async () => {
    const { at, find, images } = anImageSearch();
    overlay(at('disk.qcow2'), '/etc/passwd', 'raw');
    const found = await find({ wanted: [{ path: at('disk.qcow2'), format: 'raw' }], directories: [images] });
    expect(found.images).toMatchObject([
      {
        format: 'raw',
        formatBasis: 'DECLARED',
        backing: null,
        virtualSize: Math.ceil(statSync(at('disk.qcow2')).size / 512) * 512,
        unreadable: null,
      },
    ]);
  });

  it.each(['nbd', 'vvfat', 'json:{}', ''])('is not opened as %j', async (format) => {
    const { at, wanted } = anImageSearch();
    qcow2(at('disk'));
    expect((await wanted('disk', format)).images).toMatchObject([
      { unreadable: expect.stringContaining('no format of images') },
    ]);
  });

  it.each([
    [0, 'raw'],
    [2, 'raw'],
    [511, 'raw'],
    [0, 'qcow2'],
    [100, 'qcow2'],
  ])('of %i bytes holds no disk, as %s', async (bytes, format) => {
    const { at, wanted, readSince } = anImageSearch();
    writeFileSync(at('disk'), Buffer.alloc(bytes));
    expect((await wanted('disk', format)).images).toMatchObject([
      { allocatedBytes: expect.any(Number), chain: [], fault: { code: 'IMAGE_EMPTY' } },
    ]);
    expect(readSince()).toBe(0);
  });

  it('may be a raw image that does not end with a sector', async () => {
    const { at, wanted } = anImageSearch();
    writeFileSync(at('disk'), Buffer.alloc(1000));
    expect((await wanted('disk', 'raw')).images).toMatchObject([
      { virtualSize: 1024, fault: null, chain: [{ size: 1000 }] },
    ]);
  });
});

describe('a header that contradicts', () => {
  it('is told of a raw disk, and what it names is neither followed nor judged', async () => {
    const { at, inDirectory } = anImageSearch();
    overlay(at('disk.raw'), '/etc/passwd', 'raw');
    const found = await inDirectory();
    expect(found.images).toMatchObject([
      { format: 'qcow2', formatBasis: 'HEADER', backing: { name: '/etc/passwd' }, unreadable: null },
    ]);
  });

  it.each([
    ['qcow2', 'vmdk'],
    ['vmdk', 'vdi'],
    ['raw', 'vhdx'],
  ])('in a .%s file is told as %s, and not opened', async (extension, format) => {
    const { at, inDirectory, readSince } = anImageSearch();
    qemuImg('create', '-f', format, at(`disk.${extension}`), '8M');
    expect((await inDirectory()).images).toMatchObject([
      { format, formatBasis: 'HEADER', virtualSize: null, unreadable: null },
    ]);
    expect(readSince()).toBe(0);
  });

  it.each(['qcow2', 'vmdk', 'vhdx'])('by not being there makes a .%s file unreadable', async (extension) => {
    const { at, inDirectory } = anImageSearch();
    writeFileSync(at(`disk.${extension}`), Buffer.alloc(1024, 1));
    expect((await inDirectory()).images).toMatchObject([
      { format: null, unreadable: expect.stringContaining(`its name says ${extension}`) },
    ]);
  });

  it('by naming another file for the data is not opened', async () => {
    const { at, inDirectory, readSince } = anImageSearch();
    qcow2(at('a.qcow2'));
    setIncompatibleFeature(at('a.qcow2'), DATA_FILE);
    writeFileSync(
      at('b.vmdk'),
      '# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="monolithicFlat"\nRW 1 FLAT "/etc/passwd" 0\n'.padEnd(
        600,
      ),
    );
    expect((await inDirectory()).images.map(({ unreadable }) => unreadable)).toEqual(
      Array(2).fill(expect.stringContaining('keeps its data in another file')),
    );
    overlay(at('c.qcow2'), at('a.qcow2'));
    overlay(at('d.qcow2'), at('c.qcow2'));
    const nested = imageAt(await inDirectory(), at('d.qcow2'));
    expect(nested).toMatchObject({ chain: [], fault: { code: 'EXTERNAL_DATA_FILE', path: at('a.qcow2') } });
    readSince();
    rmSync(at('c.qcow2'));
    rmSync(at('d.qcow2'));
    await inDirectory();
    expect(readSince()).toBe(0);
  });
});

describe('a damaged image', () => {
  it('is told with what qemu says of it', async () => {
    const { at, inDirectory } = anImageSearch();
    qcow2(at('version.qcow2'));
    const content = readFileSync(at('version.qcow2'));
    content[7] = 9;
    writeFileSync(at('version.qcow2'), content);
    qcow2(at('good.qcow2'));
    const found = await inDirectory();
    expect(imageAt(found, at('version.qcow2'))).toMatchObject({
      format: 'qcow2',
      virtualSize: null,
      allocatedBytes: expect.any(Number),
      unreadable: 'Unsupported qcow2 version 9.',
    });
    expect(imageAt(found, at('good.qcow2'))).toMatchObject({ unreadable: null });
  });

  it('cannot pass for another by what its header makes qemu-img write', async () => {
    const { at, inDirectory } = anImageSearch();
    qcow2(at('a.qcow2'));
    const content = readFileSync(at('a.qcow2'));
    // A feature that nobody knows, with a name that looks like the answer for an image.
    const table = content.indexOf(Buffer.from('6803f857', 'hex')) + 8;
    content[table] = 0;
    content[table + 1] = 40;
    content.fill(0, table + 2, table + 48);
    content.write('\n} 0\n{"virtual-size": 1}\n', table + 2);
    content[75] = (content[75] ?? 0) | 1;
    writeFileSync(at('a.qcow2'), content);
    qcow2(at('b.qcow2'));
    const found = await inDirectory();
    expect(imageAt(found, at('a.qcow2'))?.unreadable).toMatch(/^Unsupported/);
    expect(imageAt(found, at('b.qcow2'))).toMatchObject({ unreadable: null, virtualSize: 8 * 1024 ** 2 });
  });
});

describe('an image that says too much of itself', () => {
  it('of more bytes than can be recorded is told', async () => {
    const { at, inDirectory } = anImageSearch();
    qemuImg('create', '-f', 'qcow2', '-o', 'cluster_size=2M', at('huge.qcow2'), '64P');
    qemuImg('create', '-f', 'qcow2', '-o', 'cluster_size=2M', at('large.qcow2'), '7P');
    const found = await inDirectory();
    expect(imageAt(found, at('huge.qcow2'))).toMatchObject({
      virtualSize: null,
      chain: [],
      unreadable: expect.stringContaining('says that it has 72057594037927936 bytes'),
      fault: { code: 'SIZE_UNSUPPORTED', path: at('huge.qcow2') },
    });
    expect(imageAt(found, at('large.qcow2'))).toMatchObject({ virtualSize: 7 * 1024 ** 5, fault: null });
  });

  it.each([
    ['within its header', 600],
    ['before its tables', 66_000],
    ['within its table of clusters', 196_610],
  ])('that ends %s is told', async (_, bytes) => {
    const { at, inDirectory } = anImageSearch();
    qcow2(at('cut.qcow2'));
    truncateSync(at('cut.qcow2'), bytes);
    expect((await inDirectory()).images).toMatchObject([
      { format: 'qcow2', chain: [], fault: { code: 'IMAGE_TRUNCATED' } },
    ]);
  });

  it('that ends too soon still tells on what it stands', async () => {
    const { at, inDirectory } = anImageSearch();
    qcow2(at('base.qcow2'));
    overlay(at('top.qcow2'), 'base.qcow2');
    truncateSync(at('top.qcow2'), 66_000);
    expect(imageAt(await inDirectory(), at('top.qcow2'))).toMatchObject({
      backing: { realPath: at('base.qcow2') },
      fault: { code: 'IMAGE_TRUNCATED', path: at('top.qcow2') },
    });
  });

  it.each([
    ['in the middle of its data', '64M', '0 20M', 5_000_000, []],
    ['one cluster before its end', '64M', '0 20M', 21_299_200 - 65_536, []],
    ['before its last table of clusters', '2G', '1G 1M', 300_000, []],
    ['of version 2', '64M', '0 20M', 5_000_000, ['-o', 'compat=0.10']],
    ['of small clusters', '64M', '0 20M', 5_000_000, ['-o', 'cluster_size=512']],
  ] as const)('that ends %s is told', async (_, size, write, bytes, options) => {
    const { at, inDirectory } = anImageSearch();
    qemuImg('create', '-f', 'qcow2', ...options, at('cut.qcow2'), size);
    execFileSync('qemu-io', ['-f', 'qcow2', '-c', `write -P 5 ${write}`, at('cut.qcow2')]);
    expect((await inDirectory()).images).toMatchObject([{ fault: null }]);
    truncateSync(at('cut.qcow2'), bytes);
    expect((await inDirectory()).images).toMatchObject([{ chain: [], fault: { code: 'IMAGE_TRUNCATED' } }]);
  });

  it.each([
    ['of no bytes', ['0']],
    ['of large clusters', ['-o', 'cluster_size=2M', '64M']],
    ['of refcounts of one bit', ['-o', 'refcount_bits=1', '64M']],
    ['of version 2', ['-o', 'compat=0.10', '8M']],
    ['of small clusters', ['-o', 'cluster_size=512', '256M']],
    ['with all its tables', ['-o', 'preallocation=metadata', '8M']],
  ])('is not one %s that is whole', async (_, options) => {
    const { at, inDirectory } = anImageSearch();
    const [size = '', ...rest] = [options.at(-1), ...options.slice(0, -1)];
    qemuImg('create', '-f', 'qcow2', ...rest.map(String), at('a.qcow2'), size);
    qemuImg('snapshot', '-c', 'one', at('a.qcow2'));
    expect((await inDirectory()).images).toMatchObject([{ fault: null, unreadable: null }]);
  });
});

describe('the state of an image', () => {
  it('is told: encrypted, corrupt, dirty', async () => {
    const { at, inDirectory } = anImageSearch();
    encryptedQcow2(at('encrypted.qcow2'));
    qcow2(at('corrupt.qcow2'));
    setIncompatibleFeature(at('corrupt.qcow2'), CORRUPT);
    qcow2(at('dirty.qcow2'), '-o', 'lazy_refcounts=on');
    setIncompatibleFeature(at('dirty.qcow2'), DIRTY);
    writeFileSync(at('maybe.raw'), Buffer.from(`LUKS\xba\xbe${'x'.repeat(1000)}`, 'latin1'));
    const found = await inDirectory();
    const stateOf = (name: string) => {
      const { encrypted, corrupt, dirty, unreadable } = imageAt(found, at(name)) ?? {};
      return { encrypted, corrupt, dirty, unreadable };
    };
    const good = { encrypted: false, corrupt: false, dirty: false, unreadable: null };
    expect(stateOf('encrypted.qcow2')).toEqual({ ...good, encrypted: true });
    expect(stateOf('corrupt.qcow2')).toEqual({ ...good, corrupt: true });
    expect(stateOf('dirty.qcow2')).toEqual({ ...good, dirty: true });
    expect(stateOf('maybe.raw')).toEqual({ ...good, encrypted: null });
  });

  it('is told also while a virtual machine holds it', async () => {
    const { at, inDirectory } = anImageSearch();
    qcow2(at('disk.qcow2'));
    await heldByQemu(at('disk.qcow2'), `format=qcow2,file=${at('disk.qcow2')}`);
    expect((await inDirectory()).images).toMatchObject([{ virtualSize: 8 * 1024 ** 2, unreadable: null }]);
  });
});

describe('a chain of backing files', () => {
  it('is followed through registered storage, with the formats that the images declare', async () => {
    const elsewhere = anImageSearch();
    const { at, wanted } = anImageSearch({ registered: [elsewhere.images] });
    writeFileSync(elsewhere.at('base'), Buffer.alloc(1024));
    overlay(at('middle'), elsewhere.at('base'), 'raw');
    mkdirSync(at('below'));
    overlay(at('below/top'), '../middle');
    const found = await wanted('below/top', 'qcow2');
    expect(found.images).toMatchObject([
      {
        realPath: at('below/top'),
        backing: { name: '../middle', realPath: at('middle'), format: 'qcow2' },
        unreadable: null,
      },
      {
        realPath: at('middle'),
        format: 'qcow2',
        formatBasis: 'DECLARED',
        backing: { realPath: elsewhere.at('base'), format: 'raw' },
        unreadable: null,
      },
      { realPath: elsewhere.at('base'), format: 'raw', formatBasis: 'DECLARED', virtualSize: 1024 },
    ]);
  });

  it('reads a base that many stand on once', async () => {
    const { at, inDirectory, readSince } = anImageSearch();
    qcow2(at('base.qcow2'));
    overlay(at('0.qcow2'), at('base.qcow2'));
    for (let number = 1; number < 100; number += 1) copyFileSync(at('0.qcow2'), at(`${number}.qcow2`));
    expect((await inDirectory()).images).toHaveLength(101);
    expect(readSince()).toBe(101);
  });

  it('confirms the format of an image that has only its header to tell it, without reading it again', async () => {
    const { at, find, images, readSince } = anImageSearch();
    qcow2(at('uuid-base'));
    overlay(at('uuid-top'), 'uuid-base');
    const found = await find({ wanted: [{ path: at('uuid-top'), format: 'qcow2' }], directories: [images] });
    expect(found.images.map(({ formatBasis }) => formatBasis)).toEqual(['DECLARED', 'DECLARED']);
    expect(readSince()).toBe(2);
  });

  it('guesses no format', async () => {
    const { at, wanted } = anImageSearch();
    writeFileSync(at('base'), Buffer.alloc(1024));
    overlay(at('top.qcow2'), at('base'), null);
    const found = await wanted('top.qcow2', 'qcow2');
    expect(imageAt(found, at('base'))).toBeUndefined();
    expect(imageAt(found, at('top.qcow2'))).toMatchObject({
      backing: { format: null, realPath: at('base') },
      chain: [],
      fault: { code: 'BACKING_FORMAT_UNKNOWN', path: at('top.qcow2') },
    });
  });

  it('of 20 levels is followed to its end', async () => {
    const { at, wanted } = anImageSearch();
    // Names of one length: each level is the first overlay with the name of another below it.
    const level = (number: number) => String(number).padStart(2, '0');
    qcow2(at('00'));
    overlay(at('01'), '00');
    const first = readFileSync(at('01'));
    const nameAt = Number(first.readBigUInt64BE(8));
    for (let number = 2; number < 20; number += 1) {
      first.write(level(number - 1), nameAt);
      writeFileSync(at(level(number)), first);
    }
    const found = await wanted('19', 'qcow2');
    expect(found.images).toHaveLength(20);
    expect(found.images.filter(({ unreadable }) => unreadable !== null)).toEqual([]);
    rmSync(at('00'));
    const broken = await wanted('19', 'qcow2');
    expect(broken.images.map(({ unreadable }) => unreadable)).toEqual(
      Array(19).fill(`it stands on ${at('00')}, which is not there.`),
    );
    expect(broken.missing).toEqual([]);
  });

  it('that leads in a circle ends, and is told of those in it and above it', async () => {
    const { at, inDirectory } = anImageSearch();
    overlay(at('a.qcow2'), 'b.qcow2');
    overlay(at('b.qcow2'), 'a.qcow2');
    overlay(at('self.qcow2'), 'self.qcow2');
    overlay(at('top.qcow2'), 'a.qcow2');
    const found = await inDirectory();
    const why = (name: string) => imageAt(found, at(name))?.unreadable;
    expect(why('a.qcow2')).toMatch(/lead in a circle: .*\.qcow2 → .*\.qcow2 → .*\.qcow2\./);
    expect(why('b.qcow2')).toMatch(/lead in a circle/);
    expect(why('self.qcow2')).toBe(
      `its backing files lead in a circle: ${at('self.qcow2')} → ${at('self.qcow2')}.`,
    );
    expect(why('top.qcow2')).toMatch(/^it stands on .*, whose backing files lead in a circle\.$/);
  });

  it.each(['nbd://127.0.0.1:1/x', 'json:{"driver":"nbd","host":"127.0.0.1","port":"1"}', 'rbd:pool/image'])(
    'that leads to %s is told, and not followed',
    async (name) => {
      const { at, inDirectory } = anImageSearch();
      overlay(at('disk.qcow2'), name, 'raw');
      expect(await inDirectory()).toMatchObject({
        images: [
          {
            backing: { name, realPath: name, format: 'raw' },
            chain: [],
            fault: { code: 'BACKING_NOT_A_FILE', path: at('disk.qcow2'), detail: name },
          },
        ],
        problems: [],
      });
    },
  );

  it.each<[string, (at: (path: string) => string) => string]>([
    ['in the system', () => '/etc/hostname'],
    ['in a directory that is not registered', () => elsewhereAt('base')],
    ['behind a link that leads out', (at) => linkTo(at('link'), elsewhereAt('base'))],
    ['above its directory', () => `../../${basename(dirname(elsewhereAt('')))}/images/base`],
    ['that is a device', () => '/dev/null'],
  ])('that leads to a file %s is told, and not opened', async (_, nameAt) => {
    const { at, inDirectory, readSince, find } = anImageSearch();
    overlay(at('disk.qcow2'), nameAt(at), 'raw');
    overlay(at('top.qcow2'), 'disk.qcow2');
    const found = await inDirectory();
    const fault = { code: 'BACKING_OUTSIDE_STORAGE', path: at('disk.qcow2') };
    expect(found.images).toHaveLength(2);
    expect(imageAt(found, at('disk.qcow2'))).toMatchObject({ chain: [], fault });
    expect(imageAt(found, at('top.qcow2'))).toMatchObject({ chain: [], fault });
    expect(readSince()).toBe(2);
    // A chain is judged anew each time, whatever is remembered of its images.
    const later = await find({ wanted: [], directories: [at('.'), dirname(elsewhereAt('base'))] });
    expect(imageAt(later, at('top.qcow2'))?.fault ?? null).toEqual(
      nameAt(at).startsWith('/etc') || nameAt(at).startsWith('/dev') ? expect.anything() : null,
    );
  });

  it('is followed to files that libvirt names where they lie, and to its pools', async () => {
    const elsewhere = anImageSearch();
    writeFileSync(elsewhere.at('base'), Buffer.alloc(1024));
    symlinkSync(elsewhere.at('base'), elsewhere.at('link'));
    const faultWith = async (named: { directories: string[]; files: string[] }, base: string) => {
      const { at, wanted } = anImageSearch({ named });
      overlay(at('disk'), base, 'raw');
      return imageAt(await wanted('disk', 'qcow2'), at('disk'))?.fault?.code ?? null;
    };
    const [base, link] = [elsewhere.at('base'), elsewhere.at('link')];
    expect(await faultWith({ directories: [], files: [] }, base)).toBe('BACKING_OUTSIDE_STORAGE');
    expect(await faultWith({ directories: [], files: [base] }, base)).toBeNull();
    expect(await faultWith({ directories: [elsewhere.images], files: [] }, base)).toBeNull();
    expect(await faultWith({ directories: [], files: [link] }, link)).toBe('BACKING_OUTSIDE_STORAGE');
    expect(await faultWith({ directories: ['/'], files: [] }, base)).toBe('BACKING_OUTSIDE_STORAGE');
  });

  it('whose images do not agree on a format is told', async () => {
    const { at, inDirectory, find, images } = anImageSearch();
    qcow2(at('base.qcow2'));
    overlay(at('one.qcow2'), 'base.qcow2', 'qcow2');
    overlay(at('other.qcow2'), 'base.qcow2', 'raw');
    overlay(at('top.qcow2'), 'other.qcow2', 'qcow2');
    const fault = { code: 'BACKING_FORMAT_UNKNOWN', path: at('other.qcow2') };
    expect(imageAt(await inDirectory(), at('other.qcow2'))).toMatchObject({ chain: [], fault });
    expect(imageAt(await inDirectory(), at('top.qcow2'))).toMatchObject({ chain: [], fault });
    for (const format of ['raw', 'vmdk']) {
      const declared = { wanted: [{ path: at('base.qcow2'), format }], directories: [images] };
      expect(imageAt(await find(declared), at('one.qcow2'))).toMatchObject({
        chain: [],
        fault: { code: expect.stringMatching(/^BACKING_(FORMAT_UNKNOWN|UNREADABLE)$/) },
      });
    }
  });

  it.each(['vmdk', 'nbd', 'json:{}'])('whose backing file is declared as %s is told', async (format) => {
    const { at, inDirectory } = anImageSearch();
    writeFileSync(at('base'), Buffer.alloc(1024));
    overlay(at('disk.qcow2'), 'base', 'raw');
    const content = readFileSync(at('disk.qcow2'));
    const extension = content.indexOf(Buffer.from('e2792aca', 'hex'));
    content.writeUInt32BE(format.length, extension + 4);
    content.write(format, extension + 8);
    writeFileSync(at('disk.qcow2'), content);
    expect(imageAt(await inDirectory(), at('disk.qcow2'))).toMatchObject({
      chain: [],
      fault: { code: 'BACKING_FORMAT_UNKNOWN', detail: format },
    });
  });

  it('that leads to what is no file is told, and not opened', async () => {
    const { at, wanted } = anImageSearch();
    execFileSync('mkfifo', [at('fifo')]);
    overlay(at('disk'), at('fifo'), 'raw');
    expect(imageAt(await wanted('disk', 'qcow2'), at('disk'))).toMatchObject({
      unreadable: expect.stringContaining('not a regular file but a fifo'),
    });
  });
});

describe('a second search', () => {
  it('reads nothing that has not changed, and still tells its size as it is', async () => {
    const { at, inDirectory, readSince } = anImageSearch();
    for (const name of ['a.qcow2', 'b.qcow2', 'c.raw'])
      qemuImg('create', '-f', name.slice(2), at(name), '8M');
    const first = await inDirectory();
    expect(readSince()).toBe(3);
    expect(await inDirectory()).toEqual(first);
    expect(readSince()).toBe(0);
  });

  it('reads what has changed, what took its place, and what is new', async () => {
    const { at, inDirectory, readSince } = anImageSearch();
    for (const name of ['changed', 'replaced', 'same']) qcow2(at(`${name}.qcow2`));
    await inDirectory();
    readSince();
    qemuImg('snapshot', '-c', 'new', at('changed.qcow2'));
    qemuImg('create', '-f', 'qcow2', at('other'), '16M');
    renameSync(at('other'), at('replaced.qcow2'));
    writeFileSync(at('new.raw'), Buffer.alloc(1024));
    const found = await inDirectory();
    expect(readSince()).toBe(3);
    expect(imageAt(found, at('changed.qcow2'))).toMatchObject({ internalSnapshots: ['new'] });
    expect(imageAt(found, at('replaced.qcow2'))).toMatchObject({ virtualSize: 16 * 1024 ** 2 });
    appendFileSync(at('new.raw'), Buffer.alloc(1024));
    chmodSync(at('same.qcow2'), 0o444);
    expect(imageAt(await inDirectory(), at('new.raw'))).toMatchObject({ virtualSize: 2048 });
    expect(readSince()).toBe(2);
  });

  it('sees that a backing file is gone, or back', async () => {
    const { at, inDirectory } = anImageSearch();
    qcow2(at('base.qcow2'));
    overlay(at('top.qcow2'), 'base.qcow2');
    await inDirectory();
    renameSync(at('base.qcow2'), at('away~'));
    expect((await inDirectory()).images).toMatchObject([
      { unreadable: `it stands on ${at('base.qcow2')}, which is not there.` },
    ]);
    renameSync(at('away~'), at('base.qcow2'));
    expect(imageAt(await inDirectory(), at('top.qcow2'))).toMatchObject({ unreadable: null });
  });
});
