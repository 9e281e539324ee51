import { z } from 'zod';
import * as form from './form.ts';
import { mutation, storageDomainOf } from './payload.ts';

/** Mutation.updateStorageDomain */
export const updateStorageDomain = mutation({
  form: z.object({ id: form.storageDomainId, labels: form.orNull(form.labels) }),
  fields: { storageDomain: 'id' },
  request: ({ id, ...input }, { requests }, caller) =>
    requests.updateStorageDomain({ storageDomainId: id, ...input }, caller),
  result: storageDomainOf,
});

/** Mutation.removeStorageDomain */
export const removeStorageDomain = mutation({
  form: z.object({ id: form.storageDomainId, removeDisks: z.boolean(), reason: form.reason }),
  fields: { storageDomain: 'id' },
  request: ({ id, ...input }, { requests }, caller) =>
    requests.removeStorageDomain({ storageDomainId: id, ...input }, caller),
  result: storageDomainOf,
});

/** Mutation.unregisterDirectory */
export const unregisterDirectory = mutation({
  form: z.object({ hostId: form.hostId, directory: form.directory }),
  fields: { host: 'hostId' },
  request: (input, { requests }, caller) => requests.unregisterDirectory(input, caller),
  result: storageDomainOf,
});
