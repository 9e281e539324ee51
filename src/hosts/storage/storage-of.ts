import type { BlockDevice, Mount } from '../../domain/host/events.ts';
import { isInside } from '../../domain/is-inside.ts';
import type { StorageDomainKind, StorageFacts } from '../../domain/storage-domain/events.ts';
import { identifyMount } from './identify-mount.ts';

/** The storage that a path lies on. */
export interface StorageAt {
  readonly kind: Exclude<StorageDomainKind, 'DIRECTORY' | 'NETWORK'>;
  /** For people: the mount point, the volume group, … */
  readonly name: string;
  /** Distinguishes it from all other storage: among all hosts where it is shared, else among those of its own host. */
  readonly identity: string;
  /** The mount point, or `/dev` of block storage. */
  readonly path: string;
  /** Without whether holes were tried. */
  readonly facts: Omit<StorageFacts, 'punchesHoles'>;
}

/** What a host has, as its last scan found it. */
interface Found {
  readonly mounts: readonly Mount[];
  readonly blockDevices: readonly BlockDevice[];
}

/** What a path (links resolved) lies on; null where no mount and no block device is known that holds it. */
export function storageOf(path: string, found: Found): StorageAt | null {
  const device = blockDeviceAt(path, found.blockDevices);
  if (device) return onBlockStorage(device);
  const mount = found.mounts
    .filter((candidate) => isInside(path, candidate.path))
    .reduce<Mount | null>(
      (best, candidate) => (best === null || candidate.path.length > best.path.length ? candidate : best),
      null,
    );
  // What the kernel has there is no file of the filesystem around it.
  const inDev = isInside(path, '/dev') && mount !== null && !isInside(mount.path, '/dev');
  return mount === null || inDev ? null : onFilesystem(mount);
}

/** The block device of a path, by its lasting name or the kernel's own; `path` of what is given is the lasting one. */
export function blockDeviceAt(path: string, blockDevices: readonly BlockDevice[]): BlockDevice | null {
  return blockDevices.find((device) => device.path === path || device.kernelPath === path) ?? null;
}

function onFilesystem(mount: Mount): StorageAt {
  const { kind, identity, shared } = identifyMount(mount);
  const { path, source, fsType, nfsVersion, readOnly, localLocks } = mount;
  return {
    ...{ kind, identity, path },
    name: shared ? source : path,
    facts: {
      ...{ medium: 'FILESYSTEM', source, fsType, shared, nfsVersion, readOnly, discard: null },
      ...(localLocks !== undefined && { localLocks }),
    },
  };
}

function onBlockStorage({ path, volumeGroup, volumeGroupId, readOnly, discard }: BlockDevice): StorageAt {
  const group = volumeGroup !== null;
  return {
    kind: group ? 'VOLUME_GROUP' : 'BLOCK_DEVICES',
    name: group ? `volume group ${volumeGroup}` : 'block devices',
    identity: group ? `vg:${volumeGroupId ?? volumeGroup}` : 'devices',
    path: '/dev',
    facts: {
      medium: 'BLOCK',
      source: volumeGroup ?? path,
      fsType: null,
      // LVM's id is the same wherever the group is seen; a name may be anybody's.
      shared: volumeGroupId !== undefined,
      nfsVersion: null,
      ...{ readOnly, discard },
    },
  };
}
