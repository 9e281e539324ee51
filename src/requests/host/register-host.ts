import type { HostSettings } from '../../domain/host/events.ts';
import type { HostId } from '../../domain/ids.ts';
import { handleStorageDomainCommand } from '../../streams/handle-command.ts';
import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import type { ContactedHost } from '../ports.ts';
import { done, type Outcome, refused } from '../refusal.ts';
import type { Caller, GivenHostSettings, HostAddress, Requests } from '../requests.ts';
import { changeHost } from './change-host.ts';

/** Requests.registerHost: refused as a whole for a directory that cannot be registered. */
export const createRegisterHost =
  (context: RequestContext): Requests['registerHost'] =>
  async (input, caller) => {
    const { hosts } = context;
    const { address, directories } = input;
    const contacted = address ? await contact(context, { ...input, address }, directories) : done(null);
    if (!contacted.ok) return contacted;
    const host = contacted.value;
    const hostId = host?.id ?? hosts.ownHostId;
    const paths = new Set<string>();
    for (const path of directories) {
      const found = host?.directories.get(path) ?? (await hosts.findDirectory(hostId, path));
      if (!found.ok) return refused({ type: 'DirectoryRefused', path, message: found.message });
      paths.add(found.realPath);
    }
    const registered =
      host === null ? done(hostId) : await registerContacted(context, host, input.name, caller);
    if (!registered.ok) return registered;
    const settings = settingsOf(input);
    const updated = await asPart(() => changeHost(context, hostId, { type: 'UpdateHost', settings }, caller));
    if (!updated.ok) return updated;
    for (const path of paths) {
      const added = await registerDirectory(context, hostId, path, caller);
      if (!added.ok) return added;
    }
    await hosts.scan(hostId, caller, { probe: true });
    return done(hostId);
  };

/** The settings that a client names; those that it leaves out stay. */
export const settingsOf = ({
  name,
  maxRuns,
  labels,
  allowEmulation,
}: GivenHostSettings): Partial<HostSettings> => ({
  ...(name && { name }),
  ...(typeof maxRuns === 'number' && { maxRuns: maxRuns === 0 ? null : maxRuns }),
  ...(labels && { labels }),
  ...(typeof allowEmulation === 'boolean' && { allowEmulation }),
});

/** Contacts a host at an address; refused with the key that it shows where that is not accepted. */
export async function contact(
  { hosts }: RequestContext,
  { address, hostKeyFingerprint: fingerprint = null }: HostAddress & { readonly address: string },
  directories: readonly string[] = [],
): Promise<Outcome<ContactedHost>> {
  const contacted = await hosts.contact({ address, fingerprint }, directories);
  return contacted.ok ? done(contacted.host) : refused(contacted.refusal);
}

/** Records a host that was contacted: a new one, or where one that is known is reached from now on. */
async function registerContacted(
  context: RequestContext,
  { id, name, ssh, bootId }: ContactedHost,
  given: string | null | undefined,
  caller: Caller,
): Promise<Outcome<HostId>> {
  const known = await context.inViews(() => context.catalogue.host(id));
  if (known === null || known.status === 'REMOVED') {
    const command = { type: 'RegisterHost', name: given ?? name, ssh } as const;
    return asPart(() => changeHost(context, id, command, caller));
  }
  const shared = await sharedMachineId(context, known.ssh, { address: ssh.address, bootId });
  if (shared !== null) return refused({ type: 'HostUnreachable', message: shared });
  return asPart(() => changeHost(context, id, { type: 'ChangeAccess', ssh }, caller));
}

/** Two machines that were cloned from one image have one machine id, and would be taken for one host; null where they are one. */
async function sharedMachineId(
  { hosts }: RequestContext,
  known: ContactedHost['ssh'] | null,
  now: { readonly address: string; readonly bootId: string },
): Promise<string | null> {
  if (known === null || known.address === now.address) return null;
  const { address, hostKey: accepted } = known;
  const before = await hosts.contact({ address, fingerprint: null, accepted }, []);
  if (!before.ok || before.host.bootId === now.bootId) return null;
  return `${now.address} has the same machine id as the host at ${address}, but is another machine: one is a copy of the other. Give one an id of its own there (remove /etc/machine-id, then systemd-machine-id-setup), and register it again.`;
}

async function registerDirectory(
  { store, catalogue, hosts, originOf, untilShown }: RequestContext,
  hostId: HostId,
  path: string,
  caller: Caller,
): Promise<Outcome<null>> {
  if (catalogue.directory(hostId, path) !== null) return done(null);
  const id = await hosts.directoryId(hostId, path);
  const command = { type: 'RegisterDirectory', hostId, path } as const;
  const handled = await handleStorageDomainCommand(store, id, command, originOf(caller));
  if (handled === null) return refused({ type: 'Conflict' });
  await asPart(() => untilShown(handled));
  return done(null);
}
