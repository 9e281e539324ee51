import type { HostId, JobId } from '../../domain/ids.ts';
import { createLine } from '../plan/line.ts';
import { createLoad, type SlotUse } from '../plan/load.ts';
import type { ActiveJob, JobWithRun, WaitingJob } from './active-job.ts';

/**
 * All jobs that have not ended: those with a run, the line of those that wait, and those that were taken out of the line
 * and are not locked yet, which have the slots of their hosts already.
 */
export function createActiveJobs() {
  const all = new Map<JobId, ActiveJob>();
  const withRun = new Map<JobId, JobWithRun>();
  /** The slot of each that was taken, null for one that was taken to be given up. */
  const taken = new Map<JobId, SlotUse | null>();
  const line = createLine();
  const load = createLoad();
  let changes = 0;

  function leaveSlot(id: JobId): void {
    const use = withRun.get(id) ?? taken.get(id);
    if (use) load.change(use, -1);
    withRun.delete(id);
    taken.delete(id);
  }

  return {
    line,
    load,
    /** How often something changed that a plan of the waiting jobs depends on. */
    changes: (): number => changes,
    /** Sets a job's newest state; null when it has ended. */
    set(id: JobId, job: ActiveJob | null): void {
      const known = all.get(id);
      if (job === null) {
        if (known === undefined) return;
        changes += 1;
        all.delete(id);
        line.remove(id);
        leaveSlot(id);
        return;
      }
      all.set(id, job);
      if (job.phase === 'WITH_RUN') {
        const before = withRun.get(id);
        if (!before && !taken.has(id)) changes += 1;
        if ((before?.storageLost ?? false) !== job.storageLost) changes += 1;
        line.remove(id);
        leaveSlot(id);
        withRun.set(id, job);
        load.change(job, 1);
      } else if (!taken.has(id)) {
        changes += 1;
        leaveSlot(id);
        line.remove(id);
        line.add(job);
      }
    },
    /** Takes a job out of the line for a run on a host, or to give it up; it comes back by `release`. */
    take(job: WaitingJob, hostId: HostId | null, now: number): void {
      if (hostId === null) line.remove(job.id);
      else line.serve(job.id, now);
      const { storageDomainId, requester } = job;
      const use = hostId === null ? null : { hostId, storageDomainId, requester };
      taken.set(job.id, use);
      if (use !== null) load.change(use, 1);
    },
    /** Ends what it was taken for: it is back in the line, if nothing newer is known of it. */
    release(id: JobId): void {
      const job = all.get(id);
      if (!taken.has(id)) return;
      changes += 1;
      leaveSlot(id);
      if (job?.phase === 'WAITING') line.add(job);
    },
    ids: (): readonly JobId[] => [...all.keys()],
    get: (id: JobId): ActiveJob | undefined => all.get(id),
    withRun: (): Iterable<JobWithRun> => withRun.values(),
    counts: () => ({ running: withRun.size, waiting: all.size - withRun.size }),
  };
}

export type ActiveJobs = ReturnType<typeof createActiveJobs>;
