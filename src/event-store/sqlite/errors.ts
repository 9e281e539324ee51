import { EventStoreUnavailable } from '../errors.ts';

/** The file system, or the store's own `maxBytes`, has no room for the append. Reads go on. */
export class StoreFull extends EventStoreUnavailable {
  constructor(file: string, detail: string) {
    super(`There is no room left to append to the event store ${file} (${detail}). Nothing of the append was \
stored. Free space on its file system, or raise the store's limit, and send the same again.`);
  }
}

/** The store's file or directory cannot be read and written. */
export class StoreReadOnly extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} cannot be opened and written (${detail}). Let this user read and write the file \
and its directory, or name another state directory.`);
  }
}

/** The device or the operating system failed a write or a read. */
export class StoreIoFailed extends EventStoreUnavailable {
  constructor(file: string, detail: string) {
    super(`Input or output failed on the event store ${file} (${detail}). Check its file system, \
the kernel's log, and limits on the size of files (ulimit -f); the same call may be sent again.`);
  }
}

/** The system gives the process no more memory, or no more open files. */
export class StoreOutOfResources extends EventStoreUnavailable {
  constructor(file: string, detail: string) {
    super(`The event store ${file} could not be used for want of memory or of open files (${detail}). Give Winnow \
more of them (ulimit -n, MemoryMax of its service), or send the same again later.`);
  }
}

/** There is something else where the store's file or directory should be. */
export class StorePlaceUnusable extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} can be neither made nor opened (${detail}). Name a directory with --state-dir or \
WINNOW_STATE_DIR, or correct its path.`);
  }
}

/** Another program holds the store's file. */
export class StoreBusy extends EventStoreUnavailable {
  constructor(file: string, detail: string) {
    super(`Another program holds the event store ${file} (${detail}). Nothing was stored. End that program, or \
send the same again later.`);
  }
}

/** The content of the store's file is damaged. */
export class StoreCorrupt extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} is damaged (${detail}). It was left as it is. Move it away, and put a backup in its \
place or import an export with \`winnow events import\`; without either, "sqlite3 ${file} .recover" saves what can be \
read.`);
  }
}

/** The file is a database of another program. */
export class NotAnEventStore extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`${file} is not an event store of Winnow (${detail}). It was left as it is. Name another state \
directory, or move the file away.`);
  }
}

/** There is no store where one was to be read. */
export class NoEventStore extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string) {
    super(`There is no event store ${file}. Name the state directory of the server whose events are meant.`);
  }
}

/** The file was written by a newer Winnow than this one. */
export class StoreVersionTooNew extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} was written by a newer Winnow (${detail}). It was left as it is. Start the \
newer Winnow, or name another state directory.`);
  }
}

/** The file was deleted, moved or replaced while the store was open. */
export class StoreFileReplaced extends EventStoreUnavailable {
  override readonly retryable = false;
  constructor(file: string, detail: string) {
    super(`The event store ${file} was deleted or replaced while it was open (${detail}). Nothing more is \
appended, as it would be lost. Put the right file in its place and start Winnow again.`);
  }
}
