import type { HostId } from '../domain/ids.ts';
import type { WaitReason } from '../domain/job/wait-reason.ts';
import type { ServerReport } from '../domain/server-report.ts';
import { storageAccessOf } from '../projections/fold/storage-access.ts';
import type { JobView, Views } from '../projections/views.ts';
import { activeJobOf } from './jobs/active-job.ts';
import { hostsFor } from './jobs/preflight.ts';
import { isInReach, type OutOfReach, outOfReach, waitsForReach } from './plan/out-of-reach.ts';
import { waitsForContact } from './plan/waits-for-contact.ts';

interface Parts {
  readonly views: Pick<Views, 'disk' | 'host' | 'storageDomain'>;
  readonly servers: () => readonly Pick<ServerReport, 'name' | 'hostId' | 'coordinates'>[];
}

/** Why a job does not go on, as a server can tell that does not coordinate: by its views, and who does. */
export function waitsElsewhere({ views, servers }: Parts, job: JobView): WaitReason | null {
  const coordinator = servers().find(({ coordinates }) => coordinates);
  const outside = (id: HostId): OutOfReach | null => {
    const host = views.host(id);
    return coordinator === undefined || isInReach(host, coordinator.hostId) ? null : outOfReach(host);
  };
  const attempt = job.attempts.at(-1);
  const contact = waitsForContact(job, attempt ? outside(attempt.hostId) : null);
  if (contact !== null) return contact;
  const storageDomainId = views.disk(job.diskId)?.storageDomainId;
  if (storageDomainId === undefined) return null;
  const waiting = activeJobOf(job, storageDomainId);
  if (waiting?.phase !== 'WAITING') return null;
  if (coordinator === undefined) {
    return asCoordinator('No server coordinates now: the job goes on once one does.');
  }
  const outOfReachOf = hostsFor(storageAccessOf(views, storageDomainId))
    .filter((id) => waiting.pinnedHostId === null || waiting.pinnedHostId === id)
    .map(outside);
  const [first] = outOfReachOf;
  if (first && outOfReachOf.every((each) => each !== null)) return waitsForReach(first);
  return asCoordinator(`The server on ${coordinator.name} coordinates, and tells what the job waits for.`);
}

const asCoordinator = (message: string): WaitReason => ({ code: 'COORDINATOR', message, position: null });
