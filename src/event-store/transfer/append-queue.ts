import type { EventStore, NewEvent, Position } from '../event-store.ts';
import type { ExportedStream } from './entry.ts';
import { ImportNotVerified } from './errors.ts';

/** How many appends are on their way to a store that keeps their order: it writes many with one flush. */
const MOST_ON_THE_WAY = 256;
/** Of larger events fewer are. */
const MOST_CHARACTERS_ON_THE_WAY = 8 * 1024 * 1024;

interface OnTheWay {
  readonly characters: number;
  readonly done: Promise<Position | null>;
}

/** Appends in order, without waiting for each answer where the store allows that; the first failure stops it, and is thrown by what is asked next. */
export interface AppendQueue {
  /** `last` is the stream's last revision, -1 where it has none. */
  append(stream: string, events: readonly NewEvent[], last: number): Promise<void>;
  bound(stream: ExportedStream): Promise<void>;
  /** Resolves once nothing is on its way. */
  settled(): Promise<void>;
  /** Throws the first failure, if there was one. */
  check(): void;
}

export function createAppendQueue(store: EventStore): AppendQueue {
  const mostOnTheWay = store.keepsOrder ? MOST_ON_THE_WAY : 1;
  const onTheWay: OnTheWay[] = [];
  let characters = 0;
  let position: Position | null = null;
  let failure: { readonly error: unknown } | null = null;

  function check(): void {
    if (failure !== null) throw failure.error;
  }

  async function takeFirst(): Promise<void> {
    const first = onTheWay.shift();
    if (first === undefined) return;
    characters -= first.characters;
    try {
      const reached = await first.done;
      if (reached === null) return;
      if (position !== null && reached <= position) {
        throw new ImportNotVerified('the store did not keep the order in which they were appended');
      }
      position = reached;
    } catch (error) {
      failure ??= { error };
    }
  }

  async function add(size: number, start: () => Promise<Position | null>): Promise<void> {
    while (
      onTheWay.length >= mostOnTheWay ||
      (characters > 0 && characters + size > MOST_CHARACTERS_ON_THE_WAY)
    ) {
      await takeFirst();
    }
    check();
    const done = start();
    // Awaited when its turn comes; until then a rejection is not unhandled.
    done.catch(() => undefined);
    onTheWay.push({ characters: size, done });
    characters += size;
  }

  return {
    append: (stream, events, last) =>
      add(JSON.stringify(events).length, async () => {
        const expected = last === -1 ? 'NO_STREAM' : last;
        return (await store.append(stream, events, expected)).position;
      }),
    bound: ({ stream, maxCount }) =>
      add(0, async () => {
        await store.setStreamMetadata(stream, { maxCount });
        return null;
      }),
    settled: async () => {
      while (onTheWay.length > 0) await takeFirst();
    },
    check,
  };
}
