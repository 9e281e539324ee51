import { EventStoreUnavailable } from '../errors.ts';

/** What can be wrong with a store, and what the error that callers see is called. */
const names = {
  /** The file system, or the store's own `maxBytes`, has no room for the append. Reads go on. */
  FULL: 'StoreFull',
  /** The store's file or directory cannot be read and written. */
  READ_ONLY: 'StoreReadOnly',
  /** The device or the operating system failed a write or a read. */
  IO: 'StoreIoFailed',
  /** The system gives the process no more memory, or no more open files. */
  RESOURCES: 'StoreOutOfResources',
  /** There is something else where the store's file or directory should be. */
  PLACE: 'StorePlaceUnusable',
  /** Another program holds the store's file. */
  BUSY: 'StoreBusy',
  /** The content of the store's file is damaged. */
  CORRUPT: 'StoreCorrupt',
  /** The file is a database of another program. */
  NOT_A_STORE: 'NotAnEventStore',
  /** The file was written by a newer Winnow than this one. */
  NEWER_VERSION: 'StoreVersionTooNew',
  /** The file was deleted, moved or replaced while the store was open. */
  REPLACED: 'StoreFileReplaced',
} as const;

export type FaultCode = keyof typeof names;

/** After any other the store stays as it is until somebody does something about it. */
const passing: ReadonlySet<FaultCode> = new Set(['FULL', 'IO', 'RESOURCES', 'BUSY']);

const messages: Readonly<Record<FaultCode, (file: string, detail: string) => string>> = {
  FULL: (file, detail) =>
    `There is no room left to append to the event store ${file} (${detail}). Nothing of the append was stored. Free space on its file system, or raise the store's limit, and send the same again.`,
  READ_ONLY: (file, detail) =>
    `The event store ${file} cannot be opened and written (${detail}). Let this user read and write the file and its directory, or name another state directory.`,
  IO: (file, detail) =>
    `Input or output failed on the event store ${file} (${detail}). Check its file system, the kernel's log, and limits on the size of files (ulimit -f); the same call may be sent again.`,
  RESOURCES: (file, detail) =>
    `The event store ${file} could not be used for want of memory or of open files (${detail}). Give Winnow more of them (ulimit -n, MemoryMax of its service), or send the same again later.`,
  PLACE: (file, detail) =>
    `The event store ${file} can be neither made nor opened (${detail}). Name a directory with --state-dir or WINNOW_STATE_DIR, or correct its path.`,
  BUSY: (file, detail) =>
    `Another program holds the event store ${file} (${detail}). Nothing was stored. End that program, or send the same again later.`,
  CORRUPT: (file, detail) =>
    `The event store ${file} is damaged (${detail}). It was left as it is. Move it away, and put a backup in its place or import an export with \`winnow events import\`; without either, "sqlite3 ${file} .recover" saves what can be read.`,
  NOT_A_STORE: (file, detail) =>
    `${file} is not an event store of Winnow (${detail}). It was left as it is. Name another state directory, or move the file away.`,
  NEWER_VERSION: (file, detail) =>
    `The event store ${file} was written by a newer Winnow (${detail}). It was left as it is. Start the newer Winnow, or name another state directory.`,
  REPLACED: (file, detail) =>
    `The event store ${file} was deleted or replaced while it was open (${detail}). Nothing more is appended, as it would be lost. Put the right file in its place and start Winnow again.`,
};

/** The store's file cannot be used, for the cause that the code names. */
export class StoreFailed extends EventStoreUnavailable {
  override readonly name: string;
  override readonly retryable: boolean;
  constructor(code: FaultCode, file: string, detail: string) {
    super(messages[code](file, detail));
    this.name = names[code];
    this.retryable = passing.has(code);
  }
}

/** There is no store where one was to be read. */
export class NoEventStore extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string) {
    super(`There is no event store ${file}. Name the state directory of the server whose events are meant.`);
  }
}
