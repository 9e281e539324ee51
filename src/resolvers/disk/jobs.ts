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
  return asTheyStood(present, asOf, context);
};

async function asTheyStood(page: JobPage, asOf: string, context: Context): Promise<JobPage> {
  const edges = page.edges.map(async ({ cursor, node }): Promise<{ cursor: string; node: JobAsOf }> => {
    const then = await context.jobAt(node.id, asOf);
    return { cursor, node: { ...(then ?? node), asOf } };
  });
  return { ...page, edges: await Promise.all(edges), totalCount: () => page.totalCount() };
}
