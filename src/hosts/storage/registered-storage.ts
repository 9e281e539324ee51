import { posix } from 'node:path';
import type { ImageFault } from '../../domain/disk/image-fault.ts';
import { directoryRefusal, isSystemPath } from '../../domain/host/directory-rule.ts';
import { isInside } from '../../domain/is-inside.ts';
import { isPlain } from '../../domain/plain-name.ts';

/** Storage that a host's libvirt names by what its operator wrote: never by what a header of an image says. */
export interface NamedStorage {
  /** Of pools. */
  readonly directories: readonly string[];
  /** Of machines' disks. */
  readonly files: readonly string[];
}

/** Where images may lie that are opened. */
export interface RegisteredStorage {
  /** Why the file at a path (absolute, links resolved) may not be opened, by where it lies and how it is called. */
  refusal(realPath: string): ImageFault | null;
  /** Why a directory (the same) may not be looked through. */
  directoryRefusal(realPath: string): string | null;
}

/** Where paths lead: absolute, links resolved as far as they exist. */
export type Resolve = (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * What is registered on a host: directories, and what libvirt names. A named file counts where it lies, not where a link
 * in its place leads, since whoever may write its directory could lay one. `own` are Winnow's own directories.
 */
export async function registeredStorage(
  given: {
    readonly directories: readonly string[];
    readonly named: NamedStorage;
    readonly own: readonly string[];
  },
  resolve: Resolve,
): Promise<RegisteredStorage> {
  const { directories, named } = given;
  const files = named.files.filter((path) => path.startsWith('/') && isPlain(path));
  const asked = [...directories, ...named.directories, ...given.own, ...files, ...files.map(posix.dirname)];
  const leadsTo = await resolve([...new Set(asked)]);
  const real = (path: string) => leadsTo.get(path) ?? path;
  const own = given.own.map(real);
  const roots = [...new Set([...directories, ...named.directories].map(real))].filter(
    (directory) => directoryRefusal(directory, own) === null,
  );
  const inPlace = new Set(
    files
      .filter((path) => posix.join(real(posix.dirname(path)), posix.basename(path)) === real(path))
      .map(real),
  );
  return {
    directoryRefusal: (realPath) => directoryRefusal(realPath, own),
    refusal(realPath) {
      const fault = (code: ImageFault['code']): ImageFault => ({ code, path: realPath, detail: null });
      if (!isPlain(realPath)) return fault('UNSAFE_NAME');
      if (isSystemPath(realPath, own)) return fault('SYSTEM_DIRECTORY');
      const isRegistered = inPlace.has(realPath) || roots.some((root) => isInside(realPath, root));
      return isRegistered ? null : fault('STORAGE_NOT_REGISTERED');
    },
  };
}
