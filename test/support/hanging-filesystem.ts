import { execFileSync } from 'node:child_process';
import { closeSync, openSync, read, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Namespaces } from './namespaces.ts';

/**
 * Mounts a filesystem of FUSE that is mounted well, for all users, and never answers again: what waits for it cannot even
 * be killed. The kernel goes on to answer what it has cached: with `cachesAttributes` its root is a file, whose attributes
 * are, as a client of NFS with a delegation has them. Gives what lets go of it. Takes root.
 */
export async function hangFilesystem(
  inside: Namespaces['inside'],
  path: string,
  { cachesAttributes = false } = {},
): Promise<() => void> {
  if (cachesAttributes) execFileSync(...inside('touch', '--', path));
  else execFileSync(...inside('mkdir', '-p', '--', path));
  const fuse = openSync('/dev/fuse', 'r+');
  const options = `fd=3,rootmode=${cachesAttributes ? '100000' : '40000'},user_id=0,group_id=0,allow_other`;
  execFileSync(...inside('mount', '-i', '-t', 'fuse', '-o', options, 'nas:/vms', path), {
    cwd: '/',
    stdio: ['ignore', 'inherit', 'inherit', fuse],
  });
  const request = Buffer.alloc(128 * 1024);
  const next = promisify(read);
  await next(fuse, request, 0, request.length, null);
  writeSync(fuse, initialised(request));
  // Taken, which is what makes them wait for good, and not answered.
  const takeAll = async () => {
    try {
      while (true) {
        await next(fuse, request, 0, request.length, null);
        if (cachesAttributes && request.readUInt32LE(4) === getAttributes)
          writeSync(fuse, attributes(request));
      }
    } catch {
      closeSync(fuse);
    }
  };
  void takeAll();
  let held = true;
  return () => {
    if (held) execFileSync(...inside('umount', '--force', '--lazy', path), { cwd: '/' });
    held = false;
  };
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

const getAttributes = 3;

/** The attributes of a file, for good. */
function attributes(request: Buffer): Buffer {
  const answer = Buffer.alloc(16 + 16 + 88);
  answer.writeUInt32LE(answer.length, 0);
  request.copy(answer, 8, 8, 16);
  // Valid for a year.
  answer.writeUInt32LE(31_536_000, 16);
  answer.writeUInt32LE(1, 32);
  answer.writeUInt32LE(0o100644, 92);
  return answer;
}
