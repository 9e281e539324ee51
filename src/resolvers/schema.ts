import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, isScalarType, parse } from 'graphql';
import { resolvers } from './index.ts';
import { countLists } from './list-budget.ts';
import { resumable } from './subscription/resumable.ts';

const typeDefs = parse(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** schema.graphql with its resolvers. */
export const schema: GraphQLSchema = resumable(
  countLists(
    makeExecutableSchema({
      typeDefs,
      resolvers,
      inheritResolversFromInterfaces: true,
      resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    }),
  ),
);

// A scalar's resolver stands in for the whole type, and would leave its description out.
for (const definition of typeDefs.definitions) {
  if (definition.kind !== 'ScalarTypeDefinition') continue;
  const scalar = schema.getType(definition.name.value);
  if (isScalarType(scalar)) scalar.description = definition.description?.value;
}
