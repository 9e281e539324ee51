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

/** What clients are told of a limit; `actual` of tokens and brackets is where counting stopped. */
export interface OverLimit {
  readonly code: LimitCode;
  readonly actual: number;
  readonly limit: number;
}

declare module 'graphql' {
  interface GraphQLErrorExtensions {
    /** Apart from `code`, which Apollo overwrites in errors of validation. */
    overLimit?: OverLimit;
  }
}

/** An operation that asks for more than it may. */
export function overLimit(code: LimitCode, message: string, actual: number, limit: number): GraphQLError {
  const told: OverLimit = { code, actual: Math.min(actual, Number.MAX_SAFE_INTEGER), limit };
  return new GraphQLError(message, { extensions: { overLimit: told, http: { status: 400 } } });
}
