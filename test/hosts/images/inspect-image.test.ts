import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../src/domain/disk/events.ts';
import type { DiskFormat } from '../../../src/domain/disk/facts.ts';
import { aHost, temporaryDirectory } from '../a-host.ts';
import {
  CORRUPT,
  DIRTY,
  encryptedQcow2,
  heldByQemu,
  nobodysTransport,
  qemuImg,
  setIncompatibleFeature,
} from './real-images.ts';

function inspecting(settings?: Parameters<typeof aHost>[0]) {
  const { host, images, imageNamed } = aHost(settings);
  const inspect = (path: string, format: DiskFormat = 'RAW', forRun = true, directory = images) =>
    forRun ? host.inspectForRun({ directory, path, format }) : host.inspectImage({ directory, path, format });
  async function refusal(...question: Parameters<typeof inspect>) {
    const result = await inspect(...question);
    if (result.ok) throw new Error('The image was found to be in order.');
    expect(result.failure.message).not.toBe('');
    expect(result.failure.remedy).not.toBe('');
    expect(result.failure.retryable).toBe(false);
    return result.failure;
  }
  return { host, images, imageNamed, inspect, refusal };
}

/** A virsh of a host without machines that has one storage pool there. */
function virshNaming(directory: string): string {
  const tool = join(temporaryDirectory(), 'virsh');
  const script = `#!/usr/bin/env bash
set -f
IFS=';' read -ra commands <<<"\${!#}"
for command in "\${commands[@]}"; do
  set -- $command
  case $1 in
    echo) echo "$2" ;;
    pool-list) echo images ;;
    pool-dumpxml) echo '<pool type="dir"><name>images</name><target><path>${directory}</path></target></pool>' ;;
    uri) echo qemu:///system ;;
  esac
done
`;
  writeFileSync(tool, script, { mode: 0o755 });
  return tool;
}

/** A file of a chain as it lies there. */
function nodeAt(realPath: string, format: 'raw' | 'qcow2') {
  const { dev, ino, size } = statSync(realPath);
  return { realPath, format, device: String(dev), inode: String(ino), size };
}

describe('looking at an image', () => {
  it('tells its sizes and where it really lies', async () => {
    const { inspect, images, imageNamed } = inspecting();
    imageNamed('disk.raw', 65536);
    execFileSync('truncate', ['-s', '1G', join(images, 'disk.raw')]);
    symlinkSync('disk.raw', join(images, 'link.raw'));
    expect(await inspect('link.raw', 'RAW', false)).toEqual({
      ok: true,
      image: {
        realPath: join(images, 'disk.raw'),
        virtualSize: 1024 ** 3,
        allocatedBytes: 65536,
        backing: null,
        internalSnapshots: [],
        ...{ type: 'FILE', format: 'raw', formatBasis: 'DECLARED', headerFormat: null },
        encrypted: false,
        corrupt: false,
        dirty: false,
        writable: true,
        formatVersion: null,
        chain: [nodeAt(join(images, 'disk.raw'), 'raw')],
        inode: String(statSync(join(images, 'disk.raw')).ino),
        provisioned: 'THIN',
        declaredAllocation: null,
        refcounts: null,
        unreadable: null,
        fault: null,
      },
    });
  });

  it('tells on what a qcow2 image stands, and the snapshots in it', async () => {
    const { inspect, images } = inspecting();
    const [base, disk] = [join(images, 'base.qcow2'), join(images, 'disk.qcow2')];
    qemuImg('create', '-f', 'qcow2', base, '8M');
    qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', disk);
    qemuImg('snapshot', '-c', 'before upgrade', disk);
    expect(await inspect('disk.qcow2', 'QCOW2')).toMatchObject({
      ok: true,
      image: {
        virtualSize: 8 * 1024 ** 2,
        backing: { name: base, realPath: base, format: 'qcow2' },
        internalSnapshots: ['before upgrade'],
        chain: [nodeAt(disk, 'qcow2'), nodeAt(base, 'qcow2')],
      },
    });
  });

  it('changes nothing of it, not even its times', async () => {
    const { inspect, images } = inspecting();
    const file = join(images, 'disk.qcow2');
    qemuImg('create', '-f', 'qcow2', file, '8M');
    const before = [readFileSync(file), statSync(file).mtimeMs, statSync(file).ctimeMs];
    await inspect('disk.qcow2', 'QCOW2');
    expect([readFileSync(file), statSync(file).mtimeMs, statSync(file).ctimeMs]).toEqual(before);
  });

  it.each(['-rf.raw', '--help.raw', 'a b.raw', `$(id) 'x' "y";*.raw`, 'ü:,=.raw', 'json:{}.raw'])(
    'takes %j for the name that it is',
    async (name) => {
      const { inspect, images, imageNamed } = inspecting();
      imageNamed(name);
      expect(await inspect(name)).toMatchObject({ ok: true, image: { realPath: join(images, name) } });
    },
  );
});

describe('a path that leads to no image', () => {
  it.each<[string, string, FailureCode]>([
    ['that climbs out', '../other.raw', 'PATH_OUTSIDE_STORAGE_DOMAIN'],
    ['that climbs out from below', 'a/../../other.raw', 'PATH_OUTSIDE_STORAGE_DOMAIN'],
    ['that is absolute', '/etc/passwd', 'PATH_OUTSIDE_STORAGE_DOMAIN'],
    ['with a NUL byte', 'disk\0.raw', 'DISK_UNREADABLE'],
    ['with a line end', 'disk\n.raw', 'DISK_UNREADABLE'],
    ['that is empty', '', 'DISK_UNREADABLE'],
    ['to nothing', 'nothing.raw', 'DISK_MISSING'],
    ['through a file', 'disk.raw/disk.raw', 'DISK_MISSING'],
    ['that is the directory itself', '.', 'NOT_A_REGULAR_FILE'],
    ['that is the directory itself, with a slash', './', 'NOT_A_REGULAR_FILE'],
    ['that ends in a slash', 'disk.raw/', 'DISK_MISSING'],
  ])('%s is refused', async (_, path, code) => {
    const { refusal, imageNamed } = inspecting();
    imageNamed('disk.raw');
    expect(await refusal(path)).toMatchObject({ code });
  });

  it('that is the directory itself is told as a directory, and no link', async () => {
    const { refusal, images } = inspecting();
    expect(await refusal('.')).toMatchObject({
      message: `${images}/. is not a regular file but a directory.`,
    });
  });

  it('is taken with a step that leads nowhere', async () => {
    const { inspect, images, imageNamed } = inspecting();
    imageNamed('disk.raw');
    expect(await inspect('./disk.raw')).toMatchObject({ image: { realPath: join(images, 'disk.raw') } });
  });

  it('is refused when a symbolic link leads out of the directory', async () => {
    const { refusal, images } = inspecting();
    const other = inspecting();
    other.imageNamed('disk.raw');
    symlinkSync(join(other.images, 'disk.raw'), join(images, 'disk.raw'));
    symlinkSync(other.images, join(images, 'elsewhere'));
    expect(await refusal('disk.raw')).toMatchObject({ code: 'PATH_OUTSIDE_STORAGE_DOMAIN' });
    expect(await refusal('elsewhere/disk.raw')).toMatchObject({ code: 'PATH_OUTSIDE_STORAGE_DOMAIN' });
  });

  it('is refused when the path that a link leads to is made to look like an answer', async () => {
    const { refusal, images } = inspecting();
    const forged = join(images, 'a\nrealPath ', 'etc');
    mkdirSync(forged, { recursive: true });
    writeFileSync(join(forged, 'shadow'), Buffer.alloc(65536));
    symlinkSync(join(forged, 'shadow'), join(images, 'disk.raw'));
    const { code, message } = await refusal('disk.raw');
    expect(code).toBe('DISK_UNREADABLE');
    expect(message).toContain(`${images}/a\\nrealPath /etc/shadow`);
  });

  it('is refused when it leads to a name that is not valid UTF-8', async () => {
    const { refusal, images } = inspecting();
    execFileSync('sh', [
      '-c',
      'cd "$1" && n=$(printf "bad\\377.raw") && truncate -s 1M "$n" && ln -s "$n" link.raw',
      'sh',
      images,
    ]);
    expect(await refusal('link.raw')).toMatchObject({
      code: 'DISK_UNREADABLE',
      message: expect.stringContaining('not valid UTF-8'),
    });
  });

  it.each(['/etc', '/usr', '/'])('is refused when it lies in the system, in %s', async (directory) => {
    const { refusal } = inspecting();
    const path = { '/etc': 'hostname', '/usr': 'bin/env' }[directory] ?? 'etc/hostname';
    expect(await refusal(path, 'RAW', false, directory)).toMatchObject({
      code: 'PATH_OUTSIDE_STORAGE_DOMAIN',
      message: expect.stringContaining('a system directory'),
    });
  });

  it('is refused when it lies in no storage that is registered, and is not when libvirt names it', async () => {
    const { images } = inspecting();
    qemuImg('create', '-f', 'qcow2', join(images, 'disk.qcow2'), '8M');
    const image = { directory: images, path: 'disk.qcow2', format: 'QCOW2' } as const;
    const look = (settings: Parameters<typeof aHost>[0]) =>
      aHost({ registered: () => [], ...settings }).host.inspectForRun(image);
    expect(await look({ libvirtUri: 'none' })).toMatchObject({
      ok: false,
      failure: {
        code: 'PATH_OUTSIDE_STORAGE_DOMAIN',
        remedy: expect.stringContaining(`winnow scan ${images}`),
      },
      fault: { code: 'STORAGE_NOT_REGISTERED' },
    });
    const virsh = virshNaming(images);
    expect(await look({ tools: { virsh } })).toMatchObject({ ok: true });
  });

  it('is refused when the links go in a circle', async () => {
    const { refusal, images } = inspecting();
    symlinkSync('b', join(images, 'a'));
    symlinkSync('a', join(images, 'b'));
    expect(await refusal('a')).toMatchObject({
      code: 'DISK_MISSING',
      message: expect.stringContaining('circle'),
    });
  });

  it('is refused when the directory of the storage domain is not there', async () => {
    const { refusal, images } = inspecting();
    expect(await refusal('disk.raw', 'RAW', true, join(images, 'gone'))).toMatchObject({
      code: 'DISK_MISSING',
      message: expect.stringContaining('directory of the storage domain'),
    });
  });

  it('is refused when it is a directory, a FIFO or a device, which is never opened', async () => {
    const { refusal, images } = inspecting();
    mkdirSync(join(images, 'directory'));
    execFileSync('mkfifo', [join(images, 'fifo')]);
    expect(await refusal('directory')).toMatchObject({ code: 'NOT_A_REGULAR_FILE' });
    expect(await refusal('fifo')).toMatchObject({
      code: 'NOT_A_REGULAR_FILE',
      message: expect.stringContaining('fifo'),
    });
    expect(await refusal('null', 'RAW', true, '/dev')).toMatchObject({
      code: 'NOT_A_REGULAR_FILE',
      message: expect.stringContaining('character special file'),
    });
  });
});

describe('an image that may not be used', () => {
  const asNobody = () => inspecting({ transport: nobodysTransport() });

  it('can be looked at when it cannot be written, but is refused for a run', async () => {
    const { inspect, refusal, images, imageNamed } = asNobody();
    imageNamed('disk.raw');
    chmodSync(join(images, '..'), 0o755);
    chmodSync(join(images, 'disk.raw'), 0o444);
    expect(await inspect('disk.raw', 'RAW', false)).toMatchObject({ ok: true, image: { writable: false } });
    expect(await refusal('disk.raw')).toMatchObject({
      code: 'DISK_UNREADABLE',
      message: expect.stringContaining('may not be written'),
    });
  });

  it('is refused when it cannot be read, or not be reached', async () => {
    const { refusal, images, imageNamed } = asNobody();
    imageNamed('disk.raw');
    chmodSync(join(images, '..'), 0o755);
    chmodSync(join(images, 'disk.raw'), 0o000);
    expect(await refusal('disk.raw', 'RAW', false)).toMatchObject({
      code: 'DISK_UNREADABLE',
      message: expect.stringContaining('may not be read'),
    });
    chmodSync(images, 0o600);
    expect(await refusal('disk.raw', 'RAW', false)).toMatchObject({
      code: 'DISK_UNREADABLE',
      message: expect.stringContaining('may not be entered'),
    });
  });
});

describe('an image of another format than the catalogue says', () => {
  it('is refused, with the danger named, when a qcow2 header stands in a raw disk', async () => {
    const { refusal, images } = inspecting();
    qemuImg('create', '-f', 'qcow2', '-b', '/etc/passwd', '-F', 'raw', join(images, 'disk.raw'), '8M');
    expect(await refusal('disk.raw', 'RAW', false)).toMatchObject({
      code: 'FORMAT_MISMATCH',
      message: expect.stringMatching(/qcow2 image.*open any file/),
    });
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['raw', Buffer.alloc(65536, 1)],
    ['raw, with bytes where a header would name a data file', Buffer.alloc(65536, 0xff)],
  ])('is refused when a qcow2 image is %s', async (_, content) => {
    const { refusal, images } = inspecting();
    writeFileSync(join(images, 'disk.qcow2'), content);
    expect(await refusal('disk.qcow2', 'QCOW2')).toMatchObject({ code: 'FORMAT_MISMATCH' });
  });
});

describe('an image with something wrong in it', () => {
  it('is refused when the image that it stands on is gone', async () => {
    const { refusal, images } = inspecting();
    const base = join(images, 'base.qcow2');
    qemuImg('create', '-f', 'qcow2', base, '8M');
    qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', join(images, 'disk.qcow2'));
    renameSync(base, `${base}.away`);
    expect(await refusal('disk.qcow2', 'QCOW2', false)).toMatchObject({
      code: 'BACKING_FILE_MISSING',
      message: expect.stringContaining(base),
    });
  });

  it('can be looked at when qemu marked it as corrupt, but is refused for a run', async () => {
    const { inspect, refusal, images } = inspecting();
    const file = join(images, 'disk.qcow2');
    qemuImg('create', '-f', 'qcow2', file, '8M');
    setIncompatibleFeature(file, CORRUPT);
    expect(await inspect('disk.qcow2', 'QCOW2', false)).toMatchObject({
      ok: true,
      image: { corrupt: true, dirty: false },
    });
    expect(await refusal('disk.qcow2', 'QCOW2')).toMatchObject({
      code: 'FILESYSTEM_CORRUPT',
      remedy: expect.stringContaining('qemu-img check'),
    });
  });
});

describe('an image in a state that is told', () => {
  it('is one whose dirty flag is set', async () => {
    const { inspect, images } = inspecting();
    const file = join(images, 'disk.qcow2');
    qemuImg('create', '-f', 'qcow2', '-o', 'lazy_refcounts=on', file, '8M');
    setIncompatibleFeature(file, DIRTY);
    expect(await inspect('disk.qcow2', 'QCOW2', false)).toMatchObject({
      ok: true,
      image: { dirty: true, corrupt: false },
    });
  });

  it('is one that is encrypted as a whole', async () => {
    const { inspect, images } = inspecting();
    encryptedQcow2(join(images, 'disk.qcow2'));
    expect(await inspect('disk.qcow2', 'QCOW2', false)).toMatchObject({
      ok: true,
      image: { format: 'qcow2', encrypted: true },
    });
  });

  it('is a raw one that qemu or its guest may have encrypted', async () => {
    const { inspect, images } = inspecting();
    writeFileSync(
      join(images, 'disk.raw'),
      Buffer.concat([Buffer.from('LUKS\xba\xbe', 'latin1'), Buffer.alloc(9000)]),
    );
    expect(await inspect('disk.raw', 'RAW', false)).toMatchObject({ ok: true, image: { encrypted: null } });
  });
});

describe('an image that a virtual machine holds', () => {
  it.each<[string, DiskFormat, string, string]>([
    ['raw', 'RAW', '', ''],
    ['qcow2', 'QCOW2', '', ''],
    ['raw, to read only', 'RAW', ',readonly=on', ''],
    ['raw, shared with other machines', 'RAW', '', ',share-rw=on'],
  ])('is refused for a run, but can be looked at: %s', async (_, format, options, device) => {
    const { refusal, inspect, images } = inspecting();
    const file = join(images, 'disk.img');
    qemuImg('create', '-f', format.toLowerCase(), file, '8M');
    expect(await inspect('disk.img', format)).toMatchObject({ ok: true });
    await heldByQemu(file, `format=${format.toLowerCase()},file=${file}${options}`, device);
    expect(await refusal('disk.img', format)).toMatchObject({
      code: 'DISK_IN_USE',
      message: expect.stringContaining('in use by a running virtual machine'),
      remedy: expect.stringContaining('Shut the virtual machine down'),
    });
    expect(await inspect('disk.img', format, false)).toMatchObject({ ok: true });
  });

  it('is refused when an image that stands on it is what the machine runs with', async () => {
    const { refusal, images } = inspecting();
    const [base, disk] = [join(images, 'base.qcow2'), join(images, 'disk.qcow2')];
    qemuImg('create', '-f', 'qcow2', base, '8M');
    qemuImg('create', '-f', 'qcow2', '-b', base, '-F', 'qcow2', disk);
    await heldByQemu(base, `format=qcow2,file=${disk}`);
    expect(await refusal('base.qcow2', 'QCOW2')).toMatchObject({ code: 'DISK_IN_USE' });
  });
});

describe('looking without the tools', () => {
  it('says which is missing', async () => {
    const { host, imageNamed } = aHost({ tools: { qemuImg: '/nowhere/qemu-img' } });
    expect(await host.inspectImage(imageNamed('disk.raw'))).toMatchObject({
      failure: { code: 'TOOL_MISSING', remedy: expect.stringContaining('qemu-utils') },
    });
  });
});
