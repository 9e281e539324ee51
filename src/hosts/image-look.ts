import { readFileSync } from 'node:fs';
import { HostUnreachable, type ImageRef } from './host.ts';
import type { Transport } from './transport.ts';

/** What lies at an image's path on the host. */
export type ImageLook = ImageFile | { readonly found: Exclude<ImageFinding, 'FILE'>; readonly kind: string };

export type ImageFinding =
  | 'FILE'
  | 'NO_DIRECTORY'
  | 'MISSING'
  | 'LOOP'
  | 'FORBIDDEN'
  | 'OUTSIDE'
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
  readonly inode: string;
  /** Changes when the file does, or another takes its place: as in FileFacts. */
  readonly version: string;
}

const script = readFileSync(new URL('look-at-image.sh', import.meta.url), 'utf8');
const timeoutMs = 20_000;

const findings: ReadonlySet<string> = new Set<ImageFinding>([
  'FILE',
  'NO_DIRECTORY',
  'MISSING',
  'LOOP',
  'FORBIDDEN',
  'OUTSIDE',
  'OTHER',
  'UNREADABLE',
]);
const isFinding = (word: string): word is ImageFinding => findings.has(word);

/** Resolves an image's path on the host and says what is there. Never opens anything but a regular file. */
export async function lookAtImage(transport: Transport, image: ImageRef): Promise<ImageLook> {
  const { exitCode, stdout, stderr, timedOut } = await transport.run({
    program: 'sh',
    args: ['-s', '--', image.directory, image.path],
    stdin: script,
    timeoutMs,
  });
  const lines = stdout.split('\n').map((line): [string, string] => {
    const space = line.indexOf(' ');
    return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
  });
  const fields = new Map(lines);
  const [finding = '', ...kind] = (fields.get('found') ?? '').split(' ');
  if (!isFinding(finding)) {
    const why = timedOut
      ? `its storage gave no answer in ${timeoutMs / 1000} s`
      : `${exitCode}: ${stderr.trim()}`;
    throw new HostUnreachable(`The host could not look at ${image.directory}/${image.path} (${why}).`);
  }
  if (finding !== 'FILE') return { found: finding, kind: kind.join(' ') };
  const number = (name: string) => Number(fields.get(name) ?? 0);
  const locks = lines.filter(([name]) => name === 'lock').map(([, lock]) => lock);
  return {
    found: 'FILE',
    realPath: fields.get('realPath') ?? '',
    size: number('size'),
    allocatedBytes: number('blocks') * number('blockSize'),
    writable: fields.has('writable'),
    magic: fields.get('magic') ?? '',
    lockedByQemu: locks.some((lock) => isQemuLock(lock, number('device'), fields.get('inode') ?? '')),
    inode: fields.get('inode') ?? '',
    version: fields.get('version') ?? '',
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
