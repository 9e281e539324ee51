import { z } from 'zod';
import * as form from './form.ts';
import { hostMutation } from './payload.ts';
import { untilEnded } from './until-ended.ts';

/** Mutation.scanHost */
export const scanHost = hostMutation({
  form: z.object({ id: form.hostId }),
  fields: { host: 'id' },
  request: async ({ id }, context, caller) =>
    untilEnded(await context.requests.scanHost({ hostId: id }, caller), context, id),
});
