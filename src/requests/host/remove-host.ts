import { handleStorageDomainCommand } from '../../streams/handle-command.ts';
import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import { changeHost } from './change-host.ts';

/**
 * Requests.removeHost: a server works on its own host as long as it runs, and registers it at each start. Interrupted, it
 * goes on when it is sent again.
 */
export const createRemoveHost =
  (context: RequestContext): Requests['removeHost'] =>
  async ({ hostId, reason }, caller) => {
    const { store, catalogue, hosts, inViews, originOf, untilShown } = context;
    const host = await inViews(() => catalogue.host(hostId));
    if (host === null) return refused({ type: 'HostNotFound', hostId });
    const refuse = (message: string) => refused({ type: 'HostNotRemovable', hostId, message });
    if (hostId === hosts.ownHostId) {
      return refuse(
        `This server runs on host "${host.name}", which stays registered as long as it does: remove its storage domains or unregister its directories instead.`,
      );
    }
    if (host.ssh === null) {
      return refuse(
        `Host "${host.name}" has a server of its own, and is registered again when that starts: unregister its directories instead.`,
      );
    }
    const [job] = catalogue.jobsOn(hostId);
    if (job !== undefined) return refused({ type: 'HostBusy', hostId, jobId: job.id });
    const domains = catalogue.storageDomainsOn(hostId);
    if (host.status === 'REMOVED' && domains.length === 0) return refused({ type: 'HostNotFound', hostId });
    if (host.status !== 'REMOVED') {
      const removed = await asPart(() => changeHost(context, hostId, { type: 'RemoveHost', reason }, caller));
      if (!removed.ok) return removed;
    }
    for (const { id } of domains) {
      const command = { type: 'LoseMount', hostId } as const;
      const handled = await handleStorageDomainCommand(store, id, command, originOf(caller));
      if (handled === null) return refused({ type: 'Conflict' });
      await asPart(() => untilShown(handled));
    }
    return done(hostId);
  };
