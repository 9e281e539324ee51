import { allOf } from '../../projections/query/all-of.ts';
import type { HostView } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { existing } from '../existing.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.hosts */
export const hosts: SubscriptionResolvers['hosts'] = {
  subscribe: (_root, { after }, context) => {
    const cursor = context.feed.presentCursor();
    return liveUpdates({
      present: after === null || after === undefined ? presentHosts(context) : [],
      changes: context.feed.changes({ after: after ?? cursor, wants: ({ host }) => host !== null }),
      updateOf: (change) => payload(existing(change.host, change.cursor), change.cursor),
    });
  },
};

const payload = (host: HostView, cursor: string) => ({ hosts: { cursor, host } });

/** Each host with the cursor of its own last event, in the order of those: so cursors increase from the first payload on. */
function presentHosts({ views, feed }: Context): ReturnType<typeof payload>[] {
  return [...allOf((page) => views.hosts(page))]
    .flatMap((host) => {
      const last = views.activity({ hostId: host.id }, 'DESC', { first: 1 }).edges[0];
      return last === undefined ? [] : [{ host, position: last.node.position }];
    })
    .sort((one, other) => (one.position < other.position ? -1 : 1))
    .map(({ host, position }) => payload(host, feed.cursorAt(position)));
}
