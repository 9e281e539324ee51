import { existing } from '../existing.ts';
import { diskFilter } from '../filters.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.disks: whether a disk matches is asked of the views, so by the same rules as the query. */
export const disks: SubscriptionResolvers['disks'] = {
  subscribe: (_root, { filter, after }, { views, feed }) => {
    const wanted = diskFilter(filter);
    return liveUpdates({
      present: [],
      changes: feed.changes({
        after: after ?? feed.presentCursor(),
        wants: ({ disk }) => disk !== null && views.diskMatches(disk.id, wanted),
      }),
      updateOf: ({ disk, cursor }) => ({ disks: { cursor, disk: existing(disk, cursor) } }),
    });
  },
};
