import { readFileSync } from 'node:fs';
import { isInside } from '../../domain/is-inside.ts';
import { shown } from '../../domain/plain-name.ts';
import { HostUnreachable, type ImageRef } from '../host.ts';
import { runScript } from '../transport/run-script.ts';
import type { Transport } from '../transport/transport.ts';

/** What lies at an image's path on the host. */
export type ImageLook = ImageFile | { readonly found: Exclude<ImageFinding, 'FILE'>; readonly kind: string };

export type ImageFinding =
  | 'FILE'
  | 'NO_DIRECTORY'
  | 'MISSING'
  | 'LOOP'
  | 'FORBIDDEN'
  | 'OUTSIDE'
  | 'UNNAMEABLE'
  | 'OTHER'
  | 'UNREADABLE';

export interface ImageFile {
  readonly found: 'FILE';
  readonly realPath: string;
  readonly size: number;
  /** st_blocks × 512. */
  readonly allocatedBytes: number;
  /** By the user that runs the tools. */
  readonly writable: boolean;
  /** Its first 8 bytes, in hexadecimal. */
  readonly magic: string;
  /** Whether a process of this host holds a lock on it as qemu does. */
  readonly lockedByQemu: boolean;
  /** As decimal text. */
  readonly inode: string;
}

const script = readFileSync(new URL('inspect-image.sh', import.meta.url), 'utf8');
const timeoutMs = 20_000;

const findings: ReadonlySet<string> = new Set<ImageFinding>([
  'FILE',
  'NO_DIRECTORY',
  'MISSING',
  'LOOP',
  'FORBIDDEN',
  'OUTSIDE',
  'UNNAMEABLE',
  'OTHER',
  'UNREADABLE',
]);
const isFinding = (word: string): word is ImageFinding => findings.has(word);

/** Resolves an image's path on the host and says what is there. Never opens anything but a regular file. */
export async function lookAtImage(transport: Transport, image: ImageRef): Promise<ImageLook> {
  const args = [image.directory, image.path];
  const answer = await runScript(transport, { script, args, timeoutMs });
  const where = shown(`${image.directory}/${image.path}`);
  if (!answer.heard) throw new HostUnreachable(`The host could not look at ${where} (${answer.why}).`);
  const finding = answer.text('found') ?? '';
  if (!isFinding(finding)) throw new HostUnreachable(`The host could not look at ${where}.`);
  if (finding !== 'FILE') return { found: finding, kind: answer.text('kind') ?? '' };
  const realPath = answer.text('realPath');
  const directory = answer.text('directory');
  // A name that is no UTF-8 cannot be asked for again.
  if (realPath === null || directory === null) return { found: 'UNNAMEABLE', kind: '' };
  if (!isInside(realPath, directory)) return { found: 'OUTSIDE', kind: '' };
  const number = (name: string) => {
    const value = answer.number(name);
    if (value === null) throw new HostUnreachable(`The host did not say the ${name} of ${where}.`);
    return value;
  };
  const inode = answer.text('inode') ?? '';
  // Of 64 bits, the high ones are 0 on Linux.
  const device = number('device');
  return {
    found: 'FILE',
    realPath,
    size: number('size'),
    allocatedBytes: number('blocks') * number('blockSize'),
    writable: answer.has('writable'),
    magic: answer.text('magic') ?? '',
    inode,
    lockedByQemu: answer.all('lock').some((lock) => lock !== null && isQemuLock(lock, device, inode)),
  };
}

/** qemu locks bytes 100 to 104 for what it does with an image, and 200 to 204 for what it lets nobody else do. */
function isQemuLock(lock: string, device: number, inode: string): boolean {
  const [, major, minor, lockedInode, start] = / ([\da-f]+):([\da-f]+):(\d+) (\d+) \S+$/.exec(lock) ?? [];
  if (lockedInode !== inode || Number(start) < 100 || Number(start) > 204) return false;
  // As glibc packs a device's numbers.
  const deviceMajor = (Math.floor(device / 2 ** 32) & 0xfffff000) | ((device >>> 8) & 0xfff);
  const deviceMinor = ((device >>> 12) & 0xffffff00) | (device & 0xff);
  return Number.parseInt(major ?? '', 16) === deviceMajor && Number.parseInt(minor ?? '', 16) === deviceMinor;
}
