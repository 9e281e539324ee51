/** How long the adapter waits for what, in milliseconds. */
export interface Timeouts {
  /** For the answer to one try of an append or of a short read. Default 2,000. */
  readonly callTimeoutMs: number;
  /** For an append or a read to go through, all its tries together; then it fails. Default 4,500. */
  readonly retryForMs: number;
  /** For the next event of a read while the server answers but searches through the events of others. Default 30,000. */
  readonly searchTimeoutMs: number;
  /** When nothing has arrived for this long, a subscription checks whether it missed something. Default 10,000. */
  readonly idleMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  callTimeoutMs: 2_000,
  retryForMs: 4_500,
  searchTimeoutMs: 30_000,
  idleMs: 10_000,
};
