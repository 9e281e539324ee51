/** A piece of a disk, in bytes. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}
