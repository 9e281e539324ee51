import type { Host } from '../hosts/host.ts';
import { createPlaces, lookupIn } from './places.ts';
import type { NameDirectory } from './register-fleet.ts';

/** Gives ids to directories by what a host has mounted now; the host is asked once, and only if there is a directory. */
export function createDirectoryNames(host: Host): NameDirectory {
  let storage: ReturnType<Host['findStorage']> | null = null;
  return async (hostId, path) => {
    storage ??= host.findStorage();
    return createPlaces(hostId, lookupIn(await storage), noDomains).directoryId(path);
  };
}

const noDomains = { domains: [], isRemoved: () => false };
