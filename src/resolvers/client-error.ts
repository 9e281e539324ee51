import { UnreadableEvent } from '../projections/readable/assert-readable.ts';
import { BadCursor, BadPageArgument } from '../projections/views.ts';
import { EventStoreUnavailable, ViewsBehind } from '../requests/errors.ts';

/** What a client gets of an error that a resolver threw; `isFault`: it is the system's, and goes to the log in full. */
export interface ClientError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly isFault: boolean;
}

/** An error that a resolver threw as clients get it; what is not meant for them is masked, under the request's id. */
export function clientError(cause: Error, requestId: string): ClientError {
  if (cause instanceof BadPageArgument) {
    const extensions = { code: 'BAD_USER_INPUT', argument: cause.argument };
    return { message: cause.message, extensions, isFault: false };
  }
  if (cause instanceof BadCursor) {
    const extensions = { code: 'BAD_CURSOR', argument: 'after' };
    return { message: cause.message, extensions, isFault: false };
  }
  const fault = (message: string, code: string, retryable?: boolean): ClientError => ({
    message,
    extensions: { code, ...(retryable !== undefined && { retryable }), requestId },
    isFault: true,
  });
  if (cause instanceof EventStoreUnavailable) {
    const message = cause.retryable
      ? 'The event store cannot be used just now, and nothing was lost: send the same request again in a few seconds. The query system reports the store’s state.'
      : `The event store cannot be used until it is repaired: sending the same request again does not help. The query system, and the log under request ${requestId}, say what is wrong.`;
    return fault(message, 'SERVICE_UNAVAILABLE', cause.retryable);
  }
  if (cause instanceof ViewsBehind) return fault(cause.message, 'VIEWS_BEHIND', cause.retryable);
  if (cause instanceof UnreadableEvent) return fault(cause.message, 'NOT_RECORDED', false);
  return fault(
    `Winnow met a fault of its own. Its log has the details under request ${requestId}.`,
    'INTERNAL_SERVER_ERROR',
  );
}
