import { type ObstacleCode, obstacleCodes } from '../../domain/disk/eligibility/obstacle.ts';
import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import { eligibilityOfDisk } from '../fold/eligibility-of-disk.ts';
import type { DiskView } from '../views.ts';
import type { Connection } from './connection.ts';

/**
 * What stands in the way of a disk, as the bits of codes, each at its place in `obstacleCodes`. DISK_BUSY is left out, as
 * a column of its own tells it: so jobs, which come and go, leave the obstacles of their disks alone.
 */
export function obstacleBits(view: DiskView, storageAccess: StorageAccess): number {
  const { obstacles } = eligibilityOfDisk(view, storageAccess, null);
  return bitsOf(obstacles.map(({ code }) => code));
}

/** Codes as bits. */
export const bitsOf = (codes: readonly ObstacleCode[]): number =>
  [...new Set(codes)].reduce((bits, code) => bits + 2 ** markOf(code), 0);

/** Whether two sets of bits have any in common. There are more than the 32 that `&` works on, and at most 53. */
export const haveCommonBits = (one: number, other: number): boolean =>
  (one & other) !== 0 || ((one / 2 ** 32) & (other / 2 ** 32)) !== 0;

/** What stands for a code in the rows of `disk_obstacle`. */
export const markOf = (code: ObstacleCode): number => obstacleCodes.indexOf(code);

/** The mark of disks that nothing stands in the way of but perhaps a job. */
export const clearMark = 63;

/** The marks of a disk with such obstacles. */
export function marksOf(bits: number): number[] {
  if (bits === 0) return [clearMark];
  const marks: number[] = [];
  for (let mark = 0; mark < obstacleCodes.length; mark += 1) {
    if (haveCommonBits(bits, 2 ** mark)) marks.push(mark);
  }
  return marks;
}

/** Makes the rows of all disks at once, in place of any: the same as `marksOf` for each. */
export function markAll({ sql, exec }: Connection): void {
  const kept = `status <> 'REMOVED', name, registered_at, actual_size, virtual_size, reclaimable`;
  exec(`DELETE FROM disk_obstacle;
    INSERT INTO disk_obstacle SELECT id, ${clearMark}, ${kept} FROM disk WHERE obstacles = 0`);
  const met = sql('SELECT DISTINCT obstacles FROM disk').all();
  const isMet = (bit: number) => met.some(({ obstacles }) => haveCommonBits(Number(obstacles), bit));
  const bits = obstacleCodes.flatMap((_, mark) => (isMet(2 ** mark) ? [`(${mark}, ${2 ** mark})`] : []));
  if (bits.length === 0) return;
  exec(`WITH bit (mark, value) AS (VALUES ${bits.join(', ')})
    INSERT INTO disk_obstacle SELECT id, mark, ${kept} FROM disk CROSS JOIN bit WHERE obstacles & value`);
}
