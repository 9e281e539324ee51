import type { SparsifyOptions } from '../../domain/disk/events.ts';
import type { DiskId, HostId, JobId, RunId, StorageDomainId } from '../../domain/ids.ts';
import { type JobPriority, priorityOf } from '../../domain/job/priority.ts';
import { hasEnded } from '../../domain/job/status.ts';
import type { JobView } from '../../projections/views.ts';

/** Between request and lock, or between two attempts: no host works on it. */
export interface WaitingJob {
  readonly phase: 'WAITING';
  readonly id: JobId;
  readonly diskId: DiskId;
  readonly storageDomainId: StorageDomainId;
  /** The host that the client asked for, null when Winnow chooses. */
  readonly pinnedHostId: HostId | null;
  readonly acknowledgedWarnings: SparsifyOptions['acknowledgedWarnings'];
  /** Kind and id of who requested it. */
  readonly requester: string;
  readonly priority: JobPriority;
  /** RFC 3339; of a requester's jobs the oldest is served first. */
  readonly requestedAt: string;
  readonly nextAttempt: number;
  /** RFC 3339; the next attempt begins no earlier. Null: it may begin at once. */
  readonly notBefore: string | null;
}

/** A job whose attempt holds the disk; its host knows how far the run has come. */
export interface JobWithRun {
  readonly phase: 'WITH_RUN';
  readonly id: JobId;
  readonly diskId: DiskId;
  readonly storageDomainId: StorageDomainId;
  readonly requester: string;
  readonly options: SparsifyOptions;
  readonly hostId: HostId;
  readonly attempt: number;
  readonly runId: RunId;
  /** When the start of the run was recorded; null before that. */
  readonly startedAt: string | null;
  readonly cancelRequested: boolean;
  readonly contactLost: boolean;
  /** Whether that is since the storage of the image does not answer there. */
  readonly storageLost: boolean;
  /** Of the boot of the host in which the run was started; null where that is not known. */
  readonly bootId: string | null;
}

export type ActiveJob = WaitingJob | JobWithRun;

/** What the process manager needs to know of a job; null once it has ended. */
export function activeJobOf(job: JobView, storageDomainId: StorageDomainId): ActiveJob | null {
  if (hasEnded(job.status)) return null;
  const { id, diskId, options, requestedBy } = job;
  const common = { id, diskId, storageDomainId, requester: `${requestedBy.kind} ${requestedBy.id}` };
  const attempt = job.attempts.at(-1);
  if (attempt === undefined || attempt.endedAt !== null) {
    return {
      phase: 'WAITING',
      ...common,
      pinnedHostId: options.hostId,
      acknowledgedWarnings: options.acknowledgedWarnings,
      priority: priorityOf(options),
      requestedAt: job.requestedAt,
      nextAttempt: (attempt?.number ?? 0) + 1,
      notBefore: job.retryNotBefore,
    };
  }
  return {
    phase: 'WITH_RUN',
    ...common,
    options,
    hostId: attempt.hostId,
    attempt: attempt.number,
    runId: attempt.runId,
    startedAt: attempt.startedAt,
    cancelRequested: job.status === 'CANCELING',
    contactLost: job.contactLostAt !== null,
    storageLost: job.contactLostAt !== null && (job.storageLost ?? false),
    bootId: attempt.bootId ?? null,
  };
}
