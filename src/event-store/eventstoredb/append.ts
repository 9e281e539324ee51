import { FIELDS_PER_EVENT, toAppendRequest } from '../append-request.ts';
import { AppendOutcomeUnknown, EventIdConflict, WrongExpectedRevision } from '../errors.ts';
import type { AppendResult, EventStore, ExpectedRevision } from '../event-store.ts';
import { readAnswer } from './append-answer.ts';
import type { AppendStream } from './append-stream.ts';
import { AppendNotTaken, describeFault, isTransient } from './fault.ts';
import { type Proposal, type ProposedEvent, type StreamName, toProposal } from './proposal.ts';
import type { Reader } from './reader.ts';
import { pause, pauseAfter } from './retry.ts';
import type { Timeouts } from './timeouts.ts';

/** How far back an append that expected ANY looks for its own events when its first try got no answer. */
const LOOK_BACK = 1_000;
/** So many appends that expected ANY and ended without an answer are remembered for when they are sent again. */
const MAX_UNSETTLED = 10_000;

/** An append to a stream of the server. */
export type ServerAppend = (
  name: StreamName,
  events: readonly ProposedEvent[],
  expected: ExpectedRevision,
) => Promise<AppendResult>;

/** Appends, and sees each append through what happens on the way: a try without an answer is repeated under the same ids. */
export function createServerAppend(
  appends: AppendStream,
  store: string,
  { callTimeoutMs, retryForMs }: Timeouts,
  newestOf: Reader['newestOf'],
): ServerAppend {
  async function attempt(
    proposal: Proposal,
    expected: ExpectedRevision,
    leftMs: number,
  ): Promise<AppendResult> {
    const answer = await appends.send(proposal, expected, Math.min(callTimeoutMs, leftMs));
    return readAnswer(answer, { stream: proposal.stream, expected, store });
  }

  /**
   * The server remembers the ids of an append that expected ANY only while it runs. After a try whose outcome is
   * unknown, the end of the stream tells; where the events are not there, what is appended next must follow that end.
   */
  async function settle(proposal: Proposal): Promise<AppendResult | ExpectedRevision> {
    const newest = await newestOf(proposal.serverStream, LOOK_BACK);
    const stored = newest.filter(({ id }) => proposal.ids.includes(id));
    const last = stored[0];
    if (last === undefined) return newest[0]?.revision ?? 'NO_STREAM';
    if (stored.length < proposal.ids.length) throw partlyKnown(proposal.stream);
    return { revision: last.revision, position: last.position };
  }

  const unsettled = new Set<string>();

  function remember(id: string): void {
    unsettled.add(id);
    const [oldest] = unsettled;
    if (unsettled.size > MAX_UNSETTLED && oldest !== undefined) unsettled.delete(oldest);
  }

  return async (name, events, expected) => {
    const proposal = toProposal(name, events);
    const id = proposal.ids[0] ?? '';
    const until = Date.now() + retryForMs;
    let unknown = expected === 'ANY' && unsettled.has(id);
    let next = expected;
    for (let failures = 1; ; failures += 1) {
      try {
        if (unknown && expected === 'ANY') {
          const settled = await settle(proposal);
          if (typeof settled === 'object') return settled;
          next = settled;
        }
        return await attempt(proposal, next, Math.max(until - Date.now(), 1));
      } catch (error) {
        // Others appended between the look at the end of the stream and the try to follow it.
        const overtaken = next !== expected && error instanceof WrongExpectedRevision;
        if (!overtaken && !isTransient(error)) throw describeFault(error, store);
        unknown ||= !(error instanceof AppendNotTaken);
        const wait = pauseAfter(failures);
        if (Date.now() + wait >= until) {
          if (unknown && expected === 'ANY') remember(id);
          throw outOfTime(error, unknown);
        }
        await pause(wait);
      }
    }
  };

  function outOfTime(error: unknown, unknown: boolean): unknown {
    if (!unknown || !(error instanceof Error)) return describeFault(error, store);
    return new AppendOutcomeUnknown(store, error.message, { cause: error });
  }
}

/** The port's append, on top of the server's. */
export function createAppend(append: ServerAppend, prefix: string): EventStore['append'] {
  return async (stream, events, expected) => {
    const [, , ...fields] = toAppendRequest(stream, events, expected);
    const proposed: ProposedEvent[] = [];
    for (let at = 0; at < fields.length; at += FIELDS_PER_EVENT) {
      const [id = '', type = '', data = '', metadata = ''] = fields.slice(at, at + FIELDS_PER_EVENT);
      proposed.push({ id, type, data, metadata });
    }
    try {
      return await append({ stream, serverStream: `${prefix}${stream}` }, proposed, expected);
    } catch (error) {
      // The server's answer to an append of which it remembers a part.
      if (error instanceof WrongExpectedRevision && expected === 'ANY') throw partlyKnown(stream);
      throw error;
    }
  };
}

const partlyKnown = (stream: string): EventIdConflict =>
  new EventIdConflict(stream, 'some of its events are stored already, the others are not');
