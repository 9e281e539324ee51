import type { StorageMount } from './events.ts';

/** Gives mounts that an older Winnow recorded today's shape: what they stand on was not looked for then. */
export const upcastMounts = (mounts: readonly StorageMount[]): readonly StorageMount[] =>
  mounts.map((mount) => (mount.storage === undefined ? { ...mount, storage: null } : mount));
