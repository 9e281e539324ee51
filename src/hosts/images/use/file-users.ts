import type { Failure } from '../../../domain/disk/events.ts';
import { shellQuoted } from '../../../domain/plain-name.ts';
import { failure } from '../../failure.ts';
import type { Answer } from '../../transport/run-script.ts';

/** Who uses a file on a host, under whatever name. */
export type FileUser =
  | { readonly kind: 'LOOP'; readonly device: string }
  | { readonly kind: 'SWAP'; readonly path: string }
  /** A process that has it open, or mapped, for writing. */
  | { readonly kind: 'PROCESS'; readonly pid: number; readonly name: string };

export interface FileUsers {
  readonly users: readonly FileUser[];
  /** False where some could not be seen, for want of rights. */
  readonly allSeen: boolean;
}

/** Reads the fields that `file_users` writes. */
export function readFileUsers(answer: Pick<Answer, 'all' | 'has'>): FileUsers {
  const named = (field: string) => answer.all(field).map((name) => name ?? '(a name that is no UTF-8)');
  return {
    users: [
      ...named('loop').map((device): FileUser => ({ kind: 'LOOP', device })),
      ...named('swap').map((path): FileUser => ({ kind: 'SWAP', path })),
      ...named('process').map((user): FileUser => {
        const [pid = '', ...name] = user.split(' ');
        return { kind: 'PROCESS', pid: Number(pid), name: name.join(' ') };
      }),
    ],
    allSeen: !answer.has('unseen'),
  };
}

/** The failure of whoever comes upon users of an image; null where there are none. */
export function inUseFailure(path: string, { users }: FileUsers): Failure | null {
  if (users.length === 0) return null;
  return failure(
    'DISK_IN_USE',
    `${path} is in use on the host, under this name or another: ${users.map(describe).join(', ')}.`,
    [...new Set(users.map(remedyFor)), 'Then sparsify again.'].join(' '),
  );
}

/** The failure of whoever met qemu's lock, with those named that hold it on this host. */
export const namingUsers = (met: Failure, { users }: FileUsers): Failure =>
  met.code === 'DISK_IN_USE' && users.length > 0
    ? { ...met, message: `${met.message} On this host ${users.map(describe).join(', ')}.` }
    : met;

function describe(user: FileUser): string {
  switch (user.kind) {
    case 'LOOP':
      return `the loop device ${user.device} stands on it`;
    case 'SWAP':
      return `the host swaps to it as ${JSON.stringify(user.path)}`;
    case 'PROCESS':
      return `process ${user.pid} (${JSON.stringify(user.name)}) has it open for writing`;
    default:
      return user satisfies never;
  }
}

function remedyFor(user: FileUser): string {
  switch (user.kind) {
    case 'LOOP':
      return `Unmount what is mounted from ${user.device} and detach it: \`losetup -d ${user.device}\`.`;
    case 'SWAP':
      return `Take it out of use as swap: \`swapoff ${shellQuoted(user.path)}\`.`;
    case 'PROCESS':
      return `Shut the virtual machine down that process ${user.pid} runs, or end that process if it runs none.`;
    default:
      return user satisfies never;
  }
}
