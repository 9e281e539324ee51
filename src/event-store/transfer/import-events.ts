import type { EventStore, NewEvent } from '../event-store.ts';
import { isBookkeeping, placeholder } from './bookkeeping.ts';
import { type Entry, type ExportedEvent, isEvent } from './entry.ts';
import { ImportNotContinued, ImportNotVerified, StoreNotEmpty } from './errors.ts';
import { exportEvents } from './export-events.ts';
import type { Trailer } from './format.ts';
import { readMarker, writeMarker } from './import-marker.ts';
import { inBatches } from './in-batches.ts';
import { readExport } from './read-export.ts';

/** An export that can be read from its start more than once. */
export type ExportSource = () => AsyncIterable<Buffer>;

/** How many revisions are filled up at a time. */
const PLACEHOLDERS_AT_ONCE = 500;
/** How many entries go together to a store that keeps their order: it writes them with one flush. */
const ENTRIES_AT_ONCE = 100;

/** The last revision of each stream that the store has. */
type Revisions = Map<string, number>;

/**
 * Imports an export into an empty store, or goes on with an import of the same export that was cut off. The export is
 * checked whole before anything is stored, and what the store then has is checked against it; until that is done the
 * store is marked as unfinished.
 * @throws ImportRefused (of a class that names the cause) with the store as it was, ImportNotVerified,
 * EventStoreUnavailable when the store fails on the way: then the same import goes on where it ended.
 */
export async function importEvents(store: EventStore, source: ExportSource): Promise<Trailer> {
  const trailer = await lastOf(readExport(source()));
  const revisions: Revisions = new Map();
  const begun = await begin(store, trailer);
  const known = begun.continued ? await matchStored(store, source, revisions) : 0;
  const together = store.keepsOrder ? ENTRIES_AT_ONCE : 1;
  for await (const entries of inBatches(entriesAfter(readExport(source()), known), together)) {
    await appendAll(store, entries, revisions);
  }
  const stored = await lastOf(exportEvents(store));
  if (stored.sha256 !== trailer.sha256) {
    throw new ImportNotVerified(
      `${stored.events} events with SHA-256 ${stored.sha256} in place of ${trailer.events} with ${trailer.sha256}`,
    );
  }
  await writeMarker(store, 'ImportCompleted', trailer, begun.marker);
  return trailer;
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
async function matchStored(store: EventStore, source: ExportSource, revisions: Revisions): Promise<number> {
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

/** The events after the first ones, which the store has, and all bounds. */
async function* entriesAfter(entries: AsyncIterable<Entry>, known: number): AsyncGenerator<Entry> {
  let seen = 0;
  for await (const entry of entries) {
    if (isEvent(entry)) seen += 1;
    if (!isEvent(entry) || seen > known) yield entry;
  }
}

/** Begins to store all entries in their order, and throws the first failure once none of them is on its way. */
async function appendAll(store: EventStore, entries: readonly Entry[], revisions: Revisions): Promise<void> {
  const begun: Promise<unknown>[] = [];
  for (const entry of entries) {
    const { stream } = entry;
    if (!isEvent(entry)) {
      begun.push(store.setStreamMetadata(stream, entry));
      continue;
    }
    const append = (events: readonly NewEvent[], last: number): unknown =>
      begun.push(store.append(stream, events, last === -1 ? 'NO_STREAM' : last));
    let last = revisions.get(stream) ?? -1;
    while (last + 1 < entry.revision) {
      const first = last + 1;
      const count = Math.min(PLACEHOLDERS_AT_ONCE, entry.revision - first);
      append(
        Array.from({ length: count }, (_, index) => placeholder(entry, first + index)),
        last,
      );
      last += count;
    }
    append([entry], last);
    revisions.set(stream, entry.revision);
  }
  for (const outcome of await Promise.allSettled(begun)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}

async function lastOf<Item, Result>(items: AsyncGenerator<Item, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = await items.next();
    if (done === true) return value;
  }
}
