import { z } from 'zod';
import type { SparsifyOptions, SparsifyWarningCode } from '../../domain/disk/events.ts';
import { currentWarningCode } from '../../domain/disk/upcast.ts';
import type { JobPriority } from '../../domain/job/priority.ts';
import type { DiskView, JobView } from '../../projections/views.ts';
import { maxDisksAtOnce } from '../../requests/disk/sparsify-disks.ts';
import type { Outcome } from '../../requests/requests.ts';
import * as form from './form.ts';
import { jobOf, mutation } from './payload.ts';
import { type RefusedInput, userError } from './user-error.ts';

const options = {
  acknowledgeWarnings: z.custom<readonly SparsifyWarningCode[]>().nullish(),
  hostId: form.hostId.nullish(),
  timeoutSeconds: form.timeoutSeconds.nullish(),
  reason: form.reason,
  priority: z.custom<JobPriority>(),
};

const optionsOf = (input: z.output<z.ZodObject<typeof options>>): SparsifyOptions => ({
  hostId: input.hostId ?? null,
  timeoutSeconds: input.timeoutSeconds ?? null,
  acknowledgedWarnings: [...new Set((input.acknowledgeWarnings ?? []).map(currentWarningCode))].sort(),
  reason: input.reason,
  // A request that says so is the same as one of a client that knows of no priorities.
  ...(input.priority !== 'NORMAL' && { priority: input.priority }),
});

/** Mutation.sparsifyDisk */
export const sparsifyDisk = mutation({
  form: z.object({ id: form.diskId, idempotencyKey: form.idempotencyKey.nullish(), ...options }),
  fields: { disk: 'id' },
  request: ({ id, idempotencyKey, ...input }, { requests }, caller) =>
    requests.sparsifyDisk(
      { diskId: id, idempotencyKey: idempotencyKey ?? null, options: optionsOf(input) },
      caller,
    ),
  result: jobOf,
});

interface Result {
  readonly disk: DiskView | null;
  readonly job: JobView | null;
  readonly userErrors: readonly RefusedInput[];
}

/** Mutation.sparsifyDisks: each disk has a key of its own, made of the one given, since a key stands for one input. */
export const sparsifyDisks = mutation({
  form: z.object({
    ids: z
      .array(form.diskId)
      .refine(({ length }) => length <= maxDisksAtOnce, {
        error: `takes at most ${maxDisksAtOnce} disks: name the others in another request.`,
      })
      .refine((ids) => new Set(ids).size === ids.length, { error: 'names a disk twice: name each once.' }),
    idempotencyKey: form.sharedIdempotencyKey.nullish(),
    ...options,
  }),
  fields: {},
  request: async (
    { ids, idempotencyKey, ...input },
    { requests, views, refusals },
    caller,
  ): Promise<Outcome<Result[]>> => {
    const inputs = ids.map((diskId) => ({
      diskId,
      idempotencyKey: idempotencyKey ? `${idempotencyKey}:${diskId}` : null,
      options: optionsOf(input),
    }));
    const outcomes = await requests.sparsifyDisks(inputs, caller);
    const results = ids.flatMap((id, index): Result[] => {
      const outcome = outcomes[index];
      if (outcome === undefined) return [];
      const disk = views.disk(id);
      if (outcome.ok) return [{ disk, job: views.job(outcome.value), userErrors: [] }];
      const error = userError(outcome.refusal, { disk: 'id' }, { id }, views);
      refusals.push(error.code);
      const path = error.path[1] === 'id' ? ['input', 'ids', String(index)] : error.path;
      return [{ disk, job: null, userErrors: [{ ...error, path }] }];
    });
    return { ok: true, value: results };
  },
  result: (results) => ({ results: results ?? [] }),
});

/** Mutation.cancelSparsifyJob */
export const cancelSparsifyJob = mutation({
  form: z.object({ id: form.jobId, reason: form.reason }),
  fields: {},
  request: ({ id, reason }, { requests }, caller) =>
    requests.cancelSparsifyJob({ jobId: id, reason }, caller),
  result: jobOf,
});
