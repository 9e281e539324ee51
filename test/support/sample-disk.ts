import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskFormat } from '../../src/domain/disk/facts.ts';
import type { ImageRef } from '../../src/hosts/host.ts';
import { makeSampleDisk } from '../../src/hosts/probe/sample-disk.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';

/** Makes a real disk with ext4 in which a file was written and deleted, and tells where it is. */
export async function sampleDisk(
  directory: string,
  options: { path?: string; format?: DiskFormat; virtualSize?: number; deletedBytes?: number } = {},
): Promise<ImageRef> {
  const { format = 'QCOW2', virtualSize = 512 * 1024 ** 2, deletedBytes = 100 * 1024 ** 2 } = options;
  const path = options.path ?? `disk.${format.toLowerCase()}`;
  await makeSampleDisk(createLocalTransport(), {
    path: join(directory, path),
    format,
    virtualSize,
    deletedBytes,
  });
  return { directory, path, format };
}

/** Damages the ext4 filesystem of a raw sample disk beyond mounting: its block group descriptors are overwritten. */
export function damageFilesystem({ directory, path }: ImageRef): void {
  const file = openSync(join(directory, path), 'r+');
  const noise = Buffer.alloc(4096, 0xa5);
  // The second block, whether blocks are of 1, 2 or 4 KiB.
  for (const offset of [2048, 4096]) writeSync(file, noise, 0, 1024, offset);
  closeSync(file);
}
