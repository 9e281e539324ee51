import type { DiskView } from '../../projections/views.ts';
import { existing } from '../existing.ts';
import { diskFilter } from '../filters.ts';
import { isDiskId } from '../ids.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';
import { notFound } from './not-found.ts';

/** Subscription.disk */
export const disk: SubscriptionResolvers['disk'] = {
  subscribe: (_root, { id, after }, { views, feed }) => {
    const disk = isDiskId(id) ? views.disk(id) : null;
    if (disk === null) throw notFound('disk', id, 'disks');
    return liveUpdates({
      feed,
      after,
      present: (cursor) => [payload(disk, cursor)],
      wants: (change) => change.disk?.id === id,
      updateOf: (change, cursor) => payload(change.disk ?? disk, cursor),
    });
  },
};

const payload = (disk: DiskView, cursor: string) => ({ disk: { cursor, disk } });

/** Subscription.disks: whether a disk matches is asked of the views, so by the same rules as the query. */
export const disks: SubscriptionResolvers['disks'] = {
  subscribe: (_root, { filter, after }, { views, feed }) => {
    const wanted = diskFilter(filter);
    return liveUpdates({
      feed,
      after,
      wants: ({ disk }) => disk !== null && views.diskMatches(disk.id, wanted),
      updateOf: ({ disk }, cursor) => ({ disks: { cursor, disk: existing(disk, cursor) } }),
    });
  },
};
