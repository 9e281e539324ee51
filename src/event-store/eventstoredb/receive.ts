import type { AllStreamSubscription, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { Position } from '../event-store.ts';
import type { ServerEvent } from './server-event.ts';

/** As many events may have arrived before their reader takes them; then the server is asked for no more. */
export const READ_AHEAD = { highWaterMark: 250 };

/** A read or a subscription of the driver's. */
export type ServerCall = StreamingRead<ResolvedEvent> | AllStreamSubscription;

export interface Patience {
  /** How long nothing may come before `onSilence` is asked, in milliseconds. */
  readonly silenceMs: number;
  /** Looks whether the server only has nothing to send; rejects when the call is to be given up. */
  readonly onSilence: (silentForMs: number) => Promise<void>;
  /** Leaves the call at once. */
  readonly signal?: AbortSignal;
}

/** What a subscription reports beside events. */
export type News =
  /** All of ours up to the position was sent. */
  | { readonly kind: 'CHECKPOINT'; readonly position: Position }
  /** The server has sent all that it had, it says. */
  | { readonly kind: 'CAUGHT_UP' };

/** What a call brought in one turn, the news after the events. */
export interface Received {
  readonly events: readonly ServerEvent[];
  readonly news: readonly News[];
}

/**
 * What a call brings, as many events at a time as have arrived, and nothing after a silence that was borne; `begin`
 * starts it, and hands on what it reports. Nothing more is taken from the server than the reader keeps up with. Leaving it cancels the call.
 */
export async function* receive(
  begin: (onNews: (news: News) => void) => ServerCall,
  { silenceMs, onSilence, signal }: Patience,
): AsyncGenerator<Received> {
  let goOn = (): void => undefined;
  let news: News[] = [];
  let silentForMs = 0;
  let silent = false;
  let ended = false;
  const failures: Error[] = [];
  const wake = (): void => goOn();
  const call = begin((one) => {
    news.push(one);
    wake();
  });
  const timer = setTimeout(() => {
    silent = true;
    wake();
  }, silenceMs);
  // Not at once, so that the events of one turn come together.
  call.on('readable', () => setImmediate(wake));
  call.on('end', () => {
    ended = true;
    wake();
  });
  // Stays when the call was left: an error that nobody listens to ends the process.
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
        silentForMs = 0;
        yield received;
        continue;
      }
      if (failures[0] !== undefined) throw failures[0];
      if (ended) return;
      silent = false;
      timer.refresh();
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      if (!silent) continue;
      silentForMs += silenceMs;
      await onSilence(silentForMs);
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
