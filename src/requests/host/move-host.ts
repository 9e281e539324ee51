import type { HostId } from '../../domain/ids.ts';
import type { RequestContext } from '../context.ts';
import type { ContactedHost } from '../ports.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Caller } from '../requests.ts';
import { changeHost } from './change-host.ts';

type Known = ContactedHost['ssh'] | null;

/**
 * Records that a host that is known is reached in another way from now on. Refused where that could be another machine with
 * its machine id, as one that was cloned from the same image has, or where its runs would not be found.
 */
export async function moveHost(
  context: RequestContext,
  known: Known,
  now: ContactedHost,
  caller: Caller,
): Promise<Outcome<HostId>> {
  const message = recordsElsewhere(context, known, now) ?? (await maybeCopy(context, known, now));
  if (message !== null) return refused({ type: 'HostUnreachable', message });
  return changeHost(context, now.id, { type: 'ChangeAccess', ssh: now.ssh }, caller);
}

/** The records of runs that go on are looked for where they were begun. */
function recordsElsewhere({ catalogue }: RequestContext, known: Known, { id, ssh }: ContactedHost) {
  if (known === null || known.runsDirectory === ssh.runsDirectory) return null;
  const [job] = catalogue.jobsOn(id);
  if (job === undefined) return null;
  return `The host has runs, of ${job.id} for one, whose records are in ${known.runsDirectory}; as the user at ${ssh.address} Winnow would look for them in ${ssh.runsDirectory}. Drain it with drainHost, and wait until they have ended.`;
}

async function maybeCopy(
  { hosts, catalogue }: RequestContext,
  known: Known,
  { id, bootId, ssh: { address } }: ContactedHost,
): Promise<string | null> {
  const isCopyOf = (other: string) =>
    `${address} has the same machine id as ${other}, but is another machine: one is a copy of the other. Give one an id of its own there (remove /etc/machine-id, then systemd-machine-id-setup), and register it again.`;
  if (known === null) {
    if (id === hosts.ownHostId) {
      return bootId === hosts.ownBootId() ? null : isCopyOf('the host that this server runs on');
    }
  } else {
    if (known.address === address) return null;
    const { address: before, hostKey: accepted } = known;
    const there = await hosts.contact({ address: before, fingerprint: null, accepted }, []);
    if (there.ok && there.host.id === id) {
      return there.host.bootId === bootId ? null : isCopyOf(`the host at ${before}`);
    }
  }
  // Only that another boot has the host shows that its runs are dead, and a copy would show that falsely.
  const job = catalogue.jobsOn(id).find((each) => each.bootId !== bootId);
  if (job === undefined) return null;
  const before = known === null ? 'The host with this machine id' : `The host at ${known.address}`;
  return `${before} has runs, of ${job.id} for one, and cannot be asked; what answers at ${address} is not in the boot in which they were started, so that it may be a copy of the machine on which they go on. Where it is the same machine, or the other is off for good, say so with confirmHostDown, and send this again once these jobs wait or have ended.`;
}
