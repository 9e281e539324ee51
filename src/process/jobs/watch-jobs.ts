import type { Logger } from 'pino';
import { sleep } from '../../common/sleep.ts';
import { createYield } from '../../common/yield-regularly.ts';
import type { JobId } from '../../domain/ids.ts';
import { activeJobs } from '../../projections/query/all-of.ts';
import type { HostView, LiveFeed, Views } from '../../projections/views.ts';
import type { ActiveJobs } from './active-jobs.ts';
import type { ProcessSettings } from './settings.ts';

/**
 * Refreshes each job that changes, and regularly all that are active, so that no lost notification strands one; tells of
 * changes of hosts, storage domains and limits. Resolves when the signal has aborted.
 */
export async function watchJobs(parts: {
  readonly views: Pick<Views, 'jobs'>;
  readonly feed: LiveFeed;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly active: ActiveJobs;
  readonly refresh: (id: JobId) => void;
  /** Called after a change of a job. */
  readonly onJob: () => void;
  readonly onHost: (host: HostView) => void;
  /** Called after a change of anything else that plans depend on. */
  readonly onFleet: () => void;
  /** Called when all active jobs have been read. */
  readonly onAllRead: () => void;
}): Promise<void> {
  const { views, feed, settings, logger, signal, active, refresh, onJob, onHost, onFleet, onAllRead } = parts;

  async function refreshAll(): Promise<void> {
    const yieldRegularly = createYield();
    const open = new Set<JobId>();
    for (const job of activeJobs(views)) {
      open.add(job.id);
      // Nothing is new of the many that wait.
      if (job.status !== 'REQUESTED' || active.get(job.id)?.phase !== 'WAITING') refresh(job.id);
      await yieldRegularly();
      if (signal.aborted) return;
    }
    for (const id of active.ids()) if (!open.has(id)) refresh(id);
    onAllRead();
  }

  async function followChanges(): Promise<void> {
    const changes = feed.changes({
      after: feed.presentCursor(),
      wants: ({ job, disk, activity }) => activity !== null && (job !== null || disk === null),
    });
    const leave = () => void changes.return?.();
    signal.addEventListener('abort', leave);
    try {
      await refreshAll();
      for await (const { job, host } of changes) {
        if (job !== null) {
          refresh(job.id);
          onJob();
        } else {
          if (host !== null) onHost(host);
          onFleet();
        }
      }
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  /** Repeats the work after each pause, until the signal aborts. */
  async function repeat(pauseMs: number, work: () => Promise<void>, whenItFails: string): Promise<void> {
    while (!signal.aborted) {
      await work().catch((error: unknown) => logger.error({ err: error }, whenItFails));
      await sleep(pauseMs, signal);
    }
  }

  await Promise.all([
    repeat(settings.contact.initialMs, followChanges, 'the feed of jobs ended unexpectedly and is resumed'),
    repeat(
      settings.refreshAllMs,
      refreshAll,
      'the active jobs could not be read; they are read again shortly',
    ),
  ]);
}
