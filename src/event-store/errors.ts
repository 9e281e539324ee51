import type { ExpectedRevision } from './event-store.ts';

/** The stream was not at the revision that the writer had read: decide again. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  readonly retryable = true;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly actual: number | 'NO_STREAM';
  constructor(stream: string, expected: ExpectedRevision, actual: number | 'NO_STREAM') {
    super(`Stream ${stream} is at revision ${actual}, expected ${expected}.`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** The store cannot take or give events now; nothing was lost, and the same call may go through later. */
export class EventStoreUnavailable extends Error {
  override readonly name: string = 'EventStoreUnavailable';
  readonly retryable: boolean = true;
}
