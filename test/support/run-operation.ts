import { type ExecutionResult, execute, parse, subscribe, validate } from 'graphql';
import type { Context, Services } from '../../src/resolvers/context.ts';
import { schema } from '../../src/resolvers/schema.ts';

export const contextOf = (services: Services): Context => ({
  ...services,
  actor: { kind: 'USER', id: 'local' },
  requestId: 'req_1',
  refusals: [],
});

/** Runs a query or mutation straight on the schema, without a server. */
export async function run(
  services: Services,
  source: string,
  variableValues: Record<string, unknown> = {},
  contextValue: Context = contextOf(services),
): Promise<ExecutionResult> {
  const document = parse(source);
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  return JSON.parse(JSON.stringify(await execute({ schema, document, contextValue, variableValues })));
}

/** Starts a subscription straight on the schema; throws what it refuses with. */
export async function follow(
  services: Services,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<AsyncGenerator<ExecutionResult, void, void>> {
  const result = await subscribe({
    schema,
    document: parse(source),
    contextValue: contextOf(services),
    variableValues,
  });
  if ('next' in result) return result;
  throw result.errors?.[0];
}
