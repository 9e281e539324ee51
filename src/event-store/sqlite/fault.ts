import {
  type EventStoreUnavailable,
  NotAnEventStore,
  StoreBusy,
  StoreCorrupt,
  StoreFileReplaced,
  StoreFull,
  StoreIoFailed,
  StoreReadOnly,
  StoreVersionTooNew,
} from '../errors.ts';

const CLASSES = {
  FULL: StoreFull,
  READ_ONLY: StoreReadOnly,
  IO: StoreIoFailed,
  BUSY: StoreBusy,
  CORRUPT: StoreCorrupt,
  NOT_A_STORE: NotAnEventStore,
  NEWER_VERSION: StoreVersionTooNew,
  REPLACED: StoreFileReplaced,
} as const;

/** What is wrong with the store, in a shape that crosses from the writing thread. */
export interface Fault {
  readonly code: keyof typeof CLASSES;
  readonly detail: string;
}

/** Thrown in the thread that finds a fault which SQLite itself does not see. */
export class StoreFault extends Error {
  readonly fault: Fault;
  constructor(code: Fault['code'], detail: string) {
    super(detail);
    this.fault = { code, detail };
  }
}

// SQLite's primary result codes: https://sqlite.org/rescode.html
const BY_RESULT_CODE: Readonly<Record<number, Fault['code']>> = {
  3: 'READ_ONLY', // PERM
  5: 'BUSY',
  6: 'BUSY', // LOCKED
  8: 'READ_ONLY',
  10: 'IO',
  11: 'CORRUPT',
  13: 'FULL',
  14: 'READ_ONLY', // CANTOPEN
  15: 'BUSY', // PROTOCOL
  23: 'READ_ONLY', // AUTH
  26: 'CORRUPT', // NOTADB
};

const BY_SYSTEM_CODE: Readonly<Record<string, Fault['code']>> = {
  EACCES: 'READ_ONLY',
  EPERM: 'READ_ONLY',
  EROFS: 'READ_ONLY',
  ENOSPC: 'FULL',
  EDQUOT: 'FULL',
};

/** The fault that an error of SQLite or of the file system stands for; `null` for a mistake in the program. */
export function faultOf(error: unknown): Fault | null {
  if (error instanceof StoreFault) return error.fault;
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const code = BY_RESULT_CODE[error.errcode & 0xff];
    return code === undefined ? null : { code, detail: error.message };
  }
  if ('syscall' in error && 'code' in error && typeof error.code === 'string') {
    return { code: BY_SYSTEM_CODE[error.code] ?? 'IO', detail: error.message };
  }
  return null;
}

/** The error that callers see for a fault of the store in `file`. */
export const errorOfFault = (fault: Fault, file: string): EventStoreUnavailable =>
  new CLASSES[fault.code](file, fault.detail);

/** The same as an error for callers; a mistake in the program stays what it is. */
export function describeError(error: unknown, file: string): unknown {
  const fault = faultOf(error);
  return fault === null ? error : errorOfFault(fault, file);
}
