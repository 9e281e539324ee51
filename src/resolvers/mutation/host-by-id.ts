import { z } from 'zod';
import * as form from './form.ts';
import { hostOf, mutation, operationOf } from './payload.ts';

/** Mutation.probeHost */
export const probeHost = mutation({
  form: z.object({ id: form.hostId }),
  fields: { host: 'id' },
  request: ({ id }, { requests }, caller) => requests.probeHost({ hostId: id }, caller),
  result: operationOf,
});

/** Mutation.scanHost */
export const scanHost = mutation({
  form: z.object({ id: form.hostId }),
  fields: { host: 'id' },
  request: ({ id }, { requests }, caller) => requests.scanHost({ hostId: id }, caller),
  result: operationOf,
});

/** Mutation.removeHost */
export const removeHost = mutation({
  form: z.object({ id: form.hostId, reason: form.reason }),
  fields: { host: 'id' },
  request: ({ id, reason }, { requests }, caller) => requests.removeHost({ hostId: id, reason }, caller),
  result: hostOf,
});
