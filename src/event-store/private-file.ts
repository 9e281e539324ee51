import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes the file (mode 0600) and its directory (mode 0700) where they are missing; tells whether it was. */
export function createPrivateFile(file: string): boolean {
  makeDirectory(dirname(file));
  try {
    // An existing file is never opened: closing it again would drop the locks that SQLite holds on it here.
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    // Where a parent cannot be written Node says ENOENT of the child.
    let parent = directory;
    while (!existsSync(parent) && parent !== dirname(parent)) parent = dirname(parent);
    accessSync(parent, constants.W_OK);
    throw error;
  }
}
