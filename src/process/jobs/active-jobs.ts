import type { JobId } from '../../domain/ids.ts';
import type { ActiveJob, JobWithRun, WaitingJob } from './active-job.ts';

/**
 * All jobs that have not ended. Planning reads those with a run, as many as there are slots, and at the heads of the
 * queues, as many as there are storage domains, so its cost does not grow with the number of jobs that wait.
 */
export function createActiveJobs() {
  const all = new Map<JobId, ActiveJob>();
  const withRun = new Map<JobId, JobWithRun>();
  const queues = new Map<string, Map<JobId, WaitingJob>>();

  const keyOf = (job: WaitingJob): string => `${job.storageDomainId} ${job.pinnedHostId ?? ''}`;

  function remove(id: JobId): void {
    const known = all.get(id);
    all.delete(id);
    withRun.delete(id);
    if (known?.phase !== 'WAITING') return;
    const queue = queues.get(keyOf(known));
    queue?.delete(id);
    if (queue?.size === 0) queues.delete(keyOf(known));
  }

  return {
    /** Sets a job's newest state; null when it has ended. A job that is still waiting keeps its place. */
    set(id: JobId, job: ActiveJob | null): void {
      const known = all.get(id);
      if (known?.phase !== 'WAITING' || job?.phase !== 'WAITING') remove(id);
      if (job === null) return;
      all.set(id, job);
      if (job.phase === 'WITH_RUN') {
        withRun.set(id, job);
        return;
      }
      const queue = queues.get(keyOf(job)) ?? new Map<JobId, WaitingJob>();
      queues.set(keyOf(job), queue.set(id, job));
    },
    ids: (): readonly JobId[] => [...all.keys()],
    get: (id: JobId): ActiveJob | undefined => all.get(id),
    withRun: (): Iterable<JobWithRun> => withRun.values(),
    /** Waiting jobs that compete for the same places, oldest request first. */
    queues: (): Iterable<Iterable<WaitingJob>> => queues.values().map((queue) => queue.values()),
    counts: () => ({ running: withRun.size, waiting: all.size - withRun.size }),
  };
}

export type ActiveJobs = ReturnType<typeof createActiveJobs>;
