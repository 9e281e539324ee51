import { posix } from 'node:path';
import type { ImageFault } from '../../domain/disk/image-fault.ts';
import { directoryRefusal, isSystemPath } from '../../domain/host/directory-rule.ts';
import { isInside } from '../../domain/is-inside.ts';
import { isPlain } from '../../domain/plain-name.ts';

/** Storage that a host's libvirt names by what its operator wrote: never by what a header of an image says. */
export interface NamedStorage {
  /** Of pools. */
  readonly directories: readonly string[];
  /** Of disks of virtual machines. */
  readonly files: readonly string[];
}

/** Where images may lie that are opened. */
export interface RegisteredStorage {
  /** Why the file at a path (absolute, links resolved) may not be opened, by where it lies and how it is called. */
  refusal(realPath: string): ImageFault | null;
  /** Why a directory (the same) may not be searched. */
  directoryRefusal(realPath: string): string | null;
}

/** What is named as storage on a host, by paths as they were given. */
export interface StorageNames {
  /** Registered directories. */
  readonly directories: readonly string[];
  /** What libvirt names. */
  readonly named: NamedStorage;
  /** Winnow's own directories. */
  readonly own: readonly string[];
}

const filesOf = ({ named }: StorageNames): string[] =>
  named.files.filter((path) => path.startsWith('/') && isPlain(path));

/** The paths of which `registeredStorage` must know where they lead. */
export function pathsToResolve(names: StorageNames): string[] {
  const files = filesOf(names);
  const { directories, named, own } = names;
  return [...directories, ...named.directories, ...own, ...files, ...files.map(posix.dirname)];
}

/**
 * What is registered on a host: directories, and what libvirt names. A named file counts where it lies, not where a link
 * in its place leads, since whoever may write its directory could make one. `real`: where a path leads, links resolved as
 * far as they exist.
 */
export function registeredStorage(names: StorageNames, real: (path: string) => string): RegisteredStorage {
  const own = names.own.map(real);
  const roots = [...new Set([...names.directories, ...names.named.directories].map(real))].filter(
    (directory) => directoryRefusal(directory, own) === null,
  );
  const inPlace = new Set(
    filesOf(names)
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
