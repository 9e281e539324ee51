import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { AppendOutcomeUnknown } from '../../../src/event-store/errors.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { startChild } from '../child.ts';
import { collect, events, freshStream, idsOf, revisionsOf } from '../events.ts';
import { follow } from '../subscriber.ts';
import { temporaryDirectory, temporaryStore } from '../temporary-store.ts';

describe('killing the process in the middle of appends', () => {
  it('loses no acknowledged event, and leaves no gap and no half of an append', async () => {
    const file = join(await temporaryDirectory(), 'events.db');
    for (const [round, killAfter] of [300, 1_000, 3_000].entries()) {
      const child = startChild('append-until-killed.ts', [file, String(round)]);
      const acknowledged: { stream: string; revision: number; id: string }[] = [];
      for (let line = await child.line(); line !== null; line = await child.line()) {
        // The last line may be cut where the process was killed.
        if (line.endsWith('}')) acknowledged.push(JSON.parse(line));
        if (acknowledged.length === killAfter) void child.kill();
      }
      await child.ended;

      const { store } = await temporaryStore({ file });
      for (let writer = 0; writer < 20; writer += 1) {
        const stream = `writer-${round}-${writer}`;
        const stored = await collect(store.readStream(stream));
        expect(revisionsOf(stored)).toEqual(stored.map((_, index) => index));
        expect(stored.length % 2).toBe(0);
        for (const { revision, id } of acknowledged.filter((one) => one.stream === stream)) {
          expect(stored[revision]?.id).toBe(id);
        }
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(killAfter);
      await store.close();
    }
  });
});

describe('the end of the writing thread', () => {
  async function storeAndThread() {
    const starting = new Promise<Worker>((resolve) => process.once('worker', resolve));
    const opened = await temporaryStore();
    return { ...opened, thread: await starting };
  }

  it('in the middle of appends lets the same appends go through, once each', async () => {
    const { store, thread } = await storeAndThread();
    const stream = freshStream();
    const given = events(200);
    const appendAll = () => Promise.allSettled(given.map((one) => store.append(stream, [one], 'ANY')));
    const first = appendAll();
    setImmediate(() => void thread.terminate());
    await first;
    const again = await appendAll();
    expect(again.every(({ status }) => status === 'fulfilled')).toBe(true);
    const stored = await collect(store.readStream(stream));
    expect(idsOf(stored).sort()).toEqual(idsOf(given).sort());
  });

  it('by an uncaught error says that the outcome is unknown, and is survived, by subscribers too', async () => {
    const { store, thread } = await storeAndThread();
    const stream = freshStream();
    const subscriber = follow(store, null);
    await subscriber.untilCaughtUp();
    thread.postMessage({ kind: 'NONSENSE' });
    const given = events(3);
    const lost = store.append(stream, given, 'NO_STREAM');
    await expect(lost).rejects.toBeInstanceOf(AppendOutcomeUnknown);
    await expect(lost).rejects.toMatchObject({
      retryable: true,
      message: expect.stringContaining('same ids'),
    });
    const received = subscriber.untilReceived(stream, 3);
    await store.append(stream, given, 'NO_STREAM');
    expect(idsOf(await received)).toEqual(idsOf(given));
    expect(await store.health()).toMatchObject({ available: true });
  });

  it('leaves a store that can be closed and opened', async () => {
    const { store, file, thread } = await storeAndThread();
    await thread.terminate();
    await store.close();
    const again = await openSqliteEventStore({ file });
    expect(await again.head()).toBeNull();
    await again.close();
  });
});
