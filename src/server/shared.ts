/**
 * Concurrent reads of the same object are one: hundreds of objects of an answer can ask for the state of one disk at one
 * moment, for which its whole history is read. Nothing is kept beyond that, as more events can follow.
 */
export function shared<Args extends readonly unknown[], Value>(
  read: (...args: Args) => Promise<Value>,
): (...args: Args) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const reading = read(...args).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };
}
