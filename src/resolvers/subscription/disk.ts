import type { DiskView } from '../../projections/views.ts';
import { isDiskId } from '../ids.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';
import { notFound } from './not-found.ts';

/** Subscription.disk */
export const disk: SubscriptionResolvers['disk'] = {
  subscribe: (_root, { id, after }, { views, feed }) => {
    const cursor = feed.presentCursor();
    const disk = isDiskId(id) ? views.disk(id) : null;
    if (disk === null) throw notFound('disk', id, 'disks');
    return liveUpdates({
      present: after === null || after === undefined ? [payload(disk, cursor)] : [],
      changes: feed.changes({ after: after ?? cursor, wants: (change) => change.disk?.id === id }),
      updateOf: (change) => payload(change.disk ?? disk, change.cursor),
    });
  },
};

const payload = (disk: DiskView, cursor: string) => ({ disk: { cursor, disk } });
