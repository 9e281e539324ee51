import type { Failure } from '../../../domain/disk/events.ts';
import { shellQuoted } from '../../../domain/plain-name.ts';
import { failure, unanswered } from '../../failure.ts';
import { HostUnreachable } from '../../host.ts';
import { remedies } from '../../probe/packages.ts';
import type { Answer } from '../../transport/run-script.ts';
import { type FileUsers, inUseFailure, namingUsers, readFileUsers } from './file-users.ts';

/** Whether anybody uses an image. */
export interface ImageUse {
  /** Why no run may begin now; null where nothing stands in the way. */
  readonly failure: Failure | null;
  /** False where some that could use it could not be seen, for want of rights. */
  readonly allUsersSeen: boolean;
  /** Hundredths of a second from the host's boot to this inspection. */
  readonly uptime: number | null;
  /** Of the boot that the host was in; null where it did not say. */
  readonly bootId: string | null;
}

/**
 * Reads what image-use.sh reports: who uses the image on this host under any name; and whether a qemu anywhere does, by
 * opening it as qemu would for a guest, and closing it again.
 */
export function readImageUse(realPath: string, answer: Answer | null): ImageUse {
  if (!answer?.has('opened')) throw new HostUnreachable(`The host did not report who uses ${realPath}.`);
  const users = readFileUsers(answer);
  return {
    failure: useFailure(realPath, users, answer),
    allUsersSeen: users.allSeen,
    uptime: answer.number('uptime'),
    bootId: answer.text('boot'),
  };
}

function useFailure(realPath: string, users: FileUsers, answer: Answer): Failure | null {
  const opened = answer.text('opened');
  const said = answer.shown('said').replaceAll('/proc/self/fd/3', realPath).trim();
  // Locks that are shared with everybody (share-rw=on) are seen, but do not hinder the opening.
  if (answer.has('locked') || /Failed to get .*lock|Is another process using the image/.test(said)) {
    return namingUsers(held(realPath), users);
  }
  if (users.users.length > 0) return inUseFailure(realPath, users);
  switch (opened) {
    case '0':
      return null;
    case '127':
      return failure('TOOL_MISSING', 'qemu-io is not on the host.', remedies.qemuImg);
    case '124':
    case '137':
      return unanswered(
        `${realPath} could not be opened for writing in time.`,
        'See whether the storage of the image answers.',
      );
    case 'changed':
      return unanswered(
        `Another file has taken the place of ${realPath} since it was inspected.`,
        'See who replaces files or links in the directory of the image.',
      );
    default:
      return failure(
        'DISK_UNREADABLE',
        `${realPath} cannot be opened for writing: ${said}`,
        'Look at the permissions of the image and at the state of its storage.',
      );
  }
}

/** The failure of whoever meets qemu's lock on an image, before the run or in it. */
export function held(realPath: string, outputTail: string | null = null): Failure {
  return failure(
    'DISK_IN_USE',
    `${realPath} is in use by a running virtual machine, by itself or below an image that stands on it, or by another program of qemu: its lock is held.`,
    `Shut the virtual machine down that uses it, and sparsify again. \`fuser -v ${shellQuoted(realPath)}\` names the process, if it is on this host.`,
    outputTail,
  );
}
