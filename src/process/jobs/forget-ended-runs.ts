import type { Logger } from 'pino';
import { type Backoff, backoffDelay } from '../../common/backoff.ts';
import { coalesceCalls } from '../../common/coalesce-calls.ts';
import { sleep } from '../../common/sleep.ts';
import type { HostId, JobId } from '../../domain/ids.ts';
import { type Host, HostUnreachable } from '../../hosts/host.ts';
import type { Views } from '../../projections/views.ts';

interface Parts {
  readonly host: Host;
  readonly views: Views;
  readonly contact: Backoff;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Gives a function that removes what a host still keeps of runs whose result is recorded: a server may have died before
 * it did. It tries again until nothing of them is left, or the signal aborts.
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
async function forgetEndedRuns({ host, views, logger }: Parts): Promise<void> {
  let failed: { readonly error: unknown } | null = null;
  for (const runId of await host.listRuns()) {
    const [jobId] = runId.split('.') as [JobId];
    const attempt = views.job(jobId)?.attempts.find((each) => each.runId === runId);
    if (attempt === undefined || attempt.endedAt === null) continue;
    try {
      await host.forgetRun(runId);
      logger.info({ jobId, runId }, 'the record of an ended run was removed from the host');
    } catch (error) {
      if (error instanceof HostUnreachable) throw error;
      failed = { error };
    }
  }
  if (failed !== null) throw failed.error;
}
