import { GraphQLError } from 'graphql';
import { shorten } from '../../common/shorten.ts';

/** The answer to a subscription to an object that does not exist. */
export const notFound = (what: string, id: string, list: string | null): GraphQLError =>
  new GraphQLError(
    `There is no ${what} ${shorten(id)}: ${list === null ? 'take its id from the mutation that started it' : `the query ${list} lists them`}.`,
    {
      extensions: { code: 'NOT_FOUND', argument: 'id' },
    },
  );
