import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import type { Operations } from '../operations.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import { changeHost } from './change-host.ts';
import { moveHost } from './move-host.ts';
import { contact, settingsOf, startOnHost } from './register-host.ts';

/** Requests.updateHost: another address is accepted where the same host answers. */
export const createUpdateHost =
  (context: RequestContext, operations: Operations): Requests['updateHost'] =>
  async ({ hostId, address, ...input }, caller) => {
    const { catalogue, inViews } = context;
    const known = await inViews(() => catalogue.host(hostId));
    if (known === null || known.status === 'REMOVED') return refused({ type: 'HostNotFound', hostId });
    if (address) {
      const contacted = await contact(context, { ...input, address });
      if (!contacted.ok) return contacted;
      const { id, name } = contacted.value;
      if (id !== hostId) {
        const message = `At ${address} another host answers, "${name}", with another machine id. Correct the address, or register that host.`;
        return refused({ type: 'HostUnreachable', message });
      }
      const moved = await asPart(() => moveHost(context, known.ssh, contacted.value, caller));
      if (!moved.ok) return moved;
    }
    const settings = settingsOf(input);
    if (Object.keys(settings).length > 0) {
      const updated = await changeHost(context, hostId, { type: 'UpdateHost', settings }, caller);
      if (!updated.ok) return updated;
    }
    return address
      ? startOnHost(operations, 'SCAN_HOST', hostId, caller)
      : done({ hostId, operationId: null });
  };

/** Requests.acceptHostKey: asks the host for its key again, so that only one that it really shows is accepted. */
export const createAcceptHostKey =
  (context: RequestContext, operations: Operations): Requests['acceptHostKey'] =>
  async ({ hostId, fingerprint }, caller) => {
    const { catalogue, inViews } = context;
    const known = await inViews(() => catalogue.host(hostId));
    if (known === null || known.status === 'REMOVED') return refused({ type: 'HostNotFound', hostId });
    if (known.ssh === null) return refused({ type: 'HostElsewhere', hostId });
    const { address } = known.ssh;
    const contacted = await contact(context, { address, hostKeyFingerprint: fingerprint });
    if (!contacted.ok) return contacted;
    const { id, name } = contacted.value;
    if (id !== hostId) {
      const message = `At ${address} another host answers, "${name}", with another machine id: register it as a host of its own.`;
      return refused({ type: 'HostUnreachable', message });
    }
    const accepted = await asPart(() => moveHost(context, known.ssh, contacted.value, caller));
    return accepted.ok ? startOnHost(operations, 'SCAN_HOST', hostId, caller) : accepted;
  };
