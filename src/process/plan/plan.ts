import type { Failure } from '../../domain/disk/events.ts';
import type { HostId } from '../../domain/ids.ts';
import type { JobWithRun, WaitingJob } from '../jobs/active-job.ts';
import type { Candidates, FleetState, ReadyHost } from './fleet-state.ts';
import { type Lane, type Line, type Place, servedApart } from './line.ts';
import { createLoad, type Load } from './load.ts';
import { isBefore, type Turn, turnOf } from './order.ts';
import { createStorageSlots } from './storage-slots.ts';

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
  const withSlot = createSlotSearch(load, fleet);
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

/** Finds, each time anew, those of some contenders that a run could begin for: few hosts have a free slot where many jobs wait. */
function createSlotSearch(load: Load, fleet: FleetState) {
  const free = new Map([...fleet.ready].filter(([, host]) => hasFreeSlot(host, load)));
  const hasFreeHost = ({
    place: { storageDomainId },
    candidates: { ready, readyIds },
  }: Contender): boolean =>
    free.size < ready.length
      ? free.keys().some((id) => readyIds.has(id) && !load.hangs(id, storageDomainId))
      : ready.some(({ id }) => free.has(id) && !load.hangs(id, storageDomainId));
  return (among: readonly Contender[]): Contender[] => {
    for (const [id, host] of free) if (!hasFreeSlot(host, load)) free.delete(id);
    if (free.size === 0 || isFull(fleet.maxRuns, load)) return [];
    const fullStorage = createStorageSlots(load, fleet.limitOn);
    return among.filter((each) => fullStorage(each.place.storageDomainId) === null && hasFreeHost(each));
  };
}

/** Whether a host may have another run. */
export const hasFreeSlot = ({ id, maxRuns }: ReadyHost, load: Load): boolean => load.host(id) < maxRuns;

/** Whether there are as many runs as there may be in all. */
export const isFull = (maxRuns: number | null, load: Load): boolean =>
  maxRuns !== null && load.total() >= maxRuns;

/** The least loaded host with a free slot, of those with KVM if there are any; of equal ones, one that is in use already. */
function chooseHost(
  { storageDomainId, pinnedHostId }: Place,
  { ready, reach }: Candidates,
  load: Load,
): { readonly host: ReadyHost; readonly chosen: string } {
  const free = ready.filter((host) => hasFreeSlot(host, load) && !load.hangs(host.id, storageDomainId));
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
