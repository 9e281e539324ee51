import type { ActivityResolvers, ActivityType } from '../schema-types.ts';
import { causedBy } from './caused-by.ts';
import { summary } from './summary.ts';

/** What all types of events have in common. */
export const Activity: ActivityResolvers = {
  __resolveType: ({ type }) => type as ActivityType,
  id: ({ eventId }) => eventId,
  cursor: ({ position }, _args, { feed }) => feed.cursorAt(position),
  occurredAt: ({ metadata }) => metadata.occurredAt,
  actor: ({ metadata }) => metadata.actor,
  summary,
  disk: ({ diskId }, _args, { views }) => diskId && views.disk(diskId),
  job: ({ jobId }, _args, { views }) => jobId && views.job(jobId),
  causedBy,
};
