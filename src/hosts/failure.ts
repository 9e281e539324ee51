import type { Failure, FailureCode } from '../domain/disk/events.ts';

/** Which causes may be gone at the next attempt; the others need somebody to do something first. */
const retryableCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'APPLIANCE_FAILED',
  'TOOL_KILLED',
  'RUN_LOST',
  'HOST_CONFIRMED_DOWN',
  'RUN_NOT_STARTED',
  'STALLED',
  'IMAGE_CHANGED',
  'EXPORT_FAILED',
  'STORAGE_FULL',
]);

/** A failure of what was asked of a host, with what to do about it. */
export function failure(
  code: FailureCode,
  message: string,
  remedy: string,
  outputTail: string | null = null,
): Failure {
  return { code, message, remedy, outputTail, retryable: retryableCodes.has(code) };
}

/** An image that gave no answer in time, which may be because the host is busy: another inspection may have one. */
export const unanswered = (message: string, remedy: string): Failure => ({
  ...failure('DISK_UNREADABLE', message, remedy),
  retryable: true,
});
