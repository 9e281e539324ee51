import { readFileSync } from 'node:fs';

/** Resident memory of a process now, in bytes: all of it, and without the pages of files, which the system takes back at will. */
export function residentBytesOf(pid: number | undefined): { readonly all: number; readonly own: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (field: string): number =>
    Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) * 1024;
  return { all: bytes('VmRSS'), own: bytes('RssAnon') };
}
