import { diskFilter } from '../filters.ts';
import { isDiskId } from '../ids.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';
import { notFound } from './not-found.ts';

/** Subscription.disk */
export const disk: SubscriptionResolvers['disk'] = {
  subscribe: (_root, { id, after }, context) => {
    const disk = isDiskId(id) ? context.views.disk(id) : null;
    if (disk === null) throw notFound('disk', id, 'disks');
    return liveUpdates(context, {
      after,
      present: () => [disk],
      itemOf: (change) => change.disk,
      wants: (changed) => changed.id === id,
      payload: (disk, cursor) => ({ disk: { cursor, disk } }),
    });
  },
};

/** Subscription.disks: whether a disk matches is asked of the views, so by the same rules as the query. */
export const disks: SubscriptionResolvers['disks'] = {
  subscribe: (_root, { filter, after }, context) => {
    const wanted = diskFilter(filter);
    return liveUpdates(context, {
      after,
      itemOf: ({ disk }) => disk,
      wants: ({ id }) => context.views.diskMatches(id, wanted),
      payload: (disk, cursor) => ({ disks: { cursor, disk } }),
    });
  },
};
