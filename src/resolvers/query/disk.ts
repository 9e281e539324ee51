import { GraphQLError } from 'graphql';
import { diskAsOf } from '../disk/disk-as-of.ts';
import { isDiskId } from '../ids.ts';
import type { QueryResolvers } from '../schema-types.ts';

/** Query.disk */
export const disk: QueryResolvers['disk'] = (_root, { id, asOf }, context) => {
  if (!isDiskId(id)) return null;
  if (asOf === null || asOf === undefined) return context.views.disk(id);
  const now = Date.now();
  if (Date.parse(asOf) > now) {
    throw new GraphQLError(
      `asOf must not be in the future: got ${asOf}, and the server's clock says ${new Date(now).toISOString()}. Leave it out for the present.`,
      { extensions: { code: 'BAD_USER_INPUT', argument: 'asOf' } },
    );
  }
  return diskAsOf(context, id, asOf);
};
