import { GraphQLError } from 'graphql';
import { activityFilter, diskFilter, hostFilter, jobFilter, storageDomainFilter } from './filters.ts';
import { isDiskId, isHostId, isJobId, isOperationId, isStorageDomainId } from './ids.ts';
import { pastMoment } from './moment.ts';
import { nodeById } from './nodes.ts';
import type { QueryResolvers } from './schema-types.ts';

const mostIds = 500;

export const Query: QueryResolvers = {
  node: (_root, { id }, context) => nodeById(context, id),
  nodes: (_root, { ids }, context) => {
    if (ids.length > mostIds) {
      throw new GraphQLError(
        `ids takes at most ${mostIds} ids, got ${ids.length}: ask for them in several queries.`,
        { extensions: { code: 'BAD_USER_INPUT', argument: 'ids' } },
      );
    }
    return ids.map((id) => nodeById(context, id));
  },
  disk: (_root, { id }, { views }) => (isDiskId(id) ? views.disk(id) : null),
  diskAt: async (_root, { id, at }, { diskAt }) => {
    const disk = isDiskId(id) ? await diskAt(id, pastMoment(at)) : null;
    return disk && { ...disk, at };
  },
  disks: (_root, { filter, orderBy, ...page }, { views }) => views.disks(diskFilter(filter), orderBy, page),
  diskTotals: (_root, { filter }, { views }) => views.diskTotals(diskFilter(filter)),
  sparsifyJob: (_root, { id }, { views }) => (isJobId(id) ? views.job(id) : null),
  sparsifyJobAt: async (_root, { id, at }, { jobAt }) => {
    const job = isJobId(id) ? await jobAt(id, pastMoment(at)) : null;
    return job && { ...job, at };
  },
  sparsifyJobs: (_root, { filter, orderBy, ...page }, { views }) =>
    views.jobs(jobFilter(filter), orderBy, page),
  sparsifyJobTotals: (_root, { filter }, { views }) => views.jobTotals(jobFilter(filter)),
  host: (_root, { id }, { views }) => (isHostId(id) ? views.host(id) : null),
  hosts: (_root, { filter, ...page }, { views }) => views.hosts(page, hostFilter(filter)),
  storageDomain: (_root, { id }, { views }) => (isStorageDomainId(id) ? views.storageDomain(id) : null),
  storageDomains: (_root, { filter, ...page }, { views }) =>
    views.storageDomains(page, storageDomainFilter(filter)),
  activity: (_root, { filter, orderBy, ...page }, { views }) =>
    views.activity(activityFilter(filter), orderBy, page),
  operation: (_root, { id }, { views }) => (isOperationId(id) ? views.operation(id) : null),
  system: (_root, _args, context) => context.system(),
};
