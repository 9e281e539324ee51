/** The bounds of a growing delay between tries. */
export interface Backoff {
  /** The first delay, in milliseconds. */
  readonly initialMs: number;
  /** No delay is longer, in milliseconds. */
  readonly maxMs: number;
}

/** The delay after so many failures: it doubles with each up to the bound, with up to half of it taken off at random, so that many callers do not return at once. */
export function backoffDelay({ initialMs, maxMs }: Backoff, failures: number, random = Math.random): number {
  const full = Math.min(maxMs, initialMs * 2 ** (failures - 1));
  return full / 2 + (full / 2) * random();
}
