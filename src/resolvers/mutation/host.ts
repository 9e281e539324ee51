import { z } from 'zod';
import * as form from './form.ts';
import { orNull } from './form.ts';
import { hostAtWorkOf, hostOf, mutation, operationOf } from './payload.ts';

const settings = {
  address: orNull(form.sshAddress),
  hostKeyFingerprint: orNull(form.fingerprint),
  name: orNull(form.name),
  labels: orNull(form.labels),
  allowEmulation: orNull(z.boolean()),
};

/** Mutation.registerHost */
export const registerHost = mutation({
  form: z.object({
    ...settings,
    maxRuns: orNull(form.wholeNumber(1, 1000)),
    directories: z.array(form.directory).refine(({ length }) => length <= 1000, {
      error: 'takes at most 1000 directories: name one that they all lie in.',
    }),
  }),
  fields: { host: 'address' },
  request: (input, { requests }, caller) => requests.registerHost(input, caller),
  result: hostAtWorkOf,
});

/** Mutation.updateHost */
export const updateHost = mutation({
  form: z.object({ ...settings, id: form.hostId, maxRuns: orNull(form.wholeNumber(0, 1000)) }),
  fields: { host: 'id' },
  request: ({ id, ...input }, { requests }, caller) => requests.updateHost({ ...input, hostId: id }, caller),
  result: hostAtWorkOf,
});

/** Mutation.acceptHostKey */
export const acceptHostKey = mutation({
  form: z.object({ id: form.hostId, fingerprint: form.fingerprint }),
  fields: { host: 'id' },
  request: ({ id, fingerprint }, { requests }, caller) =>
    requests.acceptHostKey({ hostId: id, fingerprint }, caller),
  result: hostAtWorkOf,
});

/** Mutation.drainHost */
export const drainHost = mutation({
  form: z.object({ id: form.hostId, reason: form.reason }),
  fields: { host: 'id' },
  request: ({ id, reason }, { requests }, caller) => requests.drainHost({ hostId: id, reason }, caller),
  result: hostOf,
});

/** Mutation.activateHost */
export const activateHost = mutation({
  form: z.object({ id: form.hostId, reason: form.reason }),
  fields: { host: 'id' },
  request: ({ id, reason }, { requests }, caller) => requests.activateHost({ hostId: id, reason }, caller),
  result: hostOf,
});

/** Mutation.confirmHostDown */
export const confirmHostDown = mutation({
  form: z.object({ id: form.hostId, reason: form.reason }),
  fields: { host: 'id' },
  request: ({ id, reason }, { requests }, caller) => requests.confirmHostDown({ hostId: id, reason }, caller),
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
