import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, parse } from 'graphql';
import { addDefaultFields } from './default-fields.ts';
import { resolvers } from './index.ts';
import { countLists } from './list-budget.ts';
import { ByteSize } from './scalar/byte-size.ts';
import { DateTime } from './scalar/date-time.ts';
import { resumable } from './subscription/resumable.ts';

const typeDefs = parse(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** schema.graphql with its resolvers. */
export const schema: GraphQLSchema = resumable(
  countLists(
    addDefaultFields(
      makeExecutableSchema({
        typeDefs,
        resolvers: { ...resolvers, ByteSize, DateTime },
        inheritResolversFromInterfaces: true,
        resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
      }),
    ),
  ),
);
