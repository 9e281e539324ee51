import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  type GraphQLSchema,
  GraphQLSpecifiedByDirective,
  getDirectiveValues,
  isScalarType,
  parse,
} from 'graphql';
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

// A scalar's resolver replaces the whole type, without its description and specification.
for (const definition of typeDefs.definitions) {
  if (definition.kind !== 'ScalarTypeDefinition') continue;
  const scalar = schema.getType(definition.name.value);
  if (!isScalarType(scalar)) continue;
  scalar.description = definition.description?.value;
  scalar.specifiedByURL = getDirectiveValues(GraphQLSpecifiedByDirective, definition)?.url as
    | string
    | undefined;
}
