import type { ActivityResolvers } from '../schema-types.ts';

/** Activity.causedBy: null where the cause is a request, or Winnow's own accord, and no event. */
export const causedBy: ActivityResolvers['causedBy'] = ({ metadata }, _args, { views }) =>
  views.activityByEventId(metadata.causationId);
