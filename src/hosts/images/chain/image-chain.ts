/** One file, or the logical volume, of an image's chain, as it was accepted: what may be opened, and nothing else. */
export interface ChainNode {
  /** Absolute, links resolved. */
  readonly realPath: string;
  readonly format: 'raw' | 'qcow2';
  /**
   * Of a file st_dev as `stat -c %d` and st_ino, as decimal strings: 64 bits do not fit a number. Of a logical volume its
   * numbers, as `253:3`, and LVM's id of it, 32 characters.
   */
  readonly device: string;
  readonly inode: string;
  /** In bytes. */
  readonly size: number;
}

/** The image itself first, then each backing file down to the base. A logical volume stands on nothing. */
export type ImageChain = readonly ChainNode[];

/** Whether it is a logical volume. */
export const isVolume = ({ device }: Pick<ChainNode, 'device'>): boolean => device.includes(':');
