import { GraphQLError } from 'graphql';

export type LimitCode =
  | 'TOO_MANY_TOKENS'
  | 'NESTED_TOO_DEEPLY'
  | 'NAME_TOO_LONG'
  | 'QUERY_TOO_DEEP'
  | 'TOO_MANY_ALIASES'
  | 'TOO_MANY_ROOT_FIELDS'
  | 'QUERY_TOO_COSTLY'
  | 'TOO_MANY_OPERATIONS';

/** An operation that asks for more than it may; `actual` of tokens and brackets is where counting stopped. */
export function overLimit(code: LimitCode, message: string, actual: number, limit: number): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, actual: Math.min(actual, Number.MAX_SAFE_INTEGER), limit },
  });
}
