import type { AllStreamSubscription, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { Position } from '../event-store.ts';
import type { ServerEvent } from './server-event.ts';

/** How many events are read ahead of their consumer; then the server has to wait. */
export const READ_AHEAD = { highWaterMark: 250 };

/** A read or a subscription of the driver's. */
export type ServerCall = StreamingRead<ResolvedEvent> | AllStreamSubscription;

export interface Patience {
  /** How long nothing may arrive before `onIdle` is called, in milliseconds. */
  readonly idleMs: number;
  /** Checks whether the server just has nothing to send; rejects to give the call up. */
  readonly onIdle: (idleForMs: number) => Promise<void>;
  /** Leaves the call at once. */
  readonly signal?: AbortSignal;
}

/** What a subscription reports beside events. */
export type News =
  /** All of ours up to the position was sent. */
  | { readonly kind: 'CHECKPOINT'; readonly position: Position }
  /** The server reports that it has sent everything. */
  | { readonly kind: 'CAUGHT_UP' };

/** What arrived together: the news belong after the events. */
export interface Received {
  readonly events: readonly ServerEvent[];
  readonly news: readonly News[];
}

/**
 * What a call brings, as many events at a time as have arrived, and nothing after each `onIdle` that resolved.
 * `begin` starts the call, and passes on what it reports. The server sends no more than the consumer keeps up with.
 * Leaving the generator cancels the call.
 */
export async function* receive(
  begin: (onNews: (news: News) => void) => ServerCall,
  { idleMs, onIdle, signal }: Patience,
): AsyncGenerator<Received> {
  let goOn = (): void => undefined;
  let news: News[] = [];
  let idleForMs = 0;
  let idle = false;
  let ended = false;
  const failures: Error[] = [];
  const wake = (): void => goOn();
  const call = begin((one) => {
    news.push(one);
    wake();
  });
  const timer = setTimeout(() => {
    idle = true;
    wake();
  }, idleMs);
  // Not at once, so that the events of one turn come together.
  call.on('readable', () => setImmediate(wake));
  call.on('end', () => {
    ended = true;
    wake();
  });
  // Stays after the call was left: an error without a listener ends the process.
  call.on('error', (error) => {
    failures.push(error);
    wake();
  });
  signal?.addEventListener('abort', wake);
  try {
    while (signal?.aborted !== true) {
      // In one turn: an event that arrives after these may lie before news that come after these.
      const received: Received = { events: takeAll(call), news };
      news = [];
      if (received.events.length > 0 || received.news.length > 0) {
        idleForMs = 0;
        yield received;
        continue;
      }
      if (failures[0] !== undefined) throw failures[0];
      if (ended) return;
      idle = false;
      timer.refresh();
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      if (!idle) continue;
      idleForMs += idleMs;
      await onIdle(idleForMs);
      yield { events: [], news: [] };
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', wake);
    const left = 'unsubscribe' in call ? call.unsubscribe() : call.cancel();
    left.catch(() => undefined);
  }
}

function takeAll(call: ServerCall): ServerEvent[] {
  const events: ServerEvent[] = [];
  for (let next: ResolvedEvent | null = call.read(); next !== null; next = call.read()) {
    if (next.event !== undefined) events.push(next.event);
  }
  return events;
}
