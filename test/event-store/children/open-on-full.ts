// Fills a small file system that it mounts in DIRECTORY and that holds a store, opens the store, and appends; prints what it saw.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreUnavailable } from '../../../src/event-store/errors.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { events, freshStream } from '../events.ts';

const [directory = ''] = process.argv.slice(2);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory]);
const file = join(directory, 'events.db');
const filler = join(directory, 'filler');
const first = await openSqliteEventStore({ file });
await first.append(freshStream(), events(10), 'NO_STREAM');
await first.close();

/** Room for what SQLite writes before it fails differs, so every amount is tried. */
const seen: { free: number; name: string; retryable: boolean; message: string }[] = [];
for (let free = 0; free <= 64; free += 4) {
  const { bavail, bsize } = statfsSync(directory);
  const handle = openSync(filler, 'w');
  for (let left = bavail * bsize - free * 1024; left > 0; ) left -= writeSync(handle, Buffer.alloc(left));
  closeSync(handle);
  try {
    const store = await openSqliteEventStore({ file });
    try {
      await store.append(freshStream(), events(40), 'NO_STREAM');
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof EventStoreUnavailable)) throw error;
    const { name, retryable, message } = error;
    seen.push({ free, name, retryable, message });
  }
  rmSync(filler);
}
console.log(JSON.stringify(seen));
