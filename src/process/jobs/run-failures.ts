import type { Failure } from '../../domain/disk/events.ts';
import type { JobWithRun } from './active-job.ts';
import type { ProcessSettings } from './settings.ts';
import type { StopCause } from './stopper.ts';

/** What bounds a run. */
interface RunLimits {
  readonly job: JobWithRun;
  readonly settings: ProcessSettings;
}

const allowedSeconds = ({ job, settings }: RunLimits): number =>
  job.options.timeoutSeconds ?? settings.runTimeoutMs / 1000;

/**
 * Whether a run has taken longer than it may. By the clock of its host, which goes on as the run does while that is out
 * of contact, and is the same for every server.
 */
export const tookTooLong = (limits: RunLimits, runSeconds: number | null): boolean =>
  runSeconds !== null && runSeconds >= allowedSeconds(limits);

/** Why a run was stopped that nobody canceled. A server that died after the stop no longer has the cause, but the time tells. */
export function stopFailure(
  limits: RunLimits,
  cause: StopCause | null,
  durationSeconds: number | null,
): Failure {
  const { settings } = limits;
  if (cause === 'TIMEOUT' || (cause === null && tookTooLong(limits, durationSeconds))) {
    return {
      code: 'TIMED_OUT',
      message: `The run took longer than the ${allowedSeconds(limits)} s it may, and was stopped.`,
      remedy: 'Give the job more time with timeoutSeconds; what was given back until then stays given back.',
      outputTail: null,
      retryable: false,
    };
  }
  return {
    code: 'STALLED',
    message: `The run showed no sign of life for ${settings.stallTimeoutMs / 1000} s, and was stopped.`,
    remedy:
      'Look for trouble with the storage or the load of the host; a longer silence is allowed by WINNOW_STALL_TIMEOUT_SECONDS.',
    outputTail: null,
    retryable: true,
  };
}

/** The host has lost the run. */
export const vanished = (job: JobWithRun): Failure => ({
  code: 'RUN_LOST',
  message: `The host no longer has anything of run ${job.runId}, which was started on it.`,
  remedy: 'Keep the run directory of the host (WINNOW_STATE_DIR) across restarts.',
  outputTail: null,
  retryable: true,
});
