import type { Logger } from 'pino';
import { hostIdOf } from '../common/ids.ts';
import type { HostKey, SshAccess } from '../domain/host/ssh.ts';
import { parseSshAddress, type SshAddress } from '../domain/host/ssh-address.ts';
import type { HostId } from '../domain/ids.ts';
import { createHost } from './create-host.ts';
import type { Host } from './host.ts';
import type { Login } from './probe/rights.ts';
import { findDirectory } from './storage/find-directory.ts';
import { type Greeting, greet } from './transport/ssh/greeting.ts';
import { askForHostKey, onlyKey } from './transport/ssh/host-key.ts';
import type { SshSettings } from './transport/ssh/ssh-command.ts';
import { createSshConnection } from './transport/ssh/ssh-connection.ts';
import { SshUnreachable } from './transport/ssh/ssh-failures.ts';
import { createSshTransport, firstTransport } from './transport/ssh/ssh-transport.ts';

type HostParts = Parameters<typeof createHost>[0];
type Directory = Awaited<ReturnType<Host['findDirectory']>>;

/** What this server reaches hosts over SSH by. */
export interface SshParts {
  readonly settings: SshSettings;
  /** A private directory for sockets and keys, whose path has at most 70 bytes. */
  readonly directory: string;
  readonly logger: Logger;
}

/** A host that is reached over SSH. */
export interface SshHost {
  readonly host: Host;
  /** It is reached in another way from now on. */
  reconnect(): void;
  close(): Promise<void>;
}

/** Where a host is reached, and the only key that is accepted there; null: those that the configuration of ssh trusts. */
interface Target {
  readonly address: SshAddress;
  readonly hostKey: HostKey | null;
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
  let greeting: Greeting | null = null;
  const target = () => ({ address: addressOf(access().address), hostKey: access().hostKey });
  const connection = connectionTo(ssh, target, async (found) => {
    if (hostIdOf(found.machineId) !== id) throw anotherHost(access().address, name(), found);
    greeting = found;
  });
  const transport = createSshTransport(connection, () => greeting?.become ?? 'LOGIN_USER');
  const login = (): Login => ({
    sudoer: greeting?.become === 'ROOT_BY_SUDO' ? greeting.user : null,
    sudoRefusal: greeting?.sudoRefusal ?? null,
  });
  const { runsDirectory } = access();
  const host = createHost({ ...parts, id, name: name(), transport, runsDirectory, login });
  return {
    host: Object.defineProperty(host, 'name', { get: name }),
    reconnect: connection.reconnect,
    close: connection.close,
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
  target: Target,
  directories: readonly string[],
): Promise<Contacted> {
  const greeted = Promise.withResolvers<Greeting>();
  greeted.promise.catch(() => {});
  const connection = connectionTo(
    ssh,
    () => target,
    async (found) => greeted.resolve(found),
  );
  try {
    const greeting = await connection.session(() => greeted.promise);
    const transport = createSshTransport(connection, () => greeting.become);
    const found = new Map<string, Directory>();
    for (const path of directories) {
      found.set(path, await findDirectory(transport, path, [greeting.runsDirectory]));
    }
    return { greeting, directories: found };
  } finally {
    await connection.close();
  }
}

function connectionTo(
  { settings, directory, logger }: SshParts,
  target: () => Target,
  onGreeted: (greeting: Greeting) => Promise<void>,
) {
  const access = () => {
    const { address, hostKey } = target();
    return { address, hostKeyOptions: hostKey === null ? [] : onlyKey(hostKey, directory) };
  };
  const connection = createSshConnection({
    access,
    settings,
    controlDirectory: directory,
    async onOpened(session) {
      const at = connection.target();
      await onGreeted(await greet(firstTransport(at, session), at));
    },
    async onRefused(error) {
      if (error.code !== 'HOST_KEY_CHANGED') return error;
      const offered = await askForHostKey(target().address, settings, directory).catch(() => null);
      return new SshUnreachable(error, offered);
    },
    logger,
  });
  return connection;
}

function addressOf(text: string): SshAddress {
  const parsed = parseSshAddress(text);
  if (parsed.ok) return parsed.address;
  throw new Error(`The address ${JSON.stringify(text)} is not accepted: ${parsed.problem}.`);
}

const anotherHost = (address: string, name: string, { name: other }: Greeting) =>
  new SshUnreachable({
    code: 'OTHER_HOST',
    message: `At ${address} another host answers than the one that was registered as "${name}": it calls itself "${other}" and has another machine id.`,
    remedy:
      'Correct the name service, or give the host its new address with updateHost; a host that was installed anew is registered anew.',
  });
