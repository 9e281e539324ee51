import { z } from 'zod';
import type { DiskAllocation } from '../../domain/disk/facts.ts';
import type { DiskId, OperationId } from '../../domain/ids.ts';
import type { Outcome } from '../../requests/requests.ts';
import * as form from './form.ts';
import { diskOf, mutation, operationOf } from './payload.ts';

/** Mutation.registerDisk */
export const registerDisk = mutation({
  form: z.object({
    storageDomainId: form.storageDomainId,
    path: form.path,
    name: form.name.nullish().transform((name) => name ?? null),
    format: form.format,
    allocation: z.custom<DiskAllocation>(),
    wipeAfterDelete: z.boolean(),
    labels: form.orNull(form.labels),
  }),
  fields: { image: 'path' },
  request: ({ labels, ...input }, { requests }, caller) =>
    requests.registerDisk({ ...input, ...(labels && { labels }) }, caller),
  result: diskOf,
});

/** Mutation.updateDisk: what is left out, or null, stays as it is. */
export const updateDisk = mutation({
  form: z.object({
    id: form.diskId,
    name: form.name.nullish(),
    format: form.format.nullish(),
    allocation: z.custom<DiskAllocation>().nullish(),
    wipeAfterDelete: z.boolean().nullish(),
    labels: form.labels.nullish(),
  }),
  fields: { disk: 'id' },
  request: ({ id, name, format, allocation, wipeAfterDelete, labels }, { requests }, caller) =>
    requests.updateDisk(
      {
        diskId: id,
        ...(name != null && { name }),
        ...(format != null && { format }),
        ...(allocation != null && { allocation }),
        ...(wipeAfterDelete != null && { wipeAfterDelete }),
        ...(labels != null && { labels }),
      },
      caller,
    ),
  result: diskOf,
});

/** Mutation.removeDisk */
export const removeDisk = mutation({
  form: z.object({ id: form.diskId, reason: form.reason }),
  fields: { disk: 'id' },
  request: ({ id, reason }, { requests }, caller) => requests.removeDisk({ diskId: id, reason }, caller),
  result: diskOf,
});

interface Refreshed {
  readonly id: DiskId;
  readonly operationId: OperationId | null;
}

/** Mutation.refreshDisk: measuring takes long, so it is an operation. */
export const refreshDisk = mutation({
  form: z.object({ id: form.diskId, measure: z.boolean() }),
  fields: { disk: 'id' },
  request: async ({ id, measure }, { requests }, caller): Promise<Outcome<Refreshed>> => {
    if (measure) {
      const started = await requests.measureDisk({ diskId: id }, caller);
      return started.ok ? { ok: true, value: { id, operationId: started.value } } : started;
    }
    const refreshed = await requests.refreshDisk({ diskId: id }, caller);
    return refreshed.ok ? { ok: true, value: { id, operationId: null } } : refreshed;
  },
  result: (done, context) => ({
    ...diskOf(done?.id ?? null, context),
    ...operationOf(done?.operationId ?? null, context),
  }),
});
