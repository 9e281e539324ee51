import { GraphQLError } from 'graphql';
import { nodeById } from '../node-by-id.ts';
import type { QueryResolvers } from '../schema-types.ts';

const most = 500;

/** Query.nodes */
export const nodes: QueryResolvers['nodes'] = (_root, { ids }, { views }) => {
  if (ids.length > most) {
    throw new GraphQLError(
      `ids takes at most ${most} ids, got ${ids.length}: ask for them in several queries.`,
      {
        extensions: { code: 'BAD_USER_INPUT', argument: 'ids' },
      },
    );
  }
  return ids.map((id) => nodeById(views, id));
};
