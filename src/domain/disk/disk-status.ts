import type { DiskObservation } from './observation.ts';

/** REMOVED: no longer in the catalogue. LOCKED: an attempt holds it. MISSING: its image is not where it was. */
export const diskStatuses = ['AVAILABLE', 'LOCKED', 'MISSING', 'REMOVED'] as const;

export type DiskStatus = (typeof diskStatuses)[number];

/** The status of a disk; one that was removed stays REMOVED whatever else is known of it. */
export function diskStatus(disk: {
  readonly removedAt: string | null;
  readonly locked: boolean;
  readonly observation: Pick<DiskObservation, 'present'> | null;
}): DiskStatus {
  if (disk.removedAt !== null) return 'REMOVED';
  if (disk.locked) return 'LOCKED';
  return disk.observation?.present === false ? 'MISSING' : 'AVAILABLE';
}
