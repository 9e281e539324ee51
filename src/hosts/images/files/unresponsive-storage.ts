import type { HostFinding } from '../../../domain/host/events.ts';
import { isInside } from '../../../domain/is-inside.ts';
import type { Transport } from '../../transport/transport.ts';

/** Keeps what hangs apart: storage that did not answer once is not asked again in the same scan. */
export interface UnresponsiveStorage {
  /** The mount point that a path lies below. */
  mountOf(path: string): string;
  /** What hangs together with a path when it is read: its mount, but of a block device only that device. */
  storageOf(path: string): string;
  /** A mount point, or a block device. */
  fellSilent(storage: string): void;
  /** One image alone took too long. */
  tookTooLong(path: string): void;
  /** Whether an image gave no answer in time, by itself or with its storage. */
  isUnanswered(path: string): boolean;
  isSilent(path: string): boolean;
  /** In words, for an image there. */
  why(path: string): string;
  problems(): HostFinding[];
}

/** Told from the kernel's table of mounts, which answers whatever hangs. */
export async function createUnresponsiveStorage(
  transport: Transport,
  patienceMs: number,
): Promise<UnresponsiveStorage> {
  const { stdout } = await transport.run({
    program: 'cat',
    args: ['/proc/self/mountinfo'],
    timeoutMs: patienceMs,
  });
  const mounts = mountPoints(stdout);
  const silent = new Set<string>();
  const slow = new Set<string>();
  const mountOf = (path: string) => mounts.find((mount) => isInside(path, mount)) ?? '/';
  const isSilent = (path: string) => silent.has(mountOf(path)) || silent.has(path);
  const storageOf = (path: string) => (mountOf(path) === '/dev' ? path : mountOf(path));
  return {
    mountOf,
    storageOf,
    fellSilent: (storage) => silent.add(storage),
    tookTooLong: (path) => slow.add(path),
    isSilent,
    isUnanswered: (path) => slow.has(path) || isSilent(path),
    why: (path) => `the storage at ${storageOf(path)} gave no answer.`,
    problems: () =>
      [...silent].map((storage) => ({
        what: `The storage at ${storage} gave no answer, so not all images on it were looked at.`,
        remedy:
          'See whether its server or device is up; what is mounted there and hangs can be let go with `umount -l`.',
      })),
  };
}

/** Longest first, so that the first that fits is the one. */
function mountPoints(mountinfo: string): string[] {
  const points = mountinfo.split('\n').flatMap((line) => line.split(' ')[4] ?? []);
  return points.map(unescaped).sort((one, other) => other.length - one.length);
}

/** Blanks, line ends and backslashes stand there in octal, byte by byte. */
const unescaped = (point: string): string =>
  point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
