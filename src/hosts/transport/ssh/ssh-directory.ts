import { accessSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStart } from '../../../common/process-start.ts';

const prefix = 'winnow-ssh-';
/** A socket's path has at most 107 bytes, of which ssh takes 17 while it makes one, and the name of a socket here 13. */
const mostBytes = 70;

/**
 * Makes a private directory for the sockets of connections and the keys that they accept, which is no longer than they
 * can be: a state directory may be too deep. Removes those that servers left behind which were killed.
 */
export function makeSshDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const own = `${prefix}${process.pid}.${processStart(process.pid)}-`;
  // The directory of a service under systemd, of a user's session, and those that every system has.
  const bases = [environment.RUNTIME_DIRECTORY, environment.XDG_RUNTIME_DIR, tmpdir(), '/tmp', '/var/tmp'];
  const base = bases.find(
    (path) => path && Buffer.byteLength(join(path, `${own}XXXXXX`)) <= mostBytes && isWritable(path),
  );
  if (base === undefined) {
    throw new Error(
      'No directory for the sockets of SSH connections can be made: set RUNTIME_DIRECTORY to one whose path is short and that this user may write.',
    );
  }
  removeLeftovers(base);
  return mkdtempSync(join(base, own));
}

function removeLeftovers(base: string): void {
  for (const name of readdirSync(base)) {
    const [, pid, start] = new RegExp(`^${prefix}(\\d+)\\.(\\d+)-`).exec(name) ?? [];
    if (pid === undefined || processStart(Number(pid)) === start) continue;
    try {
      rmSync(join(base, name), { recursive: true });
    } catch {
      // It is another user's.
    }
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
