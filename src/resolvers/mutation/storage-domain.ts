import { z } from 'zod';
import * as form from './form.ts';
import { orNull } from './form.ts';
import { limitsOf, mutation, storageDomainOf } from './payload.ts';

/** Mutation.removeStorageDomain */
export const removeStorageDomain = mutation({
  form: z.object({ id: form.storageDomainId, removeDisks: z.boolean(), reason: form.reason }),
  fields: { storageDomain: 'id' },
  request: ({ id, ...input }, { requests }, caller) =>
    requests.removeStorageDomain({ storageDomainId: id, ...input }, caller),
  result: storageDomainOf,
});

/** Mutation.updateStorageDomain */
export const updateStorageDomain = mutation({
  form: z.object({
    id: form.storageDomainId,
    maxRuns: orNull(form.wholeNumber(0, 1000)),
    labels: orNull(form.labels),
    allHostsRegistered: orNull(z.boolean()),
  }),
  fields: { storageDomain: 'id' },
  request: ({ id, ...input }, { requests }, caller) =>
    requests.updateStorageDomain({ storageDomainId: id, ...input }, caller),
  result: storageDomainOf,
});

/** Mutation.updateLimits */
export const updateLimits = mutation({
  form: z.object({ maxRuns: orNull(form.wholeNumber(0, 100_000)) }),
  fields: {},
  request: (input, { requests }, caller) => requests.updateLimits(input, caller),
  result: limitsOf,
});

/** Mutation.unregisterDirectory */
export const unregisterDirectory = mutation({
  form: z.object({ hostId: form.hostId, directory: form.directory }),
  fields: { host: 'hostId' },
  request: (input, { requests }, caller) => requests.unregisterDirectory(input, caller),
  result: storageDomainOf,
});
