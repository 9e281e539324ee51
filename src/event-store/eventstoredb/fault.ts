import {
  AccessDeniedError,
  convertToCommandError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
} from '@eventstore/db-client';
import { StoreAccessDenied, StoreUnreachable, StoreUserUnknown } from '../errors.ts';

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

/** The server did not take an append now: it starts, ends, elects a leader, or waited too long for the others. */
export class AppendNotTaken extends Error {
  override readonly name = 'AppendNotTaken';
}

/** Also the end of the calls beside one that was given up. */
const CANCELLED = 1;
const UNKNOWN = 2;
const PERMISSION_DENIED = 7;
const INTERNAL = 13;
const UNAUTHENTICATED = 16;
/** Said by a server that starts, ends, or elects a leader. */
const PASSING = /not ready|busy|no leader|discover|timed? ?out|expired/i;

/** Whether the same call may go through when it is repeated in a moment. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof NoAnswer || error instanceof CallEnded || error instanceof AppendNotTaken) return true;
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

/** The error that callers see for one of the driver's, when repeating has not helped or would not. */
export function describeFault(error: unknown, store: string): unknown {
  if (!(error instanceof Error)) return error;
  if (codeOf(error) === UNAUTHENTICATED) return new StoreUserUnknown(store, error.message, { cause: error });
  if (isAccessDenied(error)) return new StoreAccessDenied(store, error.message, { cause: error });
  if (isTransient(error)) return new StoreUnreachable(store, error.message, { cause: error });
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
