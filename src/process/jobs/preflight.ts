import { crashPoint } from '../../common/crash-points.ts';
import type { Attachment } from '../../domain/disk/attachments.ts';
import { isDown } from '../../domain/disk/attachments.ts';
import type { DiskRejection } from '../../domain/disk/commands.ts';
import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import { whyNotOn } from '../../domain/disk/eligibility/obstacles-of-hosts.ts';
import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import type { Failure } from '../../domain/disk/events.ts';
import { type HostId, runIdOf } from '../../domain/ids.ts';
import { shown } from '../../domain/plain-name.ts';
import { failure } from '../../hosts/failure.ts';
import { type Host, HostUnreachable, type ImageRef, type RunInspection } from '../../hosts/host.ts';
import { absentImage, observationOf, unopenableImage } from '../../hosts/images/observation.ts';
import { inUseFailure } from '../../hosts/images/use/file-users.ts';
import type { FoundImage } from '../../hosts/inventory.ts';
import { storageAccessOfDisk } from '../../projections/fold/storage-access.ts';
import type { Views } from '../../projections/views.ts';
import type { WaitingJob } from './active-job.ts';
import type { RecordStep } from './recorder.ts';
import { NotKnownYet } from './step-fault.ts';

/** The hosts that may do a run, as far as is known; all that reach the disk where none may, so that each reports why. */
export function hostsFor({ reach }: StorageAccess): readonly HostId[] {
  const able = reach.filter((each) => whyNotOn(each).length === 0);
  return (able.length > 0 ? able : reach).map(({ hostId }) => hostId);
}

const useNotSeen = ({ name }: Host): Failure =>
  failure(
    'DISK_NOT_ELIGIBLE',
    `Winnow could not see on host ${name} which files the processes of other users have open, so that one may be writing the image, and the request does not acknowledge that.`,
    'See that no process writes the image, and sparsify again, naming USE_NOT_FULLY_CHECKED in acknowledgeWarnings; or run Winnow as root there.',
  );

/** Names the virtual machines that hold the image, where they are known. */
function withUsers(met: Failure, attachments: readonly Attachment[]): Failure {
  const users = attachments.filter(({ state }) => !isDown(state));
  if (met.code !== 'DISK_IN_USE' || users.length === 0) return met;
  const names = users.map(({ vmName, state }) => `VM "${shown(vmName)}" is ${state}`).join(', ');
  return { ...met, message: `${met.message} ${names}.` };
}

/**
 * How long a lock on the image keeps the next attempt waiting before it is taken for somebody else's. That of a run that
 * was lost with its host stays on an NFS server for a lease (90 s, usually), and after a restart for as long again.
 */
const lostLockMs = 240_000;

/** Obstacles that say no more than that a host, or its libvirt, did not answer. */
const unknowns: ReadonlySet<ObstacleCode> = new Set(['ATTACHMENTS_UNKNOWN', 'NO_CAPABLE_HOST']);

/**
 * Inspects the image right before the run, on the host that will do it, records what is new of it, and locks the disk.
 * `found` is what the host found at the disk's path just now, `chosen` why it is that host. What stands in the way ends
 * the job, with the reason. Gives what the run may be started on; null where the disk was not locked.
 * @throws NotKnownYet where that is only a host, or storage, that gave no answer in time, or maybe a lock without a holder.
 */
export async function lockForRun(
  job: WaitingJob,
  host: Host,
  image: ImageRef,
  { found, chosen, now }: { readonly found: FoundImage | null; readonly chosen: string; readonly now: Date },
  views: Views,
  record: RecordStep,
): Promise<RunInspection | null> {
  const known = () => views.disk(job.diskId)?.observation ?? null;
  const runId = runIdOf(job.id, job.nextAttempt);
  const inspected = await host.inspectForRun(image, { found, contents: known()?.contents ?? null, runId });
  if (!inspected.ok) {
    if (inspected.failure.code === 'DISK_MISSING') {
      await record(job, { type: 'ObserveDisk', observed: { image: absentImage } });
    } else if (inspected.fault) {
      await record(job, { type: 'ObserveDisk', observed: { image: unopenableImage(inspected.fault) } });
    }
    const why = withUsers(inspected.failure, known()?.attachments ?? []);
    if (why.code === 'DISK_UNREADABLE' && why.retryable)
      throw new NotKnownYet('STORAGE_CONTACT', why.message);
    if (why.code === 'DISK_IN_USE' && mayBeOfLostRun(job, now)) {
      throw new NotKnownYet(
        'COORDINATOR',
        `${why.message} Maybe by the attempt before, whose lock its storage still keeps.`,
      );
    }
    await recordFailure(job, why, record);
    return null;
  }
  if (!inspected.allUsersSeen && !job.acknowledgedWarnings.includes('USE_NOT_FULLY_CHECKED')) {
    await recordFailure(job, useNotSeen(host), record);
    return null;
  }
  const observed = { image: observationOf(inspected.image), contents: inspected.contents };
  await record(job, { type: 'ObserveDisk', observed });
  crashPoint('after-preflight');
  const locked = await record(job, {
    type: 'LockDisk',
    jobId: job.id,
    attempt: job.nextAttempt,
    hostId: host.id,
    runId,
    allocatedBytes: inspected.image.allocatedBytes,
    chosen,
    ...(inspected.bootId !== null && { bootId: inspected.bootId }),
    storageAccess: storageAccessOfDisk(views, job.diskId),
  });
  const why = !locked.ok && locked.rejection !== 'CONFLICT' ? notEligible(locked.rejection) : null;
  if (why !== null) await recordFailure(job, why, record);
  crashPoint('after-lock-recorded');
  return locked.ok ? inspected : null;
}

/** Whether a lock may be that of the attempt before: its host may be down, and the storage not know it yet. */
const mayBeOfLostRun = ({ notBefore }: WaitingJob, now: Date): boolean =>
  notBefore !== null && now.getTime() < Date.parse(notBefore) + lostLockMs;

/** What was found right before the run and stands in its way; null where another step has come between. Throws where it only is not known yet. */
function notEligible(rejection: DiskRejection): Failure | null {
  if (rejection.type === 'DiskNotEligible') {
    const { obstacles } = rejection;
    const message = obstacles.map((each) => each.message).join(' ');
    if (obstacles.every(({ code }) => unknowns.has(code))) throw new NotKnownYet('HOST_CONTACT', message);
    return failure('DISK_NOT_ELIGIBLE', message, obstacles.map(({ remedy }) => remedy).join(' '));
  }
  if (rejection.type !== 'WarningsNotAcknowledged') return null;
  const codes = rejection.warnings.map(({ code }) => code).join(', ');
  return failure(
    'DISK_NOT_ELIGIBLE',
    `This was found only after the request: ${rejection.warnings.map(({ message }) => message).join(' ')}`,
    `To go on all the same, request it again with ${codes} in acknowledgeWarnings.`,
  );
}

/**
 * Why a logical volume is in use on another host than the one that is to sparsify it; null where it is not. A kernel knows
 * only its own users of a volume, and no lock of qemu's reaches another, so each host that reaches its group is asked.
 * @throws NotKnownYet where one of them cannot be asked.
 */
export async function openElsewhere(
  volumeId: string,
  path: string,
  { reach }: StorageAccess,
  chosen: HostId,
  hostOf: (id: HostId) => Host | undefined,
): Promise<Failure | null> {
  // Nothing runs on a host that is down.
  const others = reach.filter(({ hostId, confirmedDown }) => hostId !== chosen && !confirmedDown);
  const met = await Promise.all(
    others.map(async ({ hostId, hostName }): Promise<Failure | null> => {
      const host = hostOf(hostId);
      if (host === undefined) {
        throw new NotKnownYet(
          'HOST_CONTACT',
          `Host ${hostName} has the volume group too, and this server does not reach it to ask whether the volume is open there.`,
        );
      }
      try {
        const users = await host.volumeUsers(volumeId);
        if (users.allSeen) return inUseFailure(`${path}, on host ${hostName},`, users);
      } catch (error) {
        if (!(error instanceof HostUnreachable)) throw error;
      }
      throw new NotKnownYet(
        'HOST_CONTACT',
        `Host ${hostName} has the volume group too, and did not tell whether the volume is open there.`,
      );
    }),
  );
  return met.find((failure) => failure !== null) ?? null;
}

/** Ends a job that no attempt holds. */
export async function recordFailure(job: WaitingJob, why: Failure, record: RecordStep): Promise<void> {
  await record(job, {
    type: 'RecordFailure',
    jobId: job.id,
    attempt: null,
    failure: why,
    retry: { maxAttempts: 0, notBefore: job.requestedAt },
  });
}
