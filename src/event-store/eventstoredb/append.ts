import {
  ANY,
  type AppendExpectedRevision,
  type EventData,
  jsonEvent,
  NO_STREAM,
} from '@eventstore/db-client';
import { messageOf } from '../../common/message-of.ts';
import { createSlots } from '../../common/slots.ts';
import { toWrittenEvents } from '../append-request.ts';
import { AppendOutcomeUnknown, EventIdConflict, StoreOverloaded, WrongExpectedRevision } from '../errors.ts';
import type { AppendResult, EventStore, ExpectedRevision } from '../event-store.ts';
import type { Connection } from './connection.ts';
import { describeFault, describeRefusal, isTransient, isUnanswered, NoAnswer } from './fault.ts';
import { toPosition } from './position.ts';
import type { Reader } from './reader.ts';
import { answerWithin, pause, pauseAfter } from './retry.ts';
import { positionOf } from './server-event.ts';
import type { Timeouts } from './timeouts.ts';

/** How far back an append that expected ANY looks for its own events when its first try got no answer. */
const LOOK_BACK = 1_000;
/** How many appends that expected ANY and got no answer are remembered, in case they are sent again. */
const MAX_UNSETTLED = 10_000;
/** How many calls are made at a time: with more, large appends share the throughput until none is answered in time. */
const MAX_CALLS = 16;
/** How many appends may wait, which is more than a server answers while they do; one more is refused. */
const MAX_WAITING = 10_000;

/** A stream as Winnow names it, for messages, and by its name on the server. */
export interface StreamName {
  readonly stream: string;
  readonly serverStream: string;
}

/** An append to a stream of the server. */
export type ServerAppend = (
  name: StreamName,
  events: readonly EventData[],
  expected: ExpectedRevision,
) => Promise<AppendResult>;

/** Appends; a try without an answer is repeated with the same event ids. */
export function createServerAppend(
  connection: Connection,
  store: string,
  { callTimeoutMs, retryForMs }: Timeouts,
  newestOf: Reader['newestOf'],
): ServerAppend {
  const unsettled = new Set<string>();
  /** The last append to each stream: calls may overtake each other, so the next one waits for it. */
  const turns = new Map<string, Promise<unknown>>();
  const slots = createSlots(MAX_CALLS);
  let waiting = 0;

  async function attempt(
    { stream, serverStream }: StreamName,
    events: readonly EventData[],
    expected: ExpectedRevision,
    until: number,
  ): Promise<AppendResult> {
    const deadline = Math.min(callTimeoutMs, until - performance.now());
    if (deadline <= 0) throw new NoAnswer(retryForMs);
    const client = connection.client();
    const expectedRevision = toServerRevision(expected);
    try {
      const appended = client.appendToStream(serverStream, [...events], {
        expectedRevision,
        requiresLeader: true,
        deadline,
      });
      const { nextExpectedRevision, position } = await answerWithin(deadline, appended);
      if (position === undefined) throw new Error('the server did not say where the events lie');
      return { revision: Number(nextExpectedRevision), position: toPosition(position) };
    } catch (error) {
      if (isUnanswered(error) && deadline === callTimeoutMs) connection.replace(client);
      throw describeRefusal(error, stream, expected);
    }
  }

  /**
   * The server remembers the ids of an append that expected ANY only while it runs. After a try whose outcome is
   * unknown, the end of the stream shows it; when the events are not there, the next try has to follow that end.
   */
  async function settle(
    { stream, serverStream }: StreamName,
    ids: readonly string[],
  ): Promise<AppendResult | ExpectedRevision> {
    const newest = await newestOf(serverStream, LOOK_BACK);
    const stored = newest.filter(({ id }) => ids.includes(id));
    const last = stored[0];
    if (last === undefined) return newest[0] === undefined ? 'NO_STREAM' : Number(newest[0].revision);
    if (stored.length < ids.length) throw partlyKnown(stream);
    return { revision: Number(last.revision), position: positionOf(last) };
  }

  function remember(id: string): void {
    unsettled.add(id);
    const [oldest] = unsettled;
    if (unsettled.size > MAX_UNSETTLED && oldest !== undefined) unsettled.delete(oldest);
  }

  async function appendBy(
    until: number,
    name: StreamName,
    events: readonly EventData[],
    expected: ExpectedRevision,
  ): Promise<AppendResult> {
    const ids = events.map(({ id }) => id);
    const id = ids[0] ?? '';
    let unknown = expected === 'ANY' && unsettled.has(id);
    let next = expected;
    for (let failures = 1; ; failures += 1) {
      try {
        if (unknown && expected === 'ANY') {
          const settled = await settle(name, ids);
          if (typeof settled === 'object') return settled;
          next = settled;
        }
        const tried = next;
        return await slots.withOne(() => attempt(name, events, tried, until));
      } catch (error) {
        // Others appended between reading the end of the stream and the try to follow it.
        const overtaken = next !== expected && error instanceof WrongExpectedRevision;
        if (!overtaken && !isTransient(error)) throw describeFault(error, store);
        unknown = true;
        const wait = pauseAfter(failures);
        if (performance.now() + wait >= until) {
          if (expected === 'ANY') remember(id);
          throw new AppendOutcomeUnknown(store, messageOf(error), {
            cause: error,
          });
        }
        await pause(wait);
      }
    }
  }

  return async (name, events, expected) => {
    if (waiting >= MAX_WAITING) throw new StoreOverloaded(store, waiting);
    waiting += 1;
    const until = performance.now() + retryForMs;
    const before = turns.get(name.serverStream) ?? Promise.resolve();
    const appended = before.then(() => appendBy(until, name, events, expected));
    const turn = appended.catch(() => undefined);
    turns.set(name.serverStream, turn);
    try {
      return await appended;
    } finally {
      waiting -= 1;
      if (turns.get(name.serverStream) === turn) turns.delete(name.serverStream);
    }
  };
}

/** The port's append, on top of the server's. */
export function createAppend(append: ServerAppend, prefix: string): EventStore['append'] {
  return async (stream, events, expected) => {
    const proposed = toWrittenEvents(stream, events, expected).map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: JSON.parse(data), metadata: JSON.parse(metadata) }),
    );
    try {
      return await append({ stream, serverStream: `${prefix}${stream}` }, proposed, expected);
    } catch (error) {
      // The server's answer when it remembers a part of the append.
      if (error instanceof WrongExpectedRevision && expected === 'ANY') throw partlyKnown(stream);
      throw error;
    }
  };
}

function toServerRevision(expected: ExpectedRevision): AppendExpectedRevision {
  if (expected === 'ANY') return ANY;
  return expected === 'NO_STREAM' ? NO_STREAM : BigInt(expected);
}

const partlyKnown = (stream: string): EventIdConflict =>
  new EventIdConflict(stream, 'some of its events are stored already, the others are not');
