import { z } from 'zod';
import * as form from './form.ts';
import { jobOf, mutation } from './payload.ts';

/** Mutation.cancelSparsifyJob */
export const cancelSparsifyJob = mutation({
  form: z.object({ id: form.jobId, reason: form.reason }),
  fields: {},
  request: ({ id, reason }, { requests }, caller) =>
    requests.cancelSparsifyJob({ jobId: id, reason }, caller),
  result: jobOf,
});
