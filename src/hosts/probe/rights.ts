import type { HostCapabilities, HostFinding } from '../../domain/host/events.ts';
import { shellQuoted, shown } from '../../domain/plain-name.ts';
import { HostBusy, HostUnreachable } from '../host.ts';
import { runScript } from '../transport/run-script.ts';
import { scriptsOf } from '../transport/scripts-of.ts';
import type { Transport } from '../transport/transport.ts';
import type { HostTools } from './tools.ts';

/** As whom Winnow works on a host, and what that user may not do. */
export interface HostRights {
  readonly rights: NonNullable<HostCapabilities['rights']>;
  readonly user: string;
  /** How runs are confined; null where they are not root's. */
  readonly confinement: NonNullable<HostCapabilities['confinement']> | null;
  readonly findings: readonly HostFinding[];
}

/** How Winnow comes to its rights on a host that it reaches over SSH. */
export interface Login {
  /** Who becomes root there by sudo; null where nobody does. */
  readonly sudoer: string | null;
  /** What sudo said where it was tried and does not make the user root. */
  readonly sudoRefusal: string | null;
}

/** The rights of a server on its own host: its user's. */
export const noLogin: Login = { sudoer: null, sudoRefusal: null };

const script = scriptsOf(
  import.meta.url,
  '../transport/privately.sh',
  '../transport/in-scope.sh',
  'rights.sh',
);
const confiner = scriptsOf(import.meta.url, '../runs/confine.sh');

/** Finds out as whom programs run on a host, and what that user may not do. @throws HostBusy, HostUnreachable */
export async function findRights(
  transport: Pick<Transport, 'run'>,
  login: Login,
  { confine, virtSparsify }: Pick<HostTools, 'confine' | 'virtSparsify'>,
  directories: readonly string[],
  timeoutMs: number,
): Promise<HostRights> {
  const args = [login.sudoer ?? '', confine ? 'yes' : 'no', confiner, virtSparsify, ...directories];
  const answer = await runScript(transport, { script, args, timeoutMs });
  if (!answer.heard) {
    if (answer.timedOut) throw new HostBusy(`The host did not report whose rights hold: ${answer.why}.`);
    throw new HostUnreachable(`The host did not report whose rights hold: ${answer.why}`);
  }
  const rights = answer.text('rights');
  const user = shown(answer.shown('user'));
  if (rights === 'ROOT' || rights === 'ROOT_BY_SUDO') {
    const held = answer.text('confinement');
    const confinement = held === 'SYSTEMD' || held === 'NAMESPACES' ? held : 'NONE';
    const open = answer.has('open') ? [openKeys(user)] : [];
    const free = confinement === 'NONE' ? [unconfined(answer.shown('unconfined'))] : [];
    return { rights, user, confinement, findings: [...open, ...free] };
  }
  if (rights !== 'USER') throw new HostUnreachable('The host did not report whose rights hold.');
  const closed = answer.allShown('closed');
  return {
    rights,
    user,
    confinement: null,
    findings: [
      ...(closed.includes('kvm') ? [noKvm(user)] : []),
      ...(closed.includes('libvirt') ? [noLibvirt(user)] : []),
      ...answer.allShown('unwritable').map((file) => notWritable(user, file)),
    ],
  };
}

function unconfined(said: string): HostFinding {
  const what = 'runs are not confined: a guest that takes over the appliance is root on this host';
  if (said === 'SET') return { what, remedy: 'WINNOW_CONFINE is no: set it to yes, or unset it.' };
  return {
    what: said === '' ? what : `${what} (${shown(said.trim())})`,
    remedy:
      'Permit mount, network, IPC and process namespaces to root there (in a container: CAP_SYS_ADMIN, and profiles of seccomp and AppArmor that permit mounts), keep the tools on the root file system, in /usr or in /opt, or let Winnow work as a user without rights of root.',
  };
}

const openKeys = (user: string): HostFinding => ({
  what: `sudo makes ${user} root, so whoever holds a key of ${user} is root on this host`,
  remedy: `Keep a key for Winnow alone, and write \`restrict,from="ADDRESS OF THIS SERVER"\` before each key in ~${user}/.ssh/authorized_keys.`,
});

const noKvm = (user: string): HostFinding => ({
  what: `${user} may not use /dev/kvm, so runs use software emulation`,
  remedy: `On the host: usermod -a -G kvm ${user}. Then restart Winnow, since a group counts from the next login on, and probe again.`,
});

const noLibvirt = (user: string): HostFinding => ({
  what: `${user} may not ask libvirt, so it is not known which virtual machines use a disk`,
  remedy: `On the host: usermod -a -G libvirt ${user}. Then restart Winnow, since a group counts from the next login on, and probe again.`,
});

const notWritable = (user: string, file: string): HostFinding => ({
  what: `${user} may not write ${shown(file)}, and maybe other images there`,
  remedy: `On the host, as root: setfacl -m u:${user}:rw ${shellQuoted(file)}. For images to come: setfacl -d -m u:${user}:rw DIRECTORY. libvirt changes the owner of an image while its virtual machine runs; the ACL stays.`,
});

/** What a user who is not root does not see, and how that user becomes root. */
export function seesTooLittle(user: string, { sudoRefusal }: Login): HostFinding {
  const refused = sudoRefusal === null ? '' : `; sudo says: ${shown(sudoRefusal).slice(0, 300)}`;
  return {
    what: `${user} does not see which files the processes of other users have open${refused}`,
    remedy: sudoRemedy(user, sudoRefusal ?? ''),
  };
}

function sudoRemedy(user: string, refusal: string): string {
  if (/requiretty|a terminal is required|must have a tty|no tty present/.test(refusal)) {
    return `Let sudo work for ${user} without a terminal, in /etc/sudoers.d/winnow: Defaults:${user} !requiretty`;
  }
  return `Let ${user} become root, by a line in /etc/sudoers.d/winnow: ${user} ALL=(root) NOPASSWD: /bin/sh -s. It is the right to do everything there, so keep the key for Winnow alone. Else acknowledge the warning USE_NOT_FULLY_CHECKED in requests.`;
}
