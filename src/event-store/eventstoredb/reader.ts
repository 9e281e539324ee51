import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { PositionNotInStore } from '../errors.ts';
import type { EventStore, Position, RecordedEvent, UnparsedEvent } from '../event-store.ts';
import { parseEvent } from '../parse-event.ts';
import { arrivals, eventsIn } from './arrivals.ts';
import type { Connection, ReadCall } from './connection.ts';
import { createDecoder, withoutPrefix } from './decode.ts';
import { NoAnswer } from './fault.ts';
import { persist, persistently } from './persist.ts';
import { fromPosition } from './position.ts';
import type { StoredEvent } from './read-message.ts';
import { allRequest, streamRequest } from './requests.ts';
import type { Timeouts } from './timeouts.ts';

/** Reads the streams of one prefix. */
export interface Reader
  extends Pick<EventStore, 'readStream' | 'readAll' | 'readUnparsed' | 'head' | 'size'> {
  /** The newest events of a stream, by its name on the server, in one try. */
  newestOf(serverStream: string, limit: number): Promise<readonly StoredEvent[]>;
  /** The position of the first event of ours after a position, `null` when there is none, in one try. */
  firstAfter(after: Position | null): Promise<Position | null>;
  /** The position of the last event of ours, in one try. */
  lastPosition(): Promise<Position | null>;
  /** Asks the server for something small, in one try. */
  ping(): Promise<void>;
  /** @throws PositionNotInStore when the position lies beyond all that the server holds. */
  checkPosition(position: Position): Promise<void>;
}

export function createReader(
  connection: Connection,
  { prefix, store, timeouts }: { prefix: string; store: string; timeouts: Timeouts },
): Reader {
  const decode = createDecoder(store, prefix, parseEvent);
  const { callTimeoutMs, retryForMs, searchTimeoutMs } = timeouts;
  const bound = { forMs: retryForMs, store };
  const endOfLog = { prefix: null, from: 'END', direction: 'BACKWARDS', limit: 1 } as const;
  const lastOfOurs = { ...endOfLog, prefix };

  /** The events of a read. Silence is borne while the server answers other questions: it may search for long. */
  async function* search(request: ReadReq): AsyncGenerator<readonly StoredEvent[]> {
    let silentMs = 0;
    const onSilence = async (): Promise<void> => {
      silentMs += callTimeoutMs;
      if (silentMs >= searchTimeoutMs) throw new NoAnswer(silentMs);
      await ping();
    };
    for await (const messages of arrivals(await open(request), { silenceMs: callTimeoutMs, onSilence })) {
      silentMs = 0;
      yield eventsIn(messages);
    }
  }

  /** All events of a short read, or no answer in time. */
  async function ask(request: ReadReq): Promise<readonly StoredEvent[]> {
    const onSilence = async (): Promise<never> => {
      await connection.reconnect();
      throw new NoAnswer(callTimeoutMs);
    };
    const events: StoredEvent[] = [];
    for await (const messages of arrivals(await open(request), { silenceMs: callTimeoutMs, onSilence })) {
      events.push(...eventsIn(messages));
    }
    return events;
  }

  /** The call once it is on its way: finding the leader may hang, too. */
  function open(request: ReadReq): Promise<ReadCall> {
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(new NoAnswer(callTimeoutMs));
      }, callTimeoutMs);
      connection.read(request).then((call) => {
        clearTimeout(timer);
        if (late) call.on('error', () => undefined).cancel();
        else resolve(call);
      }, reject);
    });
  }

  /** All events of ours after a position, in one try. */
  async function* readAfter(after: Position | null, limit: number): AsyncGenerator<readonly StoredEvent[]> {
    // A read begins at its position, with the event that is not wanted any more.
    const request = allRequest({ prefix, from: placeOf(after), direction: 'FORWARDS', limit: limit + 1 });
    for await (const events of search(request)) {
      yield after === null ? events : events.filter(({ position }) => position > after);
    }
  }

  async function firstOf(request: ReadReq, after: Position | null): Promise<Position | null> {
    for await (const events of search(request)) {
      for (const { position } of events) if (after === null || position > after) return position;
    }
    return null;
  }

  const ping = async (): Promise<void> => {
    await ask(allRequest(endOfLog));
  };

  async function endOfAll(): Promise<number> {
    const [last] = await ask(allRequest(endOfLog));
    return last === undefined ? 0 : Number(fromPosition(last.position).commit);
  }

  async function checkPosition(position: Position): Promise<void> {
    fromPosition(position);
    const [end] = await ask(allRequest(endOfLog));
    if (end === undefined || end.position < position) {
      throw new PositionNotInStore(position, 'it lies beyond the last event');
    }
  }

  const lastPosition = (): Promise<Position | null> => firstOf(allRequest(lastOfOurs), null);

  return {
    readStream: (stream, { from, direction = 'FORWARDS', limit = Number.POSITIVE_INFINITY } = {}) => {
      let next = from;
      let left = limit;
      const step = direction === 'FORWARDS' ? 1 : -1;
      return persistently<RecordedEvent>(async function* () {
        if (left <= 0 || (next !== undefined && next < 0)) return;
        const request = streamRequest(`${prefix}${stream}`, { from: next, direction, limit: left });
        for await (const read of search(request)) {
          const events = read.map(decode);
          next = (events.at(-1)?.revision ?? 0) + step;
          left -= events.length;
          yield events;
        }
      }, bound);
    },
    readAll: ({ after = null, limit = Number.POSITIVE_INFINITY } = {}) => {
      let last = after;
      let left = limit;
      return persistently<RecordedEvent>(async function* () {
        if (left <= 0) return;
        if (last !== null && last === after) await checkPosition(last);
        for await (const read of readAfter(last, left)) {
          const events = read.slice(0, left).map(decode);
          last = events.at(-1)?.position ?? last;
          left -= events.length;
          yield events;
          if (left <= 0) return;
        }
      }, bound);
    },
    readUnparsed: () => {
      let last: Position | null = null;
      return persistently<readonly UnparsedEvent[]>(async function* () {
        for await (const events of readAfter(last, Number.POSITIVE_INFINITY)) {
          last = events.at(-1)?.position ?? last;
          yield [events.map((event) => withoutPrefix(event, prefix))];
        }
      }, bound);
    },
    head: () => persist(lastPosition, bound),
    // A position is a place in the server's log, in bytes, with the events of others and what was removed.
    size: () => persist(endOfAll, bound),
    newestOf: async (serverStream, limit) => {
      const read = { from: undefined, direction: 'BACKWARDS', limit } as const;
      return ask(streamRequest(serverStream, read));
    },
    firstAfter: (after) =>
      firstOf(allRequest({ prefix, from: placeOf(after), direction: 'FORWARDS', limit: 2 }), after),
    lastPosition,
    ping,
    checkPosition,
  };
}

const placeOf = (position: Position | null): ReturnType<typeof fromPosition> | 'START' =>
  position === null ? 'START' : fromPosition(position);
