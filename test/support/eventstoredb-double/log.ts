import { EventEmitter } from 'node:events';

export interface LoggedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** Commit and prepare position alike, as the server has them for appends of today. */
  readonly position: number;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type Proposed = Pick<LoggedEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = number | 'NO_STREAM' | 'ANY';
export type Appended =
  | { readonly kind: 'APPENDED'; readonly last: LoggedEvent }
  | { readonly kind: 'WRONG_EXPECTED_REVISION'; readonly actual: number };

const BYTES_PER_EVENT = 128;
const NO_REVISION = -1;

/** All events of the double, in memory, with the rules of EventStoreDB for expected revisions and repeated ids. */
export interface Log {
  readonly events: readonly LoggedEvent[];
  append(stream: string, proposed: readonly Proposed[], expected: Expected): Appended;
  /** The events of a stream that its `$maxCount` keeps, oldest first. */
  eventsOf(stream: string): readonly LoggedEvent[];
  /** Calls back after each append, until the function returned is called. */
  onAppended(listener: () => void): () => void;
  /** As a server that starts anew: which ids came with appends that expected any revision is forgotten. */
  forgetIds(): void;
}

export function createLog(): Log {
  const events: LoggedEvent[] = [];
  const streams = new Map<string, LoggedEvent[]>();
  let remembered = new Map<string, LoggedEvent>();
  const appended = new EventEmitter().setMaxListeners(0);

  const all = (stream: string): readonly LoggedEvent[] => streams.get(stream) ?? [];

  function repeated(
    stream: string,
    proposed: readonly Proposed[],
    expected: Expected,
  ): readonly (LoggedEvent | undefined)[] {
    if (expected === 'ANY') {
      return proposed.map(({ id }) => {
        const known = remembered.get(id);
        return known?.stream === stream ? known : undefined;
      });
    }
    const first = expected === 'NO_STREAM' ? 0 : expected + 1;
    return proposed.map(({ id }, index) => {
      const there = all(stream)[first + index];
      return there?.id === id ? there : undefined;
    });
  }

  function append(stream: string, proposed: readonly Proposed[], expected: Expected): Appended {
    const current = all(stream).length - 1;
    const wanted = expected === 'ANY' ? current : expected === 'NO_STREAM' ? NO_REVISION : expected;
    const known = repeated(stream, proposed, expected);
    const last = known.at(-1);
    if (last !== undefined && !known.includes(undefined)) return { kind: 'APPENDED', last };
    if (wanted !== current || known[0] !== undefined)
      return { kind: 'WRONG_EXPECTED_REVISION', actual: current };
    const stored = proposed.map((event, index) => ({
      ...event,
      stream,
      revision: current + 1 + index,
      position: (events.length + index + 1) * BYTES_PER_EVENT,
    }));
    events.push(...stored);
    streams.set(stream, [...all(stream), ...stored]);
    for (const event of stored) remembered.set(event.id, event);
    appended.emit('appended');
    const newest = stored.at(-1);
    if (newest === undefined) throw new Error('an append without events reached the server');
    return { kind: 'APPENDED', last: newest };
  }

  function maxCountOf(stream: string): number {
    const newest = all(`$$${stream}`).at(-1);
    const metadata = newest === undefined ? {} : JSON.parse(Buffer.from(newest.data).toString('utf8'));
    return metadata.$maxCount ?? Number.POSITIVE_INFINITY;
  }

  return {
    events,
    append,
    eventsOf: (stream) => all(stream).slice(-maxCountOf(stream)),
    onAppended: (listener) => {
      appended.on('appended', listener);
      return () => appended.off('appended', listener);
    },
    forgetIds: () => {
      remembered = new Map();
    },
  };
}
