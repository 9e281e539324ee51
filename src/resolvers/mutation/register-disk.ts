import { z } from 'zod';
import type { DiskAllocation } from '../../domain/disk/facts.ts';
import * as form from './form.ts';
import { diskOf, mutation } from './payload.ts';

/** Mutation.registerDisk */
export const registerDisk = mutation({
  form: z.object({
    storageDomainId: form.storageDomainId,
    path: form.path,
    name: form.name.nullish().transform((name) => name ?? null),
    format: form.format,
    allocation: z.custom<DiskAllocation>(),
    wipeAfterDelete: z.boolean(),
  }),
  fields: { image: 'path' },
  request: (input, { requests }, caller) => requests.registerDisk(input, caller),
  result: diskOf,
});
