import {
  AccessDeniedError,
  convertToCommandError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  TimeoutError,
  UnavailableError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { InvalidAppend, WrongExpectedRevision } from '../errors.ts';
import type { ExpectedRevision } from '../event-store.ts';
import { ServerFailed } from './errors.ts';

/** The call got no answer in the time that it was given. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/** The server, or the way to it, ended a call before its end. */
export class CallEnded extends Error {
  override readonly name = 'CallEnded';
  constructor() {
    super('the server ended the call');
  }
}

/** Also the end of the calls beside one that was given up. */
const CANCELLED = 1;
const UNKNOWN = 2;
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const INTERNAL = 13;
const UNAUTHENTICATED = 16;
/** Said by a server that starts, ends, or elects a leader. */
const PASSING = /not ready|busy|no leader|discover|timed? ?out|expired/i;

/** Whether the same call may go through when it is repeated in a moment. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof NoAnswer || error instanceof CallEnded) return true;
  const known = asCommandError(error);
  if (
    known instanceof UnavailableError ||
    known instanceof DeadlineExceededError ||
    known instanceof TimeoutError ||
    known instanceof NotLeaderError
  ) {
    return true;
  }
  const code = codeOf(error);
  return code === CANCELLED || code === UNKNOWN || code === INTERNAL || PASSING.test(error.message);
}

/** Whether the server let the time pass that a call was given. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof NoAnswer || error instanceof DeadlineExceededError;

/** What the server refuses of an append to `stream`, as Winnow names it; another error as it is. */
export function describeRefusal(error: unknown, stream: string, expected: ExpectedRevision): unknown {
  if (error instanceof WrongExpectedVersionError) {
    const actual = error.actualVersion === 'no_stream' ? 'NO_STREAM' : Number(error.actualVersion);
    return new WrongExpectedRevision(stream, expected, actual);
  }
  if (error instanceof MaxAppendSizeExceededError) {
    return new InvalidAppend(
      stream,
      `it is larger than the ${error.maxAppendSize} bytes that the event store takes at a time`,
    );
  }
  if (error instanceof StreamDeletedError) {
    return new InvalidAppend(stream, 'the stream was deleted for good on the server');
  }
  if (error instanceof Error && codeOf(error) === INVALID_ARGUMENT) {
    return new InvalidAppend(stream, `the server calls it wrong (${error.message})`, { cause: error });
  }
  return error;
}

/** The error that callers see for one of the driver's, when repeating has not helped or would not. */
export function describeFault(error: unknown, store: string): unknown {
  if (!(error instanceof Error)) return error;
  if (codeOf(error) === UNAUTHENTICATED) return new ServerFailed('StoreUserUnknown', store, error);
  if (isAccessDenied(error)) return new ServerFailed('StoreAccessDenied', store, error);
  if (isTransient(error)) return new ServerFailed('StoreUnreachable', store, error);
  return error;
}

function isAccessDenied(error: Error): boolean {
  return asCommandError(error) instanceof AccessDeniedError || codeOf(error) === PERMISSION_DENIED;
}

/** What the driver makes of a gRPC error; the error itself where that fails or means nothing. */
function asCommandError(error: Error): unknown {
  try {
    return convertToCommandError(error);
  } catch {
    return error;
  }
}

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);
