import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { resolvers } from './index.ts';

/** schema.graphql with its resolvers. */
export const schema: GraphQLSchema = makeExecutableSchema({
  typeDefs: readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
  resolvers,
  inheritResolversFromInterfaces: true,
  resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
});
