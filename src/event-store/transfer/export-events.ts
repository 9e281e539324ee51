import { createHash } from 'node:crypto';
import type { Position, ReadableEventStore, RecordedEvent } from '../event-store.ts';
import { isBookkeeping } from './bookkeeping.ts';
import { type Entry, isEvent, toExportedEvent } from './entry.ts';
import { header, type Trailer } from './format.ts';
import { inBatches } from './in-batches.ts';
import { Chain } from './seal.ts';

/** Events read together; the bounds of their streams are asked for at the same time. */
const BATCH = 100;

interface StreamNote {
  /** What lies before it is dropped by the stream's bound, whether the store still has it or not. */
  readonly firstKept: number;
  /** The stream's bound, as long as it was not written yet. */
  readonly unwritten: number | null;
}

const unbounded: StreamNote = { firstKept: 0, unwritten: null };

/**
 * The lines of an export, each with its line break: all events up to the last that the store has at the start, in order.
 * Others may append meanwhile. Of a bounded stream only what its bound keeps is exported; what the bound drops while the
 * export goes on is missing.
 */
export async function* exportEvents(store: ReadableEventStore): AsyncGenerator<string, Trailer> {
  const chain = new Chain();
  const digest = createHash('sha256');
  const write = (value: object): string => {
    const line = `${chain.seal(value)}\n`;
    digest.update(line);
    return line;
  };
  yield write(header);
  let events = 0;
  for await (const entry of entriesOf(store)) {
    if (isEvent(entry)) events += 1;
    yield write(entry);
  }
  const trailer = { events, sha256: digest.digest('hex') };
  yield `${chain.seal(trailer)}\n`;
  return trailer;
}

async function* entriesOf(store: ReadableEventStore): AsyncGenerator<Entry> {
  const head = await store.head();
  if (head === null) return;
  const streams = new Map<string, StreamNote>();
  for await (const batch of inBatches(eventsUpTo(store, head), BATCH)) {
    const fresh = new Set(batch.map(({ stream }) => stream).filter((stream) => !streams.has(stream)));
    await Promise.all(
      [...fresh].map(async (stream) => streams.set(stream, await noteOf(store, stream, head))),
    );
    for (const event of batch) {
      const { stream } = event;
      const { firstKept, unwritten } = streams.get(stream) ?? unbounded;
      if (event.revision < firstKept) continue;
      if (unwritten !== null) {
        yield { stream, maxCount: unwritten };
        streams.set(stream, { firstKept, unwritten: null });
      }
      yield toExportedEvent(event);
    }
  }
}

async function* eventsUpTo(store: ReadableEventStore, head: Position): AsyncGenerator<RecordedEvent> {
  for await (const event of store.readAll()) {
    if (event.position > head) return;
    if (!isBookkeeping(event)) yield event;
  }
}

async function noteOf(store: ReadableEventStore, stream: string, head: Position): Promise<StreamNote> {
  const metadata = await store.getStreamMetadata(stream);
  if (metadata === null) return unbounded;
  const { maxCount } = metadata;
  for await (const { position, revision } of store.readStream(stream, { direction: 'BACKWARDS' })) {
    if (position <= head) return { firstKept: revision - maxCount + 1, unwritten: maxCount };
  }
  return { firstKept: 0, unwritten: maxCount };
}
