import type { HostId, JobId, StorageDomainId } from '../../domain/ids.ts';
import type { JobPriority } from '../../domain/job/priority.ts';
import type { WaitingJob } from '../jobs/active-job.ts';

/** The jobs of one requester and one priority that wait at one place, oldest request first; never empty. */
export interface Lane {
  readonly requester: string;
  readonly priority: JobPriority;
  readonly jobs: readonly WaitingJob[];
  /** When a job of it left for a run last, in milliseconds since the epoch; 0 if none did. */
  readonly servedAt: number;
}

/** The jobs that the same hosts can do: of one storage domain, and of one host where the requests ask for it. */
export interface Place {
  readonly storageDomainId: StorageDomainId;
  readonly pinnedHostId: HostId | null;
  readonly lanes: Iterable<Lane>;
}

export interface Line {
  places(): Iterable<Place>;
  /** When the first job comes that waits for its retry, in milliseconds since the epoch; null where none does. */
  nextDue(): number | null;
}

interface OpenLane extends Lane {
  readonly jobs: WaitingJob[];
  servedAt: number;
}

interface OpenPlace extends Place {
  readonly lanesByName: Map<string, OpenLane>;
}

/** Two of a lane that were served in the same millisecond are so far apart, in milliseconds. */
export const servedApart = 0.001;

/** All waiting jobs. To add or remove one costs little, however many there are. */
export function createLine() {
  const places = new Map<string, OpenPlace>();
  /** Those that wait for their retry, the next one first. */
  const delayed: WaitingJob[] = [];
  const known = new Map<JobId, WaitingJob>();
  let lastServed = 0;

  function placeOf({ storageDomainId, pinnedHostId }: WaitingJob): [string, OpenPlace] {
    const key = `${storageDomainId} ${pinnedHostId ?? ''}`;
    const found = places.get(key);
    if (found !== undefined) return [key, found];
    const lanesByName = new Map<string, OpenLane>();
    const lanes = { [Symbol.iterator]: () => lanesByName.values() };
    return [key, { storageDomainId, pinnedHostId, lanes, lanesByName }];
  }

  function join(job: WaitingJob): void {
    const [key, place] = placeOf(job);
    const name = laneName(job);
    const { priority, requester } = job;
    const lane = place.lanesByName.get(name) ?? { priority, requester, jobs: [], servedAt: 0 };
    insert(lane.jobs, job, byAge);
    place.lanesByName.set(name, lane);
    places.set(key, place);
  }

  function leave(job: WaitingJob): OpenLane | null {
    const [key, place] = placeOf(job);
    const name = laneName(job);
    const lane = place.lanesByName.get(name);
    if (lane === undefined || !takeOut(lane.jobs, job, byAge)) return null;
    if (lane.jobs.length === 0) place.lanesByName.delete(name);
    if (place.lanesByName.size === 0) places.delete(key);
    return lane;
  }

  function remove(id: JobId): OpenLane | null {
    const job = known.get(id);
    if (job === undefined) return null;
    known.delete(id);
    return takeOut(delayed, job, byDue) ? null : leave(job);
  }

  return {
    add(job: WaitingJob): void {
      known.set(job.id, job);
      if (job.notBefore === null) join(job);
      else insert(delayed, job, byDue);
    },
    remove(id: JobId): void {
      remove(id);
    },
    /** Takes a job out because its run is about to begin: its requester was served. */
    serve(id: JobId, now: number): void {
      const lane = remove(id);
      lastServed = Math.max(now, lastServed + servedApart);
      if (lane !== null) lane.servedAt = lastServed;
    },
    /**
     * Lets those join that have waited long enough for their retry. One that is due further away than any delay was given
     * its time by a clock that differs from this one, and has waited long enough too.
     */
    release(now: number, longestDelayMs: number): void {
      const isDue = (job: WaitingJob | undefined): job is WaitingJob =>
        job !== undefined && (dueAt(job) <= now || dueAt(job) > now + longestDelayMs);
      for (let first = delayed[0]; isDue(first); first = delayed[0]) {
        delayed.shift();
        join(first);
      }
      for (let last = delayed.at(-1); isDue(last); last = delayed.at(-1)) {
        delayed.pop();
        join(last);
      }
    },
    isDelayed: (job: WaitingJob): boolean => at(delayed, job, byDue).found,
    places: (): Iterable<Place> => places.values(),
    nextDue: (): number | null => (delayed[0] === undefined ? null : dueAt(delayed[0])),
  };
}

/** The same for jobs of one requester and one priority. */
export const laneName = ({ priority, requester }: Pick<WaitingJob, 'priority' | 'requester'>): string =>
  `${priority} ${requester}`;

const dueAt = ({ notBefore }: WaitingJob): number => (notBefore === null ? 0 : Date.parse(notBefore));

type Compare = (one: WaitingJob, other: WaitingJob) => number;

/** By the age of the request. */
export const byAge: Compare = (one, other) =>
  compare(one.requestedAt, other.requestedAt) || compare(one.id, other.id);

const byDue: Compare = (one, other) => dueAt(one) - dueAt(other) || compare(one.id, other.id);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** How many of the jobs come before this one. */
export const countBefore = (jobs: readonly WaitingJob[], job: WaitingJob): number =>
  at(jobs, job, byAge).index;

function at(
  jobs: readonly WaitingJob[],
  job: WaitingJob,
  order: Compare,
): { readonly index: number; readonly found: boolean } {
  let low = 0;
  let high = jobs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = jobs[middle];
    if (there !== undefined && order(there, job) < 0) low = middle + 1;
    else high = middle;
  }
  return { index: low, found: jobs[low]?.id === job.id };
}

function insert(jobs: WaitingJob[], job: WaitingJob, order: Compare): void {
  jobs.splice(at(jobs, job, order).index, 0, job);
}

function takeOut(jobs: WaitingJob[], job: WaitingJob, order: Compare): boolean {
  const { index, found } = at(jobs, job, order);
  if (found) jobs.splice(index, 1);
  return found;
}
