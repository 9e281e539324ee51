import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { shorten } from '../common/shorten.ts';
import { clientError } from '../resolvers/client-error.ts';
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
 * The one shape of errors on every transport. What the client sent comes back shortened, whoever quotes it.
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
  const { message, extensions, isFault } = clientError(cause, requestId);
  return {
    formatted: { message, ...(locations && { locations }), ...(path && { path }), extensions },
    fault: isFault ? cause : null,
  };
}

/** What was thrown beneath, where that is no error meant for clients. */
function causeOf(error: GraphQLError): Error | null {
  let cause: Error | undefined = error;
  while (cause instanceof GraphQLError) cause = cause.originalError;
  return cause ?? null;
}

function own(error: GraphQLError): GraphQLFormattedError {
  // The parser has no code for it, and stops counting at the limit.
  const mostTokens = /^Syntax Error: Document contains more tha[nt] (\d+) tokens/.exec(error.message)?.[1];
  if (mostTokens !== undefined) {
    return overLimit('TOO_MANY_TOKENS', Number(mostTokens) + 1, Number(mostTokens)).toJSON();
  }
  const formatted = error.toJSON();
  if (error.message === 'Validation aborted.') return tooManyRepeats(formatted);
  return { ...formatted, extensions: { ...error.extensions, code: error.extensions.code ?? codeOf(error) } };
}

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

/** What was thrown outside of a resolver, as an error of GraphQL. */
export function faultOf(error: unknown): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
