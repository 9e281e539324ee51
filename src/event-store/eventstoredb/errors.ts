import { EventStoreUnavailable } from '../errors.ts';

const messages = {
  /** Or is not ready, however often the call is repeated. */
  StoreUnreachable: (store: string, detail: string) =>
    `The event store ${store} does not answer (${detail}). The same call may be sent again later. If this lasts, check that the server runs, is reachable from here, and has a leader.`,
  StoreAccessDenied: (store: string, detail: string) =>
    `The event store ${store} does not let this user do that (${detail}). Winnow's user must be able to read $all and to write streams and their metadata; docs/operations.md describes how to give these rights.`,
  /** Or has another password of the user. */
  StoreUserUnknown: (store: string, detail: string) =>
    `The event store ${store} does not know this user with this password (${detail}). Correct them where the connection string is given.`,
};

/** The server of the store does not do what was asked, for the cause that the name says. */
export class ServerFailed extends EventStoreUnavailable {
  override readonly name: keyof typeof messages;
  override readonly retryable: boolean;
  constructor(name: keyof typeof messages, store: string, cause: Error) {
    super(messages[name](store, cause.message), { cause });
    this.name = name;
    this.retryable = name === 'StoreUnreachable';
  }
}
