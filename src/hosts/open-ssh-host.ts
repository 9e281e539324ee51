import type { Logger } from 'pino';
import { hostIdOf } from '../common/ids.ts';
import type { HostKey, SshAccess } from '../domain/host/ssh.ts';
import { parseSshAddress, type SshAddress } from '../domain/host/ssh-address.ts';
import type { HostId } from '../domain/ids.ts';
import { createHost } from './create-host.ts';
import type { Host } from './host.ts';
import { type Greeting, greet } from './transport/ssh/greeting.ts';
import { onlyKey } from './transport/ssh/host-key.ts';
import type { SshSettings } from './transport/ssh/ssh-command.ts';
import { createSshConnection } from './transport/ssh/ssh-connection.ts';
import { SshUnreachable } from './transport/ssh/ssh-failures.ts';
import { createSshTransport, firstTransport } from './transport/ssh/ssh-transport.ts';

type HostParts = Parameters<typeof createHost>[0];

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
  /** Who it said that it is when the connection was made last; null before the first. */
  greeting(): Greeting | null;
  close(): Promise<void>;
}

/** A host that was registered; it is contacted when it is first needed. */
export function openSshHost(
  ssh: SshParts,
  { id, name, access }: { readonly id: HostId; readonly name: string; readonly access: SshAccess },
  parts: Pick<HostParts, 'tools' | 'libvirtUri' | 'registered' | 'known'>,
): SshHost {
  let greeting: Greeting | null = null;
  const connection = connectionTo(ssh, addressOf(access), access.hostKey, async (found) => {
    if (hostIdOf(found.machineId) !== id) throw anotherHost(access.address, name, found);
    greeting = found;
  });
  const transport = createSshTransport(connection, () => greeting?.become ?? 'LOGIN_USER');
  return {
    host: createHost({ ...parts, id, name, transport, runsDirectory: access.runsDirectory }),
    greeting: () => greeting,
    close: connection.close,
  };
}

/**
 * Contacts a host at an address, and asks who it is. `hostKey`: the only key that is accepted; null: those that the
 * configuration of ssh trusts. @throws HostUnreachable
 */
export async function contactOverSsh(
  ssh: SshParts,
  address: SshAddress,
  hostKey: HostKey | null,
): Promise<Greeting> {
  const greeted = Promise.withResolvers<Greeting>();
  const connection = connectionTo(ssh, address, hostKey, async (found) => greeted.resolve(found));
  try {
    return await connection.session(() => greeted.promise);
  } finally {
    await connection.close();
  }
}

function connectionTo(
  { settings, directory, logger }: SshParts,
  address: SshAddress,
  hostKey: HostKey | null,
  onGreeted: (greeting: Greeting) => Promise<void>,
) {
  const connection = createSshConnection({
    address,
    settings,
    controlDirectory: directory,
    hostKeyOptions: hostKey === null ? [] : onlyKey(hostKey, directory),
    onOpened: async (session) =>
      onGreeted(await greet(firstTransport(connection.target, session), connection.target)),
    logger,
  });
  return connection;
}

function addressOf(access: SshAccess): SshAddress {
  const parsed = parseSshAddress(access.address);
  if (parsed.ok) return parsed.address;
  throw new Error(`The address ${JSON.stringify(access.address)} is not accepted: ${parsed.problem}.`);
}

const anotherHost = (address: string, name: string, { name: other }: Greeting) =>
  new SshUnreachable({
    code: 'OTHER_HOST',
    message: `At ${address} another host answers than the one that was registered as "${name}": it calls itself "${other}" and has another machine id.`,
    remedy:
      'Correct the name service, or give the host its new address with updateHost; a host that was installed anew is registered anew.',
  });
