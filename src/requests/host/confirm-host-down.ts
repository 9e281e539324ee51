import type { RequestContext } from '../context.ts';
import { refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import { changeHost } from './change-host.ts';

/** Requests.confirmHostDown: a host that answers is not down, whoever says so. */
export const createConfirmHostDown =
  (context: RequestContext): Requests['confirmHostDown'] =>
  async ({ hostId, reason }, caller) => {
    const { catalogue, hosts, inViews } = context;
    const host = await inViews(() => catalogue.host(hostId));
    if (host === null || host.status === 'REMOVED') return refused({ type: 'HostNotFound', hostId });
    const message = await hosts.signOfLife(hostId);
    if (message !== null) return refused({ type: 'HostAnswers', hostId, message });
    return changeHost(context, hostId, { type: 'ConfirmHostDown', reason }, caller);
  };
