import type { Logger } from 'pino';
import { backoffDelay } from '../../common/backoff.ts';
import { crashPoint } from '../../common/crash-points.ts';
import { sleep } from '../../common/sleep.ts';
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
import type { JobWithRun } from './active-job.ts';
import type { ProgressPublisher } from './progress-publisher.ts';
import type { RecordStep } from './recorder.ts';
import { stopFailure, tookTooLong, vanished } from './run-failures.ts';
import type { ProcessSettings } from './settings.ts';
import { createStopper, type StopCause, type Stopper } from './stopper.ts';

export interface AttemptParts {
  readonly job: JobWithRun;
  readonly host: Host;
  readonly image: ImageRef;
  /** What this server found right before it locked the disk for this very run; null where it was not this server, or earlier. */
  readonly inspected: RunInspection | null;
  /** Allocated bytes before the run, for progress. */
  readonly sizeBefore: number | null;
  /** What is known of the image, to explain the result with. */
  readonly known: () => KnownImage | null;
  readonly record: RecordStep;
  /** Whether the views include the end of the attempt. */
  readonly isOver: () => boolean;
  readonly progress: ProgressPublisher;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Aborts when the server ends: the run goes on, and another server picks it up. */
  readonly signal: AbortSignal;
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
  const ended = conduct(parts, control).finally(() => stopper.end());
  return {
    ended,
    cancel() {
      control.canceled = true;
      if (control.following) stopper.stop('CANCEL');
    },
  };
}

/** The report of a run that was canceled before it had begun. */
const neverRan: RunReport = { ended: 'STOPPED', sizeBefore: null, sizeAfter: null, durationSeconds: null };

/** How the run is stopped. */
interface RunControl {
  readonly stopper: Stopper;
  canceled: boolean;
  /** Whether there is a run yet that can be stopped. */
  following: boolean;
}

async function conduct(parts: AttemptParts, control: RunControl): Promise<void> {
  const { job, host, record, signal } = parts;
  let started = job.startedAt !== null;
  const { inspected } = parts;
  // Nobody else can have started the run of a lock that was recorded just now.
  let state = inspected === null ? await inContact(parts, () => host.runState(job.runId)) : 'UNKNOWN';
  while (!signal.aborted && state !== null) {
    if (state === 'UNKNOWN') {
      if (started) return finish(parts, { ended: 'FAILED', failure: vanished(job) }, control);
      if (control.canceled) return finish(parts, neverRan, control);
      const run = { runId: job.runId, image: parts.image, ...(inspected && { inspected }) };
      const outcome = await inContact(parts, () => host.startRun(run));
      if (outcome === null) return;
      if (!outcome.ok) return finish(parts, { ended: 'FAILED', failure: outcome.failure }, control);
      crashPoint('after-run-started');
    }
    if (!started) {
      const recorded = await record(job, { type: 'RecordStart', jobId: job.id, attempt: job.attempt });
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
    if (tookTooLong(parts, runSeconds)) stopper.stop('TIMEOUT');
    else if (silentSeconds * 1000 >= settings.stallTimeoutMs) stopper.stop('STALL');
  };
  return inContact(parts, () => followWhileReporting(parts, onUpdate));
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

function failureOf({ job, settings, now }: AttemptParts, failure: Failure): DiskCommand {
  const notBefore = new Date(now().getTime() + backoffDelay(settings.retry, job.attempt)).toISOString();
  return {
    type: 'RecordFailure',
    jobId: job.id,
    attempt: job.attempt,
    failure,
    retry: { maxAttempts: settings.maxAttempts, notBefore },
  };
}

/** Asks the host until it answers, and records when contact is lost and regained; null once aborted. */
async function inContact<Answer>(parts: AttemptParts, ask: () => Promise<Answer>): Promise<Answer | null> {
  const { job, record, settings, logger, signal } = parts;
  const { id: jobId, attempt } = job;
  for (let failures = 0; !signal.aborted; ) {
    try {
      const answer = await ask();
      if (failures > 0 || job.contactLost)
        await record(job, { type: 'RecordContactRegained', jobId, attempt });
      return answer;
    } catch (error) {
      if (!(error instanceof HostUnreachable)) throw error;
      failures += 1;
      logger.warn({ err: error, jobId, failures }, 'the host of the run does not answer');
      if (failures === 1) {
        await record(job, { type: 'RecordContactLost', jobId, attempt, message: error.message });
      }
      await sleep(backoffDelay(settings.contact, failures), signal);
    }
  }
  return null;
}
