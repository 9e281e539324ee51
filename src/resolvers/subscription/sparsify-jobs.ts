import { hasEnded } from '../../domain/job/status.ts';
import type { JobFilter, JobView } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { existing } from '../existing.ts';
import { jobFilter } from '../filters.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.sparsifyJobs */
export const sparsifyJobs: SubscriptionResolvers['sparsifyJobs'] = {
  subscribe: (_root, { filter, after }, context) => {
    const cursor = context.feed.presentCursor();
    const wanted = jobFilter(filter);
    return liveUpdates({
      present: after === null || after === undefined ? presentJobs(context, wanted) : [],
      changes: context.feed.changes({
        after: after ?? cursor,
        wants: ({ job }) => job !== null && matches(job, wanted),
      }),
      updateOf: (change) => payload(existing(change.job, 'a job'), change.cursor),
    });
  },
};

const payload = (job: JobView, cursor: string) => ({ sparsifyJobs: { cursor, job } });

/**
 * The active jobs, each with the cursor of its own last event, in the order of those: cursors then increase from the first
 * payload on, and who is cut off between two of them misses none.
 */
function presentJobs({ views, feed }: Context, wanted: JobFilter): ReturnType<typeof payload>[] {
  return views
    .activeJobs()
    .filter((job) => matches(job, wanted))
    .flatMap((job) => {
      const last = views.activity({ jobId: job.id }, 'DESC', { first: 1 }).edges[0];
      return last === undefined ? [] : [{ job, position: last.node.position }];
    })
    .sort((a, b) => (a.position < b.position ? -1 : 1))
    .map(({ job, position }) => payload(job, feed.cursorAt(position)));
}

function matches(job: JobView, wanted: JobFilter): boolean {
  const { diskId, statuses, active, hostId, outcomes, requesterId } = wanted;
  const { requestedAfter, requestedBefore, finishedAfter, finishedBefore } = wanted;
  const outcome = job.result?.outcome;
  return (
    (!diskId || job.diskId === diskId) &&
    (!statuses || statuses.includes(job.status)) &&
    (active === null || active === undefined || active === !hasEnded(job.status)) &&
    (!hostId || job.attempts.some((attempt) => attempt.hostId === hostId)) &&
    (!outcomes || (outcome !== undefined && outcomes.includes(outcome))) &&
    (!requesterId || job.requestedBy.id === requesterId) &&
    within(job.requestedAt, requestedAfter, requestedBefore) &&
    within(job.finishedAt, finishedAfter, finishedBefore)
  );
}

/** What has no moment is within no bounds. */
const within = (
  moment: string | null,
  after: string | null | undefined,
  before: string | null | undefined,
): boolean =>
  (!after || (moment !== null && moment >= after)) && (!before || (moment !== null && moment < before));
