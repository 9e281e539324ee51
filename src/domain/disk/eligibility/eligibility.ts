import type { JobId } from '../../ids.ts';
import { shown } from '../../plain-name.ts';
import { hibernatedAreas } from '../contents.ts';
import type { DiskFacts, DiskObservation, SparsifyWarningCode } from '../events.ts';
import { imageFaultCodes } from '../image-fault.ts';
import { areaNames } from './obstacles-of-contents.ts';
import { obstaclesOfDisk } from './obstacles-of-disk.ts';
import { obstaclesOfHosts } from './obstacles-of-hosts.ts';
import type { StorageAccess } from './storage-access.ts';

/** Every reason why a disk may not be sparsified, in the order in which they are told. */
export const obstacleCodes = [
  'DISK_REMOVED',
  'DISK_BUSY',
  'DISK_MISSING',
  ...imageFaultCodes,
  'DISK_UNREADABLE',
  'VM_NOT_DOWN',
  'ATTACHMENTS_UNKNOWN',
  'HAS_DERIVED_DISKS',
  'NOT_A_LEAF',
  'DIRECT_LUN',
  'MANAGED_VOLUME',
  'NETWORK_DISK',
  'LOGICAL_VOLUME',
  'PREALLOCATED',
  'ALLOCATION_UNKNOWN',
  'UNSUPPORTED_FORMAT',
  'FORMAT_UNCONFIRMED',
  'ENCRYPTED',
  'GUEST_SPANS_DISKS',
  'IMAGE_CORRUPT',
  'IMAGE_DIRTY',
  'REFCOUNTS_BROKEN',
  'REFCOUNTS_UNCHECKED',
  'READ_ONLY',
  'WIPE_AFTER_DELETE',
  'NFS_TOO_OLD',
  'STORAGE_KEEPS_SPACE',
  'NO_DISCARD',
  'NO_CAPABLE_HOST',
] as const;

export type ObstacleCode = (typeof obstacleCodes)[number];

export interface Obstacle {
  readonly code: ObstacleCode;
  readonly message: string;
  readonly remedy: string;
}

export interface SparsifyWarning {
  readonly code: SparsifyWarningCode;
  readonly message: string;
}

export interface Eligibility {
  readonly obstacles: readonly Obstacle[];
  readonly warnings: readonly SparsifyWarning[];
}

export interface EligibilityQuestion {
  readonly facts: DiskFacts;
  readonly observation: DiskObservation | null;
  /** Whether a guest is hibernated on it, as the last look into it or the last run told. */
  readonly hibernated: boolean;
  readonly removed: boolean;
  readonly activeJobId: JobId | null;
  readonly surroundings: StorageAccess;
}

/** Everything that stands in the way of a sparsify, and everything to think twice about: asked by the API, the mutation and the process manager alike. */
export function eligibility(question: EligibilityQuestion): Eligibility {
  return {
    obstacles: [...obstaclesOfDisk(question), ...obstaclesOfHosts(question)].toSorted(
      (one, other) => obstacleCodes.indexOf(one.code) - obstacleCodes.indexOf(other.code),
    ),
    warnings: [...warnings(question)],
  };
}

function* warnings({
  observation,
  hibernated,
  surroundings,
}: EligibilityQuestion): Generator<SparsifyWarning> {
  if (observation !== null && observation.backing !== null) {
    yield {
      code: 'PARENT_SNAPSHOTS',
      message: `The image stands on ${shown(observation.backing)}: space of files deleted only since that snapshot cannot be given back, and the image may grow by up to 0.01 %. Merge snapshots first to give back more.${observation.formatVersion === '0.10' ? ' Its format, qcow2 of version 0.10, gives nothing back over a backing file: `qemu-img amend -f qcow2 -o compat=1.1 IMAGE` first, with the virtual machine shut down.' : ''}`,
    };
  }
  if (observation !== null && observation.internalSnapshots.length > 0) {
    yield {
      code: 'INTERNAL_SNAPSHOTS',
      message: `The image holds the snapshots ${shown(observation.internalSnapshots.join(', '))}; blocks that they use stay.`,
    };
  }
  if (hibernated) {
    const areas = observation?.contents ? hibernatedAreas(observation.contents) : [];
    const where = areas.length > 0 ? `: ${areaNames(areas)}` : ', as the last run found';
    yield {
      code: 'GUEST_HIBERNATED',
      message: `A guest is hibernated on the disk, or is a Windows that was shut down with fast startup${where}. What it has in memory expects the disk as it is: once it is trimmed, resuming may destroy its filesystems. Start the guest and shut it down fully (Windows: \`shutdown /s /f /t 0\`); go on only if it is never to be resumed.`,
    };
  }
  const blind = surroundings.reach.filter(({ seesEveryProcess }) => seesEveryProcess === false);
  if (blind.length > 0) yield useNotFullyChecked(blind.map(({ hostName }) => hostName));
}

const useNotFullyChecked = (hosts: readonly string[]): SparsifyWarning => ({
  code: 'USE_NOT_FULLY_CHECKED',
  message: `On host ${hosts.map((host) => `"${host}"`).join(', ')} the user that Winnow works as cannot see which files the processes of others have open: one that writes the image under any name, and takes no lock as qemu does, would not be noticed. See that nothing does, or run Winnow as root there.`,
});
