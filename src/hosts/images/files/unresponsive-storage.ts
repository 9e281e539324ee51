import type { HostFinding } from '../../../domain/host/events.ts';
import { isInside } from '../../../domain/is-inside.ts';
import { findMounts } from '../../storage/mount-table.ts';
import type { Transport } from '../../transport/transport.ts';

/** Storage that did not answer once is not asked again in the same search. */
export interface UnresponsiveStorage {
  /** The mount point that a path lies below. */
  mountOf(path: string): string;
  /** What hangs together with a path when it is read: its mount, but of a block device only that device. */
  storageOf(path: string): string;
  /** Adds a mount point, or a block device. */
  add(storage: string): void;
  /** Adds one image that took too long by itself. */
  addImage(path: string): void;
  /** Whether the storage of a path is among it. */
  has(path: string): boolean;
  /** Whether an image gave no answer in time, by itself or with its storage. */
  isUnanswered(path: string): boolean;
  /** In words, for an image there. */
  why(path: string): string;
  problems(): HostFinding[];
}

/** Reads the kernel's table of mounts, which answers whatever hangs. */
export async function createUnresponsiveStorage(
  transport: Transport,
  timeoutMs: number,
): Promise<UnresponsiveStorage> {
  const mounts = await findMounts(transport, timeoutMs);
  // Longest first, so that the first that fits is the one.
  const points = mounts.map(({ path }) => path).sort((one, other) => other.length - one.length);
  const storages = new Set<string>();
  const images = new Set<string>();
  const mountOf = (path: string) => points.find((point) => isInside(path, point)) ?? '/';
  const has = (path: string) => storages.has(mountOf(path)) || storages.has(path);
  const storageOf = (path: string) => (mountOf(path) === '/dev' ? path : mountOf(path));
  return {
    mountOf,
    storageOf,
    add: (storage) => storages.add(storage),
    addImage: (path) => images.add(path),
    has,
    isUnanswered: (path) => images.has(path) || has(path),
    why: (path) => `the storage at ${storageOf(path)} gave no answer.`,
    problems: () =>
      [...storages].map((storage) => ({
        what: `The storage at ${storage} gave no answer, so not all images on it were inspected.`,
        remedy:
          'See whether its server or device is up; a mount that hangs can be detached with `umount -l`.',
      })),
  };
}
