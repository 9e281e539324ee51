import type { ActivityFilter, ActivityView } from '../../projections/views.ts';
import { existing } from '../existing.ts';
import { activityFilter } from '../filters.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.activity */
export const activity: SubscriptionResolvers['activity'] = {
  subscribe: (_root, { filter, after }, { feed }) => {
    const wanted = activityFilter(filter);
    return liveUpdates({
      feed,
      after,
      wants: ({ activity }) => activity !== null && matches(activity, wanted),
      updateOf: ({ activity }, cursor) => ({ activity: { cursor, activity: existing(activity, cursor) } }),
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
