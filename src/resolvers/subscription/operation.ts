import { isOperationId } from '../ids.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';
import { notFound } from './not-found.ts';

/** Subscription.operation: one that has ended gives its end again, since the history does not show what was missed. */
export const operation: SubscriptionResolvers['operation'] = {
  subscribe: (_root, { id, after }, context) => {
    const operation = isOperationId(id) ? context.views.operation(id) : null;
    if (operation === null) throw notFound('operation', id, null);
    return liveUpdates(context, {
      after: operation.endedAt === null ? after : null,
      present: () => [operation],
      itemOf: (change) => change.operation,
      wants: (changed) => changed.id === id,
      payload: (operation, cursor) => ({ operation: { cursor, operation } }),
      isLast: ({ endedAt }) => endedAt !== null,
    });
  },
};
