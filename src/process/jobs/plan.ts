import type { Failure } from '../../domain/disk/events.ts';
import type { HostId } from '../../domain/ids.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import type { JobWithRun, WaitingJob } from './active-job.ts';
import type { Candidates, FleetState, ReadyHost } from './fleet-state.ts';
import { type Lane, type Line, type Place, servedApart } from './line.ts';
import { createLoad, type Load } from './load.ts';
import { isBefore, placeInLine, type Turn, turnOf } from './order.ts';

/** What is to be done for a job next. */
export type Step =
  /** Inspect the image on that host, and lock the disk for the next attempt. `chosen`: why there. */
  | { readonly type: 'ASSIGN'; readonly job: WaitingJob; readonly hostId: HostId; readonly chosen: string }
  | RunStep
  | { readonly type: 'GIVE_UP'; readonly job: WaitingJob; readonly failure: Failure }
  /** Nothing before that moment (ms since the epoch), unless something changes. */
  | { readonly type: 'WAIT'; readonly until: number };

type RunStep =
  /** See the attempt that holds the disk through to its recorded end: from wherever its host says that the run is. */
  | { readonly type: 'CONDUCT'; readonly job: JobWithRun }
  /** The same, and stop the run. */
  | { readonly type: 'CANCEL'; readonly job: JobWithRun };

/** What is to be done for a job that has a run. */
export const stepOf = (job: JobWithRun): RunStep => ({
  type: job.cancelRequested ? 'CANCEL' : 'CONDUCT',
  job,
});

/** A place whose jobs hosts can do, with what of it this plan has served. */
interface Contender {
  readonly place: Place;
  readonly candidates: Candidates;
  readonly served: Map<Lane, { jobs: number; at: number }>;
  next: { readonly lane: Lane; readonly turn: Turn } | null;
}

/**
 * All steps that are due for waiting jobs, by the fleet and the time: free slots go to those whose turn is first of all that
 * they are of use for. What it costs depends on the places where jobs wait and on their requesters, not on the jobs. Pure.
 */
export function plan(line: Line, used: Load, fleet: FleetState, now: number): Step[] {
  const load = createLoad(used);
  const steps: Step[] = [];
  const waits = [line.nextDue()];
  let contenders: Contender[] = [];
  for (const place of line.places()) {
    const candidates = fleet.candidates(place);
    const { blocked } = candidates;
    if (blocked === null) contenders.push({ place, candidates, served: new Map(), next: null });
    else if ('wait' in blocked) waits.push(blocked.until);
    else for (const job of jobsAt(place)) steps.push({ type: 'GIVE_UP', job, failure: blocked.giveUp });
  }
  const withSlot = createSlotSearch(contenders, load, fleet);
  contenders = withSlot(contenders);
  for (const each of contenders) each.next = nextAt(each, load, now);
  for (let servings = 1; contenders.length > 0; servings += 1) {
    const first = firstOf(contenders);
    if (first?.next == null) break;
    const { job } = first.next.turn;
    const { host, chosen } = chooseHost(first.place, first.candidates, load);
    steps.push({ type: 'ASSIGN', job, hostId: host.id, chosen });
    load.change({ hostId: host.id, storageDomainId: job.storageDomainId, requester: job.requester }, 1);
    const jobs = (first.served.get(first.next.lane)?.jobs ?? 0) + 1;
    first.served.set(first.next.lane, { jobs, at: now + servings * servedApart });
    contenders = withSlot(contenders);
    for (const each of contenders) {
      // Whoever else was next elsewhere still is: the others there have as many runs as before, or more.
      if (each === first || each.next?.turn.job.requester === job.requester)
        each.next = nextAt(each, load, now);
    }
  }
  const until = waits.filter((each) => each !== null);
  return until.length === 0 ? steps : [...steps, { type: 'WAIT', until: Math.min(...until) }];
}

function* jobsAt({ lanes }: Place): Generator<WaitingJob> {
  for (const { jobs } of lanes) yield* jobs;
}

function nextAt({ place, served }: Contender, load: Load, now: number): Contender['next'] {
  let next: Contender['next'] = null;
  for (const lane of place.lanes) {
    const turn = turnOf(lane, load, now, served.get(lane));
    if (turn !== null && (next === null || isBefore(turn, next.turn))) next = { lane, turn };
  }
  return next;
}

function firstOf(contenders: readonly Contender[]): Contender | null {
  let first: Contender | null = null;
  for (const each of contenders) {
    if (each.next !== null && (first?.next == null || isBefore(each.next.turn, first.next.turn)))
      first = each;
  }
  return first;
}

/** Finds those of some places where a run could begin: few hosts have a free slot where many jobs wait. */
function createSlotSearch(all: readonly Contender[], load: Load, fleet: FleetState) {
  const hosts = new Map(all.flatMap(({ candidates }) => candidates.ready.map((host) => [host.id, host])));
  return (among: readonly Contender[]): Contender[] => {
    if (isFull(fleet.maxRuns, load)) return [];
    for (const [id, { maxRuns }] of hosts) if (load.host(id) >= maxRuns) hosts.delete(id);
    const hasFreeHost = ({ ready, readyIds }: Candidates): boolean =>
      hosts.size < ready.length
        ? [...hosts.keys()].some((id) => readyIds.has(id))
        : ready.some(({ id }) => hosts.has(id));
    return among.filter(
      ({ place: { storageDomainId: id }, candidates }) =>
        load.storageDomain(id) < fleet.maxRunsOn(id) && hasFreeHost(candidates),
    );
  };
}

const isFull = (maxRuns: number | null, load: Load): boolean => maxRuns !== null && load.total() >= maxRuns;

/** The least loaded host with a free slot, of those with KVM if there are any; of equal ones, one that is in use already. */
function chooseHost(
  { pinnedHostId }: Place,
  { ready, reach }: Candidates,
  load: Load,
): { readonly host: ReadyHost; readonly chosen: string } {
  const free = ready.filter(({ id, maxRuns }) => load.host(id) < maxRuns);
  const fast = free.filter(({ emulates }) => !emulates);
  const among = fast.length > 0 ? fast : free;
  const share = ({ id, maxRuns }: ReadyHost): number => load.host(id) / maxRuns;
  const [host] = among.toSorted(
    (one, other) => share(one) - share(other) || Number(other.contacted) - Number(one.contacted),
  );
  if (host === undefined) throw new Error('A host was to be chosen where none has a free slot.');
  const slots = `${load.host(host.id)} of ${host.maxRuns} slots taken`;
  const of =
    reach === 1 ? 'the only host that reaches the storage' : `of ${reach} hosts that reach the storage`;
  if (pinnedHostId !== null) return { host, chosen: `asked for by the request, ${slots}` };
  if (reach === 1) return { host, chosen: `${of}, ${slots}` };
  if (free.length === 1) return { host, chosen: `the only one that is ready and has a free slot ${of}` };
  const rest = `that ${among.length === 1 ? 'is' : 'are'} ready and ${among.length === 1 ? 'has' : 'have'} a free slot`;
  if (among.length === 1) return { host, chosen: `the only one with KVM ${rest}, ${of}` };
  const those = `${among.length} ${fast.length > 0 && fast.length < free.length ? 'with KVM ' : ''}${rest}`;
  return { host, chosen: `least loaded (${slots}) of ${those}, ${of}` };
}

/** Why a waiting job does not go on, and how many jobs come before it; null when its turn is next. */
export function waitReasonOf(
  job: WaitingJob,
  line: Line & { isDelayed(job: WaitingJob): boolean },
  load: Load,
  fleet: FleetState,
  now: number,
): WaitReason | null {
  if (line.isDelayed(job)) {
    return {
      code: 'RETRY_DELAY',
      message: `Attempt ${job.nextAttempt - 1} failed and is retried: attempt ${job.nextAttempt} begins at ${job.notBefore}.`,
      position: null,
    };
  }
  const here = fleet.candidates(job);
  /** Among the jobs of the places that wait for the same. */
  const positionAmong = (waitsToo: (place: Place) => boolean): number => {
    const lanes = [...line.places()].filter(waitsToo).flatMap((place) => [...place.lanes]);
    return placeInLine(job, lanes, load, now);
  };
  if (here.blocked !== null) {
    if ('giveUp' in here.blocked) return null;
    const position = positionAmong(
      (place) => place.storageDomainId === job.storageDomainId && place.pinnedHostId === job.pinnedHostId,
    );
    return { ...here.blocked.wait, position };
  }
  if (isFull(fleet.maxRuns, load)) {
    const message = `There are ${load.total()} runs, as many as there may be at once in all (updateLimits).`;
    return { code: 'INSTALLATION_SLOT', message, position: positionAmong(() => true) };
  }
  const runs = load.storageDomain(job.storageDomainId);
  if (runs >= fleet.maxRunsOn(job.storageDomainId)) {
    const message = `The disk's storage domain already has ${runs} runs, as many as it may have at once.`;
    const position = positionAmong(({ storageDomainId }) => storageDomainId === job.storageDomainId);
    return { code: 'STORAGE_DOMAIN_SLOT', message, position };
  }
  if (here.ready.some(({ id, maxRuns }) => load.host(id) < maxRuns)) return null;
  const names = here.ready.map(({ name }) => name).join(', ');
  return {
    code: 'HOST_SLOT',
    message: `Every host that can take the job already has as many runs as it may have at once: ${names}.`,
    position: positionAmong((place) => fleet.candidates(place).ready.some(({ id }) => here.readyIds.has(id))),
  };
}
