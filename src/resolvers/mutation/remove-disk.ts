import { z } from 'zod';
import * as form from './form.ts';
import { diskOf, mutation } from './payload.ts';

/** Mutation.removeDisk */
export const removeDisk = mutation({
  form: z.object({ id: form.diskId, reason: form.reason }),
  fields: { disk: 'id' },
  request: ({ id, reason }, { requests }, caller) => requests.removeDisk({ diskId: id, reason }, caller),
  result: diskOf,
});
