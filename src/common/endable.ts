/** An iterator that can be ended at once, even while its next item is awaited. */
export interface Endable<Item> extends AsyncIterableIterator<Item> {
  /** There may be something new: whatever waits in the generator goes on. */
  wake(): void;
  end(): void;
}

/** How a generator waits for news, and learns that nobody reads it any more. */
export interface Waiter {
  readonly signal: AbortSignal;
  /** Resolves at the next call of `wake`, at once after one that nobody waited for, and at the end. */
  wait(): Promise<void>;
}

export interface EndableOptions {
  /** Ends the iterator; aborted before, there is nothing to begin. */
  readonly signal?: AbortSignal;
  /** Called once when what was begun ends, whoever ends it. */
  readonly onEnd?: () => void;
}

/**
 * Reads a generator through an iterator that can be ended. A generator alone cannot: its `return` waits until its
 * pending `next` is answered, which on a quiet source is never.
 */
export function endable<Item>(
  generate: (waiter: Waiter) => AsyncIterator<Item>,
  { signal, onEnd }: EndableOptions = {},
): Endable<Item> {
  const ending = new AbortController();
  const done = { value: undefined, done: true } as const;
  const unanswered = new Set<(result: typeof done) => void>();
  let goOn: (() => void) | null = null;
  let woken = false;

  function wake(): void {
    woken = goOn === null;
    goOn?.();
    goOn = null;
  }

  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      if (!woken && !ending.signal.aborted) goOn = resolve;
      else resolve();
      woken = false;
    });

  function end(): void {
    if (ending.signal.aborted) return;
    ending.abort();
    signal?.removeEventListener('abort', end);
    for (const answer of unanswered) answer(done);
    unanswered.clear();
    wake();
    // Nobody hears of what fails on the way out.
    items.return?.().catch(() => undefined);
    onEnd?.();
  }

  const finish = async (): Promise<typeof done> => {
    end();
    return done;
  };

  const items = generate({ signal: ending.signal, wait });
  if (signal?.aborted === true) ending.abort();
  else signal?.addEventListener('abort', end);

  return {
    wake,
    end,
    next: () => {
      if (ending.signal.aborted) return Promise.resolve(done);
      return new Promise((resolve, reject) => {
        unanswered.add(resolve);
        items.next().then(
          (result) => {
            if (!unanswered.delete(resolve)) return;
            if (result.done === true) end();
            resolve(result.done === true ? done : result);
          },
          (error: unknown) => {
            if (!unanswered.delete(resolve)) return;
            end();
            reject(error);
          },
        );
      });
    },
    return: finish,
    throw: finish,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
