import { z } from 'zod';
import * as form from './form.ts';
import { diskOf, mutation } from './payload.ts';

/** Mutation.refreshDisk */
export const refreshDisk = mutation({
  form: z.object({ id: form.diskId, measure: z.boolean() }),
  fields: { disk: 'id' },
  request: ({ id, measure }, { requests }, caller) => requests.refreshDisk({ diskId: id, measure }, caller),
  result: diskOf,
});
