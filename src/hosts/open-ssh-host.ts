import { hostIdOf } from '../common/ids.ts';
import type { SshAccess } from '../domain/host/ssh.ts';
import { parseSshAddress, type SshAddress } from '../domain/host/ssh-address.ts';
import type { HostId } from '../domain/ids.ts';
import { shown } from '../domain/plain-name.ts';
import { createHost } from './create-host.ts';
import type { Host } from './host.ts';
import type { Login } from './probe/rights.ts';
import { findDirectory } from './storage/find-directory.ts';
import { type Greeting, rootRunsDirectory } from './transport/ssh/greeting.ts';
import { openSshTransport, type SshParts, type SshTarget } from './transport/ssh/open-ssh-transport.ts';
import { SshUnreachable } from './transport/ssh/ssh-failures.ts';

type HostParts = Parameters<typeof createHost>[0];
type Directory = Awaited<ReturnType<Host['findDirectory']>>;

/** A host that is reached over SSH. */
export interface SshHost {
  readonly host: Host;
  /** It is reached in another way from now on. */
  reconnect(): void;
  close(): Promise<void>;
}

/** A host that was registered. It is contacted when it is first needed; what is given as a function may change. */
export function openSshHost(
  ssh: SshParts,
  {
    id,
    name,
    access,
  }: { readonly id: HostId; readonly name: () => string; readonly access: () => SshAccess },
  parts: Pick<HostParts, 'tools' | 'libvirtUri' | 'registered' | 'known'>,
): SshHost {
  const target = () => ({ address: addressOf(access().address), hostKey: access().hostKey });
  let greeting: Greeting | null = null;
  const { transport, reconnect, close } = openSshTransport(ssh, target, (found) => {
    if (hostIdOf(found.machineId) !== id) throw anotherHost(access().address, name(), found);
    if (access().runsDirectory === rootRunsDirectory && found.runsDirectory !== rootRunsDirectory) {
      throw rightsLost(access().address, found);
    }
    greeting = found;
  });
  const login = (): Login => ({
    sudoer: greeting?.become === 'ROOT_BY_SUDO' ? greeting.user : null,
    sudoRefusal: greeting?.sudoRefusal ?? null,
  });
  const host = createHost({
    ...{ ...parts, id, name: name(), transport, login },
    get runsDirectory() {
      return access().runsDirectory;
    },
  });
  return {
    host: Object.defineProperty(host, 'name', { get: name }),
    reconnect,
    close,
  };
}

/** A host that answered, and what it said of directories. */
export interface Contacted {
  readonly greeting: Greeting;
  readonly directories: ReadonlyMap<string, Directory>;
}

/** Contacts a host, and asks who it is. @throws HostUnreachable */
export async function contactOverSsh(
  ssh: SshParts,
  target: SshTarget,
  directories: readonly string[],
): Promise<Contacted> {
  const { transport, greeting: greeted, close } = openSshTransport(ssh, () => target);
  try {
    const greeting = await greeted();
    const found = new Map<string, Directory>();
    for (const path of directories) {
      found.set(path, await findDirectory(transport, path, [greeting.runsDirectory]));
    }
    return { greeting, directories: found };
  } finally {
    await close();
  }
}

function addressOf(text: string): SshAddress {
  const parsed = parseSshAddress(text);
  if (parsed.ok) return parsed.address;
  throw new Error(`The address ${JSON.stringify(text)} is not accepted: ${parsed.problem}.`);
}

/** Whoever is not root any more does not see the records of root's runs, and would take these for lost. */
const rightsLost = (address: string, { user, sudoRefusal }: Greeting) =>
  new SshUnreachable({
    code: 'SUDO_REFUSED',
    message: `At ${address} Winnow worked as root when the host was registered, and is not root there any more, but ${user}${sudoRefusal === null ? '' : ` (sudo says: ${shown(sudoRefusal).slice(0, 300)})`}.`,
    remedy: `Let ${user} be root again, by a line in /etc/sudoers.d/winnow: ${user} ALL=(root) NOPASSWD: /bin/sh -s; or register the host again to work there as ${user}.`,
  });

const anotherHost = (address: string, name: string, { name: other }: Greeting) =>
  new SshUnreachable({
    code: 'OTHER_HOST',
    message: `At ${address} another host answers than the one that was registered as "${name}": it calls itself "${other}" and has another machine id.`,
    remedy:
      'Correct the name service, or give the host its new address with updateHost; a host that was installed anew is registered anew.',
  });
