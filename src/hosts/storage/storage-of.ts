import type { BlockDevice, DiscardLimits, Mount } from '../../domain/host/events.ts';
import { isInside } from '../../domain/is-inside.ts';
import type { StorageDomainKind, StorageFacts } from '../../domain/storage-domain/events.ts';
import type { VolumeGroupFacts } from '../../domain/storage-domain/volume-group.ts';
import type { StorageFound } from '../inventory.ts';
import { asMapperPath } from '../volumes/volume-names.ts';
import { weaker } from './device-layers.ts';
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

/** What a host has, as its last scan found it; without volume groups where LVM was not asked. */
export type Found = Pick<StorageFound, 'mounts' | 'blockDevices'> &
  Partial<Pick<StorageFound, 'volumeGroups'>>;

/** What a path (links resolved) lies on; null where no mount and no block device is known that holds it. */
export function storageOf(path: string, found: Found): StorageAt | null {
  const device = blockDeviceAt(path, found.blockDevices);
  if (device) return onBlockStorage(device, found);
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

/**
 * The block device of a path, by its lasting name or the kernel's own; `path` of what is given is the lasting one. Only the
 * name leads to a logical volume that is not active.
 */
export function blockDeviceAt(path: string, blockDevices: readonly BlockDevice[]): BlockDevice | null {
  const inactivePath = asMapperPath(path);
  return (
    blockDevices.find((device) => device.path === path || device.kernelPath === path) ??
    blockDevices.find((device) => device.active === false && device.path === inactivePath) ??
    null
  );
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

function onBlockStorage(device: BlockDevice, found: Found): StorageAt {
  const { path, volumeGroup, volumeGroupId, readOnly, discard } = device;
  if (volumeGroup === null) {
    return {
      ...{ kind: 'BLOCK_DEVICES', name: 'block devices', identity: 'devices', path: '/dev' },
      facts: { ...blockFacts, source: path, shared: false, readOnly, discard },
    };
  }
  const group = volumeGroupId === undefined ? null : (found.volumeGroups?.get(volumeGroupId)?.facts ?? null);
  // The same whichever of its volumes is looked at.
  const discards =
    group?.physicalVolumes.map((each) => each.discard) ??
    found.blockDevices.filter((each) => isInGroup(each, device)).map((each) => each.discard);
  return inVolumeGroup(volumeGroup, volumeGroupId, group, discards.length > 0 ? discards : [discard]);
}

const blockFacts = { medium: 'BLOCK', fsType: null, nfsVersion: null } as const;

function inVolumeGroup(
  name: string,
  id: string | undefined,
  group: VolumeGroupFacts | null,
  discards: readonly DiscardLimits[],
): StorageAt {
  return {
    ...{ kind: 'VOLUME_GROUP', name: `volume group ${name}`, path: '/dev' },
    identity: `vg:${id ?? name}`,
    facts: {
      ...{ ...blockFacts, source: name, readOnly: false },
      // LVM's id is the same wherever the group is seen; a name may be anybody's.
      shared: id !== undefined,
      discard: discards.length > 0 ? discards.reduce(weaker) : null,
      volumeGroup: group,
    },
  };
}

/** The volume groups of a host that LVM reported, also those of which no volume has a path. */
export const volumeGroupsOf = ({ volumeGroups }: Found): StorageAt[] =>
  [...(volumeGroups ?? [])].map(([id, { name, facts }]) =>
    inVolumeGroup(
      name,
      id,
      facts,
      facts.physicalVolumes.map(({ discard }) => discard),
    ),
  );

const isInGroup = (device: BlockDevice, other: BlockDevice): boolean =>
  device.volumeGroup === other.volumeGroup && device.volumeGroupId === other.volumeGroupId;
