import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, read, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../a-host.ts';
import { throughPrefix } from '../images/shown-images.ts';

/**
 * This machine, with mounts of a test's own: nobody else sees them, and with the namespace they are gone, also when the
 * test is killed. Takes root.
 */
export async function aMountNamespace() {
  const directory = temporaryDirectory();
  // Ends when its input closes, as it does with this process.
  const holder = spawn(
    'unshare',
    ['--mount', '--propagation', 'private', 'sh', '-c', 'echo ready; exec cat'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  await once(holder.stdout, 'data');
  const hanging = new Set<string>();
  onTestFinished(async () => {
    for (const path of hanging) inside('umount', '--force', '--lazy', path);
    const gone = once(holder, 'exit');
    holder.stdin.end();
    await gone;
  });

  const enter = [`--mount=/proc/${holder.pid}/ns/mnt`, '--'];
  const inside = (program: string, ...args: string[]): string =>
    execFileSync('nsenter', [...enter, program, ...args], { encoding: 'utf8', cwd: '/' });

  const prefix = ['nsenter', ...enter] as const;
  const transport = throughPrefix(prefix);

  /** Makes a directory of that name, and mounts there with those arguments. */
  function mount(name: string, ...args: string[]): string {
    const path = join(directory, name);
    inside('mkdir', '-p', '--', path);
    inside('mount', ...args, path);
    return path;
  }

  /** A new filesystem on a loop device. */
  function filesystem(type: string, name: string, options = 'rw'): string {
    const image = join(directory, `${type}.${Math.random()}.img`);
    writeFileSync(image, '');
    // The smallest that mkfs.xfs makes.
    truncateSync(image, 300 * 1024 ** 2);
    execFileSync(`mkfs.${type}`, ['-q', image]);
    return mount(name, '-t', type, '-o', `loop,${options}`, image);
  }

  /** A filesystem of FUSE that is mounted well, and never answers again: what waits for it cannot even be killed. */
  async function hangingFilesystem(name: string) {
    const path = join(directory, name);
    inside('mkdir', '-p', '--', path);
    const fuse = openSync('/dev/fuse', 'r+');
    const options = 'fd=3,rootmode=40000,user_id=0,group_id=0';
    execFileSync('nsenter', [...enter, 'mount', '-i', '-t', 'fuse', '-o', options, 'nas:/vms', path], {
      stdio: ['ignore', 'inherit', 'inherit', fuse],
    });
    hanging.add(path);
    const letGo = () => {
      if (hanging.delete(path)) inside('umount', '--force', '--lazy', path);
    };
    const request = Buffer.alloc(128 * 1024);
    const next = promisify(read);
    await next(fuse, request, 0, request.length, null);
    writeSync(fuse, initialised(request));
    // Taken, which is what makes them wait for good, and not answered.
    const takeAll = async () => {
      try {
        while (true) await next(fuse, request, 0, request.length, null);
      } catch {
        closeSync(fuse);
      }
    };
    void takeAll();
    return { path, letGo };
  }

  return { directory, pid: holder.pid, prefix, transport, inside, mount, filesystem, hangingFilesystem };
}

/** The answer to the first request of FUSE's protocol (linux/fuse.h): version 7.31, and nothing special. */
function initialised(request: Buffer): Buffer {
  const answer = Buffer.alloc(16 + 64);
  answer.writeUInt32LE(answer.length, 0);
  // The id of the request.
  request.copy(answer, 8, 8, 16);
  answer.writeUInt32LE(7, 16);
  answer.writeUInt32LE(31, 20);
  // Largest read ahead and write.
  answer.writeUInt32LE(4096, 24);
  answer.writeUInt32LE(4096, 16 + 20);
  return answer;
}
