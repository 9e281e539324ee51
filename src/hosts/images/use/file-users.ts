import type { Failure } from '../../../domain/disk/events.ts';
import type { HostFinding } from '../../../domain/host/events.ts';
import { shellQuoted } from '../../../domain/plain-name.ts';
import { failure } from '../../failure.ts';
import type { Answer } from '../../transport/run-script.ts';

/**
 * Who uses a file on a host, under whatever name: loop devices, the host that swaps to it, processes that may write it; of a
 * logical volume all that have it open, and devices that stand on it.
 */
export interface FileUsers {
  readonly users: readonly HostFinding[];
  /** False where some could not be seen, for want of rights. */
  readonly allSeen: boolean;
}

const standing: Readonly<Record<string, string>> = {
  unknown: 'it is open, by whom the kernel does not tell',
  mounted: 'a filesystem on it is mounted',
};

function openedBy(user: string, how: string): HostFinding {
  const [pid = '', ...name] = user.split(' ');
  return {
    what: `process ${pid} (${JSON.stringify(name.join(' '))}) has it open ${how}`,
    remedy: `Shut the virtual machine down that process ${pid} runs, or end that process if it runs none.`,
  };
}

/** Reads the fields that `file_users` and `volume_users` write. */
export function readFileUsers(answer: Pick<Answer, 'all' | 'has'>): FileUsers {
  const named = (field: string) => answer.all(field).map((name) => name ?? '(a name that is no UTF-8)');
  return {
    users: [
      ...named('loop').map((device) => ({
        what: `the loop device ${device} stands on it`,
        remedy: `Unmount what is mounted from ${device} and detach it: \`losetup -d ${device}\`.`,
      })),
      ...named('swap').map((path) => ({
        what: `the host swaps to it as ${JSON.stringify(path)}`,
        remedy: `Take it out of use as swap: \`swapoff ${shellQuoted(path)}\`.`,
      })),
      ...named('process').map((user) => openedBy(user, 'for writing')),
      ...named('reader').map((user) => openedBy(user, 'for reading')),
      ...named('holder').map((holder) => ({
        what: standing[holder] ?? `the block device ${holder} stands on it`,
        remedy:
          'Unmount what is mounted from it, and end what stands on it: `lsblk` and `dmsetup ls --tree` show that.',
      })),
    ],
    allSeen: !answer.has('unseen'),
  };
}

/** The failure of whoever comes upon users of an image; null where there are none. */
export function inUseFailure(path: string, { users }: FileUsers): Failure | null {
  if (users.length === 0) return null;
  return failure(
    'DISK_IN_USE',
    `${path} is in use on the host, under this name or another: ${named(users)}.`,
    [...new Set(users.map(({ remedy }) => remedy)), 'Then sparsify again.'].join(' '),
  );
}

/** The failure of whoever met qemu's lock, with those named that hold it on this host. */
export const namingUsers = (met: Failure, { users }: FileUsers): Failure =>
  met.code === 'DISK_IN_USE' && users.length > 0
    ? { ...met, message: `${met.message} On this host ${named(users)}.` }
    : met;

const named = (users: readonly HostFinding[]): string => users.map(({ what }) => what).join(', ');
