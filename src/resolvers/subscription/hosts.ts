import { allOf } from '../../projections/query/all-of.ts';
import { areAssigned } from '../../projections/views.ts';
import { hostFilter } from '../filters.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';

/** Subscription.hosts */
export const hosts: SubscriptionResolvers['hosts'] = {
  subscribe: (_root, { filter, after }, context) => {
    const wanted = hostFilter(filter);
    return liveUpdates(context, {
      after,
      present: () => [...allOf((page) => context.views.hosts(page, wanted))],
      eventsOf: ({ id }) => ({ hostId: id }),
      itemOf: ({ host }) => host,
      wants: ({ labels }) => areAssigned(labels, wanted.labels ?? []),
      payload: (host, cursor) => ({ hosts: { cursor, host } }),
    });
  },
};
