/** What the kernel knows about a file, without opening it. */
export interface FileFacts {
  readonly realPath: string;
  /** As find has it: f, d, b, c, p, s; l is a link in a circle. */
  readonly type: string;
  readonly size: number;
  /** st_dev and st_ino, in decimal. */
  readonly device: string;
  readonly inode: string;
  /** st_blocks × 512. */
  readonly allocatedBytes: number;
  readonly readable: boolean;
  readonly writable: boolean;
  /** Changes when the file does, or another takes its place. */
  readonly version: string;
}

/** Reads a record of image-files.sh. */
export function parseFileFacts(record: string): FileFacts | null {
  const match = /^(\w):(\d+):(\d+):(\d+):(\d+):([\d.-]+:[\d.-]+):([r-])([w-]):(\/.*)\/$/s.exec(record);
  if (match === null) return null;
  const [, type = '', device = '', inode = '', size, blocks, times, read, write, realPath = ''] = match;
  return {
    realPath,
    type,
    size: Number(size),
    device,
    inode,
    allocatedBytes: Number(blocks) * 512,
    readable: read === 'r',
    writable: write === 'w',
    version: `${device}:${inode}:${size}:${times}`,
  };
}

/** Whether a name came through whole; bytes that are no UTF-8 do not. */
export const isWhole = (path: string): boolean => !path.includes('\uFFFD');
