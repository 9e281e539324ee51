/** One file of an image's chain, as it was accepted: what may be opened, and nothing else. */
export interface ChainNode {
  /** Absolute, links resolved. */
  readonly realPath: string;
  readonly format: 'raw' | 'qcow2';
  /** st_dev as `stat -c %d`, st_ino, as decimal strings: 64 bits do not fit a number. */
  readonly device: string;
  readonly inode: string;
  /** st_size in bytes. */
  readonly size: number;
}

/** The image itself first, then each backing file down to the base. */
export type ImageChain = readonly ChainNode[];
