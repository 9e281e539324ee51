import { momentAfter } from '../moment.ts';
import type { DiskAtMomentResolvers } from '../schema-types.ts';
import { pageOfDerived, presentDisks } from './derived-disks.ts';
import { diskDetails, sparsifiabilityOf } from './details.ts';

/** A disk as its events stood at a moment. Other objects beside its jobs are shown as they are now. */
export const DiskAtMoment: DiskAtMomentResolvers = {
  ...diskDetails,
  disk: ({ id }, _args, { views }) => views.disk(id),
  derivedDisks: ({ observation }, page, { views }, info) =>
    pageOfDerived(presentDisks(views, observation?.children ?? [], info), page, info),
  sparsifiability: async (disk, _args, { views, storageAccessAt }) =>
    sparsifiabilityOf(disk, await storageAccessAt(disk.storageDomainId, disk.at), views),
  activeJob: async ({ activeJobId, at }, _args, { jobAt }) => {
    const job = activeJobId && (await jobAt(activeJobId, at));
    return job && { ...job, at };
  },
  jobs: async ({ id, at }, { orderBy, ...page }, { views, jobsAt }) => {
    const present = views.jobs({ diskId: id, requestedBefore: momentAfter(at) }, orderBy, page);
    const ids = present.edges.map(({ node }) => node.id);
    const then = new Map((await jobsAt(id, ids, at)).map((job) => [job.id, job]));
    const edges = present.edges.map(({ cursor, node }) => ({
      cursor,
      node: { ...(then.get(node.id) ?? node), at },
    }));
    return { ...present, edges, totalCount: () => present.totalCount() };
  },
  history: ({ id, at }, { orderBy, ...page }, { views }) =>
    views.activity({ diskId: id, occurredBefore: momentAfter(at) }, orderBy, page),
};
