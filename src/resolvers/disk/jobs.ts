import type { DiskId } from '../../domain/ids.ts';
import type { DiskAsOf, JobAsOf } from '../as-of.ts';
import { momentAfter } from '../as-of.ts';
import type { JobPage } from '../connection.ts';
import type { Context } from '../context.ts';
import type { DiskResolvers } from '../schema-types.ts';

/** Disk.jobs: in the past, the jobs that were requested until then, each as it stood then. */
export const jobs: DiskResolvers['jobs'] = ({ id, asOf }: DiskAsOf, { orderBy, ...page }, context) => {
  const order = orderBy ?? { field: 'REQUESTED_AT', direction: 'DESC' };
  if (asOf === undefined) return context.views.jobs({ diskId: id }, order, page);
  const present = context.views.jobs({ diskId: id, requestedBefore: momentAfter(asOf) }, order, page);
  return asTheyStood(id, present, asOf, context);
};

async function asTheyStood(id: DiskId, page: JobPage, asOf: string, context: Context): Promise<JobPage> {
  const ids = page.edges.map(({ node }) => node.id);
  const then = new Map((await context.jobsAt(id, ids, asOf)).map((job) => [job.id, job]));
  const edges = page.edges.map(({ cursor, node }): { cursor: string; node: JobAsOf } => ({
    cursor,
    node: { ...(then.get(node.id) ?? node), asOf },
  }));
  return { ...page, edges, totalCount: () => page.totalCount() };
}
