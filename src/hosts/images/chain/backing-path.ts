import { posix } from 'node:path';
import type { ImageReport } from '../format/image-report.ts';

/**
 * The local path that a backing file's name leads to, by the rules of qemu; null where it leads elsewhere (`nbd://…`,
 * `json:{…}`).
 */
export function backingPath(
  { name, leadsTo }: NonNullable<ImageReport['backing']>,
  realPath: string,
): string | null {
  const full = leadsTo.replace(/^file:(\/\/(?=\/))?/, '');
  if (full.startsWith('/')) return full;
  // A protocol stands before the first colon, and no slash before that.
  if (/^[^/:]*:/.test(name.replace(/^file:/, ''))) return null;
  return posix.join(posix.dirname(realPath), full);
}
