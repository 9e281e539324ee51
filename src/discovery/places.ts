import { posix } from 'node:path';
import { directoryIdOf, diskIdOf, sharedDirectoryIdOf, sharedDiskIdOf, storageIdOf } from '../common/ids.ts';
import type { DiskId, HostId, StorageDomainId } from '../domain/ids.ts';
import { isInside } from '../domain/is-inside.ts';
import type { StorageDomainKind, StorageFacts } from '../domain/storage-domain/events.ts';
import type { VmDisk } from '../hosts/inventory.ts';
import {
  blockDeviceAt,
  type Found,
  type StorageAt,
  storageOf,
  volumeGroupsOf,
} from '../hosts/storage/storage-of.ts';
import type { KnownCatalogue } from './known.ts';

/** The facts of storage, without whether holes give space back. */
export type PlainFacts = Omit<StorageFacts, 'punchesHoles'>;

/** A storage domain as a host reaches it. */
export interface DomainHere {
  readonly id: StorageDomainId;
  readonly name: string;
  readonly kind: StorageDomainKind;
  readonly path: string;
  readonly storage: PlainFacts | null;
}

/** Where an image lies: in which storage domain, and which disk it is. */
export interface Place {
  readonly domain: DomainHere;
  /** Relative to the path of the storage domain. */
  readonly path: string;
  readonly diskId: DiskId;
  /** The disk that an older Winnow may have registered it as. */
  readonly formerDiskId: DiskId;
}

export type Places = ReturnType<typeof createPlaces>;

/** Says of the paths of one host in which storage domain they lie, and what their images are called everywhere. */
export function createPlaces(
  hostId: HostId,
  found: Found,
  { domains, isRemoved }: Pick<KnownCatalogue, 'domains' | 'isRemoved'>,
) {
  const directories = domains.flatMap((domain) => {
    const mount = domain.mounts.find((each) => each.hostId === hostId);
    return domain.kind === 'DIRECTORY' && mount !== undefined ? [{ domain, path: mount.path }] : [];
  });

  const storageAt = (path: string): StorageAt | null => storageOf(path, found);
  const lastingPath = (path: string): string => blockDeviceAt(path, found.blockDevices)?.path ?? path;

  let sortedRoots: readonly StorageAt[] | null = null;
  const roots = (): readonly StorageAt[] => {
    sortedRoots ??= [...found.mounts, ...found.blockDevices]
      .flatMap(({ path }) => storageAt(path) ?? [])
      .concat(volumeGroupsOf(found))
      .toSorted((one, other) => Number(one.path > other.path) - Number(one.path < other.path));
    return sortedRoots;
  };

  /** The same for an image on shared storage wherever it is mounted; null of local storage. */
  function sharedPlace(path: string, storage: StorageAt | null): string | null {
    if (!storage?.facts.shared) return null;
    const below = posix.relative(storage.path, path);
    return below === '' ? storage.identity : `${storage.identity.replace(/\/$/, '')}/${below}`;
  }

  function domainAt(path: string, storage: StorageAt | null): DomainHere | null {
    const [nearest] = directories
      .filter((each) => isInside(path, each.path))
      .toSorted((one, other) => other.path.length - one.path.length);
    // A mount below a directory is other storage with other facts.
    const mountedBelow = nearest !== undefined && storage !== null && isBelow(storage.path, nearest.path);
    if (nearest !== undefined && !mountedBelow) {
      const { id, name, kind } = nearest.domain;
      return { id, name, kind, path: nearest.path, storage: factsOf(storageAt(nearest.path)) };
    }
    return storage === null ? null : foundDomain(storage);
  }

  function foundDomain(storage: StorageAt): DomainHere {
    const id = storageIdOf(storage.identity, storage.facts.shared ? null : hostId);
    const known = domains.find((domain) => domain.id === id)?.mounts.find((mount) => mount.hostId === hostId);
    const { name, kind } = storage;
    // Storage that is mounted twice keeps the path that is recorded.
    const there = known && sameStorage(storageAt(known.path), storage) ? known.path : storage.path;
    return { id, name, kind, path: there, storage: factsOf(storage) };
  }

  return {
    /** The persistent name of a block device; any other path stays as it is. */
    lastingPath,
    /** All storage of the host, each once where it is mounted. */
    roots,
    /** Where an image lies, by its path with links resolved; null where no storage is known there, or it was removed. */
    of(realPath: string): Place | null {
      const path = lastingPath(realPath);
      const storage = storageAt(path);
      const domain = domainAt(path, storage);
      if (domain === null || isRemoved(domain.id)) return null;
      const shared = sharedPlace(path, storage);
      const formerDiskId = diskIdOf(hostId, path);
      const root = domain.kind === 'DIRECTORY' ? domain.path : (storage?.path ?? domain.path);
      return {
        domain,
        path: posix.relative(root, path),
        diskId: shared === null ? formerDiskId : sharedDiskIdOf(shared),
        formerDiskId,
      };
    },
    /** Where a disk lies that qemu reaches over the network by itself. */
    ofNetwork(network: NonNullable<VmDisk['network']>): Place {
      const { protocol, name } = network;
      const pool = name.includes('/') ? posix.dirname(name) : '';
      const label = pool === '' ? protocol : `${protocol}:${pool}`;
      // The name of another protocol does not contain the server, which may differ between hosts.
      const shared = protocol === 'rbd';
      const diskId = shared ? sharedDiskIdOf(`${protocol}:${name}`) : diskIdOf(hostId, `${protocol}:${name}`);
      const facts: PlainFacts = {
        medium: 'NETWORK',
        source: label,
        fsType: null,
        shared,
        nfsVersion: null,
        readOnly: false,
        discard: null,
      };
      return {
        domain: {
          id: storageIdOf(`network:${label}`, shared ? null : hostId),
          name: label,
          kind: 'NETWORK',
          path: label,
          storage: facts,
        },
        path: pool === '' ? name : posix.basename(name),
        diskId,
        formerDiskId: diskId,
      };
    },
    /** The storage domain that a mount or a device makes by itself. */
    found: foundDomain,
    /** The id for a directory that an operator registers. */
    directoryId(path: string): StorageDomainId {
      const shared = sharedPlace(path, storageAt(path));
      return shared === null ? directoryIdOf(hostId, path) : sharedDirectoryIdOf(shared);
    },
    storageOf: (path: string): PlainFacts | null => factsOf(storageAt(path)),
    /** The name of an image that is not in the catalogue among the overlays of a base on this storage. */
    overlayName(realPath: string, base: Pick<DomainHere, 'storage'>): string {
      if (!base.storage?.shared) return realPath;
      return sharedPlace(realPath, storageAt(realPath)) ?? `${hostId}:${realPath}`;
    },
    /** Where an overlay of that name is on this host; null of another host's own. */
    pathOfOverlay(name: string): string | null {
      if (name.startsWith('/')) return name;
      if (name.startsWith(`${hostId}:/`)) return name.slice(hostId.length + 1);
      const root = roots().find(({ facts, identity }) => facts.shared && name.startsWith(`${identity}/`));
      return root === undefined ? null : posix.join(root.path, name.slice(root.identity.length));
    },
  };
}

const isBelow = (path: string, directory: string): boolean => path !== directory && isInside(path, directory);

const sameStorage = (one: StorageAt | null, other: StorageAt): boolean =>
  one !== null && one.identity === other.identity;

/** The block devices of a host that are in no volume group form one domain, so it has no facts that hold for all of them. */
function factsOf(storage: StorageAt | null): PlainFacts | null {
  if (storage === null) return null;
  return storage.kind === 'BLOCK_DEVICES'
    ? { ...storage.facts, source: null, readOnly: false, discard: null }
    : storage.facts;
}
