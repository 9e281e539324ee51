import type { RequestContext } from '../context.ts';
import { refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';

/** Requests.removeHost: a server works on its own host alone, which it registers at each start. */
export const createRemoveHost =
  ({ catalogue, hosts, inViews }: RequestContext): Requests['removeHost'] =>
  async ({ hostId }) => {
    const host = await inViews(() => catalogue.host(hostId));
    if (host === null) return refused({ type: 'HostNotFound', hostId });
    const message = hosts.canAsk(hostId)
      ? `This server runs on host "${host.name}", which stays registered as long as it does: remove its storage domains or take its directories back instead.`
      : `Host "${host.name}" has a server of its own, and is registered again when that starts: take its directories back instead.`;
    return refused({ type: 'HostNotRemovable', hostId, message });
  };
