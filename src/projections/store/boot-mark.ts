import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Connection } from './connection.ts';

const clean = '';

/** What tells this start of the machine from others. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Elsewhere than on Linux: the moment of the start, to ten seconds.
    return `up since ${Math.round((Date.now() / 1000 - uptime()) / 10)}`;
  }
}

/** Whether the machine went down while the file was in use, so that writes to it may have been lost in any order. */
export function wentDown(connection: Connection): boolean {
  const mark = connection.sql(`SELECT value FROM meta WHERE key = 'boot'`).get()?.value;
  return mark !== clean && mark !== bootId();
}

/** Says, on the disk and before anything else is written, that the file is in use from now on. */
export const markInUse = (connection: Connection): void => mark(connection, bootId());

/** Brings all to the disk, and says that it is there. */
export const markClean = (connection: Connection): void => mark(connection, clean);

function mark(connection: Connection, value: string): void {
  connection.exec('PRAGMA synchronous = FULL');
  connection.sql(`INSERT OR REPLACE INTO meta VALUES ('boot', ?)`).run(value);
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  connection.exec('PRAGMA synchronous = OFF');
}
