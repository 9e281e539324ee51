import { GraphQLError } from 'graphql';

/** A moment that an operation asks for. @throws GraphQLError when it is in the future. */
export function pastMoment(at: string): string {
  const now = Date.now();
  if (Date.parse(at) <= now) return at;
  throw new GraphQLError(
    `at must not be in the future: got ${at}, and the server's clock says ${new Date(now).toISOString()}. The fields disk and sparsifyJob show the present.`,
    { extensions: { code: 'BAD_USER_INPUT', argument: 'at' } },
  );
}

/** The first moment after one: filters of the history exclude the moment itself, the past includes it. */
export const momentAfter = (moment: string): string => new Date(Date.parse(moment) + 1).toISOString();
