export interface Backoff {
  /** The first delay, in milliseconds. */
  readonly initialMs: number;
  /** No delay is longer, in milliseconds. */
  readonly maxMs: number;
}

/** Doubles with each failure (counted from 1) up to the bound, and takes a random half off, so that many do not return at once. */
export function backoffDelay({ initialMs, maxMs }: Backoff, failures: number, random = Math.random): number {
  const full = Math.min(maxMs, initialMs * 2 ** (failures - 1));
  return full / 2 + (full / 2) * random();
}
