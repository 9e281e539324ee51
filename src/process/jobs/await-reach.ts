import { HostUnreachable } from '../../hosts/host.ts';
import type { HostView } from '../../projections/views.ts';
import { outOfReach } from '../plan/out-of-reach.ts';
import { type AttemptParts, type ConductedAttempt, giveUp } from './attempt.ts';
import { type ContactParts, HostIsDown, inContact } from './contact.ts';

/**
 * Waits until this server can ask the host of an attempt that another server has begun on its own host: then the attempt is
 * conducted from wherever its run is. Ends it where an operator says that the host is down.
 */
export function awaitReach(
  parts: ContactParts &
    Pick<AttemptParts, 'progress' | 'settings' | 'now'> & {
      readonly isInReach: () => boolean;
      readonly known: () => HostView | null;
    },
): ConductedAttempt {
  const { job, isInReach, known } = parts;
  let canceled = job.cancelRequested;
  const ended = inContact(parts, async () => {
    if (isInReach()) return;
    throw new HostUnreachable(outOfReach(known())?.why ?? `Host ${job.hostId} is not registered.`);
  }).catch((error: unknown) => {
    if (!(error instanceof HostIsDown)) throw error;
    return giveUp({ ...parts, host: { name: known()?.name ?? job.hostId } }, canceled);
  });
  return {
    ended: ended.then(() => undefined),
    cancel() {
      canceled = true;
    },
  };
}
