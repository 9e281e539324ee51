import type { SubscriptionResolvers } from '../schema-types.ts';
import { activity } from './activity.ts';
import { disk, disks } from './disk.ts';
import { hosts } from './hosts.ts';
import { operation } from './operation.ts';
import { sparsifyJob } from './sparsify-job.ts';
import { sparsifyJobs } from './sparsify-jobs.ts';

export const Subscription: SubscriptionResolvers = {
  sparsifyJob,
  disk,
  disks,
  sparsifyJobs,
  hosts,
  operation,
  activity,
};
