import type { RequestContext } from '../context.ts';
import { refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';

/** Requests.cancelSparsifyJob */
export const createCancelSparsifyJob =
  ({ catalogue, inViews, changeDisk, originOf }: RequestContext): Requests['cancelSparsifyJob'] =>
  async ({ jobId, reason }, caller) => {
    const job = await inViews(() => catalogue.job(jobId));
    if (job === null) return refused({ type: 'JobNotFound', jobId });
    const command = { type: 'CancelSparsify', jobId, reason } as const;
    return changeDisk(job.diskId, command, originOf(caller, jobId), jobId);
  };
