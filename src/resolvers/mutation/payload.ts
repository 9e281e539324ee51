import type { z } from 'zod';
import type { DiskId, HostId, JobId } from '../../domain/ids.ts';
import type { HostView } from '../../projections/views.ts';
import type { Caller, Outcome } from '../../requests/requests.ts';
import type { DiskAsOf, JobAsOf } from '../as-of.ts';
import type { Context } from '../context.ts';
import { existing } from '../existing.ts';
import type { UserError } from '../schema-types.ts';
import { check } from './form.ts';
import { type InputFields, userError } from './user-error.ts';

interface Change<Form extends z.ZodType, Value> {
  readonly form: Form;
  readonly fields: InputFields;
  /** The directories that the input names, where it does. */
  readonly directories?: (input: z.output<Form>) => readonly string[];
  readonly request: (input: z.output<Form>, context: Context, caller: Caller) => Promise<Outcome<Value>>;
}

type Resolver<Payload> = (
  root: unknown,
  args: { readonly input: object },
  context: Context,
) => Promise<Payload>;
interface DiskPayload {
  readonly disk: DiskAsOf | null;
  readonly userErrors: readonly UserError[];
}
interface HostPayload {
  readonly host: HostView | null;
  readonly userErrors: readonly UserError[];
}
interface JobPayload {
  readonly job: JobAsOf | null;
  readonly userErrors: readonly UserError[];
}

/** A mutation whose payload is a disk: checks the input's form, asks for the change, and tells a refusal as userErrors. */
export const diskMutation =
  <Form extends z.ZodType>(change: Change<Form, DiskId>): Resolver<DiskPayload> =>
  async (_root, { input }, context) => {
    const { value: id, userErrors } = await changed(change, input, context);
    return { disk: id && existing(context.views.disk(id), id), userErrors };
  };

/** A mutation whose payload is a job: the same. */
export const jobMutation =
  <Form extends z.ZodType>(change: Change<Form, JobId>): Resolver<JobPayload> =>
  async (_root, { input }, context) => {
    const { value: id, userErrors } = await changed(change, input, context);
    return { job: id && existing(context.views.job(id), id), userErrors };
  };

/** A mutation whose payload is a host: the same. */
export const hostMutation =
  <Form extends z.ZodType>(change: Change<Form, HostId>): Resolver<HostPayload> =>
  async (_root, { input }, context) => {
    const { value: id, userErrors } = await changed(change, input, context);
    return { host: id && existing(context.views.host(id), id), userErrors };
  };

async function changed<Form extends z.ZodType, Value>(
  { form, fields, directories = () => [], request }: Change<Form, Value>,
  given: object,
  context: Context,
): Promise<{ readonly value: Value | null; readonly userErrors: readonly UserError[] }> {
  const checked = check(form, given);
  if ('userErrors' in checked) {
    for (const { code } of checked.userErrors) context.refusals.push(code);
    return { value: null, userErrors: checked.userErrors };
  }
  const { actor, requestId } = context;
  const outcome = await request(checked.input, context, { actor, requestId });
  if (outcome.ok) return { value: outcome.value, userErrors: [] };
  const refused = userError(outcome.refusal, { ...fields, directories: directories(checked.input) });
  context.refusals.push(refused.code);
  return { value: null, userErrors: [refused] };
}
