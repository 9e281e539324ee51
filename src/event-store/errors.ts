import type { ExpectedRevision } from './event-store.ts';

/** The stream was not at the revision that the writer had read: decide again. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(stream: string, expected: ExpectedRevision, actual: number | 'NO_STREAM') {
    super(`Stream ${stream} is at revision ${actual}, expected ${expected}.`);
  }
}

/** The store cannot store or return events now; nothing was lost, and the same call may succeed later. */
export class EventStoreUnavailable extends Error {
  override readonly name: string = this.constructor.name;
  readonly retryable: boolean = true;
}

/** More appends wait than the store accepts. */
export class StoreOverloaded extends EventStoreUnavailable {
  constructor(file: string, waiting: number) {
    super(`${waiting} appends wait for the event store ${file} already. Nothing of this one was stored; send \
the same again later.`);
  }
}

/** The outcome of an append is unknown: the events may or may not be stored. */
export class AppendOutcomeUnknown extends EventStoreUnavailable {
  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${file} did not say how an append ended (${detail}). Whether the events are stored is \
not known; append them again under the same ids: what is stored already is not stored twice.`,
      options,
    );
  }
}

/** The store said so when it was asked last; `retryable` as it was then. */
export class StoreDown extends EventStoreUnavailable {
  override readonly retryable: boolean;
  constructor(problem: string, retryable: boolean) {
    super(problem);
    this.retryable = retryable;
  }
}

/** The store was used after it was closed. */
export class EventStoreClosed extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string) {
    super(`The event store ${file} is closed. Open it again to use it.`);
  }
}

/** Another process holds the state directory, and has not said who it is. */
export class StoreOwnerUnknown extends EventStoreUnavailable {
  constructor(directory: string) {
    super(`Another process owns the state directory ${directory}, but who it is cannot be seen from here (it may \
run in another container). End it, or name another state directory.`);
  }
}

/** A setting of the store cannot be used. */
export class InvalidStoreSettings extends Error {
  override readonly name = 'InvalidStoreSettings';
  constructor(setting: string, detail: string, options?: ErrorOptions) {
    super(`The event store cannot be opened: ${setting}: ${detail}.`, options);
  }
}

/** The id of an event is taken by another event. */
export class EventIdConflict extends Error {
  override readonly name = 'EventIdConflict';
  constructor(stream: string, detail: string) {
    super(`Nothing was appended to stream ${stream}: ${detail}. Give every event an id of its own, and repeat an \
append only whole and unchanged.`);
  }
}

/** An event in the store was not written by Winnow. */
export class EventNotReadable extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(store: string, event: string, options?: ErrorOptions) {
    super(
      `The event ${event} in the event store ${store} was not written by Winnow (${options?.cause}). Let no other \
program write to streams under Winnow's prefix.`,
      options,
    );
  }
}

/** The events handed over cannot be stored by any store. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
  constructor(stream: string, detail: string, options?: ErrorOptions) {
    super(`Nothing was appended to stream ${JSON.stringify(stream)}: ${detail}.`, options);
  }
}

/** This store has not given out the position. */
export class PositionNotInStore extends Error {
  override readonly name = 'PositionNotInStore';
  constructor(position: string, detail: string) {
    super(`The position ${JSON.stringify(position)} is not one of this event store (${detail}). Start from the \
beginning, or from a position that this store gave.`);
  }
}
