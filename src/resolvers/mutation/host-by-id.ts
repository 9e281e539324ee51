import { z } from 'zod';
import * as form from './form.ts';
import { hostOf, mutation } from './payload.ts';

const hostById = z.object({ id: form.hostId });

/** Mutation.probeHost */
export const probeHost = mutation({
  form: hostById,
  fields: { host: 'id' },
  request: ({ id }, { requests }, caller) => requests.probeHost({ hostId: id }, caller),
  result: hostOf,
});

/** Mutation.scanHost */
export const scanHost = mutation({
  form: hostById,
  fields: { host: 'id' },
  request: ({ id }, { requests }, caller) => requests.scanHost({ hostId: id }, caller),
  result: hostOf,
});
