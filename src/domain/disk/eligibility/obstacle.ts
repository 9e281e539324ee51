import { imageFaultCodes } from '../image-fault.ts';

/** Every reason why a disk may not be sparsified, in the order in which they are reported. */
export const obstacleCodes = [
  'DISK_REMOVED',
  'DISK_BUSY',
  'DISK_MISSING',
  ...imageFaultCodes,
  'DISK_UNREADABLE',
  'VM_NOT_DOWN',
  'ATTACHMENTS_UNKNOWN',
  'HAS_DERIVED_DISKS',
  'NOT_A_LEAF',
  'DIRECT_LUN',
  'MANAGED_VOLUME',
  'NETWORK_DISK',
  'VOLUME_UNKNOWN',
  'VOLUME_GROUP_EXPORTED',
  'VOLUME_GROUP_INCOMPLETE',
  'VOLUME_GROUP_MANAGED',
  'VOLUME_GROUP_AMBIGUOUS',
  'VOLUME_GROUP_UNDECLARED',
  'SNAPSHOT_ORIGIN',
  'VOLUME_UNSUPPORTED',
  'HOLDS_PHYSICAL_VOLUME',
  'THIN_POOL_UNFIT',
  'PREALLOCATED',
  'ALLOCATION_UNKNOWN',
  'UNSUPPORTED_FORMAT',
  'FORMAT_UNCONFIRMED',
  'ENCRYPTED',
  'GUEST_SPANS_DISKS',
  'IMAGE_CORRUPT',
  'IMAGE_DIRTY',
  'REFCOUNTS_BROKEN',
  'REFCOUNTS_UNCHECKED',
  'READ_ONLY',
  'WIPE_AFTER_DELETE',
  'NFS_TOO_OLD',
  'SHARED_STORAGE_WITHOUT_LOCKS',
  'STORAGE_KEEPS_SPACE',
  'NO_DISCARD',
  'NO_CAPABLE_HOST',
] as const;

export type ObstacleCode = (typeof obstacleCodes)[number];

/** A reason why a disk may not be sparsified, with what to do about it. */
export interface Obstacle {
  readonly code: ObstacleCode;
  readonly message: string;
  readonly remedy: string;
}
