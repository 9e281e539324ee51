import type { HostId, JobId, RunId } from '../ids.ts';
import { factsAfterInspection, updatedFacts } from './allocation.ts';
import type { DiskEvent, SparsifyOptions } from './events.ts';
import type { DiskFacts } from './facts.ts';
import { foundHibernatedGuest, isHibernatedAfter } from './hibernation.ts';
import type { DiskObservation } from './observation.ts';
import { upcastDiskEvent } from './upcast.ts';

/** An attempt that holds the disk, from its lock to its end. */
export interface CurrentAttempt {
  readonly number: number;
  readonly hostId: HostId;
  readonly runId: RunId;
  readonly contactLost: boolean;
  /** Whether that is since the storage of the image does not answer. */
  readonly storageLost?: boolean;
  readonly cancelRequested: boolean;
}

/** The active job. LOCKED: the run is to be started; BACKING_OFF: between two attempts, with the lock still held. */
export type LiveJob =
  | { readonly status: 'REQUESTED'; readonly id: JobId }
  | { readonly status: 'LOCKED' | 'RUNNING'; readonly id: JobId; readonly attempt: CurrentAttempt }
  | { readonly status: 'BACKING_OFF'; readonly id: JobId; readonly attemptsMade: number };

/** A job whose present attempt holds the disk. */
export type LockedJob = Extract<LiveJob, { attempt: CurrentAttempt }>;

/** What is kept of each job of the disk, ended ones included, so that a repeated request is recognised. */
export interface KnownJob {
  readonly options: SparsifyOptions;
  readonly ended: 'COMPLETED' | 'FAILED' | 'CANCELED' | null;
  /** The attempt that brought the end, null when it ended without one. */
  readonly endedBy: number | null;
}

export interface KnownDisk {
  readonly status: 'REGISTERED' | 'REMOVED';
  readonly facts: DiskFacts;
  readonly observation: DiskObservation | null;
  /** Whether a guest is hibernated on it, by the last inspection of its contents or the last run. */
  readonly hibernated: boolean;
  readonly job: LiveJob | null;
  readonly jobs: ReadonlyMap<JobId, KnownJob>;
}

/** The state of a disk by its events so far, as far as decisions need it. */
export type DiskState = { readonly status: 'UNREGISTERED' } | KnownDisk;

export const initialDiskState: DiskState = { status: 'UNREGISTERED' };

/** Folds one event into the state. It accepts any history; only `decide` refuses. */
export function evolveDisk(state: DiskState, recorded: DiskEvent): DiskState {
  const event = upcastDiskEvent(recorded);
  if (event.type === 'DiskRegistered') {
    const jobs = state.status === 'UNREGISTERED' ? new Map<JobId, KnownJob>() : state.jobs;
    return { status: 'REGISTERED', facts: event.data, observation: null, hibernated: false, job: null, jobs };
  }
  return state.status === 'UNREGISTERED' ? state : evolveKnown(state, event);
}

type LaterEvent = Exclude<DiskEvent, { type: 'DiskRegistered' }>;

function evolveKnown(disk: KnownDisk, event: LaterEvent): KnownDisk {
  switch (event.type) {
    case 'DiskUpdated':
      return { ...disk, facts: updatedFacts(disk.facts, event.data) };
    case 'DiskObserved':
      return {
        ...disk,
        facts: factsAfterInspection(disk.facts, disk.observation, event.data),
        observation: event.data,
        hibernated: isHibernatedAfter(disk, event.data),
      };
    case 'DiskMeasured':
      return disk;
    case 'DiskRemoved':
      return { ...disk, status: 'REMOVED' };
    case 'SparsifyRequested': {
      const { jobId, options } = event.data;
      const jobs = new Map(disk.jobs).set(jobId, { options, ended: null, endedBy: null });
      return { ...disk, job: { status: 'REQUESTED', id: jobId }, jobs };
    }
    case 'DiskLocked': {
      const { jobId, attempt, hostId, runId } = event.data;
      return {
        ...disk,
        job: {
          status: 'LOCKED',
          id: jobId,
          attempt: { number: attempt, hostId, runId, contactLost: false, cancelRequested: false },
        },
      };
    }
    case 'SparsifyStarted':
      return withAttempt(disk, (job) => ({ ...job, status: 'RUNNING' }));
    case 'SparsifyCancelRequested':
      return withAttempt(disk, (job) => ({ ...job, attempt: { ...job.attempt, cancelRequested: true } }));
    case 'SparsifyContactLost': {
      const lost = { contactLost: true, storageLost: event.data.of === 'STORAGE' };
      return withAttempt(disk, (job) => ({ ...job, attempt: { ...job.attempt, ...lost } }));
    }
    case 'SparsifyContactRegained': {
      const regained = { contactLost: false, storageLost: false };
      return withAttempt(disk, (job) => ({ ...job, attempt: { ...job.attempt, ...regained } }));
    }
    case 'SparsifyRetryScheduled':
      return {
        ...disk,
        job: { status: 'BACKING_OFF', id: event.data.jobId, attemptsMade: event.data.attempt },
      };
    case 'SparsifyCompleted':
      return {
        ...withSize(ended(disk, 'COMPLETED', event.data), event.data.sizeAfter),
        hibernated: foundHibernatedGuest(event.data.filesystems),
      };
    case 'SparsifyFailed':
      return ended(disk, 'FAILED', event.data);
    case 'SparsifyCanceled':
      return withSize(ended(disk, 'CANCELED', event.data), event.data.sizeAfter);
    default:
      event satisfies never;
      return disk;
  }
}

function withAttempt(disk: KnownDisk, change: (job: LockedJob) => LockedJob): KnownDisk {
  const { job } = disk;
  return job !== null && 'attempt' in job ? { ...disk, job: change(job) } : disk;
}

function ended(
  disk: KnownDisk,
  how: 'COMPLETED' | 'FAILED' | 'CANCELED',
  { jobId, attempt }: { jobId: JobId; attempt: number | null },
): KnownDisk {
  const known = disk.jobs.get(jobId);
  if (known === undefined) return { ...disk, job: null };
  return {
    ...disk,
    job: null,
    jobs: new Map(disk.jobs).set(jobId, { ...known, ended: how, endedBy: attempt }),
  };
}

/** A run measures the image at its end, which updates the size of the last observation. */
function withSize(disk: KnownDisk, allocatedBytes: number | null): KnownDisk {
  if (allocatedBytes === null || disk.observation === null) return disk;
  return { ...disk, observation: { ...disk.observation, allocatedBytes } };
}
