import { z } from 'zod';
import { ServerFault } from '../errors.ts';

const executionResult = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() }))
    .optional(),
});

/** Whether a value is a GraphQL response. */
export const isExecutionResult = (value: unknown): boolean => {
  const parsed = executionResult.safeParse(value);
  return parsed.success && (parsed.data.data !== undefined || parsed.data.errors !== undefined);
};

/**
 * The data of a GraphQL response. Errors beside the data are a fault: no command shows a partial response.
 * The schema promises the shape of the data; test/cli/client/documents.test.ts validates each document against it.
 */
export function dataOf<Data>(result: unknown): Data {
  const { data, errors } = executionResult.parse(result);
  if (errors !== undefined && errors.length > 0) throw faultOf(errors);
  if (data === null || data === undefined)
    throw new ServerFault('The server answered with neither data nor errors.');
  return data as Data;
}

/** GraphQL errors as one failure with their messages. */
export function faultOf(errors: readonly { readonly message: string }[]): ServerFault {
  return new ServerFault(`The server could not answer: ${errors.map((error) => error.message).join(' ')}`);
}
