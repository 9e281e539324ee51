import type { DiskAsOf } from '../as-of.ts';
import type { DiskStatus } from '../schema-types.ts';

/** Disk.status */
export function status({ removedAt, locked, observation }: DiskAsOf): DiskStatus {
  if (removedAt !== null) return 'REMOVED';
  if (locked) return 'LOCKED';
  return observation?.present === false ? 'MISSING' : 'AVAILABLE';
}
