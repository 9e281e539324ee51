import type { DiscardLimits } from '../host/events.ts';
import type { HostId } from '../ids.ts';
import type { Labels } from '../labels.ts';
import type { VolumeGroupFacts } from './volume-group.ts';

/**
 * DIRECTORY: one that an operator registered. The others are found: what is mounted, a volume group, block devices of a
 * host that belong to none, and what qemu reaches over the network by itself.
 */
export type StorageDomainKind =
  | 'DIRECTORY'
  | 'LOCAL_FILESYSTEM'
  | 'NFS'
  | 'CEPHFS'
  | 'GLUSTERFS'
  | 'SHARED_FILESYSTEM'
  | 'VOLUME_GROUP'
  | 'BLOCK_DEVICES'
  | 'NETWORK';

/** What a storage domain stands on, as one host sees it. */
export interface StorageFacts {
  readonly medium: 'FILESYSTEM' | 'BLOCK' | 'NETWORK';
  /** `server:/export`, `/dev/sda1`, the volume group, … */
  readonly source: string | null;
  readonly fsType: string | null;
  /** Whether other hosts may have the same storage. */
  readonly shared: boolean;
  /** As negotiated, e.g. `4.2`; null unless it is NFS. */
  readonly nfsVersion: string | null;
  readonly readOnly: boolean;
  /** The option of the mount by which locks of files hold on this host alone; left out where there is none. */
  readonly localLocks?: string;
  /** Whether a hole punched into a file gave its blocks back; null when that was not tried or could not be. */
  readonly punchesHoles: boolean | null;
  /** Null unless it is block storage; of a volume group what all its physical volumes do. */
  readonly discard: DiscardLimits | null;
  /** What LVM says of a volume group; null where LVM gave no answer, left out where it is none. */
  readonly volumeGroup?: VolumeGroupFacts | null;
}

/** Where a host has a storage domain. */
export interface StorageMount {
  readonly hostId: HostId;
  /** Absolute, with symbolic links resolved. */
  readonly path: string;
  /** Null until a scan has found it. */
  readonly storage: StorageFacts | null;
}

/** What an operator says of a storage domain. */
export interface StorageDomainSettings {
  /** How many runs there may be on it at once; null: as many as the servers are set to. */
  readonly maxRuns: number | null;
  readonly labels: Labels;
  /**
   * Whether every host that can use the volume group is registered, which nothing but an operator knows where no lock of
   * LVM guards it; left out, as in older events: nobody declared that.
   */
  readonly allHostsRegistered?: boolean;
}

export type StorageDomainEvent =
  | {
      readonly type: 'StorageDomainRegistered';
      readonly data: {
        readonly name: string;
        readonly kind: StorageDomainKind;
        readonly mounts: readonly StorageMount[];
      };
    }
  /** Another host has it, or what it stands on changed: all its mounts as they are now. */
  | { readonly type: 'StorageDomainChanged'; readonly data: { readonly mounts: readonly StorageMount[] } }
  | { readonly type: 'StorageDomainUpdated'; readonly data: StorageDomainSettings }
  /** An operator removed it; only an operator who names it brings it back. */
  | { readonly type: 'StorageDomainRemoved'; readonly data: { readonly reason: string | null } };
