import type { Failure } from '../../domain/disk/events.ts';
import { failure } from '../../hosts/failure.ts';
import type { JobWithRun } from './active-job.ts';
import type { ProcessSettings } from './settings.ts';
import type { StopCause } from './stopper.ts';

/** A run and the limits that it has. */
interface RunLimits {
  readonly job: JobWithRun;
  readonly settings: ProcessSettings;
}

const allowedSeconds = ({ job, settings }: RunLimits): number =>
  job.options.timeoutSeconds ?? settings.runTimeoutMs / 1000;

/**
 * Whether a run has taken longer than it may, by the clock of its host: that goes on while the host is out of contact, and
 * is the same for every server.
 */
export const tookTooLong = (limits: RunLimits, runSeconds: number | null): boolean =>
  runSeconds !== null && runSeconds >= allowedSeconds(limits);

/** Why a run was stopped that nobody canceled. The cause is lost if a server died after the stop; then the duration decides. */
export function stopFailure(
  limits: RunLimits,
  cause: StopCause | null,
  durationSeconds: number | null,
): Failure {
  if (cause === 'TIMEOUT' || (cause === null && tookTooLong(limits, durationSeconds))) {
    return failure(
      'TIMED_OUT',
      `The run took longer than its limit of ${allowedSeconds(limits)} s and was stopped.`,
      'Give the job more time with timeoutSeconds; the space that was given back until then stays free.',
    );
  }
  return failure(
    'STALLED',
    `The run made no progress for ${limits.settings.stallTimeoutMs / 1000} s and was stopped.`,
    'Check the storage and the load of the host; WINNOW_STALL_TIMEOUT_SECONDS allows a longer time without progress.',
  );
}

/** The host has no record of the run any more. `rebooted`: nothing that was started before runs there. */
export const vanished = (job: JobWithRun, rebooted: boolean): Failure => {
  const why = failure(
    'RUN_LOST',
    rebooted
      ? `The host was booted anew, and has no record of run ${job.runId}, which was started on it before.`
      : `The host no longer has any record of run ${job.runId}, which was started on it, so that it cannot be told whether the run goes on.`,
    rebooted
      ? 'Keep the run directory of the host (WINNOW_RUNS_DIR, by default `runs` in WINNOW_STATE_DIR) across restarts.'
      : 'See that no virt-sparsify works on the image there, and sparsify again. Keep the run directory of the host (WINNOW_RUNS_DIR, by default `runs` in WINNOW_STATE_DIR) as long as runs go on.',
  );
  return { ...why, retryable: rebooted };
};

/** An operator has said that the host is down. */
export const confirmedDown = (job: JobWithRun, hostName: string): Failure =>
  failure(
    'HOST_CONFIRMED_DOWN',
    `Host "${hostName}" does not answer, and an operator confirmed that it is down, so that run ${job.runId} is taken for dead.`,
    'Nothing has to be done: an image that is sparsified in place stays whole when the tool dies. Bring the host up again for its other disks.',
  );
