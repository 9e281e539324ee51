import { posix } from 'node:path';
import type { HostId } from '../../domain/ids.ts';
import { handleStorageDomainCommand } from '../../streams/handle-command.ts';
import type { RequestContext } from '../context.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import { refuseWhileBusy } from './remove-storage-domain.ts';

/**
 * Requests.unregisterDirectory. A directory that other hosts have too goes from this host alone. Of the last one the disks
 * must have been removed, since nobody would reach them; its storage domain goes with it.
 */
export const createUnregisterDirectory =
  (context: RequestContext): Requests['unregisterDirectory'] =>
  async ({ hostId, directory: path }, caller) => {
    const { store, catalogue, inViews, originOf, untilShown } = context;
    if ((await inViews(() => catalogue.host(hostId))) === null) {
      return refused({ type: 'HostNotFound', hostId });
    }
    const known = (directory: string) => inViews(() => catalogue.directory(hostId, directory));
    const domain = (await known(path)) ?? (await known(await registeredAs(context, hostId, path)));
    if (domain === null) return refused({ type: 'DirectoryNotRegistered', hostId, path });
    const busy = refuseWhileBusy(context, domain.id);
    if (busy !== null) return busy;
    const disks = [...catalogue.disksIn(domain.id)].length;
    if (domain.mounts.length === 1 && disks > 0) {
      return refused({ type: 'DirectoryHoldsDisks', storageDomainId: domain.id, path, disks });
    }
    const command = { type: 'UnregisterDirectory', hostId } as const;
    const handled = await handleStorageDomainCommand(store, domain.id, command, originOf(caller));
    if (handled === null) return refused({ type: 'Conflict' });
    await untilShown(handled);
    return done(domain.id);
  };

/** The path that a directory of another spelling is registered as; only a host that can be asked resolves links. */
async function registeredAs({ hosts }: RequestContext, hostId: HostId, path: string): Promise<string> {
  const found = hosts.canAsk(hostId) ? await hosts.findDirectory(hostId, path) : null;
  return found?.ok ? found.realPath : posix.resolve(path);
}
