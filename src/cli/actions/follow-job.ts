import { hasEnded } from '../../domain/job/status.ts';
import { cancelSparsifyJob, getJob, type JobNode, watchJob } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
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
 * Starts jobs and follows each to its end. The first interrupt cancels them and waits for that; the second leaves at
 * once.
 */
export async function runJobs(
  start: () => Promise<readonly JobNode[]>,
  client: GraphqlClient,
  display: ProgressDisplay,
  terminal: Terminal,
  onEnd: (job: JobNode) => void = () => {},
): Promise<JobNode[]> {
  const active = new Set<string>();
  const ended: JobNode[] = [];
  let interrupted = false;
  const cancel = () => {
    for (const id of active) {
      client
        .request(cancelSparsifyJob, { input: { id, reason: 'Interrupted at the terminal.' } })
        .catch((error: Error) => display.note(`Could not cancel: ${error.message}`));
    }
  };
  const stopListening = terminal.onInterrupt(() => {
    if (interrupted) {
      display.stop();
      const [id] = active;
      terminal.stderr.write(
        id === undefined
          ? 'Left. See `winnow jobs` for whether the job was accepted.\n'
          : `Left. The run goes on until the tool has stopped; see how it ends with \`winnow follow ${id}\`.\n`,
      );
      terminal.exit(exitCodes.CANCELED);
      return;
    }
    interrupted = true;
    display.note('Canceling: waiting for the tool to stop. Interrupt again to leave without waiting.');
    cancel();
  });
  try {
    const jobs = await start();
    for (const { id } of jobs) active.add(id);
    if (interrupted) cancel();
    for (const job of jobs) {
      display.update(job);
      const end = await followJob(client, job.id, display.update);
      active.delete(job.id);
      ended.push(end);
      onEnd(end);
    }
    return ended;
  } finally {
    stopListening();
    display.stop();
  }
}

/** Starts one job and follows it to its end, as `runJobs` does. */
export async function runJob(
  start: () => Promise<JobNode>,
  client: GraphqlClient,
  display: ProgressDisplay,
  terminal: Terminal,
): Promise<JobNode> {
  const [job] = await runJobs(async () => [await start()], client, display, terminal);
  if (job === undefined) throw new Error('The job was not started.');
  return job;
}

/** The exit code for how a job ended. */
export function exitCodeOf(job: JobNode): ExitCode {
  if (job.status === 'COMPLETED') return exitCodes.DONE;
  return job.status === 'CANCELED' ? exitCodes.CANCELED : exitCodes.FAILED;
}
