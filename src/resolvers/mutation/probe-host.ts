import { z } from 'zod';
import * as form from './form.ts';
import { hostMutation } from './payload.ts';
import { untilEnded } from './until-ended.ts';

/** Mutation.probeHost */
export const probeHost = hostMutation({
  form: z.object({ id: form.hostId }),
  fields: { host: 'id' },
  request: async ({ id }, context, caller) =>
    untilEnded(await context.requests.probeHost({ hostId: id }, caller), context, id),
});
