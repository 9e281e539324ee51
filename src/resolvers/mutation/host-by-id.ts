import { z } from 'zod';
import * as form from './form.ts';
import { hostOf, mutation } from './payload.ts';
import { untilEnded } from './until-ended.ts';

const hostById = z.object({ id: form.hostId });

/** Mutation.probeHost */
export const probeHost = mutation({
  form: hostById,
  fields: { host: 'id' },
  request: async ({ id }, context, caller) =>
    untilEnded(await context.requests.probeHost({ hostId: id }, caller), context, id),
  result: hostOf,
});

/** Mutation.scanHost */
export const scanHost = mutation({
  form: hostById,
  fields: { host: 'id' },
  request: async ({ id }, context, caller) =>
    untilEnded(await context.requests.scanHost({ hostId: id }, caller), context, id),
  result: hostOf,
});
