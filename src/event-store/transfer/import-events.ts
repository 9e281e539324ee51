import type { EventStore } from '../event-store.ts';
import { createAppendQueue } from './append-queue.ts';
import { isBookkeeping, placeholder } from './bookkeeping.ts';
import { type Entry, type ExportedEvent, isEvent, toNewEvent } from './entry.ts';
import { ImportNotContinued, ImportNotVerified, StoreNotEmpty } from './errors.ts';
import { exportEvents } from './export-events.ts';
import type { Trailer } from './format.ts';
import { readMarker, writeMarker } from './import-marker.ts';
import { readExport } from './read-export.ts';
import { openStreamLedger, type StreamLedger } from './stream-ledger.ts';

/** An export that can be read from its start more than once. */
export type ExportSource = () => AsyncIterable<Buffer>;

/** How many revisions are filled up at a time. */
const PLACEHOLDERS_AT_ONCE = 500;

/**
 * Imports an export into an empty store, or goes on with an import of the same export that was cut off. The export is
 * checked whole before anything is stored, and what the store then has is checked against it; until that is done the
 * store is marked as unfinished.
 * @throws ImportRefused (of a class that names the cause) with the store as it was, ImportNotVerified,
 * EventStoreUnavailable when the store fails on the way: then the same import goes on where it ended.
 */
export async function importEvents(store: EventStore, source: ExportSource): Promise<Trailer> {
  const trailer = await lastOf(readExport(source()));
  const revisions = openStreamLedger<number>();
  try {
    const begun = await begin(store, trailer);
    const known = begun.continued ? await matchStored(store, source, revisions) : 0;
    await appendRest(store, source, known, revisions);
    const stored = await lastOf(exportEvents(store));
    if (stored.sha256 !== trailer.sha256) {
      throw new ImportNotVerified(
        `${stored.events} events with SHA-256 ${stored.sha256} in place of ${trailer.events} with ${trailer.sha256}`,
      );
    }
    await writeMarker(store, 'ImportCompleted', trailer, begun.marker);
    return trailer;
  } finally {
    revisions.close();
  }
}

async function begin(store: EventStore, trailer: Trailer): Promise<{ continued: boolean; marker: number }> {
  const marker = await readMarker(store);
  if (marker === null) {
    if ((await store.head()) !== null) throw new StoreNotEmpty('the store has events already');
    await writeMarker(store, 'ImportStarted', trailer, 'NO_STREAM');
    return { continued: false, marker: 0 };
  }
  const same = marker.of.sha256 === trailer.sha256;
  if (marker.type !== 'ImportStarted') {
    throw new StoreNotEmpty(
      same ? 'this export was imported here already, whole' : 'another export was imported here already',
    );
  }
  if (!same) throw new ImportNotContinued(`it is of another export, with SHA-256 ${marker.of.sha256}`);
  return { continued: true, marker: marker.revision };
}

/** How many of the export's events the store has. They must be its first ones, in its order. */
async function matchStored(
  store: EventStore,
  source: ExportSource,
  revisions: StreamLedger<number>,
): Promise<number> {
  const exported = eventsOf(readExport(source()));
  let known = 0;
  try {
    for await (const event of store.readAll()) {
      revisions.set(event.stream, event.revision);
      if (isBookkeeping(event)) continue;
      const { value } = await exported.next();
      if (value?.id !== event.id || value.stream !== event.stream || value.revision !== event.revision) {
        throw new ImportNotContinued(
          `its event ${known + 1} is ${event.id}, revision ${event.revision} of ${event.stream}, which the export does not have there`,
        );
      }
      known += 1;
    }
    return known;
  } finally {
    await exported.return(undefined);
  }
}

async function* eventsOf(entries: AsyncIterable<Entry>): AsyncGenerator<ExportedEvent, undefined> {
  for await (const entry of entries) if (isEvent(entry)) yield entry;
}

/** Appends what follows the events that the store has. */
async function appendRest(
  store: EventStore,
  source: ExportSource,
  known: number,
  revisions: StreamLedger<number>,
): Promise<void> {
  const queue = createAppendQueue(store);
  let seen = 0;
  try {
    for await (const entry of readExport(source())) {
      if (!isEvent(entry)) {
        await queue.bound(entry);
        continue;
      }
      seen += 1;
      if (seen <= known) continue;
      const { stream, revision } = entry;
      let last = revisions.get(stream) ?? -1;
      while (last + 1 < revision) {
        const filled = Math.min(last + PLACEHOLDERS_AT_ONCE, revision - 1);
        const numbers = Array.from({ length: filled - last }, (_, index) => last + 1 + index);
        await queue.append(
          stream,
          numbers.map((number) => placeholder(entry, number)),
          last,
        );
        last = filled;
      }
      await queue.append(stream, [toNewEvent(entry)], last);
      revisions.set(stream, revision);
    }
  } finally {
    await queue.settled();
  }
  queue.check();
}

async function lastOf<Item, Result>(items: AsyncGenerator<Item, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = await items.next();
    if (done === true) return value;
  }
}
