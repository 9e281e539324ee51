import { realpath, stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { DiskFormat } from '../../domain/disk/facts.ts';
import { Refused, UsageError } from '../errors.ts';

/** The option of every command that registers images. */
export const withFormat = (command: Command): Command =>
  command.addOption(
    new Option('--format <format>', 'its format; default: by the extension .qcow2, .raw or .img').choices([
      'raw',
      'qcow2',
    ]),
  );

/** An image that the user named by its path. */
export interface ImageTarget {
  /** Absolute; on this host with symbolic links resolved. */
  readonly path: string;
  readonly directory: string;
  /** From --format; null without it. */
  readonly givenFormat: DiskFormat | null;
}

const formatsByExtension: Readonly<Record<string, DiskFormat>> = {
  '.qcow2': 'QCOW2',
  '.raw': 'RAW',
  '.img': 'RAW',
};

/**
 * The format that the user gave, else the one of the file's extension. Never from the content: a guest could write the
 * header of another format into its own disk, and have the host open any file that the header names.
 * @throws UsageError when the extension is unknown and no format was given.
 */
export function formatOf({ path, givenFormat }: Pick<ImageTarget, 'path' | 'givenFormat'>): DiskFormat {
  if (givenFormat !== null) return givenFormat;
  const format = formatsByExtension[extname(path).toLowerCase()];
  if (format !== undefined) return format;
  throw new UsageError(
    `The format of ${path} is not known: its name ends in none of ${Object.keys(formatsByExtension).join(', ')}.`,
    'Give --format raw or --format qcow2. It is not guessed from the content, which a guest can write.',
  );
}

const given = (format: string | undefined): DiskFormat | null =>
  format === undefined ? null : (format.toUpperCase() as DiskFormat);

/** An image on this host; null when nothing is at the path. @throws Refused when it is not a file, or cannot be reached. */
export async function localImage(path: string, format: string | undefined): Promise<ImageTarget | null> {
  if (path === '') return null;
  const real = await realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new Refused(
      'DISK_UNREADABLE',
      `${path} cannot be reached: ${error.message}.`,
      'Check the permissions.',
    );
  });
  if (real === null) return null;
  const found = await stat(real);
  if (!found.isFile()) {
    throw new Refused(
      'NOT_A_REGULAR_FILE',
      `${path} is ${found.isDirectory() ? 'a directory' : 'not a regular file'}.`,
      'Give the path of a disk image.',
    );
  }
  return { path: real, directory: dirname(real), givenFormat: given(format) };
}

/** An image on the host of a remote server. @throws UsageError when the path is relative. */
export function remoteImage(path: string, format: string | undefined): ImageTarget {
  if (!isAbsolute(path)) {
    throw new UsageError(
      `${path} is relative, and the server is on another host.`,
      'Give the absolute path of the image on the server.',
    );
  }
  const clean = resolve(path);
  return { path: clean, directory: dirname(clean), givenFormat: given(format) };
}
