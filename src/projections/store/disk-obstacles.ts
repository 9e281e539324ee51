import { eligibilityOfDisk } from '../../domain/disk/eligibility/eligibility.ts';
import { type ObstacleCode, obstacleCodes } from '../../domain/disk/eligibility/obstacle.ts';
import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import type { DiskView } from '../views.ts';

/**
 * What stands in the way of a disk, as the bits of codes, each at its place in `obstacleCodes`. DISK_BUSY is left out, as
 * a column of its own has it: so jobs, which come and go, leave the obstacles of their disks alone.
 */
export function obstacleBits(view: DiskView, access: StorageAccess): number {
  const { obstacles } = eligibilityOfDisk({ ...view, activeJobId: null }, access);
  return bitsOf(obstacles.map(({ code }) => code));
}

/** Codes as bits. */
export const bitsOf = (codes: readonly ObstacleCode[]): number =>
  [...new Set(codes)].reduce((bits, code) => bits + 2 ** obstacleNumber(code), 0);

/** Whether two sets of bits have any in common. There are more than the 32 that `&` works on, and at most 53. */
export const haveCommonBits = (one: number, other: number): boolean =>
  (one & other) !== 0 || ((one / 2 ** 32) & (other / 2 ** 32)) !== 0;

/** What stands for a code in the rows of `disk_obstacle`. */
export const obstacleNumber = (code: ObstacleCode): number => obstacleCodes.indexOf(code);

/** What stands in the rows of disks that nothing is in the way of but perhaps a job. */
export const noObstacle = 63;

/** The numbers in the rows of a disk with such obstacles. */
export function obstacleNumbersOf(bits: number): number[] {
  if (bits === 0) return [noObstacle];
  return obstacleCodes.map(obstacleNumber).filter((number) => haveCommonBits(bits, 2 ** number));
}
