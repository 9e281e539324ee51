import type { VmsKnown } from '../../host/events.ts';
import type { DiskId, HostId } from '../../ids.ts';
import type { StorageFacts } from '../../storage-domain/events.ts';
import type { DiskFacts } from '../facts.ts';

/** A host that reaches a disk's storage domain. */
export interface Reach {
  readonly hostId: HostId;
  readonly hostName: string;
  /** Null until it was scanned. */
  readonly contact: 'IN_CONTACT' | 'LOST' | null;
  /** An operator said that it is down, and it has not answered since. */
  readonly confirmedDown?: boolean;
  /** Null until it was scanned. */
  readonly vms: VmsKnown | null;
  /** What keeps virt-sparsify from running there; null until it was probed. */
  readonly findings: readonly string[] | null;
  /** Whether Winnow can see there which files the processes of all users have open; null until it was probed. */
  readonly seesEveryProcess: boolean | null;
  /** Where the storage domain is mounted there. */
  readonly directory: string;
  /** Null until it was scanned. */
  readonly storage: StorageFacts | null;
}

/** A disk whose image has another as its backing file. */
export interface DerivedDisk {
  readonly id: DiskId;
  readonly name: string;
  /** Where its image is, on a host that reaches it. */
  readonly path: string;
}

/** The storage that a disk lies on, the hosts that reach it, and the disks that stand on it: all that eligibility depends on beside the disk's own events. */
export interface StorageAccess {
  readonly storageDomainName: string;
  /** Whether an operator declared that every host that can use the storage is registered. */
  readonly allHostsRegistered: boolean;
  readonly reach: readonly Reach[];
  /** The disks that are known to stand on it. */
  readonly derived: readonly DerivedDisk[];
}

/** Where the image is on the first host that has it, else below its storage domain. */
export function imagePath({ path }: Pick<DiskFacts, 'path'>, { reach: [first] }: StorageAccess): string {
  return first === undefined ? path : `${first.directory.replace(/\/$/, '')}/${path}`;
}

/** The name of the volume group that the storage is, as the hosts report it; null where it is none. */
export const groupNameOf = ({ reach }: StorageAccess): string | null =>
  reach.find(({ storage }) => storage?.volumeGroup !== undefined)?.storage?.source ?? null;
