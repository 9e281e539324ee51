import { z } from 'zod';
import * as form from './form.ts';
import { hostOf, mutation, operationOf } from './payload.ts';

/** Mutation.registerHost */
export const registerHost = mutation({
  form: z.object({
    name: form.name.nullish().transform((name) => name ?? null),
    directories: z.array(form.directory).refine(({ length }) => length <= 1000, {
      error: 'takes at most 1000 directories: name one that they all lie in.',
    }),
  }),
  fields: {},
  request: (input, { requests }, caller) => requests.registerHost(input, caller),
  result: hostOf,
});

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
