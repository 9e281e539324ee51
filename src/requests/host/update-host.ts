import type { RequestContext } from '../context.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import { changeHost } from './change-host.ts';
import { contact, settingsOf } from './register-host.ts';

/** Requests.updateHost: another address is accepted where the same host answers. */
export const createUpdateHost =
  (context: RequestContext): Requests['updateHost'] =>
  async ({ hostId, address, ...input }, caller) => {
    const { catalogue, inViews, hosts } = context;
    const known = await inViews(() => catalogue.host(hostId));
    if (known === null || known.status === 'REMOVED') return refused({ type: 'HostNotFound', hostId });
    if (address) {
      const contacted = await contact(context, { ...input, address });
      if (!contacted.ok) return contacted;
      const { id, name, ssh } = contacted.value;
      if (id !== hostId) {
        const message = `At ${address} another host answers, "${name}", with another machine id. Correct the address, or register that host.`;
        return refused({ type: 'HostUnreachable', message });
      }
      const moved = await changeHost(context, hostId, { type: 'ChangeAccess', ssh }, caller);
      if (!moved.ok) return moved;
      await hosts.scan(hostId, caller);
    }
    const settings = settingsOf(input);
    if (Object.keys(settings).length === 0) return done(hostId);
    return changeHost(context, hostId, { type: 'UpdateHost', settings }, caller);
  };

/** Requests.acceptHostKey: asks the host for its key again, so that only one that it really shows is accepted. */
export const createAcceptHostKey =
  (context: RequestContext): Requests['acceptHostKey'] =>
  async ({ hostId, fingerprint }, caller) => {
    const { catalogue, inViews, hosts } = context;
    const known = await inViews(() => catalogue.host(hostId));
    if (known === null || known.status === 'REMOVED') return refused({ type: 'HostNotFound', hostId });
    if (known.ssh === null) return refused({ type: 'HostElsewhere', hostId });
    const { address } = known.ssh;
    const contacted = await contact(context, { address, hostKeyFingerprint: fingerprint });
    if (!contacted.ok) return contacted;
    const { id, name, ssh } = contacted.value;
    if (id !== hostId) {
      const message = `At ${address} another host answers, "${name}", with another machine id: register it as a host of its own.`;
      return refused({ type: 'HostUnreachable', message });
    }
    const accepted = await changeHost(context, hostId, { type: 'ChangeAccess', ssh }, caller);
    if (accepted.ok) await hosts.scan(hostId, caller);
    return accepted;
  };
