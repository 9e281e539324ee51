import { handleHostCommand, handleStorageDomainCommand } from '../../streams/handle-command.ts';
import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';

/** Requests.registerHost: refused as a whole for a directory that cannot be registered. */
export const createRegisterHost =
  ({ store, catalogue, hosts, originOf, untilShown }: RequestContext): Requests['registerHost'] =>
  async ({ name, directories }, caller) => {
    const hostId = hosts.ownHostId;
    const paths = new Set<string>();
    for (const path of directories) {
      const directory = await hosts.findDirectory(path);
      if (!directory.ok) return refused({ type: 'DirectoryRefused', path, message: directory.message });
      paths.add(directory.realPath);
    }
    if (name !== null) {
      const handled = await handleHostCommand(store, hostId, { type: 'RenameHost', name }, originOf(caller));
      if (handled === null) return refused({ type: 'Conflict' });
      if (handled.outcome === 'REJECTED') return refused({ type: 'HostNotFound', hostId });
      await asPart(() => untilShown(handled));
    }
    for (const path of paths) {
      if (catalogue.directory(hostId, path) !== null) continue;
      const id = await hosts.directoryId(path);
      const command = { type: 'RegisterDirectory', hostId, path } as const;
      const handled = await handleStorageDomainCommand(store, id, command, originOf(caller));
      if (handled === null) return refused({ type: 'Conflict' });
      await asPart(() => untilShown(handled));
    }
    await hosts.scan(hostId, caller, { probe: true });
    return done(hostId);
  };
