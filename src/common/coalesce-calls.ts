/**
 * Does work of one kind one at a time for each key. Calls that arrive while it goes on share the next run, with their
 * wishes merged: so no caller gets a result that is older than its call.
 */
export function coalesceCalls<Key, Wish, Value = void>(
  merge: (one: Wish, other: Wish) => Wish,
  work: (key: Key, wish: Wish) => Promise<Value>,
): (key: Key, wish: Wish) => Promise<Value> {
  const running = new Map<Key, Promise<unknown>>();
  const next = new Map<Key, { wish: Wish; readonly done: Promise<Value> }>();

  function begin(key: Key, wish: Wish): Promise<Value> {
    const done = work(key, wish).finally(() => {
      if (running.get(key) === done) running.delete(key);
    });
    running.set(key, done);
    return done;
  }

  return (key, wish) => {
    const waiting = next.get(key);
    if (waiting !== undefined) {
      waiting.wish = merge(waiting.wish, wish);
      return waiting.done;
    }
    const present = running.get(key);
    if (present === undefined) return begin(key, wish);
    const done = present
      .catch(() => undefined)
      .then(() => {
        const due = next.get(key)?.wish ?? wish;
        next.delete(key);
        return begin(key, due);
      });
    next.set(key, { wish, done });
    return done;
  };
}
