import type { StorageMount } from './events.ts';

/** Brings mounts that an older Winnow recorded to today's shape: what they stand on was not scanned then. */
export const upcastMounts = (mounts: readonly StorageMount[]): readonly StorageMount[] =>
  mounts.map((mount) => (mount.storage === undefined ? { ...mount, storage: null } : mount));
