import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { StoreOverloaded } from '../errors.ts';
import type { ExpectedRevision } from '../event-store.ts';
import type { BatchAppendCall, Connection } from './connection.ts';
import { CallEnded, NoAnswer } from './fault.ts';
import { type Proposal, toRequests } from './proposal.ts';

/** As many appends may wait for the server at a time; one more is refused. */
const MAX_WAITING = 10_000;

interface Waiting {
  readonly resolve: (answer: BatchAppendResp) => void;
  readonly reject: (error: Error) => void;
}

interface OpenCall {
  readonly call: BatchAppendCall;
  readonly waiting: Map<string, Waiting>;
  answeredAt: number;
}

/** Sends appends down one long call, in order, and gives each its answer or its time-out. */
export interface AppendStream {
  send(proposal: Proposal, expected: ExpectedRevision, timeoutMs: number): Promise<BatchAppendResp>;
}

export function createAppendStream(connection: Connection, store: string): AppendStream {
  let opening: Promise<OpenCall> | null = null;
  let count = 0;

  async function open(onEnd: () => void): Promise<OpenCall> {
    const call = await connection.batchAppend();
    const waiting = new Map<string, Waiting>();
    const opened: OpenCall = { call, waiting, answeredAt: Number.NEGATIVE_INFINITY };
    call.on('data', (answer: BatchAppendResp) => {
      opened.answeredAt = Date.now();
      const id = answer.getCorrelationId()?.getString() ?? '';
      // Where nobody waits any more, the answer came too late or twice.
      waiting.get(id)?.resolve(answer);
      waiting.delete(id);
    });
    const end = (error: Error): void => {
      onEnd();
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    call.on('error', end);
    call.on('end', () => end(new CallEnded()));
    return opened;
  }

  function currentCall(): Promise<OpenCall> {
    if (opening !== null) return opening;
    const forget = (): void => {
      if (opening === mine) opening = null;
    };
    const mine = open(forget);
    mine.catch(forget);
    opening = mine;
    return mine;
  }

  /** An append got no answer. The server drops some; where others are answered, the call is well. */
  async function suspect(current: Promise<OpenCall>, id: string, timeoutMs: number): Promise<void> {
    const [opened] = await Promise.race([current.then((one) => [one]), nextTurn([null])]);
    opened?.waiting.delete(id);
    const alive = opened != null && Date.now() - opened.answeredAt < timeoutMs;
    if (alive || opening !== current) return;
    opening = null;
    await connection.reconnect();
    (await current).call.cancel();
  }

  function sendNow(
    proposal: Proposal,
    expected: ExpectedRevision,
    timeoutMs: number,
  ): Promise<BatchAppendResp> {
    const id = randomUUID();
    const current = currentCall();
    return new Promise((resolve, reject) => {
      let waits = true;
      const settle =
        <Outcome>(outcome: (value: Outcome) => void) =>
        (value: Outcome): void => {
          waits = false;
          clearTimeout(timer);
          outcome(value);
        };
      const timer = setTimeout(() => {
        waits = false;
        reject(new NoAnswer(timeoutMs));
        suspect(current, id, timeoutMs).catch(() => undefined);
      }, timeoutMs);
      current.then(({ call, waiting }) => {
        if (!waits) return;
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
        for (const request of toRequests(proposal, expected, id)) call.write(request);
      }, settle(reject));
    });
  }

  return {
    send: async (proposal, expected, timeoutMs) => {
      if (count >= MAX_WAITING) throw new StoreOverloaded(store, count);
      count += 1;
      try {
        return await sendNow(proposal, expected, timeoutMs);
      } finally {
        count -= 1;
      }
    },
  };
}
