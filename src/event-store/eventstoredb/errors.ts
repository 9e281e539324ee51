import { EventStoreUnavailable } from '../errors.ts';

/** The server of the store does not answer, or is not ready, however often the call is repeated. */
export class StoreUnreachable extends EventStoreUnavailable {
  constructor(store: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${store} does not answer (${detail}). The same call may be sent again later. If this \
lasts, check that the server runs, is reachable from here, and has a leader.`,
      options,
    );
  }
}

/** The server of the store does not let this user do what was asked. */
export class StoreAccessDenied extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(store: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${store} does not let this user do that (${detail}). Winnow's user must be able to read \
$all and to write streams and their metadata; docs/operations.md describes how to give these rights.`,
      options,
    );
  }
}

/** The server of the store does not know the user, or it has another password. */
export class StoreUserUnknown extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(store: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${store} does not know this user with this password (${detail}). Correct them where the \
connection string is given.`,
      options,
    );
  }
}
