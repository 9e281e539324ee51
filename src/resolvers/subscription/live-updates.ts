import type { Change } from '../../projections/views.ts';

type Changes = AsyncIterableIterator<Change & { readonly cursor: string }>;

/**
 * The payloads of a subscription: the present ones, then one for each change. Written by hand, since an async generator
 * that waits on a quiet source cannot be closed: its `return()` queues behind the pending `next()`.
 */
export function liveUpdates<Update>(source: {
  readonly present: readonly Update[];
  readonly changes: Changes;
  readonly updateOf: (change: Change & { readonly cursor: string }) => Update;
  /** The subscription completes after the update of which this is true. */
  readonly isLast?: (update: Update) => boolean;
}): AsyncIterableIterator<Update> {
  const { changes, updateOf, isLast } = source;
  const present = source.present.values();
  let ended = false;

  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    ended = true;
    await changes.return?.();
    return { done: true, value: undefined };
  };
  const give = async (update: Update): Promise<IteratorResult<Update>> => {
    if (isLast?.(update)) await end();
    return { done: false, value: update };
  };

  return {
    next: async () => {
      if (ended) return { done: true, value: undefined };
      const first = present.next();
      if (!first.done) return give(first.value);
      const change = await changes.next();
      return change.done ? end() : give(updateOf(change.value));
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** What a subscription gives that has nothing more to tell. */
export const noUpdates = <Update>(): AsyncIterableIterator<Update> => ({
  next: async () => ({ done: true, value: undefined }),
  return: async () => ({ done: true, value: undefined }),
  [Symbol.asyncIterator]() {
    return this;
  },
});
