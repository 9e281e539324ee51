import { hasEnded } from '../../domain/disk/job-status.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import type { JobNode } from '../client/job.ts';
import { watchJob } from '../client/operations.ts';
import { findJob } from './find-job.ts';

/** Follows a job, whole picture by whole picture, to its terminal state, and answers with that. */
export async function followJob(
  client: GraphqlClient,
  id: string,
  onChange: (job: JobNode) => void,
): Promise<JobNode> {
  for await (const { sparsifyJob } of client.subscribe(watchJob, { id })) {
    onChange(sparsifyJob.job);
    if (hasEnded(sparsifyJob.job.status)) return sparsifyJob.job;
  }
  return findJob(id, client);
}
