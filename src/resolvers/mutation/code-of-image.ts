import type { FailureCode } from '../../domain/disk/events.ts';
import type { UserErrorCode } from '../schema-types.ts';

/** The code of a refusal for the code of a failure. */
export function codeOfImage(code: FailureCode): UserErrorCode {
  switch (code) {
    case 'DISK_MISSING':
    case 'DISK_UNREADABLE':
    case 'NOT_A_REGULAR_FILE':
    case 'PATH_OUTSIDE_STORAGE_DOMAIN':
    case 'FORMAT_MISMATCH':
    case 'BACKING_FILE_MISSING':
    case 'DISK_IN_USE':
    case 'DISK_NOT_ELIGIBLE':
    case 'STORAGE_FULL':
    case 'FILESYSTEM_CORRUPT':
      return code;
    case 'ENCRYPTED':
    case 'GUEST_SPANS_DISKS':
      return 'DISK_NOT_ELIGIBLE';
    case 'TOOL_MISSING':
    case 'TOOL_TOO_OLD':
    case 'TOOL_FAILED':
    case 'TOOL_KILLED':
    case 'APPLIANCE_FAILED':
    case 'RUN_LOST':
    case 'HOST_CONFIRMED_DOWN':
    case 'RUN_NOT_STARTED':
    case 'IMAGE_CHANGED':
    case 'EXPORT_UNAVAILABLE':
    case 'EXPORT_FAILED':
    case 'TIMED_OUT':
    case 'STALLED':
    case 'NO_SUITABLE_HOST':
    case 'INTERNAL_ERROR':
      return 'HOST_NOT_CAPABLE';
    default:
      throw code satisfies never;
  }
}
