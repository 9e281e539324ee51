import type { Logger } from 'pino';
import { backoffDelay } from '../../common/backoff.ts';
import { sleep } from '../../common/sleep.ts';
import type { Scanner } from '../../discovery/scanner.ts';
import type { WaitReason } from '../../domain/disk/wait-reason.ts';
import type { HostCapabilities } from '../../domain/host/events.ts';
import { type HostId, type JobId, type RunId, runIdOf } from '../../domain/ids.ts';
import { EventStoreUnavailable } from '../../event-store/errors.ts';
import type { EventStore, Position } from '../../event-store/event-store.ts';
import { type Fleet, imageOn } from '../../hosts/fleet.ts';
import { HostUnreachable, type RunInspection } from '../../hosts/host.ts';
import { storageAccessOf, storageAccessOfDisk } from '../../projections/fold/storage-access.ts';
import type { JobView, LiveFeed, Views } from '../../projections/views.ts';
import { type Fence, fenceHost } from '../coordination/fence.ts';
import { activeJobOf, type JobWithRun, type WaitingJob } from './active-job.ts';
import { createActiveJobs } from './active-jobs.ts';
import { type ConductedAttempt, conductAttempt } from './attempt.ts';
import type { DiskMarks } from './disk-marks.ts';
import { createForgetting } from './forget-ended-runs.ts';
import { type FleetState, plan, type Step, waitReasonOf } from './plan.ts';
import { hostsFor, lockForRun, notMounted, recordFailure } from './preflight.ts';
import { createProgressPublisher } from './progress-publisher.ts';
import { type HostReadiness, watchReadiness } from './readiness.ts';
import { createRecorder } from './recorder.ts';
import type { ProcessSettings } from './settings.ts';
import { watchJobs } from './watch-jobs.ts';

export interface CoordinatorParts {
  readonly store: EventStore;
  readonly views: Views;
  readonly feed: LiveFeed;
  readonly fleet: Fleet;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly waitForViews: (position: Position) => Promise<void>;
  /** Disks that are being measured: no run may start on them meanwhile. */
  readonly beingMeasured: Pick<DiskMarks, 'has'>;
  /** Looks at a disk from a host, right before the run. */
  readonly look: Scanner['inspect'];
  readonly onProbed: (hostId: HostId, capabilities: HostCapabilities) => Promise<void> | void;
  /** Refuses effects once this server is no longer the one to have them. */
  readonly fence: Fence;
}

export interface Coordinator {
  /** Why a job does not go on just now, null when it does. */
  waitingFor(job: JobView): WaitReason | null;
  status(): { readonly active: boolean; readonly runningJobs: number; readonly waitingJobs: number };
  /** Stops working; runs on hosts go on, and are picked up by whoever coordinates next. */
  stop(): Promise<void>;
}

/**
 * Brings every job to its end. Level-triggered: whatever changed, and every so often where nothing seems to have, it
 * plans afresh from the views and does the steps that are due, at most one per job at a time; so a restart is no special
 * case, and no lost notification strands a job. Whatever fails is logged and tried again, and the other jobs go on.
 */
export function startCoordinator(parts: CoordinatorParts): Coordinator {
  const { store, views, feed, settings, logger, now, beingMeasured, fence } = parts;
  const fleet: Fleet = new Map(
    [...parts.fleet].map(([id, { host, ...slots }]) => [id, { host: fenceHost(host, fence), ...slots }]),
  );
  const stopping = new AbortController();
  const { signal } = stopping;
  const active = createActiveJobs();
  const tasks = new Map<JobId, { readonly done: Promise<void>; readonly attempt: ConductedAttempt | null }>();
  /** What the runs of disks that were just locked may be started on; after a crash they are inspected again. */
  const inspected = new Map<RunId, RunInspection>();
  /** Jobs whose last step met a fault, with its message. */
  const aside = new Map<JobId, string>();
  const record = createRecorder({ ...parts, signal });
  let timer: NodeJS.Timeout | null = null;
  let planned = false;
  let planFailures = 0;

  const forgetting = new Map(
    [...fleet].map(([id, { host }]) => {
      return [id, createForgetting({ host, views, contact: settings.contact, logger, signal })];
    }),
  );
  const readiness = new Map<HostId, HostReadiness>();
  for (const { host } of fleet.values()) {
    const onProbed = (capabilities: HostCapabilities) => parts.onProbed(host.id, capabilities);
    readiness.set(
      host.id,
      watchReadiness({ host, contact: settings.contact, logger, signal, onChange: planSoon, onProbed }),
    );
  }

  const fleetState = (): FleetState => ({
    hosts: new Map(
      [...fleet].map(([id, { host, maxRuns }]) => [
        id,
        { name: host.name, maxRuns, readiness: readiness.get(id)?.now() ?? { state: 'PROBING' } },
      ]),
    ),
    reaching: (id) => hostsFor(storageAccessOf(views, id)),
    maxRunsPerStorageDomain: settings.maxRunsPerStorageDomain,
    longestDelayMs: Math.max(settings.retry.initialMs, settings.retry.maxMs),
  });

  /** Reads how a job stands by the views, which are never behind what this server recorded. */
  function refresh(id: JobId): void {
    try {
      const job = views.job(id);
      const disk = job && views.disk(job.diskId);
      const found = job && disk && activeJobOf(job, disk.storageDomainId);
      // One that is set aside takes no place in the plan from the jobs behind it; that a host is at work on keeps its slot.
      active.set(id, aside.has(id) && found?.phase === 'WAITING' ? null : found);
    } catch (error) {
      logger.error(
        { err: error, jobId: id },
        'how the job stands could not be read; it is read again shortly',
      );
    }
  }

  function planSoon(): void {
    if (planned || signal.aborted) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      if (signal.aborted) return;
      try {
        carryOut(plan(active.engaged(), active.queues(), fleetState(), now().getTime()));
        planFailures = 0;
      } catch (error) {
        planFailures += 1;
        logger.error({ err: error }, 'the plan could not be made or carried out; it is made again shortly');
        wakeIn(backoffDelay(settings.contact, planFailures));
      }
    });
  }

  function wakeIn(ms: number | null): void {
    if (timer !== null) clearTimeout(timer);
    timer = ms === null ? null : setTimeout(planSoon, ms);
  }

  function carryOut(steps: readonly Step[]): void {
    const wakeUps = steps.flatMap((step) => (step.type === 'WAIT' ? [step.until] : []));
    wakeIn(wakeUps.length === 0 ? null : Math.max(0, Math.min(...wakeUps) - now().getTime()));
    for (const step of steps) {
      if (step.type === 'WAIT') continue;
      const task = tasks.get(step.job.id);
      if (task === undefined) begin(step);
      else if (step.type === 'CANCEL') task.attempt?.cancel();
    }
  }

  function begin(step: Exclude<Step, { type: 'WAIT' }>): void {
    const { job } = step;
    const attempt = job.phase === 'ENGAGED' ? conductOrFail(job) : null;
    const work = attempt?.ended ?? settle(step);
    const done = work
      .catch(async (error: unknown) => {
        await setAside(job, error);
        tidyUp(job);
      })
      .catch((error: unknown) => {
        logger.error({ err: error, jobId: job.id }, 'what is left of the failed step was not seen to');
      })
      .finally(() => {
        tasks.delete(job.id);
        aside.delete(job.id);
        refresh(job.id);
        planSoon();
      });
    tasks.set(job.id, { done, attempt });
  }

  async function settle(step: Exclude<Step, { type: 'WAIT' }>): Promise<void> {
    if (step.type === 'GIVE_UP') return recordFailure(step.job, step.failure, record);
    if (step.type !== 'ASSIGN') return;
    const { job, hostId } = step;
    if (beingMeasured.has(job.diskId)) return sleep(settings.contact.initialMs, signal);
    const host = fleet.get(hostId)?.host;
    if (!host) throw new Error(`Job ${job.id} was planned on ${hostId}, which is not of this server.`);
    logger.info({ jobId: job.id, hostId, attempt: job.nextAttempt }, 'job assigned');
    try {
      const { mountChanged, image: found } = await parts.look(job.diskId, hostId, null);
      if (mountChanged) return recordFailure(job, notMounted(host), record);
      const surroundings = () => storageAccessOfDisk(views, job.diskId);
      // By what the host told just now it may be another's to do, and then that is planned.
      if (!hostsFor(surroundings()).includes(hostId)) return sleep(settings.contact.initialMs, signal);
      const disk = views.disk(job.diskId);
      const image = disk && imageOn(hostId, views.storageDomain(disk.storageDomainId)?.mounts ?? [], disk);
      if (!image) throw new Error(`Job ${job.id} was planned on ${hostId}, which does not reach it.`);
      const attachments = () => views.disk(job.diskId)?.observation?.attachments ?? [];
      const contents = () => views.disk(job.diskId)?.observation?.contents ?? null;
      const circumstances = { surroundings, attachments, found, contents };
      const ready = await lockForRun(job, host, image, circumstances, record);
      if (ready !== null) inspected.set(runIdOf(job.id, job.nextAttempt), ready);
    } catch (error) {
      if (!(error instanceof HostUnreachable)) throw error;
      readiness.get(hostId)?.lost();
    }
  }

  function conductOrFail(job: JobWithRun): ConductedAttempt {
    try {
      return conduct(job);
    } catch (error) {
      return { ended: Promise.reject(error), cancel: () => undefined };
    }
  }

  function conduct(job: JobWithRun): ConductedAttempt {
    const disk = views.disk(job.diskId);
    const image = disk && imageOn(job.hostId, views.storageDomain(job.storageDomainId)?.mounts ?? [], disk);
    const host = fleet.get(job.hostId)?.host;
    if (!image || !host)
      throw new Error(`Job ${job.id} is on host ${job.hostId}, which is not of this server.`);
    return conductAttempt({
      job,
      host,
      image,
      inspected: taken(inspected, job.runId),
      sizeBefore: views.job(job.id)?.sizeBefore ?? null,
      known: () => views.disk(job.diskId)?.observation ?? null,
      record,
      isOver: () => isOver(job),
      progress: createProgressPublisher(store, job.id, logger),
      settings,
      logger,
      now,
      signal,
    });
  }

  /** A fault met on one job: the others go on, and this one is tried again after a while. */
  async function setAside(job: WaitingJob | JobWithRun, error: unknown): Promise<void> {
    if (signal.aborted) return;
    const passes = error instanceof EventStoreUnavailable;
    logger.error(
      { err: error, jobId: job.id },
      passes ? 'the step waits for the event store' : 'the step failed',
    );
    aside.set(job.id, error instanceof Error ? error.message : String(error));
    refresh(job.id);
    await sleep(backoffDelay(settings.contact, passes ? 2 : 6), signal);
  }

  /** The step that failed may have recorded the attempt's end before it did: then nobody comes back to its run. */
  function tidyUp(job: WaitingJob | JobWithRun): void {
    if (signal.aborted || job.phase === 'WAITING' || !isOver(job)) return;
    forgetting.get(job.hostId)?.();
  }

  const isOver = (job: JobWithRun): boolean => {
    const attempt = views.job(job.id)?.attempts.find(({ runId }) => runId === job.runId);
    return attempt !== undefined && attempt.endedAt !== null;
  };

  const watching = watchJobs({ views, feed, settings, logger, signal, active, refresh, onChange: planSoon });
  for (const forget of forgetting.values()) forget();

  return {
    waitingFor(view) {
      const job = active.get(view.id);
      if (view.contactLostAt !== null) {
        return {
          code: 'HOST_CONTACT',
          message: 'The host of the run does not answer; the run on it goes on.',
        };
      }
      const fault = aside.get(view.id);
      if (fault !== undefined) {
        return {
          code: 'COORDINATOR',
          message: `The last step met a fault and is tried again shortly: ${fault}`,
        };
      }
      if (job?.phase !== 'WAITING' || tasks.has(view.id)) return null;
      const reason = waitReasonOf(job, active.engaged(), fleetState(), now().getTime());
      return reason ?? { code: 'COORDINATOR', message: 'The job is next.' };
    },
    status() {
      const { running, waiting } = active.counts();
      return { active: !signal.aborted, runningJobs: running, waitingJobs: waiting };
    },
    async stop() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      await Promise.allSettled([watching, ...[...tasks.values()].map(({ done }) => done)]);
    },
  };
}

/** What the map has under a key, taken out of it; null where it has nothing. */
function taken<Key, Value>(map: Map<Key, Value>, key: Key): Value | null {
  const value = map.get(key) ?? null;
  map.delete(key);
  return value;
}
