import { allOf } from '../../projections/query/all-of.ts';
import type { HostView } from '../../projections/views.ts';
import { existing } from '../existing.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { byLastEvent, liveUpdates } from './live-updates.ts';

/** Subscription.hosts */
export const hosts: SubscriptionResolvers['hosts'] = {
  subscribe: (_root, { after }, context) =>
    liveUpdates({
      feed: context.feed,
      after,
      present: () => {
        const present = [...allOf((page) => context.views.hosts(page))];
        return byLastEvent(present, ({ id }) => ({ hostId: id }), context).map(({ item, cursor }) =>
          payload(item, cursor),
        );
      },
      wants: ({ host }) => host !== null,
      updateOf: ({ host }, cursor) => payload(existing(host, cursor), cursor),
    }),
};

const payload = (host: HostView, cursor: string) => ({ hosts: { cursor, host } });
