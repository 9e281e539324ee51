import { z } from 'zod';
import { quoted } from '../../common/shorten.ts';
import type { DiskFormat } from '../../domain/disk/facts.ts';
import { sshAddressProblem } from '../../domain/host/ssh-address.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from '../../domain/ids.ts';
import { type Labels, labelProblem } from '../../domain/labels.ts';
import { isPlain } from '../../domain/plain-name.ts';
import { isDiskId, isHostId, isJobId, isStorageDomainId } from '../ids.ts';
import { nothingBeside, type RefusedInput } from './user-error.ts';

const idOf = <Id extends string>(isId: (id: string) => id is Id, prefix: string, what: string) =>
  z.custom<Id>((id) => typeof id === 'string' && isId(id) && id.length <= 200, {
    error: `is not the id of a ${what}: those begin with ${prefix}.`,
  });

export const diskId = idOf<DiskId>(isDiskId, 'disk_', 'disk');
export const jobId = idOf<JobId>(isJobId, 'job_', 'job');
export const hostId = idOf<HostId>(isHostId, 'host_', 'host');
export const storageDomainId = idOf<StorageDomainId>(isStorageDomainId, 'dom_', 'storage domain');

const text = (least: number, most: number) =>
  z.string().refine(({ length }) => length >= least && length <= most, {
    error: ({ input }) =>
      `takes ${least} to ${most} characters, and has ${typeof input === 'string' ? input.length : 'none'}.`,
  });

/** A line for people: no control characters and the like, which could forge lines in terminals and logs. */
export const name = text(1, 255)
  .refine(isPlain, {
    error:
      'must not have control characters such as line breaks, nor others that change how a line is shown.',
  })
  .refine((value) => value === '' || value.trim() !== '', { error: 'must not be blank.' });
export const idempotencyKey = text(1, 200);
/** Shorter, as the id of a disk is added to it. */
export const sharedIdempotencyKey = text(1, 100);
/** Left out is null, as the events have it. */
export const reason = text(0, 1000)
  .nullish()
  .transform((value) => value || null);
export const path = text(1, 4096).refine((value) => !value.includes('\0'), {
  error: 'must not have NUL characters, which no file name can have.',
});
/** What can be sparsified; OTHER is what a scan may find, and nobody can declare. */
export const format = z.custom<DiskFormat>((value) => value === 'RAW' || value === 'QCOW2', {
  error: ({ input }) =>
    `takes RAW or QCOW2, and is ${String(input)}: nothing else can be sparsified in place.`,
});
export const directory = path.refine((value) => value.startsWith('/'), {
  error: ({ input }) => `is not absolute: ${quoted(input)}. Give the path from / on.`,
});
export const timeoutSeconds = z.number().refine((value) => value >= 1 && value <= 604_800, {
  error: ({ input }) => `takes 1 to 604800 seconds (a week), and is ${String(input)}.`,
});

export const wholeNumber = (least: number, most: number) =>
  z.number().refine((value) => Number.isInteger(value) && value >= least && value <= most, {
    error: ({ input }) => `takes a whole number from ${least} to ${most}, and is ${String(input)}.`,
  });
export const sshAddress = text(1, 300).superRefine((value, context) => {
  const problem = sshAddressProblem(value);
  if (problem !== null) {
    context.addIssue({ code: 'custom', message: `is not [user@]name[:port]: ${problem}.` });
  }
});
export const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, {
  error: 'is not a fingerprint: SHA256: and 43 characters, as `ssh-keygen -lf` shows it.',
});
export const labels = z
  .array(z.object({ key: z.string(), value: z.string() }))
  .superRefine((given, context) => {
    const keys = given.map(({ key }) => key);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    const problem =
      twice === undefined ? labelProblem(labelsOf(given)) : `the key "${twice}" stands there twice`;
    if (problem !== null) context.addIssue({ code: 'custom', message: `is not accepted: ${problem}.` });
  })
  .transform(labelsOf);

function labelsOf(given: readonly { readonly key: string; readonly value: string }[]): Labels {
  return Object.fromEntries(given.map(({ key, value }) => [key, value]));
}

/** Left out is null. */
export const orNull = <Form extends z.ZodType>(of: Form) =>
  of.nullish().transform((value): NonNullable<typeof value> | null => value ?? null);

/** An input of the right form, or all that is wrong with it. */
export function check<Form extends z.ZodType>(
  form: Form,
  input: unknown,
): { readonly input: z.output<Form> } | { readonly userErrors: readonly RefusedInput[] } {
  const checked = form.safeParse(input);
  if (checked.success) return { input: checked.data };
  return {
    userErrors: checked.error.issues.map((issue) => ({
      ...nothingBeside,
      code: 'INVALID_INPUT',
      message: `${issue.path.join('.')} ${issue.message}`,
      path: ['input', ...issue.path.map(String)],
    })),
  };
}
