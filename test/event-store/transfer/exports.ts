import type { EventStore, ReadableEventStore } from '../../../src/event-store/event-store.ts';
import { exportEvents } from '../../../src/event-store/transfer/export-events.ts';
import { importEvents } from '../../../src/event-store/transfer/import-events.ts';
import { collect, event, events } from '../events.ts';

/** The whole export of a store. */
export const exported = async (store: ReadableEventStore): Promise<string> =>
  (await collect(exportEvents(store))).join('');

/** The lines of an export, without their line breaks. */
export const linesOf = (text: string): string[] => text.slice(0, -1).split('\n');

/** A source that gives the text in pieces that end anywhere. */
export const sourceOf = (text: string, pieceBytes = 1_000) =>
  async function* () {
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
  };

export const importInto = (store: EventStore, text: string) => importEvents(store, sourceOf(text));

/** Streams that end at different times, mixed; one that is bounded has dropped most of what it had. */
export async function fill(store: EventStore): Promise<void> {
  await store.append('host-one', events(2), 'NO_STREAM');
  await store.append('disk-one', events(3), 'NO_STREAM');
  await store.setStreamMetadata('sparsifyProgress-one', { maxCount: 3 });
  for (const one of events(10)) await store.append('sparsifyProgress-one', [one], 'ANY');
  await store.append(
    'disk-two',
    [event({ text: 'Größe \u2028 \u0000 🪶 "\\', list: [null, 1.5e300, -0] })],
    'NO_STREAM',
  );
  await store.append('sparsifyProgress-one', events(1), 9);
  await store.setStreamMetadata('lease-one', { maxCount: 10 });
  await store.append('lease-one', events(2), 'NO_STREAM');
  await store.append('disk-one', [event(JSON.parse('{"__proto__": {"b": 1}, "7": "a", "1": "b"}'))], 2);
}
