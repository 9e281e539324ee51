import type { OperationView } from '../../projections/views.ts';
import { isOperationId } from '../ids.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates } from './live-updates.ts';
import { notFound } from './not-found.ts';

/** Subscription.operation: one that has ended gives its end again, since the history does not show what was missed. */
export const operation: SubscriptionResolvers['operation'] = {
  subscribe: (_root, { id, after }, { views, feed }) => {
    const operation = isOperationId(id) ? views.operation(id) : null;
    if (operation === null) throw notFound('operation', id, null);
    return liveUpdates({
      feed,
      after: operation.endedAt === null ? after : null,
      present: (cursor) => [payload(operation, cursor)],
      wants: (change) => change.operation?.id === id,
      updateOf: (change, cursor) => payload(change.operation ?? operation, cursor),
      isLast: ({ operation: { operation } }) => operation.endedAt !== null,
    });
  },
};

const payload = (operation: OperationView, cursor: string) => ({ operation: { cursor, operation } });
