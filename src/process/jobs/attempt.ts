import { backoffDelay } from '../../common/backoff.ts';
import { crashPoint } from '../../common/crash-points.ts';
import type { DiskCommand } from '../../domain/disk/commands.ts';
import type { Failure } from '../../domain/disk/events.ts';
import type { SparsifyProgress } from '../../domain/job/progress.ts';
import { sameValue } from '../../domain/same-value.ts';
import {
  type Host,
  HostUnreachable,
  type ImageRef,
  type KnownImage,
  type RunInspection,
  type RunReport,
  type RunState,
  type RunUpdate,
} from '../../hosts/host.ts';
import { type ContactParts, createStorageWatch, HostIsDown, inContact } from './contact.ts';
import type { ProgressPublisher } from './progress-publisher.ts';
import { confirmedDown, stopFailure, tookTooLong, vanished } from './run-failures.ts';
import type { ProcessSettings } from './settings.ts';
import { createStopper, type StopCause, type Stopper } from './stopper.ts';

export interface AttemptParts extends ContactParts {
  readonly host: Host;
  readonly image: ImageRef;
  /** What this server found right before it locked the disk for this very run; null where it was not this server, or earlier. */
  readonly inspected: RunInspection | null;
  /** Allocated bytes before the run, for progress. */
  readonly sizeBefore: number | null;
  /** What is known of the image, to explain the result with. */
  readonly known: () => KnownImage | null;
  /** Whether the views include the end of the attempt. */
  readonly isOver: () => boolean;
  readonly progress: ProgressPublisher;
  readonly settings: ProcessSettings;
  readonly now: () => Date;
}

export interface ConductedAttempt {
  /** Resolves when the attempt's end is recorded, or the signal has aborted. */
  readonly ended: Promise<void>;
  /** Stops the run because somebody canceled the job. */
  cancel(): void;
}

/**
 * Sees one attempt through, from its lock to its recorded end, in this order: start the run → record the start → follow
 * → collect → record the result → forget the run. Repeated after a crash at any point, it asks the host for the state of
 * the run and goes on from there; the host starts a run at most once per run id.
 */
export function conductAttempt(parts: AttemptParts): ConductedAttempt {
  const { job, host, settings, logger } = parts;
  const stopper = createStopper(host, job.runId, settings.stopGraceMs, (error) =>
    logger.warn({ err: error, jobId: job.id }, 'the host could not be asked to stop the run'),
  );
  const control: RunControl = { stopper, canceled: job.cancelRequested, following: false };
  const ended = conduct(parts, control)
    .catch((error: unknown) => {
      if (error instanceof HostIsDown) return giveUp(parts, control.canceled);
      throw error;
    })
    .finally(() => stopper.end());
  return {
    ended,
    cancel() {
      control.canceled = true;
      if (control.following) stopper.stop('CANCEL');
    },
  };
}

/** The report of a run of which nothing is known, as where it was canceled before it had begun. */
const neverRan: RunReport = { ended: 'STOPPED', sizeBefore: null, sizeAfter: null, durationSeconds: null };

/** How the run is stopped. */
interface RunControl {
  readonly stopper: Stopper;
  canceled: boolean;
  /** Whether there is a run yet that can be stopped. */
  following: boolean;
}

async function conduct(parts: AttemptParts, control: RunControl): Promise<void> {
  const { job, host, inspected, record, signal } = parts;
  let started = job.startedAt !== null;
  let bootId = job.bootId;
  // Nobody else can have started the run of a lock that was recorded just now.
  let state = inspected === null ? await inContact(parts, () => host.runState(job.runId)) : 'UNKNOWN';
  while (!signal.aborted && state !== null) {
    if (state === 'UNKNOWN') {
      if (started) {
        const failure = await lostRecord(parts, bootId);
        return failure === null ? undefined : finish(parts, { ended: 'FAILED', failure }, control);
      }
      if (control.canceled) return finish(parts, neverRan, control);
      const run = { runId: job.runId, image: parts.image, bootId, ...(inspected && { inspected }) };
      const outcome = await inContact(parts, () => host.startRun(run));
      if (outcome === null) return;
      if (!outcome.ok) return finish(parts, { ended: 'FAILED', failure: outcome.failure }, control);
      ({ bootId } = outcome);
      crashPoint('after-run-started');
    }
    if (!started) {
      const { id: jobId, attempt } = job;
      const recorded = await record(job, { type: 'RecordStart', jobId, attempt, bootId });
      if (!recorded.ok) return forgetIfOver(parts);
      started = true;
      crashPoint('after-start-recorded');
    }
    if (state === 'FINISHED' || state === 'LOST') break;
    control.following = true;
    if (control.canceled) control.stopper.stop('CANCEL');
    state = await follow(parts, control);
  }
  if (signal.aborted || state === null) return;
  crashPoint('after-run-ended');
  const report = await inContact(parts, () => host.collectRun(job.runId, parts.known()));
  if (report === null) return;
  crashPoint('after-result-collected');
  await finish(parts, report, control);
}

/** The host keeps nothing of a run that was started: it is known to be dead only where the host was booted since. */
async function lostRecord(parts: AttemptParts, startedIn: string | null): Promise<Failure | null> {
  const { job, host, signal } = parts;
  const bootId = await inContact(parts, host.bootId);
  if (signal.aborted) return null;
  return vanished(job, bootId !== null && startedIn !== null && bootId !== startedIn);
}

/** Ends an attempt whose host is down: what is kept of its run is removed when the host answers again. */
export async function giveUp(
  parts: Pick<AttemptParts, 'job' | 'record' | 'progress' | 'settings' | 'now'> & {
    readonly host: Pick<Host, 'name'>;
  },
  canceled: boolean,
): Promise<void> {
  const { job, host, record, progress } = parts;
  await progress.end();
  const { id: jobId, attempt } = job;
  const canceledWithoutResult: DiskCommand = {
    ...{ type: 'RecordCancellation', jobId, attempt, hostIsDown: true },
    ...{ sizeBefore: null, sizeAfter: null },
  };
  await record(job, canceled ? canceledWithoutResult : failureOf(parts, confirmedDown(job, host.name)));
}

/** Follows a run until it is over, and stops it where it takes too long or makes no progress, by what its host reports. */
async function follow(parts: AttemptParts, { stopper }: RunControl): Promise<RunState | null> {
  const { job, settings, progress, sizeBefore } = parts;
  let last: SparsifyProgress | null = null;
  const onUpdate = (update: RunUpdate) => {
    const { phase, filesystemsDone, filesystemsTotal, allocatedBytes, runSeconds, silentSeconds } = update;
    const bytesReclaimed =
      sizeBefore === null || allocatedBytes === null ? null : sizeBefore - allocatedBytes;
    const next = { attempt: job.attempt, phase, filesystemsDone, filesystemsTotal, bytesReclaimed };
    if (!sameValue(last, next)) progress.publish(next);
    last = next;
    // What waits for its storage can neither go on nor be stopped.
    if (update.storageHangs) return;
    if (tookTooLong(parts, runSeconds)) stopper.stop('TIMEOUT');
    else if (silentSeconds * 1000 >= settings.stallTimeoutMs) stopper.stop('STALL');
  };
  return inContact(parts, (heard) => {
    // A new one each time: with the contact, what was recorded of the storage is lost.
    const watchStorage = createStorageWatch(parts);
    return followWhileReporting(parts, (update) => {
      watchStorage(update.storageHangs ?? false, heard());
      onUpdate(update);
    });
  });
}

/** Ends a connection through which nothing is reported any more, so that a new one is made; the run itself is not affected. */
async function followWhileReporting(
  { job, host, settings, signal }: AttemptParts,
  onUpdate: (update: RunUpdate) => void,
): Promise<RunState | null> {
  const unresponsive = new AbortController();
  const timer = setTimeout(() => unresponsive.abort(), settings.contactTimeoutMs);
  const onReport = (update: RunUpdate) => {
    timer.refresh();
    onUpdate(update);
  };
  try {
    const state = await host.followRun(job.runId, onReport, AbortSignal.any([signal, unresponsive.signal]));
    if (state !== null || signal.aborted) return state;
  } finally {
    clearTimeout(timer);
  }
  const seconds = settings.contactTimeoutMs / 1000;
  throw new HostUnreachable(`The host has reported nothing of run ${job.runId} for ${seconds} s.`);
}

/** Records how the attempt ended, and only then lets the host forget it. */
async function finish(parts: AttemptParts, report: RunReport, control: RunControl): Promise<void> {
  const { job, host, record, progress } = parts;
  await progress.end();
  const recorded = await record(
    job,
    endOf(parts, report, control.stopper.cause ?? (control.canceled ? 'CANCEL' : null)),
  );
  if (!recorded.ok) return forgetIfOver(parts);
  crashPoint('after-result-recorded');
  await inContact(parts, () => host.forgetRun(job.runId));
  crashPoint('after-run-forgotten');
}

/** Where a step is refused, another server may have recorded all steps, down to the end: then nobody else forgets the run. */
async function forgetIfOver(parts: AttemptParts): Promise<void> {
  const { isOver, host, job } = parts;
  if (isOver()) await inContact(parts, () => host.forgetRun(job.runId));
}

function endOf(parts: AttemptParts, report: RunReport, cause: StopCause | null): DiskCommand {
  const { job } = parts;
  const { id: jobId, attempt } = job;
  switch (report.ended) {
    case 'COMPLETED': {
      const { ended: _, ...result } = report;
      return { type: 'RecordCompletion', result: { jobId, attempt, ...result } };
    }
    case 'STOPPED': {
      const { sizeBefore, sizeAfter } = report;
      if (cause === 'CANCEL') {
        return { type: 'RecordCancellation', jobId, attempt, sizeBefore, sizeAfter };
      }
      return failureOf(parts, stopFailure(parts, cause, report.durationSeconds));
    }
    case 'FAILED':
      return failureOf(parts, report.failure);
    default:
      return report satisfies never;
  }
}

function failureOf(
  { job, settings, now }: Pick<AttemptParts, 'job' | 'settings' | 'now'>,
  failure: Failure,
): DiskCommand {
  const notBefore = new Date(now().getTime() + backoffDelay(settings.retry, job.attempt)).toISOString();
  return {
    type: 'RecordFailure',
    jobId: job.id,
    attempt: job.attempt,
    failure,
    retry: { maxAttempts: settings.maxAttempts, notBefore },
  };
}
