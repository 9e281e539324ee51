import type { StorageFound } from '../hosts/inventory.ts';
import { blockDeviceAt, storageOf } from '../hosts/storage/storage-of.ts';
import type { StorageLookup } from './inventory.ts';

/** Tells what paths lie on, by what a host has mounted and which devices it has. */
export const lookupIn = (found: Pick<StorageFound, 'mounts' | 'blockDevices'>): StorageLookup => ({
  storageAt: (path) => storageOf(path, found),
  lastingPath: (path) => blockDeviceAt(path, found.blockDevices)?.path ?? path,
});
