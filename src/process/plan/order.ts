import { priorities } from '../../domain/job/priority.ts';
import type { WaitingJob } from '../jobs/active-job.ts';
import { countBefore, type Lane, laneName } from './line.ts';
import type { Load } from './load.ts';

/**
 * So long, in milliseconds, a lane may be passed over for others with fewer runs: without it, a requester whose runs take
 * hours would never be served where new ones come again and again.
 */
const longestUnservedMs = 3_600_000;

/** The next job of a lane, with what its turn depends on. */
export interface Turn {
  readonly job: WaitingJob;
  readonly rank: number;
  /** Runs that its requester has. */
  readonly runs: number;
  /** Since when the lane has waited, in milliseconds since the epoch. */
  readonly since: number;
  readonly overdue: boolean;
}

/** The turn of a lane of which some jobs were served meanwhile. */
export function turnOf(
  lane: Lane,
  load: Pick<Load, 'requester'>,
  now: number,
  served: { readonly jobs: number; readonly at: number } = { jobs: 0, at: 0 },
): Turn | null {
  const job = lane.jobs[served.jobs];
  if (job === undefined) return null;
  const asked = Date.parse(job.notBefore ?? job.requestedAt);
  const since = Math.max(asked, lane.servedAt, served.at);
  return {
    job,
    rank: priorities.indexOf(lane.priority),
    runs: load.requester(lane.requester),
    since,
    overdue: now - since > longestUnservedMs,
  };
}

/** Whose turn is first: by priority, then of whom has the fewest runs, then of whom was not served for the longest time. */
export function isBefore(one: Turn, other: Turn): boolean {
  if (one.rank !== other.rank) return one.rank < other.rank;
  if (one.overdue !== other.overdue) return one.overdue;
  if (!one.overdue && one.runs !== other.runs) return one.runs < other.runs;
  if (one.since !== other.since) return one.since < other.since;
  if (one.job.requestedAt !== other.job.requestedAt) return one.job.requestedAt < other.job.requestedAt;
  return one.job.id < other.job.id;
}

/** What one requester has in the lanes that count. */
interface Share {
  /** Of a higher priority: they are served first, and are runs then. */
  higher: number;
  jobs: number;
  first: Turn | null;
}

/**
 * Tells how many jobs of these lanes are served before one of them, as things are: requesters are served in turns, those
 * with fewer runs until all have as many.
 */
export function placesInLine(lanes: readonly Lane[], load: Load, now: number): (job: WaitingJob) => number {
  const lanesOf = Map.groupBy(lanes, laneName);
  const sharesByRank = priorities.map((_, rank) => sharesOf(lanes, rank, load, now));
  return (job) => {
    const own = lanesOf.get(laneName(job)) ?? [];
    const ownBefore = own.reduce((sum, { jobs }) => sum + countBefore(jobs, job), 0);
    const shares = sharesByRank[priorities.indexOf(job.priority)] ?? new Map<string, Share>();
    const ownFirst = shares.get(job.requester)?.first ?? null;
    let before = ownBefore;
    for (const [requester, { higher, jobs, first }] of shares) {
      before += higher;
      if (ownFirst === null || first === null || requester === job.requester) continue;
      // Where both have as many runs, the one that reached that number first was served last.
      const winsTies = first.runs === ownFirst.runs ? isBefore(first, ownFirst) : first.runs > ownFirst.runs;
      const turns = ownFirst.runs + ownBefore - first.runs + (winsTies ? 1 : 0);
      before += Math.min(jobs, Math.max(turns, 0));
    }
    return before;
  };
}

/** What each requester has that counts for the jobs of one priority. */
function sharesOf(lanes: readonly Lane[], rank: number, load: Load, now: number): ReadonlyMap<string, Share> {
  const shares = new Map<string, Share>();
  for (const lane of lanes) {
    const turn = turnOf(lane, load, now);
    if (turn === null || turn.rank > rank) continue;
    const share = shares.get(lane.requester) ?? { higher: 0, jobs: 0, first: null };
    shares.set(lane.requester, share);
    if (turn.rank < rank) share.higher += lane.jobs.length;
    else {
      share.jobs += lane.jobs.length;
      if (share.first === null || isBefore(turn, share.first)) share.first = turn;
    }
  }
  for (const share of shares.values()) {
    if (share.first !== null) share.first = { ...share.first, runs: share.first.runs + share.higher };
  }
  return shares;
}
