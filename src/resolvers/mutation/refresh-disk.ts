import { z } from 'zod';
import * as form from './form.ts';
import { diskOf, mutation } from './payload.ts';
import { untilEnded } from './until-ended.ts';

/** Mutation.refreshDisk */
export const refreshDisk = mutation({
  form: z.object({ id: form.diskId, measure: z.boolean() }),
  fields: { disk: 'id' },
  request: async ({ id, measure }, context, caller) =>
    measure
      ? untilEnded(await context.requests.measureDisk({ diskId: id }, caller), context, id)
      : context.requests.refreshDisk({ diskId: id }, caller),
  result: diskOf,
});
