import type { DiskEvent } from '../../../src/domain/disk/events.ts';
import { type DiskState, evolveDisk, initialDiskState } from '../../../src/domain/disk/state.ts';
import type { DiskId, JobId } from '../../../src/domain/ids.ts';
import type { JobStatus } from '../../../src/domain/job/status.ts';
import type { ReadableEventStore } from '../../../src/event-store/event-store.ts';
import { evolveJob } from '../../../src/projections/fold/job-view.ts';
import type { JobView } from '../../../src/projections/views.ts';
import type { JobEvent, Recorded } from '../../../src/streams/names.ts';

/** What the events of a store amount to. */
export interface Histories {
  /** Ids of the events that are of the audit history, in order, with the disks' alone. */
  readonly eventIds: readonly string[];
  readonly disks: ReadonlyMap<DiskId, { readonly state: DiskState; readonly types: readonly string[] }>;
  readonly jobs: ReadonlyMap<JobId, JobHistory>;
  /** What cannot have been so. */
  readonly wrong: readonly string[];
}

export interface JobHistory {
  readonly view: JobView;
  readonly key: string | null;
  /** Every status that it had, each after one event. */
  readonly statuses: readonly JobStatus[];
  /** Runs that were to be started, and those of them whose start is recorded. */
  readonly runs: ReadonlyMap<string, { started: boolean }>;
}

type DiskRecord = Recorded<DiskEvent>;

/** Reads a store from its first event to its last, and judges the order in which things happened. */
export async function readHistories(store: Pick<ReadableEventStore, 'readAll'>): Promise<Histories> {
  const wrong: string[] = [];
  const eventIds: string[] = [];
  const disks = new Map<DiskId, { state: DiskState; types: string[] }>();
  const jobs = new Map<
    JobId,
    { view: JobView; key: string | null; statuses: JobStatus[]; runs: Map<string, { started: boolean }> }
  >();
  const ids = new Set<string>();
  for await (const event of store.readAll()) {
    if (ids.has(event.id)) wrong.push(`event ${event.id} is there twice`);
    ids.add(event.id);
    if (!event.stream.startsWith('disk-')) continue;
    const recorded = event as DiskRecord;
    const diskId = event.stream.slice('disk-'.length) as DiskId;
    const disk = disks.get(diskId) ?? { state: initialDiskState, types: [] };
    if (event.revision !== disk.types.length)
      wrong.push(`${diskId} has revision ${event.revision} after ${disk.types.length} events`);
    eventIds.push(event.id);
    disk.types.push(event.type);
    disks.set(diskId, disk);
    const why = misplaced(disk.state, recorded);
    if (why !== null) wrong.push(`${diskId}, revision ${event.revision}: ${event.type} ${why}`);
    disk.state = evolveDisk(disk.state, recorded);
    if ('jobId' in recorded.data) {
      const { jobId } = recorded.data;
      const known = jobs.get(jobId);
      const view = evolveJob(known?.view ?? null, recorded as Recorded<JobEvent>);
      const job = known ?? {
        view,
        key: recorded.type === 'SparsifyRequested' ? recorded.data.idempotencyKey : null,
        statuses: [] as JobStatus[],
        runs: new Map<string, { started: boolean }>(),
      };
      job.view = view;
      job.statuses.push(view.status);
      if (recorded.type === 'DiskLocked') job.runs.set(recorded.data.runId, { started: false });
      if (recorded.type === 'SparsifyStarted') job.runs.set(recorded.data.runId, { started: true });
      jobs.set(jobId, job);
    }
  }
  for (const [id, { state }] of disks) {
    if (state.status !== 'UNREGISTERED' && state.job !== null)
      wrong.push(`${id} is still held by ${state.job.id}`);
  }
  return { eventIds, disks, jobs, wrong };
}

/** Why an event cannot come after what the disk is in, null when it can. Not asked of `decide`, which is on trial. */
function misplaced(disk: DiskState, event: DiskRecord): string | null {
  if (!('jobId' in event.data)) return null;
  if (disk.status === 'UNREGISTERED') return 'before the disk was registered';
  const { job } = disk;
  const { jobId } = event.data;
  if (event.type === 'SparsifyRequested') return job === null ? null : `while ${job.id} is on its way`;
  if (job?.id !== jobId) return `of ${jobId}, which is not on its way`;
  const attempt = 'attempt' in job ? job.attempt : null;
  switch (event.type) {
    case 'DiskLocked': {
      const made = job.status === 'BACKING_OFF' ? job.attemptsMade : 0;
      if (attempt !== null) return `while attempt ${attempt.number} holds it`;
      return event.data.attempt === made + 1 ? null : `for attempt ${event.data.attempt} after ${made}`;
    }
    case 'SparsifyStarted':
      return job.status === 'LOCKED' && attempt?.number === event.data.attempt ? null : `in ${job.status}`;
    case 'SparsifyCompleted':
      return job.status === 'RUNNING' && attempt?.number === event.data.attempt ? null : `in ${job.status}`;
    case 'SparsifyRetryScheduled':
    case 'SparsifyContactLost':
    case 'SparsifyContactRegained':
      return attempt?.number === event.data.attempt
        ? null
        : `of attempt ${event.data.attempt} in ${job.status}`;
    case 'SparsifyFailed':
    case 'SparsifyCanceled':
      return (attempt?.number ?? null) === event.data.attempt || attempt === null
        ? null
        : `of attempt ${event.data.attempt}, while ${attempt.number} holds it`;
    case 'SparsifyCancelRequested':
      return attempt?.cancelRequested ? 'a second time' : null;
    default:
      return null;
  }
}
