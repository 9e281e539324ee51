import type { DiskCommand, DiskRejection } from '../../domain/disk/commands.ts';
import type { DiskEvent } from '../../domain/disk/events.ts';
import type { DiskId, JobId } from '../../domain/ids.ts';
import type { Handled } from '../../streams/handle-command.ts';
import type { Outcome, Refusal } from '../refusal.ts';

/** What a disk's answer to a command is to the client that sent it. */
export function outcomeOf<Value>(
  handled: Handled<DiskEvent, DiskRejection>,
  diskId: DiskId,
  command: DiskCommand,
  value: Value,
): Outcome<Value> {
  return handled.outcome === 'ACCEPTED'
    ? { ok: true, value }
    : { ok: false, refusal: refusalOf(handled.rejection, diskId, command) };
}

function refusalOf(rejection: DiskRejection, diskId: DiskId, command: DiskCommand): Refusal {
  switch (rejection.type) {
    case 'DiskNotFound':
      return { type: 'DiskNotFound', diskId };
    case 'DiskAlreadyRegistered':
      return { type: 'DiskAlreadyRegistered', diskId };
    case 'DiskBusy':
    case 'DiskNotEligible':
    case 'WarningsNotAcknowledged':
    case 'IdempotencyKeyReused':
      return rejection;
    case 'JobNotFound':
      return { type: 'JobNotFound', jobId: jobOf(command) };
    case 'JobAlreadyEnded':
      return { type: 'JobAlreadyEnded', jobId: jobOf(command) };
    case 'StaleAttempt':
      return { type: 'Conflict' };
    default:
      return rejection satisfies never;
  }
}

const jobOf = (command: DiskCommand): JobId => {
  if ('jobId' in command) return command.jobId;
  throw new Error(`${command.type} speaks of no job, yet was refused for one.`);
};
