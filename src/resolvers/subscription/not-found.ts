import { GraphQLError } from 'graphql';
import { shorten } from '../../common/shorten.ts';

/** The answer to a subscription to an object that there is not. */
export const notFound = (what: string, id: string, list: string): GraphQLError =>
  new GraphQLError(`There is no ${what} ${shorten(id)}: the query ${list} lists those there are.`, {
    extensions: { code: 'NOT_FOUND', argument: 'id' },
  });
