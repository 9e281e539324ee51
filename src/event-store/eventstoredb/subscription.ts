import type { Position, RecordedEvent } from '../event-store.ts';
import { arrivals } from './arrivals.ts';
import type { Connection } from './connection.ts';
import { CallEnded, describeFault, isTransient, NoAnswer } from './fault.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { fromPosition } from './position.ts';
import type { ReadMessage, StoredEvent } from './read-message.ts';
import type { Reader } from './reader.ts';
import { subscriptionRequest } from './requests.ts';
import { pause, pauseAfter } from './retry.ts';
import type { Timeouts } from './timeouts.ts';

/** Between two tries to subscribe again, in milliseconds: a server that comes back is not overrun. */
const LONGEST_PAUSE_MS = 1_000;

export interface SubscriptionSource {
  readonly connection: Connection;
  readonly reader: Reader;
  readonly decode: (event: StoredEvent) => RecordedEvent;
  readonly prefix: string;
  readonly store: string;
  readonly timeouts: Timeouts;
}

/**
 * Follows the server's events after a position into an inbox, until the signal aborts. Whatever ends a call, an
 * error, its end or a silence in which events were missed, another one takes over after the last event handled.
 */
export function subscribe(
  source: SubscriptionSource,
  { after, signal, onEnd }: { after: Position | null; signal: AbortSignal; onEnd: () => void },
): Inbox {
  const inbox = createInbox(signal, onEnd);
  void follow(source, after, inbox);
  return inbox;
}

async function follow(source: SubscriptionSource, after: Position | null, inbox: Inbox): Promise<void> {
  const { reader, store } = source;
  let at = after;
  let checked = after === null;
  let failures = 0;
  while (!inbox.signal.aborted) {
    try {
      if (!checked && after !== null) await reader.checkPosition(after);
      checked = true;
      await followCall(source, inbox, at, (position) => {
        at = position;
        failures = 0;
      });
    } catch (error) {
      if (!isTransient(error)) {
        inbox.fail(describeFault(error, store));
        return;
      }
    }
    failures += 1;
    inbox.lag();
    await pause(pauseAfter(failures, LONGEST_PAUSE_MS), inbox.signal);
  }
}

/** One call's part of the way; `onPosition` is told each place up to which all has been put into the inbox. */
async function followCall(
  { connection, reader, decode, prefix, timeouts }: SubscriptionSource,
  inbox: Inbox,
  after: Position | null,
  onPosition: (position: Position) => void,
): Promise<void> {
  let at = after;
  /** The server said that it caught up. What was the end then tells whether that is so. */
  let said = false;
  let end: Position | null | undefined;
  const moveTo = (position: Position): boolean => {
    if (at !== null && position <= at) return false;
    at = position;
    onPosition(position);
    return true;
  };

  function take(message: ReadMessage): void {
    switch (message.kind) {
      case 'EVENT': {
        const recorded = decode(message.event);
        if (moveTo(recorded.position)) inbox.put(recorded, message.event.data.length);
        return;
      }
      case 'CHECKPOINT':
        if (moveTo(message.position)) inbox.skipTo(at);
        return;
      case 'CAUGHT_UP':
        said = true;
        return;
      case 'OTHER':
        return;
      default:
        message satisfies never;
    }
  }

  async function lookForEnd(): Promise<void> {
    if (!said || !inbox.lagging) return;
    if (end === undefined) end = await reader.lastPosition();
    if (end !== null && (at === null || at < end)) return;
    end = undefined;
    inbox.caughtUp(at);
  }

  const call = await connection.read(subscriptionRequest(prefix, at === null ? 'START' : fromPosition(at)));
  const onSilence = async (): Promise<void> => {
    const missed = await reader.firstAfter(at);
    if (call.readableLength > 0) return;
    if (missed !== null) throw new NoAnswer(timeouts.silenceMs);
    said = true;
    await lookForEnd();
  };
  const cancel = (): void => call.cancel();
  inbox.signal.addEventListener('abort', cancel);
  try {
    for await (const messages of arrivals(call, { silenceMs: timeouts.silenceMs, onSilence })) {
      for (const message of messages) take(message);
      await inbox.room();
      if (inbox.signal.aborted) return;
      await lookForEnd();
    }
  } finally {
    inbox.signal.removeEventListener('abort', cancel);
  }
  throw new CallEnded();
}
