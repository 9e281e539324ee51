import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WrongExpectedRevision } from '../../src/event-store/errors.ts';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { collect, event, events, freshStream, idsOf, revisionsOf } from './events.ts';
import { follow } from './subscriber.ts';

export interface StoreUnderTest {
  readonly store: EventStore;
  /** Closes the store and opens it anew over the same events. */
  reopen(): Promise<EventStore>;
  /** Closes what is open and removes what the tests left. */
  dispose(): Promise<void>;
}

/** What every event store promises. The store need not be empty, and its positions need not be dense. */
export function eventStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of an event store`, () => {
    let subject: StoreUnderTest;
    let store: EventStore;
    beforeAll(async () => {
      subject = await open();
      store = subject.store;
    });
    afterAll(() => subject.dispose());

    describe('appending', () => {
      it('counts revisions from 0 and answers with the last event', async () => {
        const stream = freshStream();
        const first = await store.append(stream, events(3), 'NO_STREAM');
        const second = await store.append(stream, events(2), 2);
        expect(first.revision).toBe(2);
        expect(second.revision).toBe(4);
        expect(second.position > first.position).toBe(true);
        const stored = await collect(store.readStream(stream));
        expect(revisionsOf(stored)).toEqual([0, 1, 2, 3, 4]);
        expect(stored.at(-1)?.position).toBe(second.position);
      });

      it('gives back what was stored, as it was', async () => {
        const stream = freshStream();
        const given = event({
          text: 'Größe 容量 🪶 "\\ \u0000',
          list: [1, null, { deep: true }],
          size: 2 ** 53 - 1,
        });
        const { position } = await store.append(stream, [given], 'NO_STREAM');
        expect(await collect(store.readStream(stream))).toEqual([
          { ...given, stream, revision: 0, position },
        ]);
      });

      it('takes stream names and types in any script', async () => {
        const stream = freshStream('диск 容量 🪶');
        await store.append(stream, [event({}, { type: 'ÜberprüftWorden' })], 'NO_STREAM');
        const [stored] = await collect(store.readStream(stream));
        expect(stored).toMatchObject({ stream, type: 'ÜberprüftWorden' });
      });

      it('takes an event of 1 MB', async () => {
        const stream = freshStream();
        const text = 'x'.repeat(1_000_000);
        await store.append(stream, [event({ text })], 'NO_STREAM');
        const [stored] = await collect(store.readStream(stream));
        expect(stored?.data).toEqual({ text });
      });

      it('refuses events that are none', async () => {
        const stream = freshStream();
        await expect(store.append(stream, [], 'ANY')).rejects.toThrow(/no events/);
        await expect(store.append('', [event()], 'ANY')).rejects.toThrow(/name of the stream is empty/);
        await expect(store.append(stream, [event({}, { id: 'one' })], 'ANY')).rejects.toThrow(
          /"one" is not a UUID/,
        );
        await expect(store.append(stream, [event({}, { data: undefined })], 'ANY')).rejects.toThrow(
          /data of event .* JSON/,
        );
        await expect(store.append(stream, [event({ size: 1n })], 'ANY')).rejects.toThrow(
          /data of event .* JSON/,
        );
        const twice = event();
        await expect(store.append(stream, [twice, twice], 'ANY')).rejects.toThrow(/same id/);
        expect(await collect(store.readStream(stream))).toEqual([]);
      });
    });

    describe('the expected revision', () => {
      it('refuses when the stream has moved on, and says to where', async () => {
        const stream = freshStream();
        await store.append(stream, events(2), 'NO_STREAM');
        const refused = store.append(stream, events(1), 0);
        await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision);
        await expect(refused).rejects.toThrow(`Stream ${stream} is at revision 1, expected 0.`);
        expect(await collect(store.readStream(stream))).toHaveLength(2);
      });

      it('refuses NO_STREAM where there is one, and a revision where there is none', async () => {
        const stream = freshStream();
        await expect(store.append(stream, events(1), 0)).rejects.toThrow(/at revision NO_STREAM, expected 0/);
        await store.append(stream, events(1), 'NO_STREAM');
        await expect(store.append(stream, events(1), 'NO_STREAM')).rejects.toThrow(
          /at revision 0, expected NO_STREAM/,
        );
      });

      it('is not checked for ANY', async () => {
        const stream = freshStream();
        await store.append(stream, events(1), 'ANY');
        expect((await store.append(stream, events(1), 'ANY')).revision).toBe(1);
      });

      it('lets exactly one of twenty parallel appends win', async () => {
        const stream = freshStream();
        await store.append(stream, events(1), 'NO_STREAM');
        const given = Array.from({ length: 20 }, () => event());
        const outcomes = await Promise.allSettled(given.map((one) => store.append(stream, [one], 0)));
        const won = given.filter((_, index) => outcomes[index]?.status === 'fulfilled');
        expect(won).toHaveLength(1);
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrongExpectedRevision);
        }
        expect(idsOf(await collect(store.readStream(stream, { from: 1 })))).toEqual(idsOf(won));
      });

      it('that is wrong for one append fails none of those beside it', async () => {
        const [good, bad, better] = [freshStream(), freshStream(), freshStream()];
        const outcomes = await Promise.allSettled([
          store.append(good, events(1), 'NO_STREAM'),
          store.append(bad, events(1), 7),
          store.append(better, events(1), 'NO_STREAM'),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(await collect(store.readStream(bad))).toEqual([]);
        expect(await collect(store.readStream(better))).toHaveLength(1);
      });

      it('can build on an append that was sent just before', async () => {
        const stream = freshStream();
        const results = await Promise.all([
          store.append(stream, events(1), 'NO_STREAM'),
          store.append(stream, events(1), 0),
          store.append(stream, events(1), 1),
        ]);
        expect(results.map(({ revision }) => revision)).toEqual([0, 1, 2]);
      });
    });

    describe('appending the same ids again', () => {
      it('answers the same and stores nothing, whatever was expected', async () => {
        const stream = freshStream();
        const [opening, following, loose] = [events(2), events(2), events(1)];
        const results = [
          await store.append(stream, opening, 'NO_STREAM'),
          await store.append(stream, following, 1),
          await store.append(stream, loose, 'ANY'),
        ];
        const again = [
          await store.append(stream, opening, 'NO_STREAM'),
          await store.append(stream, following, 1),
          await store.append(stream, loose, 'ANY'),
        ];
        expect(again).toEqual(results);
        expect(await collect(store.readStream(stream))).toHaveLength(5);
      });

      it('stores them once when both are on their way at the same time', async () => {
        const stream = freshStream();
        const given = events(2);
        const results = await Promise.all(
          Array.from({ length: 10 }, () => store.append(stream, given, 'NO_STREAM')),
        );
        expect(new Set(results.map(({ position }) => position)).size).toBe(1);
        expect(idsOf(await collect(store.readStream(stream)))).toEqual(idsOf(given));
      });

      it('with only a part of them known is refused, and stores nothing', async () => {
        const stream = freshStream();
        const known = event();
        await store.append(stream, [known], 'NO_STREAM');
        await expect(store.append(stream, [known, event()], 'NO_STREAM')).rejects.toThrow(stream);
        expect(idsOf(await collect(store.readStream(stream)))).toEqual([known.id]);
      });
    });

    describe('reading a stream', () => {
      it('that does not exist gives nothing', async () => {
        expect(await collect(store.readStream(freshStream()))).toEqual([]);
        expect(await collect(store.readStream(freshStream(), { direction: 'BACKWARDS' }))).toEqual([]);
      });

      it('goes both ways, from a revision, to a limit', async () => {
        const stream = freshStream();
        await store.append(stream, events(6), 'NO_STREAM');
        const read = async (options: Parameters<EventStore['readStream']>[1]) =>
          revisionsOf(await collect(store.readStream(stream, options)));
        expect(await read({ from: 4 })).toEqual([4, 5]);
        expect(await read({ from: 1, limit: 2 })).toEqual([1, 2]);
        expect(await read({ from: 9 })).toEqual([]);
        expect(await read({ direction: 'BACKWARDS' })).toEqual([5, 4, 3, 2, 1, 0]);
        expect(await read({ direction: 'BACKWARDS', limit: 1 })).toEqual([5]);
        expect(await read({ direction: 'BACKWARDS', from: 2 })).toEqual([2, 1, 0]);
        expect(await read({ direction: 'BACKWARDS', from: 3, limit: 2 })).toEqual([3, 2]);
        expect(await read({ limit: 0 })).toEqual([]);
      });

      it('gives all of a long one in order, both ways', async () => {
        const stream = freshStream();
        await store.append(stream, events(1_300), 'NO_STREAM');
        const forwards = revisionsOf(await collect(store.readStream(stream)));
        expect(forwards).toEqual(Array.from({ length: 1_300 }, (_, index) => index));
        const backwards = revisionsOf(await collect(store.readStream(stream, { direction: 'BACKWARDS' })));
        expect(backwards).toEqual(forwards.reverse());
      });

      it('may be left in the middle', async () => {
        const stream = freshStream();
        await store.append(stream, events(5), 'NO_STREAM');
        for await (const { revision } of store.readStream(stream)) if (revision === 1) break;
        expect(await collect(store.readStream(stream))).toHaveLength(5);
      });
    });

    describe('reading all', () => {
      it('gives the events of all streams in the order of their positions', async () => {
        const start = await store.head();
        const [one, other] = [freshStream(), freshStream()];
        await store.append(one, events(2), 'NO_STREAM');
        await store.append(other, events(1), 'NO_STREAM');
        await store.append(one, events(1), 1);
        const all = await collect(store.readAll({ after: start }));
        expect(all.map(({ stream, revision }) => [stream, revision])).toEqual([
          [one, 0],
          [one, 1],
          [other, 0],
          [one, 2],
        ]);
        const positions = all.map(({ position }) => position);
        expect(new Set(positions).size).toBe(4);
        expect([...positions].sort()).toEqual(positions);
        expect(await store.head()).toBe(positions.at(-1));
      });

      it('goes on after any position, to a limit', async () => {
        const start = await store.head();
        await store.append(freshStream(), events(1_200), 'NO_STREAM');
        const all = await collect(store.readAll({ after: start }));
        expect(all).toHaveLength(1_200);
        expect(await collect(store.readAll({ after: start, limit: 700 }))).toEqual(all.slice(0, 700));
        expect(await collect(store.readAll({ after: all[699]?.position ?? null }))).toEqual(all.slice(700));
        expect(await collect(store.readAll({ after: all.at(-1)?.position ?? null }))).toEqual([]);
      });
    });

    describe('subscribing', () => {
      it('delivers what is there, says that it caught up, then delivers what comes', async () => {
        const start = await store.head();
        const stream = freshStream();
        await store.append(stream, events(3), 'NO_STREAM');
        const subscriber = follow(store, start);
        const caughtUp = await subscriber.untilCaughtUp();
        expect(revisionsOf(subscriber.received)).toEqual([0, 1, 2]);
        expect(caughtUp).toEqual({ kind: 'CAUGHT_UP', position: subscriber.received.at(-1)?.position });
        const live = subscriber.untilReceived(stream, 5);
        await store.append(stream, events(2), 2);
        expect(revisionsOf(await live)).toEqual([0, 1, 2, 3, 4]);
        subscriber.abort();
      });

      it('catches up at once where there is nothing new', async () => {
        const start = await store.head();
        const subscriber = follow(store, start);
        expect(await subscriber.next()).toEqual({ kind: 'CAUGHT_UP', position: start });
        subscriber.abort();
      });

      it('from the beginning delivers every event that reading all gives', async () => {
        await store.append(freshStream(), events(3), 'NO_STREAM');
        const subscriber = follow(store, null);
        await subscriber.untilCaughtUp();
        expect(idsOf(subscriber.received)).toEqual(idsOf(await collect(store.readAll())));
        subscriber.abort();
      });

      it('leaves nothing out and gives nothing twice while others append', async () => {
        const start = await store.head();
        const streams = Array.from({ length: 20 }, () => freshStream());
        const appendAll = async (stream: string) => {
          for (let revision = 0; revision < 20; revision += 1) {
            await store.append(stream, events(3), revision === 0 ? 'NO_STREAM' : revision * 3 - 1);
          }
        };
        const subscriber = follow(store, start);
        const done = Promise.all(streams.map(appendAll));
        while (subscriber.received.length < 20 * 20 * 3) await subscriber.next();
        await done;
        expect(idsOf(subscriber.received)).toEqual(idsOf(await collect(store.readAll({ after: start }))));
        subscriber.abort();
      });

      it('serves many subscribers alike', async () => {
        const start = await store.head();
        const stream = freshStream();
        const subscribers = Array.from({ length: 50 }, () => follow(store, start));
        const all = Promise.all(subscribers.map((subscriber) => subscriber.untilReceived(stream, 10)));
        for (const one of events(10)) await store.append(stream, [one], 'ANY');
        for (const received of await all)
          expect(revisionsOf(received)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        for (const subscriber of subscribers) subscriber.abort();
      });

      it('ends at once when it is aborted while it waits', async () => {
        const subscriber = follow(store, await store.head());
        await subscriber.untilCaughtUp();
        const waiting = subscriber.next();
        subscriber.abort();
        expect(await waiting).toBe('ENDED');
        expect(await subscriber.next()).toBe('ENDED');
      });

      it('ends at once when its reader leaves while it waits', async () => {
        const subscriber = follow(store, await store.head());
        await subscriber.untilCaughtUp();
        const waiting = subscriber.next();
        await subscriber.leave();
        expect(await waiting).toBe('ENDED');
      });

      it('ends at once when it was aborted before', async () => {
        const subscriber = follow(store, await store.head());
        subscriber.abort();
        expect(await subscriber.next()).toBe('ENDED');
      });

      it('serves a slow subscriber everything in order, later', async () => {
        const stream = freshStream();
        const subscriber = follow(store, await store.head());
        await subscriber.untilCaughtUp();
        for (let batch = 0; batch < 20; batch += 1) await store.append(stream, events(100), 'ANY');
        const received = await subscriber.untilReceived(stream, 2_000);
        expect(revisionsOf(received)).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
        subscriber.abort();
      });
    });

    describe('a bounded stream', () => {
      it('keeps its newest events only, and counts revisions on', async () => {
        const stream = freshStream();
        await store.setStreamMetadata(stream, { maxCount: 2 });
        for (const one of events(5)) await store.append(stream, [one], 'ANY');
        expect(revisionsOf(await collect(store.readStream(stream)))).toEqual([3, 4]);
        expect((await store.append(stream, events(3), 4)).revision).toBe(7);
        expect(revisionsOf(await collect(store.readStream(stream)))).toEqual([6, 7]);
        expect(revisionsOf(await collect(store.readStream(stream, { direction: 'BACKWARDS' })))).toEqual([
          7, 6,
        ]);
      });

      it('loses its older events when it becomes bounded', async () => {
        const stream = freshStream();
        await store.append(stream, events(4), 'NO_STREAM');
        await store.setStreamMetadata(stream, { maxCount: 1 });
        expect(revisionsOf(await collect(store.readStream(stream)))).toEqual([3]);
      });

      it('still delivers each event to those who are subscribed', async () => {
        const stream = freshStream();
        const subscriber = follow(store, await store.head());
        await store.setStreamMetadata(stream, { maxCount: 1 });
        for (let revision = 0; revision < 5; revision += 1) {
          await store.append(stream, events(1), 'ANY');
          expect(revisionsOf(await subscriber.untilReceived(stream, revision + 1)).at(-1)).toBe(revision);
        }
        subscriber.abort();
      });

      it('gives its bound back, and is without one at first', async () => {
        const stream = freshStream();
        expect(await store.getStreamMetadata(stream)).toBeNull();
        await store.setStreamMetadata(stream, { maxCount: 3 });
        expect(await store.getStreamMetadata(stream)).toEqual({ maxCount: 3 });
      });

      it('refuses a bound that is not a whole number from 1 on', async () => {
        for (const maxCount of [0, -1, 1.5, Number.NaN]) {
          await expect(store.setStreamMetadata(freshStream(), { maxCount })).rejects.toThrow(/maxCount/);
        }
      });

      it('does not show its bound among the events', async () => {
        const start = await store.head();
        const stream = freshStream();
        await store.setStreamMetadata(stream, { maxCount: 3 });
        await store.append(stream, events(1), 'NO_STREAM');
        expect((await collect(store.readAll({ after: start }))).map((one) => one.stream)).toEqual([stream]);
      });
    });

    describe('closing', () => {
      it('says that it is well before', async () => {
        expect(await store.health()).toMatchObject({ available: true, problem: null });
      });

      it('answers what is pending, ends subscriptions, and keeps everything for the next', async () => {
        const stream = freshStream();
        const subscriber = follow(store, await store.head());
        await subscriber.untilCaughtUp();
        const ended = subscriber.until(() => false);
        const pending = Array.from({ length: 50 }, () => store.append(stream, events(1), 'ANY'));
        const [reopened] = await Promise.all([subject.reopen(), expect(ended).rejects.toThrow(/ended/)]);
        const answers = await Promise.all(pending);
        expect(revisionsOf(await collect(reopened.readStream(stream)))).toEqual(
          answers.map(({ revision }) => revision),
        );
        expect(await reopened.head()).toBe(answers.at(-1)?.position);
        await expect(store.append(stream, events(1), 'ANY')).rejects.toThrow(/closed/);
        expect(await store.health()).toMatchObject({ available: false });
      });
    });
  });
}
