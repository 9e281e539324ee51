import { hasEnded } from '../../domain/job/status.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import type { JobNode } from '../client/job.ts';
import { cancelSparsifyJob, getJob, watchJob } from '../client/operations.ts';
import { type ExitCode, exitCodes, Refused } from '../errors.ts';
import type { ProgressDisplay } from '../output/progress-display.ts';
import type { Terminal } from '../output/terminal.ts';

/** Follows a job to its end: calls `onChange` with the job at each change, and answers with the ended job. */
export async function followJob(
  client: GraphqlClient,
  id: string,
  onChange: (job: JobNode) => void,
): Promise<JobNode> {
  for await (const { sparsifyJob } of client.subscribe(watchJob, { id })) {
    onChange(sparsifyJob.job);
    if (hasEnded(sparsifyJob.job.status)) return sparsifyJob.job;
  }
  return findJob(id, client);
}

/** The job with this id. @throws Refused when there is none. */
export async function findJob(id: string, client: GraphqlClient): Promise<JobNode> {
  const { sparsifyJob } = await client.request(getJob, { id });
  if (sparsifyJob !== null) return sparsifyJob;
  throw new Refused(
    'NOT_FOUND',
    `There is no job ${JSON.stringify(id)}.`,
    'List the jobs with `winnow jobs`.',
  );
}

/**
 * Starts a job and follows it to its end. The first interrupt cancels the job and waits for that; the second leaves at
 * once.
 */
export async function runJob(
  start: () => Promise<JobNode>,
  client: GraphqlClient,
  display: ProgressDisplay,
  terminal: Terminal,
): Promise<JobNode> {
  let job: JobNode | null = null;
  let interrupted = false;
  const cancel = (id: string) =>
    client
      .request(cancelSparsifyJob, { input: { id, reason: 'Interrupted at the terminal.' } })
      .catch((error: Error) => display.note(`Could not cancel: ${error.message}`));

  const stopListening = terminal.onInterrupt(() => {
    if (interrupted) {
      display.stop();
      terminal.stderr.write(
        job === null
          ? 'Left. See `winnow jobs` for whether the job was accepted.\n'
          : `Left. The run goes on until the tool has stopped; see how it ends with \`winnow follow ${job.id}\`.\n`,
      );
      terminal.exit(exitCodes.CANCELED);
      return;
    }
    interrupted = true;
    display.note('Canceling: waiting for the tool to stop. Interrupt again to leave without waiting.');
    if (job !== null) void cancel(job.id);
  });
  try {
    job = await start();
    display.update(job);
    if (interrupted) void cancel(job.id);
    return await followJob(client, job.id, display.update);
  } finally {
    stopListening();
    display.stop();
  }
}

/** The exit code for how a job ended. */
export function exitCodeOf(job: JobNode): ExitCode {
  if (job.status === 'COMPLETED') return exitCodes.DONE;
  return job.status === 'CANCELED' ? exitCodes.CANCELED : exitCodes.FAILED;
}
