import { eligibility, type ObstacleCode, obstacleCodes } from '../domain/disk/eligibility.ts';
import type { Surroundings } from '../domain/disk/surroundings.ts';
import type { DiskView } from './views.ts';

/**
 * What stands in the way of a disk, as the bits of codes, each at its place in `obstacleCodes`. DISK_BUSY is left out, as
 * a column of its own tells it: so jobs, which come and go, leave the obstacles of their disks alone.
 */
export function obstacleBits(view: DiskView, surroundings: Surroundings): number {
  const { observation, hibernated, removedAt } = view;
  const { obstacles } = eligibility({
    facts: view,
    observation,
    hibernated,
    removed: removedAt !== null,
    activeJobId: null,
    surroundings,
  });
  return bitsOf(obstacles.map(({ code }) => code));
}

/** Codes as bits. */
export const bitsOf = (codes: readonly ObstacleCode[]): number =>
  codes.reduce((bits, code) => bits | (1 << markOf(code)), 0);

/** What stands for a code in the rows of `disk_obstacle`. */
export const markOf = (code: ObstacleCode): number => obstacleCodes.indexOf(code);

/** The mark of disks that nothing stands in the way of but perhaps a job, */
export const clearMark = 30;
/** and of those that something else does. */
export const refusedMark = 31;

/** The marks of a disk with such obstacles. */
export function marksOf(bits: number): number[] {
  if (bits === 0) return [clearMark];
  const marks = [refusedMark];
  for (let mark = 0; mark < obstacleCodes.length; mark += 1) if (bits & (1 << mark)) marks.push(mark);
  return marks;
}
