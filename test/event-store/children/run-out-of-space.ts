// Fills the space that the store has, makes room, and goes on; prints what it saw.
// "tmpfs DIRECTORY" fills a small file system that it mounts there, "limit DIRECTORY" lives with a limited file size.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreUnavailable } from '../../../src/event-store/errors.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { collect, event, freshStream, idsOf } from '../events.ts';

const [way, directory = ''] = process.argv.slice(2);
const filler = join(directory, 'filler');
if (way === 'tmpfs') {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory]);
  writeFileSync(filler, Buffer.alloc(1024 * 1024));
}
const makeRoom = (): void => {
  if (way === 'tmpfs') rmSync(filler);
  else execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:']);
};

const store = await openSqliteEventStore({ file: join(directory, 'events.db') });
const stream = freshStream();
const acknowledged: string[] = [];
let failure: EventStoreUnavailable | null = null;
let refused = [event()];
while (failure === null) {
  refused = [event({ text: 'x'.repeat(8_000) }), event({ text: 'y'.repeat(8_000) })];
  try {
    await store.append(stream, refused, 'ANY');
    acknowledged.push(...idsOf(refused));
  } catch (error) {
    if (!(error instanceof EventStoreUnavailable)) throw error;
    failure = error;
  }
}
const storedWhileFull = idsOf(await collect(store.readStream(stream)));
const healthWhileFull = await store.health();
makeRoom();
const again = await store.append(stream, refused, 'ANY');
const storedAfter = idsOf(await collect(store.readStream(stream)));
console.log(
  JSON.stringify({
    error: { name: failure.name, retryable: failure.retryable },
    lost: acknowledged.filter((id) => !storedWhileFull.includes(id)).length,
    halfWritten: storedWhileFull.length - acknowledged.length,
    availableWhileFull: healthWhileFull.available,
    acknowledged: acknowledged.length,
    revisionAfter: again.revision,
    wentThroughAfter: refused.every(({ id }) => storedAfter.includes(id)),
    availableAfter: (await store.health()).available,
  }),
);
await store.close();
