import { diskStatuses } from '../../domain/disk/disk-status.ts';
import { hasEnded } from '../../domain/job/status.ts';
import { activeJobs } from '../../projections/query/all-of.ts';
import { areAssigned, type JobFilter, type JobView, type Views } from '../../projections/views.ts';
import { jobFilter } from '../filters.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.sparsifyJobs */
export const sparsifyJobs: SubscriptionResolvers['sparsifyJobs'] = {
  subscribe: (_root, { filter, after }, context) => {
    const wanted = jobFilter(filter);
    const isWanted = (job: JobView) => matches(job, wanted) && hasLabels(job, wanted, context.views);
    return liveUpdates(context, {
      after,
      present: () => [...activeJobs(context.views)].filter(isWanted),
      eventsOf: ({ id }) => ({ jobId: id }),
      itemOf: ({ job }) => job,
      wants: isWanted,
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

/** Labels are those of now, so they are asked of the views. */
function hasLabels(
  { diskId, attempts }: JobView,
  { diskLabels, storageDomainLabels, hostLabels }: JobFilter,
  views: Views,
): boolean {
  const ofDisk = { labels: diskLabels, storageDomainLabels, availabilities: diskStatuses };
  return (
    (!(diskLabels || storageDomainLabels) || views.diskMatches(diskId, ofDisk)) &&
    (!hostLabels ||
      attempts.some(({ hostId }) => {
        const host = views.host(hostId);
        return host !== null && areAssigned(host.labels, hostLabels);
      }))
  );
}

/** What has no moment is within no bounds. */
const within = (
  moment: string | null,
  after: string | null | undefined,
  before: string | null | undefined,
): boolean =>
  (!after || (moment !== null && moment >= after)) && (!before || (moment !== null && moment < before));
