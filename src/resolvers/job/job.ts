import { priorityOf } from '../../domain/job/priority.ts';
import type { JobView } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { momentAfter } from '../moment.ts';
import type { SparsifyJobAtMomentResolvers, SparsifyJobResolvers } from '../schema-types.ts';

/** Fields that a job has now and had at a moment in the past, by its view of then. */
const jobDetails = {
  disk: ({ diskId }: JobView, _args: object, { views }: Context) => views.disk(diskId),
  reason: ({ options }: JobView) => options.reason,
  acknowledgedWarnings: ({ options }: JobView) => options.acknowledgedWarnings,
  priority: ({ options }: JobView) => priorityOf(options),
  timeoutSeconds: ({ options }: JobView) => options.timeoutSeconds,
  requestedHost: ({ options }: JobView, _args: object, { views }: Context) =>
    options.hostId && views.host(options.hostId),
  retryAt: ({ retryNotBefore }: JobView) => retryNotBefore,
};

/** A job as it is now. */
export const SparsifyJob: SparsifyJobResolvers = {
  ...jobDetails,
  waitingFor(job, _args, context) {
    const reason = job.finishedAt === null ? context.waitingFor(job) : null;
    return reason && { ...reason, since: reason.since ?? null };
  },
  durationSeconds: (job) => durationSeconds(job, Date.now()),
  history: ({ id }, { orderBy, ...page }, { views }) => views.activity({ jobId: id }, orderBy, page),
};

/** A job as its events stood at a moment. */
export const SparsifyJobAtMoment: SparsifyJobAtMomentResolvers = {
  ...jobDetails,
  job: ({ id }, _args, { views }) => views.job(id),
  durationSeconds: (job) => durationSeconds(job, Date.parse(job.at)),
  history: ({ id, at }, { orderBy, ...page }, { views }) =>
    views.activity({ jobId: id, occurredBefore: momentAfter(at) }, orderBy, page),
};

function durationSeconds({ startedAt, finishedAt }: JobView, now: number): number | null {
  if (startedAt === null) return null;
  const end = finishedAt === null ? now : Date.parse(finishedAt);
  return Math.max(0, end - Date.parse(startedAt)) / 1000;
}
