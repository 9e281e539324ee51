import type { Position, RecordedEvent, SubscriptionItem } from '../event-store.ts';

/** Waits here at a time, before the server is asked for no more. Large events fill it early. */
const MAX_EVENTS = 500;
const MAX_CHARACTERS = 1_000_000;
/** While there is much to catch up with, events are gathered for so long, in milliseconds. */
const GATHER_MS = 5;

interface Waiting {
  readonly resolve: (result: IteratorResult<SubscriptionItem>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Between the server and one subscriber: events wait here until they are taken, all that are there at a time.
 * That the end was reached is said only when nothing waits any more.
 */
export interface Inbox {
  readonly iterator: AsyncIterator<SubscriptionItem>;
  /** Aborted when the subscription ends, whoever ends it. */
  readonly signal: AbortSignal;
  /** The subscriber has to be told when the end is reached. */
  readonly lagging: boolean;
  /** `size` is about that of the event in memory, in characters. */
  put(event: RecordedEvent, size: number): void;
  /** Nothing of ours lies before this position. */
  skipTo(position: Position | null): void;
  /** Everything up to this position, and there was no event after it, has been put. */
  caughtUp(position: Position | null): void;
  /** Events may be coming that are not here yet. */
  lag(): void;
  /** Hands on what was put, and resolves when there is room for more. */
  room(): Promise<void>;
  end(): void;
  /** Ends the subscription with an error, after what waits. */
  fail(error: unknown): void;
}

export function createInbox(signal: AbortSignal, onEnd: () => void): Inbox {
  const ended = new AbortController();
  const waiting: Waiting[] = [];
  let events: RecordedEvent[] = [];
  let characters = 0;
  let last: Position | null = null;
  let lagging = true;
  let atEnd = false;
  let failure: { readonly error: unknown } | null = null;
  let gathering: NodeJS.Timeout | null = null;
  let makeRoom = (): void => undefined;

  const isFull = (): boolean => events.length >= MAX_EVENTS || characters >= MAX_CHARACTERS;

  function take(): SubscriptionItem | null {
    if (events.length > 0) {
      if (gathering !== null && lagging && !atEnd && !isFull()) return null;
      return { kind: 'EVENTS', events: takeEvents() };
    }
    if (!atEnd) return null;
    atEnd = false;
    lagging = false;
    return { kind: 'CAUGHT_UP', position: last };
  }

  function takeEvents(): readonly RecordedEvent[] {
    const taken = events;
    events = [];
    characters = 0;
    stopGathering();
    makeRoom();
    return taken;
  }

  function advance(): void {
    while (waiting.length > 0 && !ended.signal.aborted) {
      const value = take();
      if (value !== null) waiting.shift()?.resolve({ value, done: false });
      else if (failure !== null && events.length === 0) {
        waiting.shift()?.reject(failure.error);
        end();
      } else return;
    }
  }

  function gather(): void {
    gathering ??= setTimeout(() => {
      gathering = null;
      advance();
    }, GATHER_MS);
  }

  function stopGathering(): void {
    if (gathering !== null) clearTimeout(gathering);
    gathering = null;
  }

  function end(): void {
    if (ended.signal.aborted) return;
    ended.abort();
    signal.removeEventListener('abort', end);
    stopGathering();
    makeRoom();
    onEnd();
    for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
  }

  if (signal.aborted) ended.abort();
  else signal.addEventListener('abort', end);

  return {
    signal: ended.signal,
    get lagging() {
      return lagging;
    },
    put: (event, size) => {
      if (events.length === 0 && lagging) gather();
      events.push(event);
      characters += size;
      last = event.position;
    },
    skipTo: (position) => {
      last = position;
      if (!lagging) atEnd = true;
    },
    caughtUp: (position) => {
      last = position;
      atEnd = true;
      advance();
    },
    lag: () => {
      lagging = true;
      atEnd = false;
    },
    room: async () => {
      advance();
      if (!isFull() || ended.signal.aborted) return;
      lagging = true;
      await new Promise<void>((resolve) => {
        makeRoom = resolve;
      });
    },
    fail: (error) => {
      failure = { error };
      advance();
    },
    end,
    iterator: {
      next: () => {
        if (ended.signal.aborted) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve, reject) => {
          waiting.push({ resolve, reject });
          advance();
        });
      },
      return: () => {
        end();
        return Promise.resolve({ value: undefined, done: true });
      },
    },
  };
}
