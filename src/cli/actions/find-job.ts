import type { GraphqlClient } from '../client/graphql-client.ts';
import type { JobNode } from '../client/job.ts';
import { getJob } from '../client/operations.ts';
import { Refused } from '../errors.ts';

/** The job of an id. @throws Refused where there is none. */
export async function findJob(id: string, client: GraphqlClient): Promise<JobNode> {
  const { sparsifyJob } = await client.request(getJob, { id });
  if (sparsifyJob !== null) return sparsifyJob;
  throw new Refused(
    'NOT_FOUND',
    `There is no job ${JSON.stringify(id)}.`,
    'List the jobs with `winnow jobs`.',
  );
}
