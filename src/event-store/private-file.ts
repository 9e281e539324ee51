import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeDirectory } from '../common/make-directory.ts';

/** Makes the file (mode 0600) and its directory (mode 0700) where they are missing; returns whether it was. */
export function createPrivateFile(file: string): boolean {
  makePrivateDirectory(dirname(file));
  return createPrivateFileIn(file);
}

/** The same in a directory that is there. */
export function createPrivateFileIn(file: string): boolean {
  try {
    // An existing file is never opened: closing it again would drop the locks that SQLite holds on it here.
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function makePrivateDirectory(directory: string): void {
  try {
    makeDirectory(directory);
  } catch (error) {
    // What cannot be written is named, where that is the cause.
    let parent = directory;
    while (!existsSync(parent) && parent !== dirname(parent)) parent = dirname(parent);
    accessSync(parent, constants.W_OK);
    throw error;
  }
}

/** What SQLite keeps beside a database; it gives these the mode of the database when it makes them. */
const beside = ['', '-journal', '-wal', '-shm'];

/** Takes the rights of all but the owner from a database that is there, and from what SQLite keeps beside it. */
export function makePrivate(database: string): void {
  for (const suffix of beside) {
    const file = database + suffix;
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) === 0) continue;
    try {
      chmodSync(file, 0o600);
    } catch {
      // It is another user's, who alone may change that; whether it can be used shows when it is opened.
    }
  }
}
