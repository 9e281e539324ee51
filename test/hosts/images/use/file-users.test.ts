import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLocalTransport } from '../../../../src/hosts/transport/local-transport.ts';
import { temporaryDirectory } from '../../a-host.ts';
import { loopDevice } from '../../loop-device.ts';
import { until } from '../../processes.ts';
import { aMountNamespace } from '../../storage/mount-namespace.ts';
import { heldByQemu, nobodysTransport, qemuImg } from '../real-images.ts';
import { throughPrefix } from '../shown-images.ts';
import { findFileUsers } from './find-file-users.ts';

const local = createLocalTransport();
const nobody = { users: [], allSeen: true };

/** An image with the name that a guest's disk has, and another name for it elsewhere. */
function anImage() {
  const directory = temporaryDirectory();
  const image = join(directory, 'disk.raw');
  writeFileSync(image, '');
  truncateSync(image, 8 * 1024 ** 2);
  mkdirSync(join(directory, 'elsewhere'));
  const otherName = join(directory, 'elsewhere', 'other name\nof it');
  linkSync(image, otherName);
  return { directory, image, otherName };
}

/** A process that does something with a file, says so, and then waits until the test ends. */
async function aProcess(program: string, args: readonly string[]) {
  const child = spawn(program, args);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
  return Number(child.pid);
}

const opening = (file: string, how: string) => [
  '-c',
  `exec 7${how}"$1"; echo open; exec sleep 1000`,
  'sh',
  file,
];

const theProcess = (pid: number, name = '') => ({
  what: expect.stringContaining(`process ${pid} (${name}`),
  remedy: expect.stringContaining(`process ${pid} `),
});

describe('who uses a file', () => {
  it('is nobody where nobody does', async () => {
    expect(await findFileUsers(local, anImage().image)).toEqual(nobody);
  });

  it('is a process that has it open for writing under another name, but none that only reads it', async () => {
    const { image, otherName } = anImage();
    await aProcess('sh', opening(otherName, '<'));
    expect(await findFileUsers(local, image)).toEqual(nobody);
    const pid = await aProcess('sh', opening(otherName, '>>'));
    await until(() => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'sleep\n');
    expect(await findFileUsers(local, image)).toEqual({
      users: [theProcess(pid, '"sleep"')],
      allSeen: true,
    });
  });

  it('is a process that has mapped it, and closed it', async () => {
    const { image, otherName } = anImage();
    const mmap = process.arch === 'arm64' ? 222 : 9;
    const script = `open F, '+<', $ARGV[0] or die; syscall(${mmap}, 0, 4096, 3, 1, fileno(F), 0) > 0 or die;
      close F; $| = 1; print 'mapped'; sleep 1000`;
    const pid = await aProcess('perl', ['-e', script, otherName]);
    expect(await findFileUsers(local, image)).toMatchObject({ users: [theProcess(pid)] });
  });

  it('is a process whose name tries to look like an answer', async () => {
    const { image, otherName } = anImage();
    const name = 'a\nloop 1\nx\nß';
    const script = `open F, '>>', $ARGV[0] or die; $0 = "${name}"; $| = 1; print 'open'; sleep 1000`;
    const pid = await aProcess('perl', ['-e', script, otherName]);
    expect(await findFileUsers(local, image)).toEqual({
      users: [theProcess(pid, String.raw`"a\nloop 1\nx`)],
      allSeen: true,
    });
  });

  it('is a qemu that takes no lock', async () => {
    const { directory } = anImage();
    const image = join(directory, 'disk.qcow2');
    qemuImg('create', '-f', 'qcow2', image, '8M');
    const machine = await aProcess('qemu-storage-daemon', [
      ...['--blockdev', `driver=file,node-name=f,filename=${image},locking=off`],
      ...['--chardev', 'stdio,id=c', '--monitor', 'chardev=c'],
    ]);
    expect(await findFileUsers(local, image)).toMatchObject({ users: [theProcess(machine)] });
  });

  it('is a qemu that takes its lock', async () => {
    const { image } = anImage();
    await heldByQemu(image, `format=raw,file=${image}`);
    // It opens the image for reading first, and so takes its lock before it may write.
    await vi.waitFor(async () =>
      expect(await findFileUsers(local, image)).toMatchObject({
        users: [{ what: expect.stringMatching(/^process \d+ \("qemu/) }],
      }),
    );
  });

  it('is no process that has another file with the same number open', async () => {
    const { filesystem, transport, inside, pid } = await aMountNamespace();
    const files = ['one', 'other'].map((name) => join(filesystem('ext4', name), 'disk.raw'));
    const [mine = '', others = ''] = files;
    for (const file of files) inside('truncate', '-s', '1M', file);
    expect(inside('stat', '-c', '%i', mine)).toBe(inside('stat', '-c', '%i', others));
    await aProcess('nsenter', [`--mount=/proc/${pid}/ns/mnt`, '--', 'sh', ...opening(others, '>>')]);
    expect(await findFileUsers(transport, mine)).toEqual(nobody);
    expect((await findFileUsers(transport, others)).users).toHaveLength(1);
  });

  it('is a loop device on it, set up by another name', async () => {
    const { image, otherName } = anImage();
    const { device } = loopDevice(otherName);
    const found = {
      users: [
        { what: expect.stringContaining(`device ${device} `), remedy: expect.stringContaining(device) },
      ],
      allSeen: true,
    };
    expect(await findFileUsers(local, image)).toEqual(found);
    // To him the kernel tells the name alone.
    execFileSync('chmod', ['-R', 'a+rX', join(image, '..')]);
    expect(await findFileUsers(nobodysTransport(), image)).toEqual({ ...found, allSeen: false });
  });

  it('is wholly known where a loop device is detached while it is looked at', async () => {
    const programs = temporaryDirectory();
    const program = (name: string, script: string) =>
      writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const transport = throughPrefix(['env', `PATH=${programs}:${process.env.PATH}`]);
    // As one that was set up after the devices were listed.
    program('losetup', ':');
    // Again where another test got the device at once.
    await vi.waitFor(async () => {
      const { device, detached } = loopDevice(anImage().image);
      const backing = `/sys/block/${basename(device)}/loop/backing_file`;
      const detach = `PATH=/usr/sbin:/sbin:/usr/bin:/bin losetup -d ${device}; while [ -e ${backing} ]; do sleep 0.02; done`;
      program('cat', `[ "$1" != ${backing} ] || { ${detach}; exit 1; }\nexec /bin/cat "$@"`);
      expect(await findFileUsers(transport, anImage().image)).toEqual(nobody);
      await detached();
    });
  });

  it('is whoever uses it where it is mounted a second time', async () => {
    const { directory, image } = anImage();
    const namespace = await aMountNamespace();
    const bound = namespace.mount('bound', '--bind', directory);
    const pid = await aProcess('nsenter', [
      `--mount=/proc/${namespace.pid}/ns/mnt`,
      ...['--', 'sh', ...opening(join(bound, 'disk.raw'), '>>')],
    ]);
    expect(await findFileUsers(local, image)).toMatchObject({ users: [theProcess(pid)] });
  });

  it('is the host that swaps to it', async () => {
    const { image, otherName } = anImage();
    execFileSync('chmod', ['600', image]);
    execFileSync('fallocate', ['-l', '8M', image]);
    execFileSync('mkswap', ['-q', image], { stdio: 'ignore' });
    const link = join(image, '..', 'with blank');
    symlinkSync(otherName, link);
    execFileSync('swapon', [link]);
    onTestFinished(() => {
      execFileSync('swapoff', [link]);
    });
    expect(await findFileUsers(local, image)).toEqual({
      users: [
        {
          what: expect.stringContaining(`swaps to it as ${JSON.stringify(otherName)}`),
          remedy: expect.any(String),
        },
      ],
      allSeen: true,
    });
  });

  it('is not wholly known to a user who may not look at the processes of others', async () => {
    const { image } = anImage();
    execFileSync('chmod', ['-R', 'a+rX', join(image, '..')]);
    expect(await findFileUsers(nobodysTransport(), image)).toEqual({ users: [], allSeen: false });
  });
});
