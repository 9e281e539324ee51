import { z } from 'zod';
import type { DiskAllocation } from '../../domain/disk/facts.ts';
import * as form from './form.ts';
import { diskOf, mutation } from './payload.ts';

/** Mutation.updateDisk: what is left out, or null, stays as it is. */
export const updateDisk = mutation({
  form: z.object({
    id: form.diskId,
    name: form.name.nullish(),
    format: form.format.nullish(),
    allocation: z.custom<DiskAllocation>().nullish(),
    wipeAfterDelete: z.boolean().nullish(),
  }),
  fields: { disk: 'id' },
  request: ({ id, name, format, allocation, wipeAfterDelete }, { requests }, caller) =>
    requests.updateDisk(
      {
        diskId: id,
        ...(name != null && { name }),
        ...(format != null && { format }),
        ...(allocation != null && { allocation }),
        ...(wipeAfterDelete != null && { wipeAfterDelete }),
      },
      caller,
    ),
  result: diskOf,
});
