import type { QueryResolvers } from '../schema-types.ts';
import { activity } from './activity.ts';
import { disk } from './disk.ts';
import { disks } from './disks.ts';
import { host } from './host.ts';
import { node } from './node.ts';
import { nodes } from './nodes.ts';
import { sparsifyJob } from './sparsify-job.ts';
import { sparsifyJobs } from './sparsify-jobs.ts';
import { storageDomain } from './storage-domain.ts';

export const Query: QueryResolvers = {
  node,
  nodes,
  disk,
  disks,
  sparsifyJob,
  sparsifyJobs,
  host,
  hosts: (_root, page, { views }) => views.hosts(page),
  storageDomain,
  storageDomains: (_root, page, { views }) => views.storageDomains(page),
  activity,
  system: (_root, _args, context) => context.system(),
};
