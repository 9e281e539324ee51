import { lstatSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type FaultCode, StoreFailed } from './errors.ts';

/** What is wrong with the store, in a shape that crosses from the writing thread. */
export interface Fault {
  readonly code: FaultCode;
  readonly detail: string;
}

/** Thrown in the thread that finds a fault which SQLite itself does not see. */
export class StoreFault extends Error {
  readonly fault: Fault;
  constructor(code: FaultCode, detail: string) {
    super(detail);
    this.fault = { code, detail };
  }
}

// SQLite's primary result codes: https://sqlite.org/rescode.html
const BY_RESULT_CODE: Readonly<Record<number, FaultCode>> = {
  3: 'READ_ONLY', // PERM
  5: 'BUSY',
  6: 'BUSY', // LOCKED
  7: 'RESOURCES', // NOMEM
  8: 'READ_ONLY',
  10: 'IO',
  11: 'CORRUPT',
  13: 'FULL',
  14: 'READ_ONLY', // CANTOPEN
  15: 'BUSY', // PROTOCOL
  22: 'IO', // NOLFS
  23: 'READ_ONLY', // AUTH
  26: 'CORRUPT', // NOTADB
};

// Extended result codes whose cause is another than that of their class.
const BY_EXTENDED_CODE: Readonly<Record<number, FaultCode>> = {
  1032: 'REPLACED', // READONLY_DBMOVED
  3082: 'RESOURCES', // IOERR_NOMEM
  8202: 'CORRUPT', // IOERR_DATA, a checksum that is wrong
};

const BY_SYSTEM_CODE: Readonly<Record<string, FaultCode>> = {
  EACCES: 'READ_ONLY',
  EPERM: 'READ_ONLY',
  EROFS: 'READ_ONLY',
  ENOSPC: 'FULL',
  EDQUOT: 'FULL',
  EEXIST: 'PLACE',
  ENOENT: 'PLACE',
  ENOTDIR: 'PLACE',
  EISDIR: 'PLACE',
  ELOOP: 'PLACE',
  ENAMETOOLONG: 'PLACE',
  EMFILE: 'RESOURCES',
  ENFILE: 'RESOURCES',
  ENOMEM: 'RESOURCES',
};

/** SQLite adds to the index of its log in pieces of this many bytes; a file system with less room fails it as a fault of the disk. */
const LEAST_ROOM_BYTES = 32 * 1024;

/** The fault that an error of SQLite or of the file system stands for; `null` for a mistake in the program. */
export function faultOf(error: unknown, file: string): Fault | null {
  if (error instanceof StoreFault) return error.fault;
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const code = BY_EXTENDED_CODE[error.errcode] ?? BY_RESULT_CODE[error.errcode & 0xff];
    if (code === undefined) return null;
    return mayBeFull(code, error.errcode) && isFull(file)
      ? { code: 'FULL', detail: 'no space left on its file system' }
      : { code, detail: error.message };
  }
  if ('syscall' in error && 'code' in error && typeof error.code === 'string') {
    const code = BY_SYSTEM_CODE[error.code] ?? 'IO';
    return { code, detail: code === 'PLACE' ? (obstructionOf(file) ?? error.message) : error.message };
  }
  return null;
}

/** Some calls of SQLite's fail as faults of the disk, or as files that cannot be opened, where the disk is merely full. */
const mayBeFull = (code: FaultCode, errcode: number): boolean => code === 'IO' || (errcode & 0xff) === 14;

function isFull(file: string): boolean {
  try {
    const { bfree, bavail, bsize, files, ffree } = statfsSync(dirname(file));
    const free = process.getuid?.() === 0 ? bfree : bavail;
    return free * bsize < LEAST_ROOM_BYTES || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}

/** What stands on the way to a file where a directory must be; `null` when nothing does. */
function obstructionOf(file: string): string | null {
  const there = (path: string) => lstatSync(path, { throwIfNoEntry: false });
  for (let path = dirname(file); path !== dirname(path); path = dirname(path)) {
    try {
      const found = there(path);
      if (found === undefined) continue;
      if (found.isSymbolicLink() && statSync(path, { throwIfNoEntry: false }) === undefined) {
        return `${path} is a link to nothing`;
      }
      return statSync(path).isDirectory() ? null : `${path} is not a directory`;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) return null;
    }
  }
  return null;
}

/** The error that callers see for a fault of the store in `file`. */
export const errorOfFault = ({ code, detail }: Fault, file: string): StoreFailed =>
  new StoreFailed(code, file, detail);

/** The same as an error for callers; a mistake in the program stays what it is. */
export function describeError(error: unknown, file: string): unknown {
  const fault = faultOf(error, file);
  return fault === null ? error : errorOfFault(fault, file);
}
