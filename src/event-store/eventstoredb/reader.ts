import {
  BACKWARDS,
  END,
  FORWARDS,
  type ReadAllOptions,
  type ReadPosition,
  type ReadStreamOptions,
  START,
  StreamNotFoundError,
  streamNameFilter,
} from '@eventstore/db-client';
import { PositionNotInStore } from '../errors.ts';
import type { EventStore, Position, RecordedEvent } from '../event-store.ts';
import type { Connection } from './connection.ts';
import { NoAnswer } from './fault.ts';
import { fromPosition, toPosition } from './position.ts';
import { type News, type Patience, READ_AHEAD, receive } from './receive.ts';
import { persist, persistently } from './retry.ts';
import { createDecoder, positionOf, type ServerEvent } from './server-event.ts';
import type { Timeouts } from './timeouts.ts';

/** How many events the server searches for ours before it sends what it found. */
const SEARCH_WINDOW = 1_000;
/** A checkpoint comes after this many windows. */
const WINDOWS_PER_CHECKPOINT = 10;

/** How many events are read at first to find the last of ours, which mostly is the last of all or near it. */
const FIRST_PAGE = 10;
/** How many then, until one is found. */
const PAGE = 2_000;

/** A part of a subscription: events, none of them twice, and the position up to which all of ours have come. */
export interface Followed {
  readonly events: readonly ServerEvent[];
  readonly upTo: Position | null;
  /** The server reports that it has sent everything. Some of it may still be on its way. */
  readonly caughtUp: boolean;
}

/** Reads the streams of one prefix. */
export interface Reader extends Pick<EventStore, 'readStream' | 'readAll' | 'head'> {
  /** The newest events of a stream, by its name on the server, in one try. */
  newestOf(serverStream: string, limit: number): Promise<readonly ServerEvent[]>;
  /** Our events after a position, then those to come, until the call ends or is given up. */
  follow(after: Position | null, patience: Patience): AsyncGenerator<Followed>;
  /**
   * The position of our last event, null when there is none, or none after the given position; in one try. Reads
   * the log backwards from its end through the events of others, since the driver cannot filter reads.
   */
  lastPosition(after?: Position | null): Promise<Position | null>;
  /** Reads one event, to see whether the server answers; in one try. */
  ping(): Promise<void>;
  /** @throws PositionNotInStore when the position lies beyond all that the server holds. */
  checkPosition(position: Position): Promise<void>;
}

export function createReader(
  connection: Connection,
  { prefix, store, timeouts }: { prefix: string; store: string; timeouts: Timeouts },
): Reader {
  const decode = createDecoder(store, prefix);
  const { callTimeoutMs, retryForMs, searchTimeoutMs } = timeouts;
  const { requiresLeader } = connection;
  const bound = { forMs: retryForMs, store };

  /** Waits on while the server answers other calls: it may search through the events of others for long. */
  const patience: Patience = {
    idleMs: callTimeoutMs,
    onIdle: async (idleForMs) => {
      if (idleForMs >= searchTimeoutMs) throw new NoAnswer(idleForMs);
      await ping();
    },
  };

  /** The events of one stream of the server; none of a stream that does not exist. */
  async function* streamEvents(
    serverStream: string,
    { from, direction, limit }: { from?: number; direction: 'FORWARDS' | 'BACKWARDS'; limit: number },
  ): AsyncGenerator<readonly ServerEvent[]> {
    const forwards = direction === 'FORWARDS';
    const options: ReadStreamOptions = {
      fromRevision: from !== undefined ? BigInt(from) : forwards ? START : END,
      direction: forwards ? FORWARDS : BACKWARDS,
      maxCount: Math.min(limit, Number.MAX_SAFE_INTEGER),
      requiresLeader,
    };
    const call = () => connection.client().readStream(serverStream, options, READ_AHEAD);
    try {
      for await (const { events } of receive(call, patience)) yield events;
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
  }

  /** The position of the last event of the server's log, ours or not. */
  async function endOfLog(): Promise<Position | null> {
    const client = connection.client();
    const onIdle = async (): Promise<never> => {
      connection.replace(client);
      throw new NoAnswer(callTimeoutMs);
    };
    const options = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader } as const;
    const call = () => client.readAll(options);
    for await (const { events } of receive(call, { idleMs: callTimeoutMs, onIdle })) {
      for (const event of events) return positionOf(event);
    }
    return null;
  }

  async function lastPosition(after: Position | null = null): Promise<Position | null> {
    let fromPosition: ReadPosition = END;
    for (let maxCount = FIRST_PAGE; ; maxCount = PAGE) {
      const options: ReadAllOptions = { direction: BACKWARDS, fromPosition, maxCount, requiresLeader };
      let count = 0;
      for await (const { events } of receive(
        () => connection.client().readAll(options, READ_AHEAD),
        patience,
      )) {
        count += events.length;
        for (const event of events) {
          const position = positionOf(event);
          if (after !== null && position <= after) return null;
          if (event.streamId.startsWith(prefix)) return position;
          fromPosition = event.position ?? fromPosition;
        }
      }
      if (count < maxCount) return null;
    }
  }

  async function* follow(after: Position | null, patience: Patience): AsyncGenerator<Followed> {
    const call = (onNews: (news: News) => void) =>
      connection
        .client()
        .subscribeToAll(
          {
            fromPosition: after === null ? START : fromPosition(after),
            requiresLeader,
            filter: streamNameFilter({
              prefixes: [prefix],
              maxSearchWindow: SEARCH_WINDOW,
              checkpointInterval: WINDOWS_PER_CHECKPOINT,
              checkpointReached: (_, position) =>
                onNews({ kind: 'CHECKPOINT', position: toPosition(position) }),
            }),
          },
          READ_AHEAD,
        )
        .on('caughtUp', () => onNews({ kind: 'CAUGHT_UP' }));
    let upTo = after;
    const moveTo = (position: Position): boolean => {
      if (upTo !== null && position <= upTo) return false;
      upTo = position;
      return true;
    };
    for await (const { events, news } of receive(call, patience)) {
      const fresh = events.filter((event) => moveTo(positionOf(event)));
      for (const one of news) if (one.kind === 'CHECKPOINT') moveTo(one.position);
      yield { events: fresh, upTo, caughtUp: news.some(({ kind }) => kind === 'CAUGHT_UP') };
    }
  }

  /** All events of ours after a position that are there now, in one try. */
  async function* readAfter(after: Position | null): AsyncGenerator<readonly ServerEvent[]> {
    const last = await lastPosition(after);
    if (last === null) return;
    for await (const { events, upTo } of follow(after, patience)) {
      yield events;
      if (upTo !== null && upTo >= last) return;
    }
  }

  async function ping(): Promise<void> {
    await endOfLog();
  }

  async function checkPosition(position: Position): Promise<void> {
    fromPosition(position);
    const end = await endOfLog();
    if (end === null || end < position)
      throw new PositionNotInStore(position, 'it lies beyond the last event');
  }

  return {
    readStream: (stream, { from, direction = 'FORWARDS', limit = Number.POSITIVE_INFINITY } = {}) => {
      let next = from;
      let left = limit;
      return persistently<RecordedEvent>(async function* () {
        if (left <= 0 || (next !== undefined && next < 0)) return;
        for await (const read of streamEvents(`${prefix}${stream}`, { from: next, direction, limit: left })) {
          const events = read.map(decode);
          const last = events.at(-1);
          if (last === undefined) continue;
          next = last.revision + (direction === 'FORWARDS' ? 1 : -1);
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
        for await (const read of readAfter(last)) {
          const events = read.slice(0, left).map(decode);
          last = events.at(-1)?.position ?? last;
          left -= events.length;
          yield events;
          if (left <= 0) return;
        }
      }, bound);
    },
    head: () => persist(() => lastPosition(), bound),
    newestOf: async (serverStream, limit) => {
      const found: ServerEvent[] = [];
      for await (const events of streamEvents(serverStream, { direction: 'BACKWARDS', limit })) {
        found.push(...events);
      }
      return found;
    },
    follow,
    lastPosition,
    ping,
    checkPosition,
  };
}
