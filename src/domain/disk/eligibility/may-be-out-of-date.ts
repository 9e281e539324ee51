import type { ObstacleCode } from './obstacle.ts';

/** Obstacles that an operator declared or that do not change: another inspection finds the same. */
const lasting: ReadonlySet<ObstacleCode> = new Set([
  'DISK_REMOVED',
  'DISK_BUSY',
  'SYSTEM_DIRECTORY',
  'UNSAFE_NAME',
  'DIRECT_LUN',
  'MANAGED_VOLUME',
  'NETWORK_DISK',
  'UNSUPPORTED_FORMAT',
  'FORMAT_UNCONFIRMED',
  'WIPE_AFTER_DELETE',
]);

/** Whether an obstacle may be gone by now, since it was observed at some time before. */
export const mayBeOutOfDate = (code: ObstacleCode): boolean => !lasting.has(code);
