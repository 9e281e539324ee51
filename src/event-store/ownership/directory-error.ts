import { join } from 'node:path';
import { EventStoreUnavailable } from '../errors.ts';
import { type Fault, faultOf } from '../sqlite/fault.ts';

/** The state directory cannot be worked in. */
export class StateDirectoryUnusable extends EventStoreUnavailable {
  override readonly retryable = false;
}

const another = 'name another with --state-dir or WINNOW_STATE_DIR';

/** What is wrong with a state directory, for an error of a file in it; a mistake in the program stays what it is. */
export function directoryError(error: unknown, directory: string): unknown {
  const fault = faultOf(error, join(directory, 'owner.lock'));
  if (fault === null) return error;
  return new StateDirectoryUnusable(describe(fault, directory), { cause: error });
}

function describe({ code, detail }: Fault, directory: string): string {
  switch (code) {
    case 'FULL':
      return `There is no room left in the state directory ${directory} (${detail}). Free space on its file system, or ${another}.`;
    case 'READ_ONLY':
      return `The state directory ${directory} cannot be written (${detail}). Let this user write it, or ${another}.`;
    case 'PLACE':
      return `The state directory ${directory} cannot be used (${detail}). Correct its path, or ${another}.`;
    case 'CORRUPT':
    case 'NOT_A_STORE':
    case 'NEWER_VERSION':
      return `${directory}/owner.lock is not a lock of Winnow's (${detail}). Where this is Winnow's state directory, remove that file while no Winnow runs on it; else ${another}.`;
    case 'RESOURCES':
      return `The state directory ${directory} could not be used for want of memory or of open files (${detail}). Give Winnow more of them.`;
    case 'IO':
    case 'BUSY':
    case 'REPLACED':
      return `The state directory ${directory} could not be used (${detail}). Check its file system and the kernel's log, or ${another}.`;
    default:
      return code satisfies never;
  }
}
