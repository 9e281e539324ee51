import { readFileSync } from 'node:fs';
import type { DiskFormat } from '../../domain/disk/facts.ts';
import type { Transport } from '../transport/transport.ts';

export interface SampleDisk {
  /** Absolute path of the image to make; nothing may be there. */
  readonly path: string;
  readonly format: DiskFormat;
  /** What the guest sees, in bytes. */
  readonly virtualSize: number;
  /** How much was written and deleted in it, in bytes. */
  readonly deletedBytes: number;
}

const script = readFileSync(new URL('make-sample-disk.sh', import.meta.url), 'utf8');
const timeoutMs = 120_000;

/** The sample disk could not be made; the message says why, and what to do. */
export class SampleDiskNotMade extends Error {
  override readonly name = 'SampleDiskNotMade';
}

/** Makes a disk such as a guest leaves it: an ext4 filesystem whose deleted file still takes space on the host. */
export async function makeSampleDisk(transport: Transport, disk: SampleDisk): Promise<void> {
  const { path, format, virtualSize, deletedBytes } = disk;
  const result = await transport.run({
    program: 'sh',
    args: ['-s', '--', path, format.toLowerCase(), String(virtualSize), String(deletedBytes)],
    stdin: script,
    timeoutMs,
  });
  if (result.exitCode === 0) return;
  const why = result.timedOut ? `it took more than ${timeoutMs / 1000} s` : result.stderr.trim();
  const remedy =
    result.exitCode === 127
      ? 'Install e2fsprogs and qemu-utils (Fedora and RHEL: qemu-img).'
      : 'Choose a path where nothing is yet, in a directory that may be written and has room for the deleted bytes twice.';
  throw new SampleDiskNotMade(`The sample disk ${path} was not made: ${why}. ${remedy}`);
}
