import type { HostSettings } from '../../domain/host/events.ts';
import type { HostId } from '../../domain/ids.ts';
import { handleStorageDomainCommand } from '../../streams/handle-command.ts';
import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import type { Operations } from '../operations.ts';
import type { ContactedHost } from '../ports.ts';
import { done, type Outcome, refused } from '../refusal.ts';
import type { Caller, GivenHostSettings, HostAddress, HostAtWork, Requests } from '../requests.ts';
import { changeHost } from './change-host.ts';
import { moveHost } from './move-host.ts';

/** Requests.registerHost: refused as a whole for a directory that cannot be registered. */
export const createRegisterHost =
  (context: RequestContext, operations: Operations): Requests['registerHost'] =>
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
    return startOnHost(operations, 'PROBE_HOST', hostId, caller);
  };

/** The answer of a request after which a host is probed or scanned in the background. */
export async function startOnHost(
  operations: Operations,
  kind: 'PROBE_HOST' | 'SCAN_HOST',
  hostId: HostId,
  caller: Caller,
): Promise<Outcome<HostAtWork>> {
  const started = await operations.start({ kind, hostId, diskId: null }, caller);
  return started.ok ? done({ hostId, operationId: started.value }) : started;
}

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
  host: ContactedHost,
  given: string | null | undefined,
  caller: Caller,
): Promise<Outcome<HostId>> {
  const { id, name, ssh } = host;
  const find = () => context.inViews(() => context.catalogue.host(id));
  let known = await find();
  if (known === null || known.status === 'REMOVED') {
    const command = { type: 'RegisterHost', name: given ?? name, ssh } as const;
    const registered = await asPart(() => changeHost(context, id, command, caller));
    if (!registered.ok) return registered;
    // Another request may have been quicker, and have found a copy of the machine elsewhere.
    known = await find();
  }
  return asPart(() => moveHost(context, known?.ssh ?? null, host, caller));
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
