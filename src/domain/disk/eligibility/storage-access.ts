import type { VmsKnown } from '../../host/events.ts';
import type { DiskId, HostId } from '../../ids.ts';
import type { StorageFacts } from '../../storage-domain/events.ts';

/** A host that has a disk's storage domain. */
export interface Reach {
  readonly hostId: HostId;
  readonly hostName: string;
  /** Null until it was scanned. */
  readonly contact: 'IN_CONTACT' | 'LOST' | null;
  /** Null until it was scanned. */
  readonly machines: VmsKnown | null;
  /** What keeps virt-sparsify from running there, in words; null until it was probed. */
  readonly lacks: readonly string[] | null;
  /** Whether Winnow sees there which files all processes have open; null until it was probed. */
  readonly seesEveryProcess: boolean | null;
  /** Where the storage domain is there. */
  readonly directory: string;
  /** Null until it was scanned. */
  readonly storage: StorageFacts | null;
}

/** A disk that stands on another. */
export interface DerivedDisk {
  readonly id: DiskId;
  readonly name: string;
  /** Where its image is, on a host that has it. */
  readonly path: string;
}

/** What a disk lies on and who reaches it: what is to be known beside its own events to say whether it can be sparsified. */
export interface StorageAccess {
  readonly storageDomainName: string;
  readonly reach: readonly Reach[];
  /** What the disks that are known to stand on it are called. */
  readonly derived: readonly DerivedDisk[];
}
