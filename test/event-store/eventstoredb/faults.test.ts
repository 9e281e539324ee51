import { describe, expect, it, onTestFinished } from 'vitest';
import {
  AppendOutcomeUnknown,
  EventIdConflict,
  EventStoreUnavailable,
  PositionNotInStore,
} from '../../../src/event-store/errors.ts';
import type { EventStore, ExpectedRevision } from '../../../src/event-store/event-store.ts';
import { type EventStoreDbOptions, openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import {
  type EventStoreDbDouble,
  startEventStoreDbDouble,
} from '../../support/eventstoredb-double/double.ts';
import type { AppendFault } from '../../support/eventstoredb-double/faults.ts';
import { patience } from '../../support/patience.ts';
import { collect, event, events, freshStream, idsOf, revisionsOf } from '../events.ts';
import { follow } from '../subscriber.ts';

const TIMEOUTS = {
  callTimeoutMs: patience(50),
  retryForMs: patience(4_000),
  searchTimeoutMs: patience(250),
  idleMs: patience(25),
};
/** For the tests in which calls are to fail. */
const IMPATIENT = { callTimeoutMs: patience(50), retryForMs: patience(300) };

async function startServer(): Promise<EventStoreDbDouble> {
  const server = await startEventStoreDbDouble();
  onTestFinished(() => server.stop());
  return server;
}

async function openOn(
  server: EventStoreDbDouble,
  options: Partial<EventStoreDbOptions> = {},
): Promise<EventStore> {
  const store = await openEventStoreDb({
    connectionString: server.connectionString,
    ...TIMEOUTS,
    ...options,
  });
  onTestFinished(() => store.close());
  return store;
}

async function start(
  options: Partial<EventStoreDbOptions> = {},
): Promise<{ server: EventStoreDbDouble; store: EventStore }> {
  const server = await startServer();
  return { server, store: await openOn(server, options) };
}

/** A stream with one event, and what an append to it may expect. */
async function streamOf(store: EventStore, expected: ExpectedRevision): Promise<string> {
  const stream = freshStream();
  if (expected !== 'NO_STREAM') await store.append(stream, events(1), 'NO_STREAM');
  return stream;
}

const FAULTS: readonly AppendFault[] = [
  'DROP_BEFORE_COMMIT',
  'DROP_AFTER_COMMIT',
  'SWALLOW_BEFORE_COMMIT',
  'SWALLOW_AFTER_COMMIT',
  'NOT_LEADER',
  'NOT_READY',
];
const EXPECTED: readonly ExpectedRevision[] = ['NO_STREAM', 0, 'ANY'];

describe('an append to EventStoreDB', () => {
  for (const fault of FAULTS) {
    for (const expected of EXPECTED) {
      it(`that expects ${expected} is stored once after ${fault}`, async () => {
        const { server, store } = await start();
        const stream = await streamOf(store, expected);
        const given = events(3);
        server.faults.appends.push(fault);
        const { revision, position } = await store.append(stream, given, expected);
        const stored = await collect(store.readStream(stream));
        expect(idsOf(stored.slice(-3))).toEqual(idsOf(given));
        expect(stored.at(-1)).toMatchObject({ revision, position });
        expect(stored).toHaveLength(expected === 'NO_STREAM' ? 3 : 4);
      });
    }
  }

  it('that expects ANY is stored once by a server that restarted and forgot it, while others append', async () => {
    const { server, store } = await start();
    const stream = await streamOf(store, 'ANY');
    const [mine, others] = [events(2), events(2)];
    let appended = 0;
    server.log.onAppended(() => {
      server.log.forgetIds();
      appended += 1;
    });
    server.faults.appends.push('DROP_AFTER_COMMIT');
    const [first] = await Promise.all([
      store.append(stream, mine, 'ANY'),
      store.append(stream, others, 'ANY'),
    ]);
    expect(appended).toBe(2);
    expect(first.revision).toBe(2);
    expect(new Set(idsOf(await collect(store.readStream(stream, { from: 1 }))))).toEqual(
      new Set(idsOf([...mine, ...others])),
    );
  });

  it('of which a part is stored already is refused with the name that the caller gave the stream', async () => {
    const { server, store } = await start();
    const stream = freshStream();
    const [stored, other] = [event(), event()];
    await store.append(stream, [stored], 'NO_STREAM');
    server.faults.appends.push('SWALLOW_BEFORE_COMMIT');
    const refused = store.append(stream, [stored, other], 'ANY');
    await expect(refused).rejects.toBeInstanceOf(EventIdConflict);
    await expect(refused).rejects.toThrow(`to stream ${stream}:`);
  });

  it('goes on after several faults in a row', async () => {
    const { server, store } = await start();
    const stream = freshStream();
    server.faults.appends.push('NOT_READY', 'DROP_BEFORE_COMMIT', 'NOT_LEADER', 'DROP_AFTER_COMMIT');
    expect((await store.append(stream, events(2), 'NO_STREAM')).revision).toBe(1);
    expect(server.log.eventsOf(`winnow-${stream}`)).toHaveLength(2);
  });

  it('leaves those beside it alone when it gets no answer', async () => {
    const { server, store } = await start();
    await store.append(freshStream(), events(1), 'NO_STREAM');
    const [swallowed, stream] = [freshStream(), freshStream()];
    server.faults.appends.push('SWALLOW_BEFORE_COMMIT');
    const unlucky = store.append(swallowed, events(1), 'NO_STREAM');
    let settled = false;
    unlucky.finally(() => {
      settled = true;
    });
    for (let revision = 0; !settled; revision += 1) {
      await store.append(stream, events(1), revision === 0 ? 'NO_STREAM' : revision - 1);
    }
    expect((await unlucky).revision).toBe(0);
  });

  it('of hundreds on their way is stored once each when their calls break', async () => {
    const { server, store } = await start();
    const streams = Array.from({ length: 300 }, () => freshStream());
    for (let each = 0; each < 50; each += 1) {
      server.faults.appends.push('DROP_BEFORE_COMMIT', 'DROP_AFTER_COMMIT');
    }
    const results = await Promise.all(streams.map((stream) => store.append(stream, events(2), 'NO_STREAM')));
    expect(results.map(({ revision }) => revision)).toEqual(streams.map(() => 1));
    expect(server.log.events).toHaveLength(600);
  });

  it('fails in time, as one that may be sent again, when the server hangs', async () => {
    const { server, store } = await start(IMPATIENT);
    const [stream, given] = [freshStream(), events(2)];
    server.faults.hanging = true;
    const refused = store.append(stream, given, 'NO_STREAM');
    await expect(refused).rejects.toBeInstanceOf(AppendOutcomeUnknown);
    await expect(refused).rejects.toMatchObject({ retryable: true });
    server.faults.hanging = false;
    expect((await store.append(stream, given, 'NO_STREAM')).revision).toBe(1);
    expect(idsOf(await collect(store.readStream(stream)))).toEqual(idsOf(given));
  });

  it('that expected ANY and failed is stored once when it is sent again, though the server forgot it', async () => {
    const { server, store } = await start(IMPATIENT);
    const [stream, given] = [freshStream(), events(2)];
    const stored = new Promise<void>((resolve) => server.log.onAppended(resolve));
    server.faults.appends.push('SWALLOW_AFTER_COMMIT');
    const refused = expect(store.append(stream, given, 'ANY')).rejects.toBeInstanceOf(AppendOutcomeUnknown);
    await stored;
    server.faults.hanging = true;
    await refused;
    server.log.forgetIds();
    server.faults.hanging = false;
    expect((await store.append(stream, given, 'ANY')).revision).toBe(1);
    expect(idsOf(await collect(store.readStream(stream)))).toEqual(idsOf(given));
  });

  it('fails in time while the server is down, and goes through once it is back', async () => {
    const { server, store } = await start(IMPATIENT);
    const [stream, given] = [freshStream(), events(1)];
    await server.stop();
    await expect(store.append(stream, given, 'NO_STREAM')).rejects.toBeInstanceOf(EventStoreUnavailable);
    expect(await store.health()).toMatchObject({
      available: false,
      problem: expect.stringContaining('127.0.0.1'),
    });
    await server.start();
    expect((await store.append(stream, given, 'NO_STREAM')).revision).toBe(0);
    expect(await store.health()).toMatchObject({ available: true, problem: null });
  });

  it('waits for a server that restarts', async () => {
    const { server, store } = await start();
    const stream = await streamOf(store, 0);
    await server.stop();
    const appending = store.append(stream, events(1), 0);
    await server.start();
    expect((await appending).revision).toBe(1);
  });
});

describe('a read from EventStoreDB', () => {
  it('goes on where it broke', async () => {
    const { server, store } = await start();
    const stream = freshStream();
    await store.append(stream, events(50), 'NO_STREAM');
    const read = async (items: ReturnType<EventStore['readStream']>): Promise<number[]> => {
      server.faults.readsToBreak = 5;
      return revisionsOf(await collect(items));
    };
    const all = Array.from({ length: 50 }, (_, index) => index);
    expect(await read(store.readStream(stream))).toEqual(all);
    expect(await read(store.readStream(stream, { direction: 'BACKWARDS' }))).toEqual(all.toReversed());
    expect(await read(store.readStream(stream, { from: 10, limit: 20 }))).toEqual(all.slice(10, 30));
    expect(await read(store.readAll())).toEqual(all);
    expect(await read(store.readAll({ limit: 7 }))).toEqual(all.slice(0, 7));
  });

  it('fails in time when the server hangs', async () => {
    const { server, store } = await start(IMPATIENT);
    server.faults.hanging = true;
    await Promise.all([
      expect(collect(store.readStream(freshStream()))).rejects.toBeInstanceOf(EventStoreUnavailable),
      expect(collect(store.readAll())).rejects.toBeInstanceOf(EventStoreUnavailable),
      expect(store.head()).rejects.toBeInstanceOf(EventStoreUnavailable),
    ]);
  });

  it('finds the leader by way of the cluster', async () => {
    const server = await startServer();
    const store = await openOn(server, { connectionString: server.clusterConnectionString });
    const stream = freshStream();
    await store.append(stream, events(2), 'NO_STREAM');
    expect(await collect(store.readStream(stream))).toHaveLength(2);
  });
});

describe('a subscription to EventStoreDB', () => {
  it('says that it caught up only when it has, though the server says so early', async () => {
    const { server, store } = await start();
    const stream = freshStream();
    await store.append(stream, events(3), 'NO_STREAM');
    server.faults.caughtUpEarly = true;
    const subscriber = follow(store, null);
    await subscriber.untilCaughtUp();
    expect(revisionsOf(subscriber.received)).toEqual([0, 1, 2]);
    subscriber.abort();
  });

  it('gives once what the server sends twice', async () => {
    const { server, store } = await start();
    server.faults.deliverTwice = true;
    const stream = freshStream();
    await store.append(stream, events(20), 'NO_STREAM');
    const subscriber = follow(store, null);
    await subscriber.untilCaughtUp();
    await store.append(stream, events(1), 19);
    await subscriber.untilReceived(stream, 21);
    expect(revisionsOf(subscriber.received)).toEqual(Array.from({ length: 21 }, (_, index) => index));
    subscriber.abort();
  });

  for (const how of ['drop', 'end', 'mute'] as const) {
    it(`goes on without a gap after the server's ${how}, and says again that it caught up`, async () => {
      const { server, store } = await start();
      const stream = freshStream();
      await store.append(stream, events(3), 'NO_STREAM');
      const subscriber = follow(store, null);
      await subscriber.untilCaughtUp();
      for (let round = 0; round < 3; round += 1) {
        for (const open of server.subscriptions) open[how]();
        await store.append(stream, events(2), 2 + 2 * round);
        await subscriber.untilReceived(stream, 5 + 2 * round);
        await subscriber.untilCaughtUp();
      }
      expect(revisionsOf(subscriber.received)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      subscriber.abort();
    });
  }

  it('goes on when it breaks again and again on its way', async () => {
    const { server, store } = await start();
    const stream = freshStream();
    await store.append(stream, events(100), 'NO_STREAM');
    server.faults.readsToBreak = 5;
    const subscriber = follow(store, null);
    await subscriber.untilReceived(stream, 100);
    expect(revisionsOf(subscriber.received)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    subscriber.abort();
  });

  it('outlives a server that is away for longer than calls are retried', async () => {
    const { server, store } = await start(IMPATIENT);
    const stream = freshStream();
    const subscriber = follow(store, null);
    await subscriber.untilCaughtUp();
    await server.stop();
    await expect(store.append(stream, events(1), 'NO_STREAM')).rejects.toBeInstanceOf(EventStoreUnavailable);
    await server.start();
    await store.append(stream, events(2), 'NO_STREAM');
    expect(revisionsOf(await subscriber.untilReceived(stream, 2))).toEqual([0, 1]);
    subscriber.abort();
  });

  it('reads its own prefix only, and its place moves on over what others wrote', async () => {
    const server = await startServer();
    const mine = await openOn(server, { streamPrefix: 'mine-' });
    const others = await openOn(server, { streamPrefix: 'mine.too-' });
    const stream = freshStream();
    const own = await mine.append(stream, [event({ whose: 'mine' })], 'NO_STREAM');
    for (let batch = 0; batch < 12; batch += 1) await others.append(stream, events(1_000), 'ANY');
    const subscriber = follow(mine, null);
    const caughtUp = await subscriber.untilCaughtUp();
    expect(subscriber.received).toHaveLength(1);
    if (caughtUp.kind !== 'CAUGHT_UP' || caughtUp.position === null) throw new Error('it has a position');
    expect(caughtUp.position > own.position).toBe(true);
    expect(await mine.head()).toBe(own.position);
    expect(await collect(mine.readAll())).toHaveLength(1);
    subscriber.abort();

    const later = follow(mine, caughtUp.position);
    const next = await mine.append(stream, events(1), 0);
    await later.untilReceived(stream, 1);
    expect(later.received.at(-1)?.position).toBe(next.position);
    later.abort();
  });

  it('refuses a place that the server has not reached, or never gave', async () => {
    const { store } = await start();
    const { position } = await store.append(freshStream(), events(1), 'NO_STREAM');
    const beyond = position.replace(/^\d/, '9');
    for (const after of [beyond, '17']) {
      await expect(follow(store, after).next()).rejects.toBeInstanceOf(PositionNotInStore);
      await expect(collect(store.readAll({ after }))).rejects.toBeInstanceOf(PositionNotInStore);
    }
  });

  it('hands a slow reader many events at a time, and takes no more from the server than fit', async () => {
    const { store } = await start();
    const stream = freshStream();
    const text = 'x'.repeat(1_000);
    for (let batch = 0; batch < 10; batch += 1) {
      await store.append(
        stream,
        Array.from({ length: 300 }, () => event({ text })),
        'ANY',
      );
    }
    const subscriber = follow(store, null);
    const sizes: number[] = [];
    let before = 0;
    await subscriber.until((item) => {
      sizes.push(subscriber.received.length - before);
      before = subscriber.received.length;
      return item.kind === 'CAUGHT_UP';
    });
    expect(subscriber.received).toHaveLength(3_000);
    expect(Math.max(...sizes)).toBeLessThan(600);
    expect(sizes.length).toBeLessThan(600);
    subscriber.abort();
  });
});
