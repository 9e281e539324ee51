import type { DiskId, HostId, JobId } from '../../domain/ids.ts';
import { hasEnded } from '../../domain/job/status.ts';
import type { EventStore, Position, RecordedEvent } from '../../event-store/event-store.ts';
import {
  diskStream,
  hostStream,
  isDiskEvent,
  isHostEvent,
  isJobEvent,
  isProgressEvent,
  progressStream,
} from '../../streams/names.ts';
import type { DiskView, HostView, JobView } from '../views.ts';
import { evolveDisk } from './disk-view.ts';
import { evolveHost } from './host-view.ts';
import { evolveJob, evolveProgress } from './job-view.ts';

/** A disk and its latest job, as they stood at some event. */
export interface DiskMoment {
  readonly disk: DiskView | null;
  readonly job: JobView | null;
}

const nothingYet: DiskMoment = { disk: null, job: null };

/** What an event of a disk's stream makes of the disk and its latest job; one that the folds cannot take changes nothing. */
export function evolveMoment(moment: DiskMoment, event: RecordedEvent): DiskMoment {
  if (!isDiskEvent(event)) return moment;
  try {
    const disk = evolveDisk(moment.disk, event);
    if (!isJobEvent(event)) return { disk, job: moment.job };
    const known = moment.job?.id === event.data.jobId ? moment.job : null;
    return { disk, job: evolveJob(known, event) };
  } catch {
    return moment;
  }
}

/** Folds a disk's stream as long as `within` holds, with the newest progress of its latest job that is within too. */
export async function foldDiskStream(
  store: EventStore,
  diskId: DiskId,
  within: (event: RecordedEvent) => boolean,
): Promise<DiskMoment> {
  let moment = nothingYet;
  let changedAt: Position | null = null;
  for await (const event of store.readStream(diskStream(diskId))) {
    if (!within(event)) break;
    const { job } = moment;
    moment = evolveMoment(moment, event);
    if (moment.job !== job) changedAt = event.position;
  }
  const { disk, job } = moment;
  return { disk, job: job && (await withProgress(store, job, changedAt, within)) };
}

/** Folds a host's stream as far as `within` holds. */
export async function foldHost(
  store: EventStore,
  id: HostId,
  within: (event: RecordedEvent) => boolean,
): Promise<HostView | null> {
  let host: HostView | null = null;
  for await (const event of store.readStream(hostStream(id))) {
    if (within(event) && isHostEvent(event)) host = evolveHost(host, event);
  }
  return host;
}

/** Those of a disk's jobs that are wanted, each as `foldDiskStream` gives it, by one reading of the stream. */
export async function foldJobs(
  store: EventStore,
  diskId: DiskId,
  within: (event: RecordedEvent) => boolean,
  wanted: ReadonlySet<JobId>,
): Promise<readonly JobView[]> {
  let moment = nothingYet;
  const found = new Map<JobId, { readonly job: JobView; readonly changedAt: Position }>();
  for await (const event of store.readStream(diskStream(diskId))) {
    if (!within(event)) break;
    const before = moment.job;
    moment = evolveMoment(moment, event);
    const { job } = moment;
    if (job !== null && job !== before && wanted.has(job.id)) {
      found.set(job.id, { job, changedAt: event.position });
    }
  }
  const jobs: JobView[] = [];
  for (const { job, changedAt } of found.values())
    jobs.push(await withProgress(store, job, changedAt, within));
  return jobs;
}

/** A job with its last progress. Completion includes its own; reports after any other end do not count. */
async function withProgress(
  store: EventStore,
  job: JobView,
  changedAt: Position | null,
  within: (event: RecordedEvent) => boolean,
): Promise<JobView> {
  if (job.status === 'COMPLETED') return job;
  for await (const event of store.readStream(progressStream(job.id), { direction: 'BACKWARDS' })) {
    if (!within(event) || !isProgressEvent(event)) continue;
    const at = event.metadata.occurredAt;
    if (!hasEnded(job.status)) return evolveProgress(job, event.data, at);
    if (changedAt !== null && event.position > changedAt) continue;
    const ofLast = job.attempts.at(-1)?.number === event.data.attempt;
    return ofLast ? { ...job, progress: { ...event.data, updatedAt: at } } : job;
  }
  return job;
}
