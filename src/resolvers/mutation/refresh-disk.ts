import { z } from 'zod';
import type { DiskId, OperationId } from '../../domain/ids.ts';
import type { Outcome } from '../../requests/requests.ts';
import * as form from './form.ts';
import { diskOf, mutation, operationOf } from './payload.ts';

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
