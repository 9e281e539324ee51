import { allOf } from '../../projections/query/all-of.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.hosts */
export const hosts: SubscriptionResolvers['hosts'] = {
  subscribe: (_root, { after }, context) =>
    liveUpdates(context, {
      after,
      present: () => [...allOf((page) => context.views.hosts(page))],
      eventsOf: ({ id }) => ({ hostId: id }),
      itemOf: ({ host }) => host,
      payload: (host, cursor) => ({ hosts: { cursor, host } }),
    }),
};
