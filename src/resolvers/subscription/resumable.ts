import type { GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';

/** Lets the place where a transport was cut off stand in for `after` in every subscription: it is the later one. */
export function resumable(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const { subscribe } = field;
    field.subscribe = (root, args, context: Context, info) =>
      subscribe?.(
        root,
        context.resumeAfter === undefined ? args : { ...args, after: context.resumeAfter },
        context,
        info,
      );
  }
  return schema;
}
