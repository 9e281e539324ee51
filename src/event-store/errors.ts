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

/** The file system, or the store's own `maxBytes`, has no room for the append. Reads go on. */
export class StoreFull extends EventStoreUnavailable {
  override readonly name = 'StoreFull';
  constructor(file: string, detail: string) {
    super(`There is no room left to append to the event store ${file} (${detail}). Nothing of the append was \
stored. Free space on its file system, or raise the store's limit, and send the same again.`);
  }
}

/** The store's file or directory cannot be read and written. */
export class StoreReadOnly extends EventStoreUnavailable {
  override readonly name = 'StoreReadOnly';
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} cannot be opened and written (${detail}). Let this user read and write the file \
and its directory, or name another state directory.`);
  }
}

/** The device or the operating system failed a write or a read. */
export class StoreIoFailed extends EventStoreUnavailable {
  override readonly name = 'StoreIoFailed';
  constructor(file: string, detail: string) {
    super(`Input or output failed on the event store ${file} (${detail}). Look at the file system it lies on, at \
the kernel's log, and at limits on the size of files (ulimit -f); the same call may be sent again.`);
  }
}

/** The system gives the process no more memory, or no more open files. */
export class StoreOutOfResources extends EventStoreUnavailable {
  override readonly name = 'StoreOutOfResources';
  constructor(file: string, detail: string) {
    super(`The event store ${file} could not be used for want of memory or of open files (${detail}). Give Winnow \
more of them (ulimit -n, MemoryMax of its service), or send the same again later.`);
  }
}

/** There is something else where the store's file or directory should be. */
export class StorePlaceUnusable extends EventStoreUnavailable {
  override readonly name = 'StorePlaceUnusable';
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} can be neither made nor opened (${detail}). Name a directory with --state-dir or \
WINNOW_STATE_DIR, or correct its path.`);
  }
}

/** Another program holds the store's file. */
export class StoreBusy extends EventStoreUnavailable {
  override readonly name = 'StoreBusy';
  constructor(file: string, detail: string) {
    super(`Another program holds the event store ${file} (${detail}). Nothing was stored. End that program, or \
send the same again later.`);
  }
}

/** More appends wait for the disk than the store takes on. */
export class StoreOverloaded extends EventStoreUnavailable {
  override readonly name = 'StoreOverloaded';
  constructor(file: string, waiting: number) {
    super(`${waiting} appends wait for the event store ${file} already. Nothing of this one was stored; send \
the same again later.`);
  }
}

/** The content of the store's file is damaged. */
export class StoreCorrupt extends EventStoreUnavailable {
  override readonly name = 'StoreCorrupt';
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} is damaged (${detail}). It was left as it is. Move it away, and put a backup in its \
place or import an export with \`winnow events import\`; without either, "sqlite3 ${file} .recover" saves what can be \
read.`);
  }
}

/** The file is a database of another program. */
export class NotAnEventStore extends EventStoreUnavailable {
  override readonly name = 'NotAnEventStore';
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`${file} is not an event store of Winnow (${detail}). It was left as it is. Name another state \
directory, or move the file away.`);
  }
}

/** There is no store where one was to be read. */
export class NoEventStore extends EventStoreUnavailable {
  override readonly name = 'NoEventStore';
  override readonly retryable = false;
  constructor(file: string) {
    super(`There is no event store ${file}. Name the state directory of the server whose events are meant.`);
  }
}

/** The file was written by a newer Winnow than this one. */
export class StoreVersionTooNew extends EventStoreUnavailable {
  override readonly name = 'StoreVersionTooNew';
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} was written by a newer Winnow (${detail}). It was left as it is. Start the \
newer Winnow, or name another state directory.`);
  }
}

/** The file was deleted, moved or replaced while the store was open. */
export class StoreFileReplaced extends EventStoreUnavailable {
  override readonly name = 'StoreFileReplaced';
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} was deleted or replaced while it was open (${detail}). Nothing more is \
appended, as it would be lost. Put the right file in its place and start Winnow again.`);
  }
}

/** What is to store the events did not say how that ended: they may or may not be stored. */
export class AppendOutcomeUnknown extends EventStoreUnavailable {
  override readonly name = 'AppendOutcomeUnknown';
  constructor(file: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${file} did not say how an append ended (${detail}). Whether the events are stored is \
not known; append them again under the same ids: what is stored already is not stored twice.`,
      options,
    );
  }
}

/** The server of the store gives no answer, or none that helps, however often it is asked. */
export class StoreUnreachable extends EventStoreUnavailable {
  override readonly name = 'StoreUnreachable';
  constructor(store: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${store} does not answer (${detail}). The same call may be sent again later. Where this \
lasts, look whether the server runs, is reachable from here, and has a leader.`,
      options,
    );
  }
}

/** The server of the store does not let this user do what was asked. */
export class StoreAccessDenied extends EventStoreUnavailable {
  override readonly name = 'StoreAccessDenied';
  override readonly retryable = false;
  constructor(store: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${store} does not let this user do that (${detail}). Winnow's user must be able to read \
$all and to write streams and their metadata; docs/operations.md tells how to give these rights.`,
      options,
    );
  }
}

/** The server of the store does not know the user, or it has another password. */
export class StoreUserUnknown extends EventStoreUnavailable {
  override readonly name = 'StoreUserUnknown';
  override readonly retryable = false;
  constructor(store: string, detail: string, options?: ErrorOptions) {
    super(
      `The event store ${store} does not know this user with this password (${detail}). Correct them where the \
connection string is given.`,
      options,
    );
  }
}

/** The store said so when it was asked last; `retryable` as it was then. */
export class StoreDown extends EventStoreUnavailable {
  override readonly name = 'StoreDown';
  override readonly retryable: boolean;
  constructor(problem: string, retryable: boolean) {
    super(problem);
    this.retryable = retryable;
  }
}

/** The store was used after it was closed. */
export class EventStoreClosed extends EventStoreUnavailable {
  override readonly name = 'EventStoreClosed';
  override readonly retryable = false;
  constructor(file: string) {
    super(`The event store ${file} is closed. Open it again to use it.`);
  }
}

/** Another process holds the state directory, and has not said who it is. */
export class StoreOwnerUnknown extends EventStoreUnavailable {
  override readonly name = 'StoreOwnerUnknown';
  constructor(directory: string) {
    super(`Another process owns the state directory ${directory}, but who it is cannot be seen from here (it may \
run in another container). End it, or name another state directory.`);
  }
}

/** A setting of the store cannot be used. */
export class InvalidStoreSettings extends Error {
  override readonly name = 'InvalidStoreSettings';
  readonly retryable = false;
  constructor(setting: string, detail: string, options?: ErrorOptions) {
    super(`The event store cannot be opened: ${setting}: ${detail}.`, options);
  }
}

/** The id of an event is taken by another event. */
export class EventIdConflict extends Error {
  override readonly name = 'EventIdConflict';
  readonly retryable = false;
  readonly stream: string;
  constructor(stream: string, detail: string) {
    super(`Nothing was appended to stream ${stream}: ${detail}. Give every event an id of its own, and repeat an \
append only whole and unchanged.`);
    this.stream = stream;
  }
}

/** An event in the store is none that Winnow wrote. */
export class EventNotReadable extends EventStoreUnavailable {
  override readonly name = 'EventNotReadable';
  override readonly retryable = false;
  constructor(store: string, event: string, options?: ErrorOptions) {
    super(
      `The event ${event} in the event store ${store} is none that Winnow wrote (${options?.cause}). Let no other \
program write to streams under Winnow's prefix.`,
      options,
    );
  }
}

/** The events handed over cannot be stored by any store. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
  readonly retryable = false;
  constructor(stream: string, detail: string, options?: ErrorOptions) {
    super(`Nothing was appended to stream ${JSON.stringify(stream)}: ${detail}.`, options);
  }
}

/** The position is none that this store has given out. */
export class PositionNotInStore extends Error {
  override readonly name = 'PositionNotInStore';
  readonly retryable = false;
  readonly position: string;
  constructor(position: string, detail: string) {
    super(`The position ${JSON.stringify(position)} is not one of this event store (${detail}). Start from the \
beginning, or from a position that this store gave.`);
    this.position = position;
  }
}
