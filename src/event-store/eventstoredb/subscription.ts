import type { Waiter } from '../../common/endable.ts';
import type { Position, SubscriptionItem } from '../event-store.ts';
import { CallEnded, describeFault, isTransient, NoAnswer } from './fault.ts';
import type { Reader } from './reader.ts';
import { READ_AHEAD } from './receive.ts';
import { pause, pauseAfter } from './retry.ts';
import { createDecoder } from './server-event.ts';
import type { Timeouts } from './timeouts.ts';

/** Between two tries to subscribe again, in milliseconds: a server that comes back is not overrun. */
const LONGEST_PAUSE_MS = 1_000;

export interface SubscriptionSource {
  readonly reader: Reader;
  readonly prefix: string;
  readonly store: string;
  readonly timeouts: Timeouts;
}

/**
 * The server's events after a position. When a call fails, ends, or becomes unresponsive while there are events,
 * another one continues after the last event handled.
 */
export async function* itemsAfter(
  { reader, prefix, store, timeouts }: SubscriptionSource,
  after: Position | null,
  { signal }: Waiter,
): AsyncGenerator<SubscriptionItem> {
  const decode = createDecoder(store, prefix);
  let at = after;
  let checked = after === null;
  let failures = 0;
  let lagging = true;
  /** The server reported that it has sent all; its last event at that time shows whether all has arrived. */
  let said = false;
  let last: Position | null = null;

  /** Reports that the end is reached. */
  async function* caughtUp(): AsyncGenerator<SubscriptionItem> {
    if (!said || !lagging || isBefore(at, last)) return;
    last = await reader.lastPosition(at);
    if (last !== null) return;
    lagging = false;
    yield { kind: 'CAUGHT_UP', position: at };
  }

  async function onIdle(): Promise<void> {
    last = await reader.lastPosition(at);
    if (last !== null) throw new NoAnswer(timeouts.idleMs);
    said = true;
  }

  const patience = { idleMs: timeouts.idleMs, onIdle, signal };
  while (!signal.aborted) {
    try {
      if (!checked && after !== null) await reader.checkPosition(after);
      checked = true;
      for await (const followed of reader.follow(at, patience)) {
        const { events, upTo } = followed;
        failures = 0;
        said ||= followed.caughtUp;
        lagging ||= events.length >= READ_AHEAD.highWaterMark;
        const moved = upTo !== at;
        at = upTo;
        if (events.length > 0) yield { kind: 'EVENTS', events: events.map(decode) };
        else if (moved && !lagging) yield { kind: 'CAUGHT_UP', position: at };
        yield* caughtUp();
      }
      throw new CallEnded();
    } catch (error) {
      if (!isTransient(error)) throw describeFault(error, store);
    }
    failures += 1;
    lagging = true;
    said = false;
    last = null;
    await pause(pauseAfter(failures, LONGEST_PAUSE_MS), signal);
  }
}

const isBefore = (one: Position | null, other: Position | null): boolean =>
  other !== null && (one === null || one < other);
