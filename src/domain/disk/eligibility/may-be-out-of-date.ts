import type { ObstacleCode } from './obstacle.ts';

/** What an operator has told, or what does not change: another look finds no other. */
const lasting: ReadonlySet<ObstacleCode> = new Set([
  'DISK_REMOVED',
  'DISK_BUSY',
  'SYSTEM_DIRECTORY',
  'UNSAFE_NAME',
  'DIRECT_LUN',
  'MANAGED_VOLUME',
  'NETWORK_DISK',
  'LOGICAL_VOLUME',
  'UNSUPPORTED_FORMAT',
  'FORMAT_UNCONFIRMED',
  'WIPE_AFTER_DELETE',
]);

/** Whether an obstacle may be gone by now, since it was observed at some time before. */
export const mayBeOutOfDate = (code: ObstacleCode): boolean => !lasting.has(code);
