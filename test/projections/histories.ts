import fc from 'fast-check';
import type { DiskEvent } from '../../src/domain/disk/events.ts';
import type { DiskId, JobId } from '../../src/domain/ids.ts';
import type { RecordedEvent } from '../../src/event-store/event-store.ts';
import { at, jobEvents, newEvent, observed, progress, recorded, registered } from './events.ts';

interface Life {
  readonly id: DiskId;
  registered: boolean;
  jobs: number;
  job: { id: JobId; attempt: number; phase: 'REQUESTED' | 'LOCKED' | 'RUNNING' | 'WAITING' } | null;
}

/** What can happen next to a disk. */
function possible(life: Life): (DiskEvent | 'PROGRESS')[] {
  if (!life.registered) return [registered(life.id)];
  const { job } = life;
  const always = [observed({ allocatedBytes: 100 * life.jobs }), observed({ present: false })];
  if (job === null) {
    const next = jobEvents(`job_${life.id}_${life.jobs + 1}`);
    return [...always, next.requested, next.requested, { type: 'DiskRemoved', data: { reason: null } }];
  }
  const events = jobEvents(job.id);
  switch (job.phase) {
    case 'REQUESTED':
      return [...always, events.locked(1), events.canceled(null, null)];
    case 'LOCKED':
      return [events.started(job.attempt), events.failed(job.attempt)];
    case 'RUNNING':
      return [
        'PROGRESS',
        events.completed(job.attempt),
        events.retryScheduled(job.attempt),
        events.cancelRequested,
        events.contactLost,
      ];
    case 'WAITING':
      return [events.locked(job.attempt + 1), events.canceled(job.attempt, null)];
    default:
      return job.phase satisfies never;
  }
}

function live(life: Life, event: DiskEvent): void {
  const { job } = life;
  switch (event.type) {
    case 'DiskRegistered':
      life.registered = true;
      return;
    case 'DiskRemoved':
      life.registered = false;
      return;
    case 'SparsifyRequested':
      life.jobs += 1;
      life.job = { id: event.data.jobId, attempt: 0, phase: 'REQUESTED' };
      return;
    case 'DiskLocked':
      if (job) life.job = { ...job, attempt: event.data.attempt, phase: 'LOCKED' };
      return;
    case 'SparsifyStarted':
      if (job) life.job = { ...job, phase: 'RUNNING' };
      return;
    case 'SparsifyRetryScheduled':
      if (job) life.job = { ...job, phase: 'WAITING' };
      return;
    case 'SparsifyCompleted':
    case 'SparsifyFailed':
    case 'SparsifyCanceled':
      life.job = null;
      return;
    default:
      return;
  }
}

/** A possible history of a few disks and their jobs, from a list of choices. */
export function historyFrom(choices: readonly (readonly [disk: number, choice: number])[]): RecordedEvent[] {
  const lives = Array.from({ length: 3 }, (_, index): Life => {
    return { id: `disk_${index}`, registered: false, jobs: 0, job: null };
  });
  const revisions = new Map<string, number>();
  return choices.flatMap(([disk, choice], place) => {
    const life = lives[disk % lives.length];
    if (life === undefined) return [];
    const options = possible(life);
    const chosen = options[choice % options.length];
    if (chosen === undefined) return [];
    const job = life.job;
    const [stream, event] =
      chosen === 'PROGRESS'
        ? [
            `sparsifyProgress-${job?.id}`,
            { type: 'SparsifyProgressed', data: progress(job?.attempt ?? 1, place) },
          ]
        : [`disk-${life.id}`, chosen];
    if (chosen !== 'PROGRESS') live(life, chosen);
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    // Times go back now and then, as authors' clocks differ.
    const minute = choice % 7 === 0 ? place - 2 : place;
    return [recorded(stream, newEvent(event.type, event.data, at(minute)), revision, place)];
  });
}

/** Histories of up to so many events. */
export const histories = (maxLength: number): fc.Arbitrary<RecordedEvent[]> =>
  fc.array(fc.tuple(fc.nat(2), fc.nat(1000)), { minLength: 1, maxLength }).map(historyFrom);
