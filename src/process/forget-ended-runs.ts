import type { Logger } from 'pino';
import type { JobId } from '../domain/ids.ts';
import type { Host } from '../hosts/host.ts';
import type { Views } from '../projections/views.ts';

/** Removes what a host still keeps of runs whose result is recorded: a server may have died between the two. */
export async function forgetEndedRuns(host: Host, views: Views, logger: Logger): Promise<void> {
  try {
    for (const runId of await host.listRuns()) {
      const [jobId] = runId.split('.') as [JobId];
      const attempt = views.job(jobId)?.attempts.find((each) => each.runId === runId);
      if (attempt === undefined || attempt.endedAt === null) continue;
      await host.forgetRun(runId);
      logger.info({ jobId, runId }, 'what was left of an ended run was removed');
    }
  } catch (error) {
    logger.warn({ err: error, hostId: host.id }, 'what is left of ended runs could not be looked through');
  }
}
