import { z } from 'zod';
import * as form from './form.ts';
import { hostMutation } from './payload.ts';

/** Mutation.probeHost */
export const probeHost = hostMutation({
  form: z.object({ id: form.hostId }),
  fields: { host: 'id' },
  request: ({ id }, { requests }, caller) => requests.probeHost({ hostId: id }, caller),
});
