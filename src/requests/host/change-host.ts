import type { HostCommand } from '../../domain/host/commands.ts';
import type { HostId } from '../../domain/ids.ts';
import { handleHostCommand } from '../../streams/handle-command.ts';
import type { RequestContext } from '../context.ts';
import { done, type Outcome, refused } from '../refusal.ts';
import type { Caller, Requests } from '../requests.ts';

/** Records what follows from a command on a host that is registered, and waits until the views show it. */
export async function changeHost(
  { store, originOf, untilShown }: RequestContext,
  hostId: HostId,
  command: HostCommand,
  caller: Caller,
): Promise<Outcome<HostId>> {
  const handled = await handleHostCommand(store, hostId, command, originOf(caller));
  if (handled === null) return refused({ type: 'Conflict' });
  if (handled.outcome === 'REJECTED') return refused({ type: 'HostNotFound', hostId });
  await untilShown(handled);
  return done(hostId);
}

/** Requests.drainHost and Requests.activateHost */
export const createSetHostState =
  (context: RequestContext, type: 'DrainHost' | 'ActivateHost'): Requests['drainHost'] =>
  ({ hostId, reason }, caller) =>
    changeHost(context, hostId, { type, reason }, caller);
