import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createImageFinder, type SearchLimits } from '../../../src/hosts/images/find-images.ts';
import type { FoundImage, ImagesFound } from '../../../src/hosts/inventory.ts';
import { type NamedStorage, registeredStorage } from '../../../src/hosts/storage/registered-storage.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { temporaryDirectory } from '../a-host.ts';

/** A directory on tmpfs, which is another mount than that of temporary directories. */
export function inMemory(): string {
  const directory = mkdtempSync('/dev/shm/winnow-host-');
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A directory of images of its own, and what a host finds in it; programs that are started are counted by their kind. */
export function anImageSearch({
  transport = createLocalTransport(),
  tool = 'qemu-img',
  limits = {},
  parent = temporaryDirectory(),
  registered = [],
  named = { directories: [], files: [] },
}: {
  transport?: Transport;
  tool?: string;
  limits?: Partial<SearchLimits>;
  parent?: string;
  /** Registered beside the directory of its own, and what libvirt names. */
  registered?: readonly string[];
  named?: NamedStorage;
} = {}) {
  const images = join(parent, 'images');
  mkdirSync(images);
  const readings: number[] = [];
  // What runs at low priority does not come to its turn beside other work.
  const own = join(parent, 'own');
  mkdirSync(own);
  for (const name of ['renice', 'ionice']) symlinkSync('/bin/true', join(own, name));
  const environment = { PATH: `${own}:${process.env.PATH}` };
  const counting: Transport = {
    ...transport,
    run(command) {
      // Four words before the script's own, and two for each image; of those with `none` only the header is read.
      if (command.stdin?.includes('read_image()')) {
        const formats = command.args.slice(4).filter((_, index) => index % 2 === 0);
        readings.push(formats.filter((format) => format !== 'none').length);
      }
      return transport.run({ ...command, environment });
    },
    stream: (command, onLine) => transport.stream({ ...command, environment }, onLine),
  };
  // What is in memory lies below /dev, where nothing else may be opened.
  const register: typeof registeredStorage = (names, real) =>
    names.directories.some((directory) => directory.startsWith('/dev/shm/'))
      ? { refusal: () => null, directoryRefusal: () => null }
      : registeredStorage(names, real);
  const search = createImageFinder(
    counting,
    tool,
    async ({ directories }) => ({ directories: [images, ...registered, ...directories], named, own: [] }),
    limits,
    undefined,
    register,
  );
  const find = async (wish: Parameters<typeof search>[0]): Promise<Omit<ImagesFound, 'realPaths'>> => {
    const { located: _, realPaths: __, ...found } = await search(wish);
    return found;
  };
  const at = (path: string) => join(images, path);
  const inDirectory = (directory = images) => find({ wanted: [], directories: [directory] });
  const wanted = (path: string, format: string | null = null) =>
    find({ wanted: [{ path: path.startsWith('/') ? path : at(path), format }], directories: [] });
  return {
    images,
    at,
    find,
    inDirectory,
    wanted,
    /** How many images qemu-img was asked about since this was last called. */
    readSince: () => readings.splice(0).reduce((sum, count) => sum + count, 0),
  };
}

/** The image at that path, or none. */
export const imageAt = (found: { readonly images: readonly FoundImage[] }, path: string) =>
  found.images.find(({ realPath }) => realPath === path);
