import { registerDirectory, registeredDirectory } from '../discovery/register-fleet.ts';
import type { HostId } from '../domain/ids.ts';
import type { EventOrigin } from '../streams/envelope.ts';
import { handleHostCommand } from '../streams/handle-command.ts';
import { asPart } from '../streams/views-behind.ts';
import type { RequestParts } from './create-requests.ts';
import type { Caller, Outcome, Requests } from './requests.ts';

/** What can be asked of hosts. Each is answered when the views show what was found; a host that does not answer shows as such. */
export function createHostRequests(
  parts: RequestParts,
  originOf: (caller: Caller) => EventOrigin,
): Pick<Requests, 'registerHost' | 'probeHost' | 'scanHost'> {
  const { views, fleet, scanner } = parts;

  /** Goes on with a host that this server can ask. */
  async function onHost(hostId: HostId, work: () => Promise<unknown>): Promise<Outcome<HostId>> {
    if (views.host(hostId) === null) return { ok: false, refusal: { type: 'HostNotFound', hostId } };
    if (!fleet.has(hostId)) return { ok: false, refusal: { type: 'HostElsewhere', hostId } };
    await work();
    return { ok: true, value: hostId };
  }

  return {
    async registerHost({ name, directories }, caller) {
      const [own] = fleet.values();
      if (own === undefined) throw new Error('This server has no host of its own.');
      const { host } = own;
      const found: string[] = [];
      for (const path of directories) {
        const directory = await host.findDirectory(path);
        if (!directory.ok) {
          return { ok: false, refusal: { type: 'DirectoryRefused', path, message: directory.message } };
        }
        found.push(directory.realPath);
      }
      if (name !== null && name !== views.host(host.id)?.name) {
        const origin = originOf(caller);
        const handled = await handleHostCommand(parts.store, host.id, { type: 'RenameHost', name }, origin);
        const position = handled?.position ?? null;
        if (position !== null) await asPart(() => parts.waitForViews(position));
      }
      for (const path of new Set(found)) {
        if (registeredDirectory(views, host.id, path) !== null) continue;
        const id = (await scanner.placesOn(host)).directoryId(path);
        await asPart(() => registerDirectory(parts, id, { hostId: host.id, path }, originOf(caller)));
      }
      return onHost(host.id, () => scanner.scan(host.id, caller, { probe: true }));
    },
    probeHost: ({ hostId }, caller) => onHost(hostId, () => scanner.scan(hostId, caller, { probe: true })),
    scanHost: ({ hostId }, caller) => onHost(hostId, () => scanner.scan(hostId, caller)),
  };
}
