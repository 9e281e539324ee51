/** The entries used last, at most so many. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

/**
 * A bounded map that forgets what was not used for long: whatever is not among the last half of the limit may go. Entries
 * are in two maps, and all of the older one go at once, since taking single ones out of a large map costs far more.
 */
export function createRecent<Key, Value>(limit: number): Recent<Key, Value> {
  let newer = new Map<Key, Value>();
  let older = new Map<Key, Value>();

  function set(key: Key, value: Value): void {
    newer.set(key, value);
    if (newer.size * 2 < limit) return;
    older = newer;
    newer = new Map();
  }

  return {
    get(key) {
      const value = newer.get(key);
      if (value !== undefined) return value;
      const old = older.get(key);
      if (old !== undefined) set(key, old);
      return old;
    },
    set,
  };
}
