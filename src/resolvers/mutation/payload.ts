import type { z } from 'zod';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../../domain/ids.ts';
import type { Caller, HostAtWork, Outcome } from '../../requests/requests.ts';
import type { Context } from '../context.ts';
import { check } from './form.ts';
import { type InputFields, type RefusedInput, userError } from './user-error.ts';

/** A mutation: checks the form of its input, requests the change, and reports a refusal as userErrors. */
export const mutation =
  <Form extends z.ZodType<object>, Value, Result>({
    form,
    fields,
    request,
    result,
  }: {
    readonly form: Form;
    readonly fields: InputFields;
    readonly request: (input: z.output<Form>, context: Context, caller: Caller) => Promise<Outcome<Value>>;
    /** The payload beside its userErrors, null of all when refused. */
    readonly result: (value: Value | null, context: Context) => Result;
  }) =>
  async (
    _root: unknown,
    args: { readonly input: object },
    context: Context,
  ): Promise<Result & { readonly userErrors: readonly RefusedInput[] }> => {
    const refused = (userErrors: readonly RefusedInput[]) => {
      context.refusals.push(...userErrors.map(({ code }) => code));
      return { ...result(null, context), userErrors };
    };
    const checked = check(form, args.input);
    if ('userErrors' in checked) return refused(checked.userErrors);
    const { input } = checked;
    const { actor, requestId, views } = context;
    const outcome = await request(input, context, { actor, requestId });
    if (!outcome.ok) return refused([userError(outcome.refusal, fields, input, views)]);
    return { ...result(outcome.value, context), userErrors: [] };
  };

/** An object that an event names, and that must therefore be there; that it is not is a fault of the views. */
function existing<Id extends string, View>(id: Id | null, view: (id: Id) => View | null): View | null {
  if (id === null) return null;
  const found = view(id);
  if (found === null) throw new Error(`The views name ${id} and do not have it.`);
  return found;
}

/** A payload with a disk. */
export const diskOf = (id: DiskId | null, { views }: Context) => ({ disk: existing(id, views.disk) });

/** A payload with a job. */
export const jobOf = (id: JobId | null, { views }: Context) => ({ job: existing(id, views.job) });

/** A payload with a host. */
export const hostOf = (id: HostId | null, { views }: Context) => ({ host: existing(id, views.host) });

/** A payload with a host, and with what goes on there. */
export const hostAtWorkOf = (at: HostAtWork | null, context: Context) => ({
  ...hostOf(at?.hostId ?? null, context),
  ...operationOf(at?.operationId ?? null, context),
});

/** A payload with a storage domain. */
export const storageDomainOf = (id: StorageDomainId | null, { views }: Context) => ({
  storageDomain: existing(id, views.storageDomain),
});

/** A payload with the limits of the installation. */
export const limitsOf = (value: 'LIMITS' | null, { system }: Context) => ({
  limits: value === null ? null : system().limits,
});

/** A payload with an operation. */
export const operationOf = (id: OperationId | null, { views }: Context) => ({
  operation: existing(id, views.operation),
});
