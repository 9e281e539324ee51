import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { directoryRefusal } from '../domain/host/directory-rule.ts';
import { isPlain, shown } from '../domain/plain-name.ts';

/** A directory that was named and cannot be used. */
export class DirectoryUnusable extends Error {
  override readonly name = 'DirectoryUnusable';
}

/**
 * Directories of this machine to register, each once, with links resolved. `own` are those in which Winnow keeps its own
 * state, which need not exist yet.
 * @throws DirectoryUnusable for one that is missing or may not be registered.
 */
export async function resolveDirectories(
  given: readonly string[],
  own: readonly string[],
): Promise<string[]> {
  const ownPaths = await Promise.all(own.map(realPathOf));
  const resolved = given.map(async (directory) => {
    const found = await existing(directory);
    const refusal = isPlain(found)
      ? directoryRefusal(found, ownPaths)
      : 'has control characters in its name, or others that make it look like another name';
    if (refusal === null) return found;
    const leads = found === directory ? found : `${directory}, which is ${found},`;
    throw new DirectoryUnusable(
      shown(
        `Directory ${leads} cannot be registered: it ${refusal}. Keep disk images in a directory of their own, such as /var/lib/libvirt/images.`,
      ),
    );
  });
  return [...new Set(await Promise.all(resolved))];
}

async function existing(directory: string): Promise<string> {
  try {
    const found = await realpath(directory);
    if (!(await stat(found)).isDirectory()) throw new Error('it is not a directory');
    return found;
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new DirectoryUnusable(
      `Directory ${directory} cannot be registered: ${problem}. Create it, or leave it out of --directory and WINNOW_DIRECTORIES.`,
      { cause },
    );
  }
}

/** Where a path leads, even if its end does not exist yet. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (dirname(path) === path) throw error;
    return join(await realPathOf(dirname(path)), basename(path));
  }
}
