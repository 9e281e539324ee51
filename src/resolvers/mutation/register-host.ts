import { z } from 'zod';
import * as form from './form.ts';
import { hostOf, mutation } from './payload.ts';

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
