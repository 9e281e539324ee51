import { readFileSync } from 'node:fs';
import type { Transport } from '../transport/transport.ts';

/** `works` is null when it could not be tried: nothing is known then. */
export type HolePunching =
  | { readonly works: true; readonly freedBytes: number }
  | { readonly works: false | null; readonly why: string; readonly remedy: string };

const script = readFileSync(new URL('punch-hole.sh', import.meta.url), 'utf8');

/** Tries whether a directory's storage gives space back: with a file of 4 MiB of its own, removed afterwards. */
export async function tryHolePunching(
  transport: Transport,
  directory: string,
  timeoutMs = 30_000,
): Promise<HolePunching> {
  const { exitCode, stdout, stderr, timedOut } = await transport.run({
    program: 'sh',
    args: ['-s', '--', directory],
    stdin: script,
    timeoutMs,
  });
  const sizeOf = (when: string) => Number(new RegExp(`^${when} (\\d+)$`, 'm').exec(stdout)?.[1]);
  const freedBytes = sizeOf('before') - sizeOf('after');
  if (exitCode === 0 && freedBytes > 0) return { works: true, freedBytes };
  if (exitCode === 0 && freedBytes <= 0 && sizeOf('before') > 0) {
    return {
      works: false,
      why: `a hole was punched into a file in ${directory}, but it takes as much as before`,
      remedy: 'Images there cannot shrink. Keep them on ext4, XFS, btrfs or tmpfs, or on NFS 4.2 or later.',
    };
  }
  if (/not supported|unsupported/i.test(stderr)) {
    return {
      works: false,
      why: `the filesystem of ${directory} cannot punch holes`,
      remedy: 'Keep images on ext4, XFS, btrfs or tmpfs, or on NFS mounted with version 4.2 or later.',
    };
  }
  return {
    works: null,
    why: timedOut
      ? `${directory} gave no answer in ${timeoutMs / 1000} s`
      : stderr.trim() || `what a file takes in ${directory} is not known`,
    remedy: `See that ${directory} is there, that it may be written, and that it is not full.`,
  };
}
