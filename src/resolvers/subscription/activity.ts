import type { ActivityFilter, ActivityView } from '../../projections/views.ts';
import { activityFilter } from '../filters.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.activity */
export const activity: SubscriptionResolvers['activity'] = {
  subscribe: (_root, { filter, after }, context) => {
    const wanted = activityFilter(filter);
    return liveUpdates(context, {
      after,
      itemOf: ({ activity }) => activity,
      wants: (activity) => matches(activity, wanted),
      payload: (activity, cursor) => ({ activity: { cursor, activity } }),
    });
  },
};

function matches(activity: ActivityView, wanted: ActivityFilter): boolean {
  const { diskId, jobId, hostId, storageDomainId, types, actorId, occurredAfter, occurredBefore } = wanted;
  const { actor, occurredAt } = activity.metadata;
  return (
    (!diskId || activity.diskId === diskId) &&
    (!jobId || activity.jobId === jobId) &&
    (!hostId || activity.hostId === hostId) &&
    (!storageDomainId || activity.storageDomainId === storageDomainId) &&
    (!types || types.includes(activity.type)) &&
    (!actorId || actor.id === actorId) &&
    (!occurredAfter || occurredAt >= occurredAfter) &&
    (!occurredBefore || occurredAt < occurredBefore)
  );
}
