import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a directory and its parents, for this user only, where they are missing. Node's `recursive` option is not used: it
 * loops forever where an existing directory accepts no new one, such as /proc.
 */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST' && statSync(directory).isDirectory()) return;
    const parent = dirname(directory);
    if (code !== 'ENOENT' || parent === directory || existsSync(parent)) throw error;
    makeDirectory(parent);
    makeDirectory(directory);
  }
}
