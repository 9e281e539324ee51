import type { ActivityResolvers } from '../schema-types.ts';
import type { EventType } from './activity-of.ts';
import { summary } from './summary.ts';

/** What all types of events have in common. */
export const Activity: ActivityResolvers = {
  __resolveType: ({ type }) => type as EventType,
  id: ({ eventId }) => `act_${eventId}`,
  cursor: ({ position }, _args, { feed }) => feed.cursorAt(position),
  occurredAt: ({ metadata }) => metadata.occurredAt,
  actor: ({ metadata }) => metadata.actor,
  summary,
  disk: ({ diskId }, _args, { views }) => diskId && views.disk(diskId),
  job: ({ jobId }, _args, { views }) => jobId && views.job(jobId),
  // Null where the cause is a request, or Winnow itself, and no event.
  causedBy: ({ metadata }, _args, { views }) => views.activityByEventId(metadata.causationId),
};
