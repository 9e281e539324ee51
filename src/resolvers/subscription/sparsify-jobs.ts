import { hasEnded } from '../../domain/job/status.ts';
import { activeJobs } from '../../projections/query/all-of.ts';
import type { JobFilter, JobView } from '../../projections/views.ts';
import { jobFilter } from '../filters.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.sparsifyJobs */
export const sparsifyJobs: SubscriptionResolvers['sparsifyJobs'] = {
  subscribe: (_root, { filter, after }, context) => {
    const wanted = jobFilter(filter);
    return liveUpdates(context, {
      after,
      present: () => [...activeJobs(context.views)].filter((job) => matches(job, wanted)),
      eventsOf: ({ id }) => ({ jobId: id }),
      itemOf: ({ job }) => job,
      wants: (job) => matches(job, wanted),
      payload: (job, cursor) => ({ sparsifyJobs: { cursor, job } }),
    });
  },
};

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
