/**
 * Reads of the same that are on their way at once are one: hundreds of objects of an answer can ask for the state of one
 * disk at one moment, which is a reading of its whole history. Nothing is kept beyond that, as more can have been recorded.
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
