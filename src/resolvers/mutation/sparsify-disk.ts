import { z } from 'zod';
import type { SparsifyWarningCode } from '../../domain/disk/events.ts';
import { currentWarningCode } from '../../domain/disk/upcast.ts';
import * as form from './form.ts';
import { jobOf, mutation } from './payload.ts';

/** Mutation.sparsifyDisk */
export const sparsifyDisk = mutation({
  form: z.object({
    id: form.diskId,
    idempotencyKey: form.idempotencyKey.nullish(),
    acknowledgeWarnings: z.custom<readonly SparsifyWarningCode[]>().nullish(),
    hostId: form.hostId.nullish(),
    timeoutSeconds: form.timeoutSeconds.nullish(),
    reason: form.reason,
  }),
  fields: { disk: 'id' },
  request: (input, { requests }, caller) =>
    requests.sparsifyDisk(
      {
        diskId: input.id,
        idempotencyKey: input.idempotencyKey ?? null,
        options: {
          hostId: input.hostId ?? null,
          timeoutSeconds: input.timeoutSeconds ?? null,
          acknowledgedWarnings: [
            ...new Set((input.acknowledgeWarnings ?? []).map(currentWarningCode)),
          ].sort(),
          reason: input.reason,
        },
      },
      caller,
    ),
  result: jobOf,
});
