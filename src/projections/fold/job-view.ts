import type { DiskEventOf, Failure } from '../../domain/disk/events.ts';
import { isMeasured } from '../../domain/disk/result.ts';
import type { DiskId } from '../../domain/ids.ts';
import type { SparsifyProgress } from '../../domain/job/progress.ts';
import { hasEnded, type JobStatus } from '../../domain/job/status.ts';
import { idOfStream, type JobEvent, type Recorded } from '../../streams/names.ts';
import type { AttemptView, JobView } from '../views.ts';

/** What an event makes of the view of its job. Throws where the events cannot have been in this order. */
export function evolveJob(view: JobView | null, event: Recorded<JobEvent>): JobView {
  const at = event.metadata.occurredAt;
  if (event.type === 'SparsifyRequested') return requested(event, at);
  if (view === null) throw new Error(`${event.type} of ${event.data.jobId}, which was never requested.`);
  return { ...changed(view, event, at), updatedAt: at };
}

function changed(
  view: JobView,
  event: Exclude<JobEvent, { type: 'SparsifyRequested' }>,
  at: string,
): JobView {
  switch (event.type) {
    case 'DiskLocked': {
      const { attempt: number, hostId, runId, allocatedBytes, chosen = null, bootId } = event.data;
      const attempt: AttemptView = {
        number,
        hostId,
        runId,
        chosen,
        lockedAt: at,
        startedAt: null,
        endedAt: null,
        ended: null,
        failure: null,
        ...(bootId && { bootId }),
      };
      return {
        ...view,
        status: unlessCanceling(view, 'LOCKED'),
        attempts: [...view.attempts, attempt],
        sizeBefore: view.sizeBefore ?? allocatedBytes,
        progress: null,
        retryNotBefore: null,
      };
    }
    case 'SparsifyStarted':
      return {
        ...view,
        status: unlessCanceling(view, 'RUNNING'),
        startedAt: view.startedAt ?? at,
        attempts: view.attempts.map((attempt) =>
          attempt.number === event.data.attempt
            ? { ...attempt, startedAt: at, ...(event.data.bootId && { bootId: event.data.bootId }) }
            : attempt,
        ),
      };
    case 'SparsifyCancelRequested':
      return { ...view, status: 'CANCELING' };
    case 'SparsifyRetryScheduled': {
      const failure = failureOf(event.data);
      return {
        ...view,
        status: unlessCanceling(view, 'LOCKED'),
        attempts: ended(view.attempts, 'FAILED', at, failure),
        retryNotBefore: event.data.notBefore,
        contactLostAt: null,
        progress: null,
      };
    }
    case 'SparsifyContactLost':
      return {
        ...view,
        contactLostAt: at,
        ...((event.data.of || view.storageLost) && { storageLost: event.data.of === 'STORAGE' }),
      };
    case 'SparsifyContactRegained':
      return { ...view, contactLostAt: null };
    case 'SparsifyCompleted': {
      const { jobId: _, attempt: __, ...result } = event.data;
      return {
        ...finished(view, 'COMPLETED', at, null),
        sizeBefore: result.sizeBefore,
        progress: throughProgress(event.data, at),
        result,
      };
    }
    case 'SparsifyFailed':
      return finished(view, 'FAILED', at, failureOf(event.data));
    case 'SparsifyCanceled':
      return {
        ...finished(view, 'CANCELED', at, null),
        sizeBefore: event.data.sizeBefore ?? view.sizeBefore,
      };
    default:
      return event satisfies never;
  }
}

/** What a report of progress makes of the view of its job; late ones, of an attempt that is over, change nothing. */
export function evolveProgress(view: JobView, progress: SparsifyProgress, at: string): JobView {
  const attempt = view.attempts.at(-1);
  if (hasEnded(view.status) || attempt?.number !== progress.attempt || attempt.ended !== null) return view;
  return { ...view, progress: { ...progress, updatedAt: at }, updatedAt: at };
}

function requested(event: Recorded<Extract<JobEvent, { type: 'SparsifyRequested' }>>, at: string): JobView {
  return {
    id: event.data.jobId,
    diskId: idOfStream(event.stream) as DiskId,
    status: 'REQUESTED',
    options: event.data.options,
    requestedBy: event.metadata.actor,
    requestedAt: at,
    startedAt: null,
    finishedAt: null,
    attempts: [],
    contactLostAt: null,
    retryNotBefore: null,
    sizeBefore: null,
    progress: null,
    result: null,
    failure: null,
    updatedAt: at,
  };
}

/** The final progress of a run: no earlier report may differ from what was measured. */
function throughProgress(data: DiskEventOf<'SparsifyCompleted'>['data'], at: string): JobView['progress'] {
  const { attempt, filesystems, reclaimed } = data;
  return {
    attempt,
    phase: 'FINISHING',
    filesystemsDone: filesystems.length,
    filesystemsTotal: filesystems.length,
    bytesReclaimed: isMeasured(data) ? reclaimed : null,
    updatedAt: at,
  };
}

const unlessCanceling = (view: JobView, status: JobStatus): JobStatus =>
  view.status === 'CANCELING' ? 'CANCELING' : status;

function finished(
  view: JobView,
  status: 'COMPLETED' | 'FAILED' | 'CANCELED',
  at: string,
  failure: Failure | null,
): JobView {
  return {
    ...view,
    status,
    finishedAt: at,
    attempts: ended(view.attempts, status, at, failure),
    contactLostAt: null,
    retryNotBefore: null,
    failure,
  };
}

function ended(
  attempts: readonly AttemptView[],
  how: 'COMPLETED' | 'FAILED' | 'CANCELED',
  at: string,
  failure: Failure | null,
): readonly AttemptView[] {
  return attempts.map((attempt) =>
    attempt.ended === null ? { ...attempt, ended: how, endedAt: at, failure } : attempt,
  );
}

const failureOf = ({ code, message, remedy, outputTail, retryable }: Failure): Failure => ({
  code,
  message,
  remedy,
  outputTail,
  retryable,
});
