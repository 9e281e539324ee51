import { priorities } from '../../domain/job/priority.ts';
import type { WaitingJob } from './active-job.ts';
import { countBefore, type Lane } from './line.ts';
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
 * How many jobs of these lanes are served before one of them, as things are: requesters are served in turns, those with
 * fewer runs until all have as many.
 */
export function placeInLine(job: WaitingJob, lanes: Iterable<Lane>, load: Load, now: number): number {
  const rank = priorities.indexOf(job.priority);
  let ownBefore = 0;
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
      if (lane.requester === job.requester) ownBefore += countBefore(lane.jobs, job);
    }
  }
  const withRuns = ({ first, higher }: Share): Turn | null =>
    first && { ...first, runs: first.runs + higher };
  const ownShare = shares.get(job.requester);
  const own = ownShare ? withRuns(ownShare) : null;
  let before = ownBefore;
  for (const [requester, share] of shares) {
    before += share.higher;
    const first = withRuns(share);
    if (own === null || first === null || requester === job.requester) continue;
    // Where both have as many runs, the one that reached that number first was served last.
    const winsTies = first.runs === own.runs ? isBefore(first, own) : first.runs > own.runs;
    const turns = own.runs + ownBefore - first.runs + (winsTies ? 1 : 0);
    before += Math.min(share.jobs, Math.max(turns, 0));
  }
  return before;
}
