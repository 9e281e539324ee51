import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import { openSqliteEventStoreForReading } from '../../../src/event-store/sqlite/open.ts';
import { importEvents } from '../../../src/event-store/transfer/import-events.ts';
import { assertNoUnfinishedImport } from '../../../src/event-store/transfer/import-marker.ts';
import { startChild } from '../child.ts';
import { collect, event, events, idsOf, revisionsOf } from '../events.ts';
import { temporaryDirectory, temporaryStore } from '../temporary-store.ts';
import { exported, fill, importInto, linesOf, sourceOf } from './exports.ts';

const freshStore = async (): Promise<EventStore> => (await temporaryStore()).store;

describe('an export that is imported', () => {
  it('gives a store that exports the same bytes', async () => {
    const [from, to] = [await freshStore(), await freshStore()];
    await fill(from);
    const text = await exported(from);
    const trailer = await importInto(to, text);
    expect(await exported(to)).toBe(text);
    expect(linesOf(text).at(-1)).toContain(JSON.stringify(trailer).slice(1, -1));
    expect(trailer.events).toBe(12);
    await assertNoUnfinishedImport(to);
  });

  it('keeps order, ids, revisions, data and metadata of the events, and the bounds of streams', async () => {
    const [from, to] = [await freshStore(), await freshStore()];
    await fill(from);
    await importInto(to, await exported(from));
    for (const stream of ['host-one', 'disk-one', 'disk-two', 'sparsifyProgress-one', 'lease-one']) {
      const inFrom = await collect(from.readStream(stream));
      const inTo = await collect(to.readStream(stream));
      expect(inTo.map((one) => ({ ...one, position: '' }))).toEqual(
        inFrom.map((one) => ({ ...one, position: '' })),
      );
      expect(await to.getStreamMetadata(stream)).toEqual(await from.getStreamMetadata(stream));
    }
    expect(revisionsOf(await collect(to.readStream('sparsifyProgress-one')))).toEqual([8, 9, 10]);
    const ids = (store: EventStore) => collect(store.readAll()).then(idsOf);
    expect((await ids(to)).slice(1, -1)).toEqual(await ids(from));
  });

  it('leaves streams that go on where they were', async () => {
    const [from, to] = [await freshStore(), await freshStore()];
    await fill(from);
    await importInto(to, await exported(from));
    expect((await to.append('disk-one', events(1), 3)).revision).toBe(4);
    expect((await to.append('sparsifyProgress-one', events(1), 10)).revision).toBe(11);
  });

  it('may be of an empty store', async () => {
    const to = await freshStore();
    const text = await exported(await freshStore());
    expect(linesOf(text)).toHaveLength(2);
    expect(await importInto(to, text)).toMatchObject({ events: 0 });
  });

  it('may hold an event of 1 MB and a stream that begins late, in pieces of any size', async () => {
    const [from, to] = [await freshStore(), await freshStore()];
    await from.append('disk-large', [event({ text: '容'.repeat(350_000) })], 'NO_STREAM');
    await from.setStreamMetadata('sparsifyProgress-long', { maxCount: 1 });
    for (let count = 0; count < 3; count += 1) await from.append('sparsifyProgress-long', events(700), 'ANY');
    const text = await exported(from);
    await importEvents(to, sourceOf(text, 65_521));
    expect(await exported(to)).toBe(text);
    expect(revisionsOf(await collect(to.readStream('sparsifyProgress-long')))).toEqual([2_099]);
  });

  it('of 20,000 events in 5,000 streams comes through', async () => {
    const [from, to] = [await freshStore(), await freshStore()];
    const streams = Array.from({ length: 5_000 }, (_, index) => `disk-${index}`);
    for (let round = 0; round < 2; round += 1) {
      await Promise.all(streams.map((stream) => from.append(stream, events(2), 'ANY')));
    }
    const text = await exported(from);
    expect(await importInto(to, text)).toMatchObject({ events: 20_000 });
  });
});

describe('an export', () => {
  it('leaves out what a bound has dropped, where the store still holds it', async () => {
    const pruned = await freshStore();
    const whole = await freshStore();
    const given = events(9);
    await pruned.setStreamMetadata('sparsifyProgress-one', { maxCount: 4 });
    for (const one of given) {
      await pruned.append('sparsifyProgress-one', [one], 'ANY');
      await whole.append('sparsifyProgress-one', [one], 'ANY');
    }
    const unscavenged = { ...whole, getStreamMetadata: async () => ({ maxCount: 4 }) };
    expect(await exported(unscavenged)).toBe(await exported(pruned));
  });

  it('ends with the last event that there was at its start, while others append', async () => {
    const store = await freshStore();
    await fill(store);
    const before = await exported(store);
    let live = await store.append('disk-live', events(1), 'NO_STREAM');
    const withOne = await exported(store);
    const during: string[] = [];
    const lines = store.readAll;
    const busy: EventStore = {
      ...store,
      readAll: async function* (options) {
        for await (const one of lines(options)) {
          live = await store.append('disk-live', events(1), live.revision);
          during.push(one.id);
          yield one;
        }
      },
    };
    expect(await exported(busy)).toBe(withOne);
    expect(withOne.startsWith(before.slice(0, before.lastIndexOf('\n', before.length - 2)))).toBe(true);
    expect(during.length).toBeGreaterThan(10);
  });

  it('reads beside another process that works on the store, and after it was killed', async () => {
    const file = join(await temporaryDirectory(), 'events.db');
    const child = startChild('append-until-killed.ts', [file, '0']);
    for (let count = 0; count < 500; count += 1) await child.line();
    for (const killed of [false, true]) {
      if (killed) await child.kill();
      const reading = await openSqliteEventStoreForReading(file);
      const text = await exported(reading);
      await reading.close();
      expect(linesOf(text).length).toBeGreaterThan(500);
      expect(await importInto(await freshStore(), text)).toMatchObject({ events: linesOf(text).length - 2 });
    }
  });

  it('makes no store where there is none', async () => {
    const file = join(await temporaryDirectory(), 'events.db');
    await expect(openSqliteEventStoreForReading(file)).rejects.toThrow(`There is no event store ${file}`);
  });
});
