import type { BlockDevice, Mount } from '../domain/host/events.ts';
import type { StorageDomainKind, StorageFacts } from '../domain/storage-domain/events.ts';

/** The storage that a path lies on. */
export interface StorageAt {
  readonly kind: Exclude<StorageDomainKind, 'DIRECTORY' | 'NETWORK'>;
  /** For people: the mount point, the volume group, … */
  readonly name: string;
  /** Tells it from all other storage: among all hosts where it is shared, else among those of its own host. */
  readonly identity: string;
  /** The mount point, or `/dev` of block storage. */
  readonly path: string;
  /** Whether holes were tried is not told here. */
  readonly facts: Omit<StorageFacts, 'punchesHoles'>;
}

/** What a path (links resolved) lies on; null where no mount and no block device is known that holds it. */
export type StorageOf = (
  path: string,
  found: { readonly mounts: readonly Mount[]; readonly blockDevices: readonly BlockDevice[] },
) => StorageAt | null;
