import type { RequestContext } from '../context.ts';
import type { Operations } from '../operations.ts';
import { refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';

/** Requests.scanHost and Requests.probeHost: of a host without an address only the server there can do it. */
export const createScanHost =
  (
    { catalogue, hosts, inViews }: RequestContext,
    operations: Operations,
    kind: 'SCAN_HOST' | 'PROBE_HOST',
  ): Requests['scanHost'] =>
  async ({ hostId }, caller) => {
    const host = await inViews(() => catalogue.host(hostId));
    if (host === null || host.status === 'REMOVED') return refused({ type: 'HostNotFound', hostId });
    if (!hosts.canAsk(hostId)) return refused({ type: 'HostElsewhere', hostId });
    return operations.start({ kind, hostId, diskId: null }, caller);
  };
