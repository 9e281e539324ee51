/** Remembers values by key; the least recently asked for are let go first. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function createCache<Value>(most: number): Cache<Value> {
  const values = new Map<string, Value>();
  const set = (key: string, value: Value) => {
    values.delete(key);
    values.set(key, value);
    const oldest = values.keys().next();
    if (values.size > most && !oldest.done) values.delete(oldest.value);
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
  };
}
