import type { RunId } from '../../domain/ids.ts';
import { HostUnreachable, type RunState } from '../host.ts';
import { isRunState } from './run-record.ts';

/** Tells that one more run is to be followed, under a number; its lines come with that number before them. */
type AddRun = (number: number, runId: RunId) => void;

/**
 * Follows the first run, and those that are added by what `onBegun` is given, until the signal aborts. Rejects, or
 * resolves, when nothing can be heard any more.
 */
export type OpenFollow = (
  first: { readonly number: number; readonly runId: RunId },
  on: { readonly begun: (add: AddRun) => void; readonly line: (number: number, line: string) => void },
  signal: AbortSignal,
) => Promise<void>;

interface Followed {
  readonly runId: RunId;
  readonly onLine: (line: string) => void;
  readonly done: PromiseWithResolvers<RunState | null>;
}

type Follow = ReturnType<typeof openFollow>;

/** Follows all runs of a host by one stream, which is open while any run is followed: a host permits few sessions. */
export function createRunLines(open: OpenFollow) {
  let current: Follow | null = null;

  /** Gives the lines of a run; resolves with its state when it is over, with null when the signal aborts. */
  return async (
    runId: RunId,
    onLine: (line: string) => void,
    signal: AbortSignal,
  ): Promise<RunState | null> => {
    if (signal.aborted) return null;
    if (current === null || current.isClosed()) current = openFollow(open);
    const follow = current;
    const { done, leave } = follow.add(runId, onLine);
    const stop = () => {
      // Who leaves before the end may do so since nothing was heard: nobody else joins then.
      if (current === follow) current = null;
      leave();
    };
    signal.addEventListener('abort', stop);
    try {
      return await done;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
}

function openFollow(open: OpenFollow) {
  const followed = new Map<number, Followed>();
  const closing = new AbortController();
  let numbers = 0;
  let add: AddRun | null = null;
  let closed = false;

  function leave(number: number, state: RunState | null): void {
    followed.get(number)?.done.resolve(state);
    followed.delete(number);
    if (followed.size > 0) return;
    closed = true;
    closing.abort();
  }

  async function listen(first: { readonly number: number; readonly runId: RunId }): Promise<void> {
    let broken: unknown = null;
    const begun = (addRun: AddRun) => {
      add = addRun;
      for (const [number, { runId }] of followed) if (number !== first.number) add(number, runId);
    };
    const line = (number: number, text: string) => {
      followed.get(number)?.onLine(text);
      const state = text.startsWith('x ') ? text.slice(2) : null;
      if (isRunState(state)) leave(number, state);
    };
    await open(first, { begun, line }, closing.signal).catch((error: unknown) => {
      broken = error;
    });
    closed = true;
    for (const { runId, done } of followed.values()) {
      done.reject(
        broken ?? new HostUnreachable(`The host stopped reporting on run ${runId} before its end.`),
      );
    }
    followed.clear();
  }

  return {
    isClosed: () => closed,
    add(runId: RunId, onLine: (line: string) => void) {
      numbers += 1;
      const number = numbers;
      const done = Promise.withResolvers<RunState | null>();
      followed.set(number, { runId, onLine, done });
      if (number === 1) void listen({ number, runId });
      else add?.(number, runId);
      return { done: done.promise, leave: () => leave(number, null) };
    },
  };
}
