import type { SparsifyJobResolvers } from '../schema-types.ts';

/** SparsifyJob.waitingFor: of the present alone, since slots and hosts are no part of a job's events. */
export const waitingFor: SparsifyJobResolvers['waitingFor'] = (job, _args, context) =>
  job.asOf === undefined && job.finishedAt === null ? context.waitingFor(job) : null;
