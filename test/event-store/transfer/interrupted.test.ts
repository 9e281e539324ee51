import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '../../../src/event-store/errors.ts';
import type { EventStore } from '../../../src/event-store/event-store.ts';
import {
  ImportNotContinued,
  ImportNotVerified,
  ImportUnfinished,
  StoreNotEmpty,
} from '../../../src/event-store/transfer/errors.ts';
import { assertNoUnfinishedImport } from '../../../src/event-store/transfer/import-marker.ts';
import { collect, event, events } from '../events.ts';
import { temporaryStore } from '../temporary-store.ts';
import { exported, fill, importInto } from './exports.ts';

const freshStore = async (): Promise<EventStore> => (await temporaryStore()).store;

async function anExport(): Promise<string> {
  const store = await freshStore();
  await fill(store);
  return exported(store);
}

/** Takes so many appends, then none. */
function failingAfter(store: EventStore, appends: number): EventStore {
  let left = appends;
  return {
    ...store,
    append: async (...args) => {
      left -= 1;
      if (left < 0) throw new EventStoreUnavailable('The store is gone.');
      return store.append(...args);
    },
  };
}

describe('an import that was cut off', () => {
  it('at any append leaves a store that is not to be used, and goes on with the same export to the same end', async () => {
    const text = await anExport();
    let cuts = 0;
    for (let appends = 1; ; appends += 1) {
      const to = await freshStore();
      const cut = await importInto(failingAfter(to, appends), text).catch((cause: unknown) => cause);
      if (!(cut instanceof Error)) break;
      cuts += 1;
      expect(cut).toBeInstanceOf(EventStoreUnavailable);
      await expect(assertNoUnfinishedImport(to)).rejects.toBeInstanceOf(ImportUnfinished);
      await importInto(to, text);
      await assertNoUnfinishedImport(to);
      expect(await exported(to)).toBe(text);
    }
    expect(cuts).toBeGreaterThan(12);
  });

  it('goes on where answers were lost', async () => {
    const text = await anExport();
    const to = await freshStore();
    let appends = 0;
    const forgetful: EventStore = {
      ...to,
      append: async (...args) => {
        const result = await to.append(...args);
        appends += 1;
        if (appends > 5) throw new EventStoreUnavailable('No answer.');
        return result;
      },
    };
    await expect(importInto(forgetful, text)).rejects.toThrow('No answer.');
    await importInto(to, text);
    expect(await exported(to)).toBe(text);
  });

  it('does not go on with another export', async () => {
    const to = await freshStore();
    await expect(importInto(failingAfter(to, 5), await anExport())).rejects.toThrow();
    const refused = importInto(to, await anExport());
    await expect(refused).rejects.toBeInstanceOf(ImportNotContinued);
    await expect(assertNoUnfinishedImport(to)).rejects.toBeInstanceOf(ImportUnfinished);
  });

  it('does not go on where something else was stored meanwhile', async () => {
    const text = await anExport();
    const to = await freshStore();
    await expect(importInto(failingAfter(to, 5), text)).rejects.toThrow();
    await to.append('disk-other', events(1), 'NO_STREAM');
    await expect(importInto(to, text)).rejects.toBeInstanceOf(ImportNotContinued);
  });
});

describe('an import', () => {
  it('is refused into a store that has events, which stays as it was', async () => {
    const text = await anExport();
    const to = await freshStore();
    await to.append('disk-other', events(1), 'NO_STREAM');
    await expect(importInto(to, text)).rejects.toBeInstanceOf(StoreNotEmpty);
    expect(await collect(to.readAll())).toHaveLength(1);
    await assertNoUnfinishedImport(to);
  });

  it('is refused a second time', async () => {
    const text = await anExport();
    const to = await freshStore();
    await importInto(to, text);
    await expect(importInto(to, text)).rejects.toThrow('imported here already');
    await expect(importInto(to, await anExport())).rejects.toBeInstanceOf(StoreNotEmpty);
  });

  it('ends unfinished where the store does not keep the order', async () => {
    const to = await freshStore();
    const { promise: overtaken, resolve: overtake } = Promise.withResolvers<void>();
    const disorderly: EventStore = {
      ...to,
      append: async (stream, ...rest) => {
        if (stream === 'disk-two') await overtaken;
        const result = await to.append(stream, ...rest);
        if (stream === 'lease-one') overtake();
        return result;
      },
    };
    await expect(importInto(disorderly, await anExport())).rejects.toBeInstanceOf(ImportNotVerified);
    await expect(assertNoUnfinishedImport(to)).rejects.toBeInstanceOf(ImportUnfinished);
  });

  it('ends unfinished where something else is stored meanwhile', async () => {
    const to = await freshStore();
    const shared: EventStore = {
      ...to,
      append: async (stream, ...rest) => {
        if (stream === 'disk-two') await to.append('disk-other', [event()], 'NO_STREAM');
        return to.append(stream, ...rest);
      },
    };
    await expect(importInto(shared, await anExport())).rejects.toBeInstanceOf(ImportNotVerified);
    await expect(assertNoUnfinishedImport(to)).rejects.toBeInstanceOf(ImportUnfinished);
  });
});
