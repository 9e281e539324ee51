import type { JobId } from '../../domain/ids.ts';
import { hasEnded } from '../../domain/job/status.ts';
import { BadCursor, BadPageArgument } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { isJobId } from '../ids.ts';
import type { SubscriptionResolvers } from '../schema-types.ts';
import { liveUpdates, noUpdates } from './live-updates.ts';
import { notFound } from './not-found.ts';

/** Subscription.sparsifyJob */
export const sparsifyJob: SubscriptionResolvers['sparsifyJob'] = {
  subscribe: (_root, { id, after }, context) => {
    const job = isJobId(id) ? context.views.job(id) : null;
    if (job === null) throw notFound('job', id, 'sparsifyJobs');
    const resumes = after !== null && after !== undefined;
    if (resumes && hasEnded(job.status) && !missedSome(context, job.id, after)) return noUpdates();
    return liveUpdates(context, {
      after,
      present: () => [job],
      itemOf: (change) => change.job,
      wants: (changed) => changed.id === id,
      payload: (job, cursor) => ({ sparsifyJob: { cursor, job } }),
      isLast: ({ status }) => hasEnded(status),
    });
  },
};

/** Without this, a client that has received the terminal state and resumes would wait forever. */
function missedSome({ views }: Context, jobId: JobId, after: string): boolean {
  try {
    return views.activity({ jobId }, 'ASC', { first: 1, after }).edges.length > 0;
  } catch (error) {
    throw error instanceof BadPageArgument ? new BadCursor(error.message) : error;
  }
}
