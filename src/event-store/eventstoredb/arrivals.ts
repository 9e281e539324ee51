import type { ReadCall } from './connection.ts';
import type { ReadMessage, StoredEvent } from './read-message.ts';

export interface Patience {
  /** How long nothing may come before `onSilence` is asked, in milliseconds. */
  readonly silenceMs: number;
  /** Looks whether the silence is a right one; rejects when the call is to be given up. */
  readonly onSilence: () => Promise<void>;
}

/**
 * The messages of a call, as many at a time as have arrived. Nothing more is taken from the server than its
 * reader keeps up with. Leaving it cancels the call.
 */
export async function* arrivals(call: ReadCall, patience: Patience): AsyncGenerator<readonly ReadMessage[]> {
  const state: { failure: Error | null; ended: boolean; silent: boolean; wake: () => void } = {
    failure: null,
    ended: false,
    silent: false,
    wake: () => undefined,
  };
  const timer = setTimeout(() => {
    state.silent = true;
    state.wake();
  }, patience.silenceMs);
  // Not at once, so that a turn's messages come together: taking each by itself costs a sixth more.
  call.on('readable', () => setImmediate(() => state.wake()));
  call.on('end', () => {
    state.ended = true;
    state.wake();
  });
  call.on('error', (error) => {
    state.failure = error;
    state.wake();
  });
  try {
    for (;;) {
      const messages = takeAll(call);
      if (messages.length > 0) {
        yield messages;
        continue;
      }
      if (state.failure !== null) throw state.failure;
      if (state.ended) return;
      timer.refresh();
      state.silent = false;
      await new Promise<void>((resolve) => {
        state.wake = resolve;
      });
      if (state.silent) await patience.onSilence();
    }
  } finally {
    clearTimeout(timer);
    call.cancel();
  }
}

function takeAll(call: ReadCall): ReadMessage[] {
  const messages: ReadMessage[] = [];
  for (let message: ReadMessage | null = call.read(); message !== null; message = call.read())
    messages.push(message);
  return messages;
}

/** The events among messages. */
export function eventsIn(messages: readonly ReadMessage[]): StoredEvent[] {
  const events: StoredEvent[] = [];
  for (const message of messages) if (message.kind === 'EVENT') events.push(message.event);
  return events;
}
