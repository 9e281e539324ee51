import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { shorten } from '../common/shorten.ts';
import { EventStoreUnavailable } from '../event-store/errors.ts';
import { UnreadableEvent } from '../projections/readable/assert-readable.ts';
import { BadCursor, BadPageArgument } from '../projections/views.ts';
import { ViewsBehind } from '../streams/views-behind.ts';
import { overLimit } from './limits/over-limit.ts';

/** An error as clients get it, and the fault behind it where there is one, for the log alone. */
export interface ShapedError {
  readonly formatted: GraphQLFormattedError;
  readonly fault: Error | null;
}

/** Characters of an error's message: room for the longest of Winnow's own. */
const longestMessage = 2000;
/** Places in the document that an error names. */
const mostLocations = 20;

/**
 * The one shape of errors on every transport. What is not the client's doing is masked, under the request's id; what the
 * client sent comes back shortened, whoever quotes it.
 */
export function shapeError(error: GraphQLError, requestId: string): ShapedError {
  const { formatted, fault } = shape(error, requestId);
  const { message, locations, ...rest } = formatted;
  const where = locations && { locations: locations.slice(0, mostLocations) };
  return { formatted: { message: bounded(message), ...where, ...rest }, fault };
}

/** Quoted texts and words shortened, so that what is said after them is still there, and all of it if need be. */
const bounded = (message: string): string =>
  shorten(
    message
      .replace(/"((?:[^"\\]|\\.){101,})"/g, (_all, text: string) => `"${shorten(text)}"`)
      .replace(/\S{201,}/g, (word) => shorten(word)),
    longestMessage,
  );

function shape(error: GraphQLError, requestId: string): ShapedError {
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
      ? 'The event store cannot be used just now, and nothing was lost: send the same request again in a few seconds. The query system reports the store’s state.'
      : `The event store cannot be used until it is repaired: sending the same request again does not help. The query system, and the log under request ${requestId}, say what is wrong.`;
    return shaped(message, { code: 'SERVICE_UNAVAILABLE', retryable, requestId }, cause);
  }
  if (cause instanceof ViewsBehind) {
    return shaped(cause.message, { code: 'VIEWS_BEHIND', retryable: cause.retryable, requestId }, cause);
  }
  if (cause instanceof UnreadableEvent) {
    return shaped(cause.message, { code: 'NOT_RECORDED', retryable: false, requestId }, cause);
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
  const mostTokens = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/.exec(error.message)?.[1];
  if (mostTokens !== undefined) return tooManyTokens(Number(mostTokens));
  const formatted = error.toJSON();
  if (error.message === 'Validation aborted.') return tooManyRepeats(formatted);
  return { ...formatted, extensions: { ...error.extensions, code: error.extensions.code ?? codeOf(error) } };
}

/** The parser has no code for it, and stops counting at the limit. */
const tooManyTokens = (limit: number): GraphQLFormattedError =>
  overLimit(
    'TOO_MANY_TOKENS',
    `The document has more than ${limit} tokens, the most that are allowed: send several operations, or use fragments.`,
    limit + 1,
    limit,
  ).toJSON();

/** graphql-js compares every two fields of the same name, and gives that up beyond a bound of its own. */
const tooManyRepeats = (given: GraphQLFormattedError): GraphQLFormattedError => ({
  ...given,
  message:
    'The document asks for the same fields so often that they were not all compared: ask for each field once, or send several operations.',
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
});

/** Errors of graphql-js itself have no code: those about a variable's value name its definition. */
function codeOf(error: GraphQLError): string {
  return error.nodes?.[0]?.kind === 'VariableDefinition' ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
}
