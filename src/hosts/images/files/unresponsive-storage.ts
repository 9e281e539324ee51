import type { HostFinding } from '../../../domain/host/events.ts';
import { isInside } from '../../../domain/is-inside.ts';
import { findMounts } from '../../storage/mount-table.ts';
import type { Transport } from '../../transport/transport.ts';

/** Storage that did not answer once is not asked again in the same search. */
export type UnresponsiveStorage = Awaited<ReturnType<typeof createUnresponsiveStorage>>;

/** Reads the kernel's table of mounts, which answers whatever hangs. */
export async function createUnresponsiveStorage(transport: Transport, timeoutMs: number) {
  const mounts = await findMounts(transport, timeoutMs);
  // Longest first, so that the first that fits is the one.
  const points = mounts.map(({ path }) => path).sort((one, other) => other.length - one.length);
  const storages = new Set<string>();
  const images = new Set<string>();
  /** The mount point that a path lies below. */
  const mountOf = (path: string) => points.find((point) => isInside(path, point)) ?? '/';
  /** Whether the storage of a path is among it. */
  const has = (path: string) => storages.has(mountOf(path)) || storages.has(path);
  /** What hangs together with a path when it is read: its mount, but of a block device only that device. */
  const storageOf = (path: string) => (mountOf(path) === '/dev' ? path : mountOf(path));
  return {
    mountOf,
    storageOf,
    /** Adds a mount point, or a block device. */
    add: (storage: string) => storages.add(storage),
    /** Adds one image that took too long by itself. */
    addImage: (path: string) => images.add(path),
    has,
    /** Whether an image gave no answer in time, by itself or with its storage. */
    isUnanswered: (path: string) => images.has(path) || has(path),
    /** In words, for an image there. */
    why: (path: string) => `the storage at ${storageOf(path)} gave no answer.`,
    problems: (): HostFinding[] =>
      [...storages].map((storage) => ({
        what: `The storage at ${storage} gave no answer, so not all images on it were inspected.`,
        remedy:
          'See whether its server or device is up; a mount that hangs can be detached with `umount -l`.',
      })),
  };
}
