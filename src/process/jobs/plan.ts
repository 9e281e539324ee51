import type { Failure } from '../../domain/disk/events.ts';
import type { HostId, StorageDomainId } from '../../domain/ids.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import type { JobWithRun, WaitingJob } from './active-job.ts';

/** Whether a host can take runs: all but READY and INCAPABLE pass by themselves. UNPROBED: its last probe gave no clear answer. */
export type Readiness =
  | { readonly state: 'READY' | 'PROBING' }
  | { readonly state: 'UNREACHABLE'; readonly until: number }
  | { readonly state: 'UNPROBED'; readonly why: string }
  | { readonly state: 'INCAPABLE'; readonly failure: Failure };

export interface FleetState {
  readonly hosts: ReadonlyMap<
    HostId,
    { readonly name: string; readonly maxRuns: number; readonly readiness: Readiness }
  >;
  /** Which hosts reach a storage domain. */
  readonly reaching: (storageDomainId: StorageDomainId) => readonly HostId[];
  readonly maxRunsPerStorageDomain: number;
  /** No attempt is delayed for longer, in milliseconds. */
  readonly longestDelayMs: number;
}

/** What is to be done for a job next. */
export type Step =
  /** Inspect the image on that host, and lock the disk for the next attempt. */
  | { readonly type: 'ASSIGN'; readonly job: WaitingJob; readonly hostId: HostId }
  /** See the attempt that holds the disk through to its recorded end: from wherever its host says that the run is. */
  | { readonly type: 'CONDUCT'; readonly job: JobWithRun }
  /** The same, and stop the run. */
  | { readonly type: 'CANCEL'; readonly job: JobWithRun }
  | { readonly type: 'GIVE_UP'; readonly job: WaitingJob; readonly failure: Failure }
  /** Nothing before that moment (ms since the epoch), unless something changes. */
  | { readonly type: 'WAIT'; readonly until: number };

/** How many runs each host and each storage domain has now. */
interface Load {
  readonly hosts: Map<HostId, number>;
  readonly storageDomains: Map<StorageDomainId, number>;
}

type Placement =
  | { readonly place: HostId }
  | { readonly wait: WaitReason; readonly until: number | null }
  | { readonly giveUp: Failure };

/** All steps that are due by the jobs, the fleet and the time, at most one for each job. Pure. */
export function plan(
  withRun: Iterable<JobWithRun>,
  queues: Iterable<Iterable<WaitingJob>>,
  fleet: FleetState,
  now: number,
): Step[] {
  const jobs = [...withRun];
  const steps = jobs.map((job): Step => ({ type: job.cancelRequested ? 'CANCEL' : 'CONDUCT', job }));
  return [...steps, ...stepsOfWaiting(queues, loadOf(jobs), fleet, now)];
}

/** Gives the free slots to the oldest requests first, whatever queue they are in. */
function stepsOfWaiting(
  queues: Iterable<Iterable<WaitingJob>>,
  load: Load,
  fleet: FleetState,
  now: number,
): Step[] {
  const steps: Step[] = [];
  /** The head of each queue, by what is behind it. */
  const heads = new Map<Iterator<WaitingJob>, WaitingJob>();
  const advance = (queue: Iterator<WaitingJob>) => {
    const { value, done } = queue.next();
    if (done) heads.delete(queue);
    else heads.set(queue, value);
  };
  for (const queue of queues) advance(queue[Symbol.iterator]());
  while (heads.size > 0) {
    const [queue, job] = [...heads].reduce((one, other) =>
      other[1].requestedAt < one[1].requestedAt ? other : one,
    );
    const due = dueAt(job, fleet, now);
    const placement = due > now ? { until: due } : placeOf(job, load, fleet);
    if ('place' in placement) {
      steps.push({ type: 'ASSIGN', job, hostId: placement.place });
      add(load, placement.place, job.storageDomainId);
    } else if ('giveUp' in placement) {
      steps.push({ type: 'GIVE_UP', job, failure: placement.giveUp });
    } else if (placement.until !== null) {
      steps.push({ type: 'WAIT', until: placement.until });
    }
    // All jobs of a queue wait for what its first one waits for; only a delay before a retry is its own.
    if ('wait' in placement) heads.delete(queue);
    else advance(queue);
  }
  return steps;
}

/** When the next attempt begins: at once where the recorded time is further away than any delay, as by a clock that differs from this one. */
function dueAt({ notBefore }: WaitingJob, { longestDelayMs }: FleetState, now: number): number {
  const due = notBefore === null ? now : Date.parse(notBefore);
  return due > now + longestDelayMs ? now : due;
}

/** Why a waiting job does not go on; null when it is about to. */
export function waitReasonOf(
  job: WaitingJob,
  withRun: Iterable<JobWithRun>,
  fleet: FleetState,
  now: number,
): WaitReason | null {
  if (dueAt(job, fleet, now) > now) {
    return {
      code: 'RETRY_DELAY',
      message: `Attempt ${job.nextAttempt - 1} failed and is retried: attempt ${job.nextAttempt} begins at ${job.notBefore}.`,
    };
  }
  const placement = placeOf(job, loadOf(withRun), fleet);
  return 'wait' in placement ? placement.wait : null;
}

function loadOf(withRun: Iterable<JobWithRun>): Load {
  const load: Load = { hosts: new Map(), storageDomains: new Map() };
  for (const { hostId, storageDomainId } of withRun) add(load, hostId, storageDomainId);
  return load;
}

function add({ hosts, storageDomains }: Load, hostId: HostId, storageDomainId: StorageDomainId): void {
  hosts.set(hostId, (hosts.get(hostId) ?? 0) + 1);
  storageDomains.set(storageDomainId, (storageDomains.get(storageDomainId) ?? 0) + 1);
}

/** The least loaded host that reaches the storage and is ready, or why there is none now. */
function placeOf(job: WaitingJob, load: Load, fleet: FleetState): Placement {
  const candidates = fleet
    .reaching(job.storageDomainId)
    .filter((hostId) => job.pinnedHostId === null || hostId === job.pinnedHostId)
    .flatMap((id) => {
      const host = fleet.hosts.get(id);
      return host === undefined ? [] : [{ id, ...host, runs: load.hosts.get(id) ?? 0 }];
    });
  const ready = candidates.filter(({ readiness }) => readiness.state === 'READY');
  if (ready.length === 0) return unready(candidates);
  const runs = load.storageDomains.get(job.storageDomainId) ?? 0;
  if (runs >= fleet.maxRunsPerStorageDomain) {
    const message = `The disk's storage domain already has ${runs} runs, as many as it may have at once.`;
    return { wait: { code: 'STORAGE_DOMAIN_SLOT', message }, until: null };
  }
  const free = ready.filter((host) => host.runs < host.maxRuns);
  const [best] = free.toSorted((one, other) => one.runs / one.maxRuns - other.runs / other.maxRuns);
  if (best !== undefined) return { place: best.id };
  const names = ready.map(({ name }) => name).join(', ');
  return {
    wait: {
      code: 'HOST_SLOT',
      message: `Every host that can take the job already has as many runs as it may have at once: ${names}.`,
    },
    until: null,
  };
}

function unready(candidates: readonly { readonly name: string; readonly readiness: Readiness }[]): Placement {
  for (const { name, readiness } of candidates) {
    if (readiness.state === 'PROBING') {
      const message = `Host ${name} is being probed.`;
      return { wait: { code: 'NO_SUITABLE_HOST', message }, until: null };
    }
    if (readiness.state === 'UNPROBED') {
      const message = `The last probe of host ${name} gave no clear answer, and it is probed again shortly: ${readiness.why}`;
      return { wait: { code: 'NO_SUITABLE_HOST', message }, until: null };
    }
    if (readiness.state === 'UNREACHABLE') {
      const message = `Host ${name} does not answer; it is contacted again shortly.`;
      return { wait: { code: 'HOST_CONTACT', message }, until: readiness.until };
    }
  }
  const [first] = candidates;
  if (first?.readiness.state === 'INCAPABLE') return { giveUp: first.readiness.failure };
  const message = 'No host of this server reaches the storage domain of the disk.';
  return { wait: { code: 'NO_SUITABLE_HOST', message }, until: null };
}
