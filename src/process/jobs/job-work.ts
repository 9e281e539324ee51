import type { Logger } from 'pino';
import { sleep } from '../../common/sleep.ts';
import { storageNotMounted } from '../../domain/disk/storage-not-mounted.ts';
import { type DiskId, type HostId, type RunId, runIdOf } from '../../domain/ids.ts';
import { imageOn } from '../../hosts/fleet.ts';
import { HostUnreachable, type RunInspection } from '../../hosts/host.ts';
import type { FoundImage } from '../../hosts/inventory.ts';
import { storageAccessOfDisk } from '../../projections/fold/storage-access.ts';
import type { Views } from '../../projections/views.ts';
import type { EventStore } from '../../streams/store.ts';
import type { JobWithRun, WaitingJob } from './active-job.ts';
import { type ConductedAttempt, conductAttempt } from './attempt.ts';
import { awaitReach } from './await-reach.ts';
import { hostsFor, lockForRun, openElsewhere, recordFailure } from './preflight.ts';
import { createProgressPublisher } from './progress-publisher.ts';
import type { RecordStep } from './recorder.ts';
import type { ProcessSettings } from './settings.ts';
import type { WatchedHosts } from './watched-hosts.ts';

/**
 * Inspects a disk from one host right before a run, and records what is new of it. `mountChanged`: its storage is not
 * mounted there as it was. `image`: what lies at its path there; null where nothing was found.
 */
export type InspectDisk = (
  diskId: DiskId,
  hostId: HostId,
) => Promise<{ readonly mountChanged: boolean; readonly image: FoundImage | null }>;

export interface JobWorkParts {
  readonly store: EventStore;
  readonly views: Views;
  readonly hosts: WatchedHosts;
  /** What runs may be started on whose disks were locked just now; after a crash an image is inspected again. */
  readonly inspected: Map<RunId, RunInspection>;
  readonly inspectDisk: InspectDisk;
  /** Disks that are being measured: no run may start on them meanwhile. */
  readonly beingMeasured: { has(id: DiskId): boolean };
  readonly record: RecordStep;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** Inspects the disk on the planned host and locks it for the job's next attempt; what stands in the way ends the job. */
export async function assignJob(
  parts: JobWorkParts,
  job: WaitingJob,
  hostId: HostId,
  chosen: string,
): Promise<void> {
  const { views, hosts, record, settings, logger, signal } = parts;
  const planAgainLater = () => sleep(settings.contact.initialMs, signal);
  if (parts.beingMeasured.has(job.diskId)) return planAgainLater();
  const planned = hosts.get(hostId);
  if (!planned) throw new Error(`Job ${job.id} was planned on ${hostId}, which is not of this server.`);
  const { host, readiness, forgetEndedRuns } = planned;
  async function forgetUnordered(runId: RunId): Promise<void> {
    try {
      await host.forgetRun(runId);
    } catch (error) {
      if (error instanceof HostUnreachable) throw error;
      logger.warn({ err: error, hostId }, 'what was made ready for a run is put back later');
      forgetEndedRuns();
    }
  }
  logger.info({ jobId: job.id, hostId, attempt: job.nextAttempt }, 'job assigned');
  try {
    const { mountChanged, image: found } = await parts.inspectDisk(job.diskId, hostId);
    const domain = views.storageDomain(job.storageDomainId);
    if (mountChanged) {
      return await recordFailure(
        job,
        storageNotMounted(domain?.name ?? job.storageDomainId, host.name),
        record,
      );
    }
    // The inspection may have shown that another host has to do it, and then that is planned.
    if (!hostsFor(storageAccessOfDisk(views, job.diskId)).includes(hostId)) return await planAgainLater();
    const disk = views.disk(job.diskId);
    const image = disk && imageOn(hostId, domain?.mounts ?? [], disk);
    if (!image) throw new Error(`Job ${job.id} was planned on ${hostId}, which does not reach its disk.`);
    if (found?.volume) {
      const access = storageAccessOfDisk(views, job.diskId);
      const hostOf = (id: HostId) => hosts.get(id)?.host;
      const inUse = await openElsewhere(found.volume.id, found.realPath, access, hostId, hostOf);
      if (inUse !== null) return await recordFailure(job, inUse, record);
    }
    const runId = runIdOf(job.id, job.nextAttempt);
    let inspected: RunInspection | null = null;
    try {
      inspected = await lockForRun(job, host, image, { found, chosen, now: parts.now() }, views, record);
    } finally {
      // The volume was activated for a run that does not come.
      if (inspected === null && found?.volume !== undefined) await forgetUnordered(runId);
    }
    if (inspected !== null) parts.inspected.set(runId, inspected);
  } catch (error) {
    if (!(error instanceof HostUnreachable)) throw error;
    readiness.contactLost();
  }
}

/** Sees the attempt that holds a disk through to its recorded end; where this server cannot ask its host, waits until it can. */
export function conductJob(parts: JobWorkParts, job: JobWithRun): ConductedAttempt {
  const { views, hosts, store, logger } = parts;
  const isConfirmedDown = () => views.host(job.hostId)?.confirmedDown ?? false;
  const progress = createProgressPublisher(store, job.id, logger);
  const host = hosts.get(job.hostId)?.host;
  if (host === undefined) {
    const isInReach = () => hosts.get(job.hostId) !== undefined;
    const known = () => views.host(job.hostId);
    return awaitReach({ ...parts, job, isConfirmedDown, progress, isInReach, known });
  }
  const disk = views.disk(job.diskId);
  const image = disk && imageOn(job.hostId, views.storageDomain(job.storageDomainId)?.mounts ?? [], disk);
  if (!image)
    throw new Error(`Job ${job.id} is on host ${job.hostId}, which does not have its storage any more.`);
  const inspected = parts.inspected.get(job.runId) ?? null;
  parts.inspected.delete(job.runId);
  return conductAttempt({
    ...parts,
    inspected,
    job,
    host,
    image,
    sizeBefore: views.job(job.id)?.sizeBefore ?? null,
    isConfirmedDown,
    known: () => views.disk(job.diskId)?.observation ?? null,
    isOver: () =>
      views.job(job.id)?.attempts.some(({ runId, endedAt }) => runId === job.runId && endedAt !== null) ??
      false,
    progress,
  });
}
