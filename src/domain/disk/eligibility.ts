import type { JobId } from '../ids.ts';
import type { Attachment, DiskFacts, DiskObservation, SparsifyWarningCode, VmState } from './events.ts';

export type ObstacleCode =
  | 'DISK_REMOVED'
  | 'DISK_BUSY'
  | 'DISK_MISSING'
  | 'VM_NOT_DOWN'
  | 'HAS_DERIVED_DISKS'
  | 'DIRECT_LUN'
  | 'MANAGED_VOLUME'
  | 'PREALLOCATED';

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
  readonly removed: boolean;
  readonly activeJobId: JobId | null;
}

const downStates: ReadonlySet<VmState> = new Set(['SHUT_OFF', 'CRASHED']);

/** Everything that stands in the way of a sparsify, and everything to think twice about: asked by the API, the mutation and the process manager alike. */
export function eligibility(question: EligibilityQuestion): Eligibility {
  return { obstacles: [...obstacles(question)], warnings: [...warnings(question.observation)] };
}

function* obstacles({ facts, observation, removed, activeJobId }: EligibilityQuestion): Generator<Obstacle> {
  const disk = `Disk "${facts.name}"`;
  if (removed) {
    yield {
      code: 'DISK_REMOVED',
      message: `${disk} was taken out of the catalogue.`,
      remedy: 'Register it again with registerDisk.',
    };
  }
  if (activeJobId !== null) {
    yield {
      code: 'DISK_BUSY',
      message: `${disk} has a sparsify job on its way already: ${activeJobId}.`,
      remedy: 'Follow that job, or stop it with cancelSparsifyJob.',
    };
  }
  if (observation !== null && !observation.present) {
    yield {
      code: 'DISK_MISSING',
      message: `The image ${facts.path} of ${disk} was not there when last looked for.`,
      remedy: 'Bring the image back and call refreshDisk, or take the disk out with removeDisk.',
    };
  }
  for (const attachment of observation?.attachments ?? []) {
    if (!downStates.has(attachment.state)) yield vmNotDown(disk, attachment);
  }
  if (observation !== null && observation.children.length > 0) {
    yield {
      code: 'HAS_DERIVED_DISKS',
      message: `${disk} is the backing file of ${observation.children.join(', ')}.`,
      remedy: 'Sparsify the derived disks instead, or merge them into this one first.',
    };
  }
  if (facts.storageType === 'DIRECT_LUN') {
    yield {
      code: 'DIRECT_LUN',
      message: `${disk} is a direct LUN, which is not Winnow's to edit.`,
      remedy: 'Run fstrim inside the guest instead.',
    };
  }
  if (facts.storageType === 'CINDER') {
    yield {
      code: 'MANAGED_VOLUME',
      message: `${disk} is a volume that another manager owns.`,
      remedy: 'Run fstrim inside the guest instead.',
    };
  }
  if (facts.allocation === 'PREALLOCATED') {
    yield {
      code: 'PREALLOCATED',
      message: `${disk} was preallocated on purpose, and a sparsify would undo that.`,
      remedy: 'If it was not, say so with updateDisk and allocation THIN.',
    };
  }
}

function vmNotDown(disk: string, { vmName, hostId, state }: Attachment): Obstacle {
  return {
    code: 'VM_NOT_DOWN',
    message: `${disk} is plugged into VM "${vmName}" on ${hostId}, which is ${state}, not down.`,
    remedy:
      state === 'SUSPENDED_TO_DISK'
        ? `Start VM "${vmName}" and shut it down: its saved memory expects the disk as it is.`
        : `Shut VM "${vmName}" down; pausing it is not enough.`,
  };
}

function* warnings(observation: DiskObservation | null): Generator<SparsifyWarning> {
  if (observation === null) return;
  if (observation.backing !== null) {
    yield {
      code: 'PARENT_SNAPSHOTS',
      message: `The image stands on ${observation.backing}: space of files deleted only since that snapshot cannot be given back, and the image may grow by up to 0.01 %. Merge snapshots first to give back more.`,
    };
  }
  if (observation.internalSnapshots.length > 0) {
    yield {
      code: 'INTERNAL_SNAPSHOTS',
      message: `The image holds the snapshots ${observation.internalSnapshots.join(', ')}; blocks that they use stay.`,
    };
  }
}
