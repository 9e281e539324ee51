import type { Logger } from 'pino';
import { type Backoff, backoffDelay } from '../../common/backoff.ts';
import { coalesceCalls } from '../../common/coalesce-calls.ts';
import { sleep } from '../../common/sleep.ts';
import type { HostId, JobId, RunId } from '../../domain/ids.ts';
import { type Host, HostUnreachable } from '../../hosts/host.ts';
import type { Views } from '../../projections/views.ts';
import type { RecordOnHost } from './recorder.ts';

interface Parts {
  readonly host: Host;
  readonly views: Views;
  readonly record: RecordOnHost;
  /** Whether a step of that job goes on just now. */
  readonly isAtWork: (id: JobId) => boolean;
  readonly contact: Backoff;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Gives a function that removes what a host still keeps of runs whose result is recorded: a server may have died before
 * it did, or the host was confirmed down; then its return is recorded. It tries again until nothing of them is left, or the signal aborts.
 */
export function createEndedRunsCleanup(parts: Parts): () => void {
  const { host, contact, logger, signal } = parts;
  const cleanUp = coalesceCalls<HostId, undefined>(
    () => undefined,
    async () => {
      for (let failures = 1; !signal.aborted; failures += 1) {
        try {
          return await forgetEndedRuns(parts);
        } catch (error) {
          if (signal.aborted) return;
          const what = 'records of ended runs could not be removed from the host yet';
          logger.warn({ err: error, hostId: host.id }, what);
          await sleep(backoffDelay(contact, failures), signal);
        }
      }
    },
  );
  return () => void cleanUp(host.id, undefined);
}

/** Forgets all of them that it can, and then throws why one could not be forgotten. */
async function forgetEndedRuns({ host, views, record, isAtWork, logger }: Parts): Promise<void> {
  let failed: { readonly error: unknown } | null = null;
  const runIds: RunId[] = [];
  for (const runId of await host.listRuns()) {
    const [jobId] = runId.split('.') as [JobId];
    const job = views.job(jobId);
    const attempt = job?.attempts.find((each) => each.runId === runId);
    // A volume was activated for a run that was never ordered: its server died, or the volume could not be put back.
    const isUnordered = async () =>
      (job?.finishedAt !== null || !isAtWork(jobId)) && (await host.runState(runId)) === 'UNKNOWN';
    if (attempt ? attempt.endedAt !== null : job !== null && (await isUnordered())) runIds.push(runId);
  }
  await stopRunsAlive({ host, views, record, logger }, runIds);
  for (const runId of runIds) {
    try {
      await host.forgetRun(runId);
      logger.info({ runId }, 'the record of an ended run was removed from the host');
    } catch (error) {
      if (error instanceof HostUnreachable) throw error;
      failed = { error };
    }
  }
  if (failed !== null) throw failed.error;
}

/** Stops runs whose attempt has ended though they live: their host was taken for dead. That is told first, since it is known only now. */
async function stopRunsAlive(
  { host, views, record, logger }: Pick<Parts, 'host' | 'views' | 'record' | 'logger'>,
  runIds: readonly RunId[],
): Promise<void> {
  const runsAlive: RunId[] = [];
  for (const runId of runIds) if ((await host.runState(runId)) === 'RUNNING') runsAlive.push(runId);
  if (views.host(host.id)?.confirmedDown) await record(host.id, { type: 'RecordReturn', runsAlive });
  for (const runId of runsAlive) {
    logger.warn({ hostId: host.id, runId }, 'a run that was taken for dead goes on, and is stopped');
    await host.stopRun(runId, 'FORCE');
  }
}
