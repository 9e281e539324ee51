import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ViewsBehind } from '../commands/views-behind.ts';
import { EventStoreUnavailable } from '../event-store/errors.ts';
import { BadCursor, BadPageArgument } from '../projections/views.ts';
import type { OverLimit } from './limits/over-limit.ts';

/** An error as clients get it, and the fault behind it where there is one, for the log alone. */
export interface ShapedError {
  readonly formatted: GraphQLFormattedError;
  readonly fault: Error | null;
}

/** The one shape of errors on every transport. What is not the client's doing is masked, under the request's id. */
export function shapeError(error: GraphQLError, requestId: string): ShapedError {
  const cause = causeOf(error);
  if (cause === null) return { formatted: own(error), fault: null };
  const { locations, path } = error.toJSON();
  const shaped = (
    message: string,
    extensions: Record<string, unknown>,
    fault: Error | null = null,
  ): ShapedError => ({
    formatted: { message, ...(locations && { locations }), ...(path && { path }), extensions },
    fault,
  });
  if (cause instanceof BadPageArgument) {
    return shaped(cause.message, { code: 'BAD_USER_INPUT', argument: cause.argument });
  }
  if (cause instanceof BadCursor) {
    return shaped(cause.message, { code: 'BAD_CURSOR', argument: 'after' });
  }
  if (cause instanceof EventStoreUnavailable) {
    const { retryable } = cause;
    const message = retryable
      ? 'The event store cannot be used just now, and nothing was lost: send the same request again in a few seconds. The query system tells the store’s state.'
      : `The event store cannot be used until somebody mends it: sending the same request again does not help. The query system, and the log under request ${requestId}, say what is wrong.`;
    return shaped(message, { code: 'SERVICE_UNAVAILABLE', retryable, requestId }, cause);
  }
  if (cause instanceof ViewsBehind) {
    return shaped(cause.message, { code: 'VIEWS_BEHIND', retryable: false, requestId }, cause);
  }
  const message = `Winnow met a fault of its own. Its log has the details under request ${requestId}.`;
  return shaped(message, { code: 'INTERNAL_SERVER_ERROR', requestId }, cause);
}

/** What was thrown beneath, where that is no error meant for clients. */
function causeOf(error: GraphQLError): Error | null {
  let cause: Error | undefined = error;
  while (cause instanceof GraphQLError) cause = cause.originalError;
  return cause ?? null;
}

function own(error: GraphQLError): GraphQLFormattedError {
  const { http: _status, overLimit, ...extensions } = error.extensions;
  if (overLimit) return { ...error.toJSON(), extensions: { ...overLimit } };
  const mostTokens = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/.exec(error.message)?.[1];
  if (mostTokens !== undefined) return tooManyTokens(Number(mostTokens));
  return { ...error.toJSON(), extensions: { ...extensions, code: extensions.code ?? codeOf(error) } };
}

/** The parser has no code for it, and stops counting at the limit. */
function tooManyTokens(limit: number): GraphQLFormattedError {
  const told: OverLimit = { code: 'TOO_MANY_TOKENS', actual: limit + 1, limit };
  return {
    message: `The document has more than ${limit} tokens, the most that are allowed: send several operations, or use fragments.`,
    extensions: { ...told },
  };
}

/** Errors of graphql-js itself have no code: those about a variable's value name its definition, as Apollo tells them too. */
function codeOf(error: GraphQLError): string {
  return error.nodes?.[0]?.kind === 'VariableDefinition' ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
}
