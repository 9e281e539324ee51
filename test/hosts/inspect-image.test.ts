import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
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
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DiskFormat, FailureCode } from '../../src/domain/disk/events.ts';
import { aHost } from './a-host.ts';
import { until } from './processes.ts';

const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { stdio: 'pipe' });

function inspecting() {
  const { host, images, imageNamed } = aHost();
  const inspect = (path: string, format: DiskFormat = 'RAW', forRun = true, directory = images) =>
    host.inspectImage({ directory, path, format }, { forRun });
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

describe('looking at an image', () => {
  it('tells its sizes and where it really lies', async () => {
    const { inspect, images, imageNamed } = inspecting();
    imageNamed('disk.raw', 65536);
    execFileSync('truncate', ['-s', '1G', join(images, 'disk.raw')]);
    symlinkSync('disk.raw', join(images, 'link.raw'));
    expect(await inspect('link.raw')).toEqual({
      ok: true,
      image: {
        realPath: join(images, 'disk.raw'),
        virtualSize: 1024 ** 3,
        allocatedBytes: 65536,
        backing: null,
        internalSnapshots: [],
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
      image: { virtualSize: 8 * 1024 ** 2, backing: base, internalSnapshots: ['before upgrade'] },
    });
  });

  it('finds an empty raw image in order', async () => {
    const { inspect, imageNamed } = inspecting();
    imageNamed('empty.raw', 0);
    expect(await inspect('empty.raw')).toMatchObject({
      ok: true,
      image: { virtualSize: 0, allocatedBytes: 0 },
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
    ['that is the directory itself', '.', 'PATH_OUTSIDE_STORAGE_DOMAIN'],
  ])('%s is refused', async (_, path, code) => {
    const { refusal, imageNamed } = inspecting();
    imageNamed('disk.raw');
    expect(await refusal(path)).toMatchObject({ code });
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
  it('is refused when it cannot be read or written', async () => {
    const { images, imageNamed } = inspecting();
    imageNamed('disk.raw');
    chmodSync(images, 0o755);
    chmodSync(join(images, 'disk.raw'), 0o444);
    const root = process.getuid?.() === 0;
    // Root may write whatever it likes: it is asked as a user without a name.
    const asUser = root ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const script = new URL('../../src/hosts/look-at-image.sh', import.meta.url);
    chmodSync(join(images, '..'), 0o755);
    const look = () =>
      execFileSync(
        asUser[0] ?? 'sh',
        [...asUser.slice(1), ...(root ? ['sh'] : []), '-s', '--', images, 'disk.raw'],
        {
          input: readFileSync(script),
          cwd: '/',
        },
      ).toString();
    expect(look()).toBe('found UNWRITABLE\n');
    chmodSync(join(images, 'disk.raw'), 0o000);
    expect(look()).toBe('found UNREADABLE\n');
    chmodSync(images, 0o600);
    expect(look()).toBe('found FORBIDDEN\n');
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
    ['cut off within its header', Buffer.from('514649fb0000', 'hex')],
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

  it('is refused when qemu marked it as corrupt', async () => {
    const { refusal, images } = inspecting();
    const file = join(images, 'disk.qcow2');
    qemuImg('create', '-f', 'qcow2', file, '8M');
    const content = readFileSync(file);
    // Bit 1 of the incompatible features.
    content[79] = (content[79] ?? 0) | 2;
    writeFileSync(file, content);
    expect(await refusal('disk.qcow2', 'QCOW2')).toMatchObject({
      code: 'FILESYSTEM_CORRUPT',
      remedy: expect.stringContaining('qemu-img check'),
    });
  });
});

describe('an image that a virtual machine holds', () => {
  /** A real qemu with the image plugged in, stopped before its first instruction. */
  async function heldByQemu(file: string, drive: string, device = '') {
    const machine = spawn('qemu-system-x86_64', [
      ...['-M', 'pc', '-accel', 'tcg', '-S', '-nodefaults', '-display', 'none', '-m', '32'],
      ...['-drive', `if=none,id=disk,${drive}`, '-device', `virtio-blk-pci,drive=disk${device}`],
    ]);
    onTestFinished(async () => {
      machine.kill('SIGKILL');
      if (machine.exitCode === null && machine.signalCode === null) await once(machine, 'exit');
    });
    const inode = statSync(file).ino;
    await until(() => readFileSync('/proc/locks', 'utf8').includes(`:${inode} `));
  }

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
      message: expect.stringContaining('virtual machine'),
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
    expect(await host.inspectImage(imageNamed('disk.raw'), { forRun: false })).toMatchObject({
      failure: { code: 'TOOL_MISSING', remedy: expect.stringContaining('qemu-utils') },
    });
  });
});
