/**
 * An export is lines of JSON: the header, then entries in the order of the events, then the trailer. Every line ends
 * with its link of a chain of checksums (CRC-32), which names the first line that is wrong; the trailer has the SHA-256
 * of all bytes before it. Two stores with the same events give the same bytes.
 */
export const header = { format: 'winnow-events', version: 1 } as const;

/** What an export ends with, and what it is known by. */
export interface Trailer {
  /** How many events it holds. */
  readonly events: number;
  /** Over all lines before the trailer, in hexadecimal. */
  readonly sha256: string;
}
