import { z } from 'zod';
import * as form from './form.ts';
import { hostMutation } from './payload.ts';

/** Mutation.scanHost */
export const scanHost = hostMutation({
  form: z.object({ id: form.hostId }),
  fields: { host: 'id' },
  request: ({ id }, { requests }, caller) => requests.scanHost({ hostId: id }, caller),
});
