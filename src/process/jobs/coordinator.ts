import { backoffDelay } from '../../common/backoff.ts';
import { messageOf } from '../../common/message-of.ts';
import { sleep } from '../../common/sleep.ts';
import type { HostCapabilities } from '../../domain/host/events.ts';
import type { HostId, JobId } from '../../domain/ids.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import type { Fleet } from '../../hosts/fleet.ts';
import { storageAccessOf } from '../../projections/fold/storage-access.ts';
import type { HostView, JobView, LiveFeed } from '../../projections/views.ts';
import type { Position } from '../../streams/store.ts';
import { EventStoreUnavailable } from '../../streams/store.ts';
import type { Fence } from '../coordination/fence.ts';
import { type ActiveJob, activeJobOf } from './active-job.ts';
import { createActiveJobs } from './active-jobs.ts';
import type { ConductedAttempt } from './attempt.ts';
import { assignJob, conductJob, type JobWorkParts } from './job-work.ts';
import { type FleetState, plan, type Step, waitReasonOf, waitsForContact } from './plan.ts';
import { hostsFor, recordFailure } from './preflight.ts';
import { createHostRecorder, createRecorder } from './recorder.ts';
import { watchJobs } from './watch-jobs.ts';
import { watchFleet } from './watched-hosts.ts';

export interface CoordinatorParts extends Omit<JobWorkParts, 'hosts' | 'inspected' | 'record' | 'signal'> {
  readonly feed: LiveFeed;
  readonly fleet: Fleet;
  readonly waitForViews: (position: Position) => Promise<void>;
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

type JobStep = Exclude<Step, { type: 'WAIT' }>;

/**
 * Brings every job to its end. Level-triggered: whatever changed, and every so often where nothing seems to have, it
 * plans afresh from the views and does the steps that are due, at most one per job at a time; so a restart is no special
 * case, and no lost notification strands a job. Whatever fails is logged and tried again, and the other jobs go on.
 */
export function startCoordinator(parts: CoordinatorParts): Coordinator {
  const { views, settings, logger, now } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const active = createActiveJobs();
  /** The steps that go on, at most one for each job. */
  const tasks = new Map<JobId, Promise<void>>();
  const attempts = new Map<JobId, ConductedAttempt>();
  /** Jobs whose last step met a fault, with its message, until they are tried again. */
  const quarantined = new Map<JobId, string>();
  let timer: NodeJS.Timeout | null = null;
  let planned = false;
  let planFailures = 0;

  const hosts = watchFleet({
    ...{ ...parts, signal, onChange: planSoon },
    record: createHostRecorder({ ...parts, signal }),
  });
  const record = createRecorder({ ...parts, signal });
  const work: JobWorkParts = { ...parts, hosts, inspected: new Map(), record, signal };

  const fleetState = (): FleetState => ({
    hosts: {
      get(id) {
        const found = hosts.get(id);
        if (found === undefined) return undefined;
        const { host, maxRuns, readiness } = found;
        const known = views.host(id);
        const state = known?.confirmedDown
          ? 'DOWN'
          : (known?.status ?? 'ACTIVE') === 'ACTIVE'
            ? null
            : 'DRAINED';
        return { name: host.name, maxRuns, readiness: state === null ? readiness.now() : { state } };
      },
    },
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
      // A quarantined job takes no place in the plan from the jobs behind it; one that has a run keeps its slot.
      active.set(id, quarantined.has(id) && found?.phase === 'WAITING' ? null : found);
    } catch (error) {
      logger.error(
        { err: error, jobId: id },
        'the job could not be read from the views; it is read again shortly',
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
        carryOut(plan(active.withRun(), active.queues(), fleetState(), now().getTime()));
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
      if (!tasks.has(step.job.id)) begin(step);
      else if (step.type === 'CANCEL') attempts.get(step.job.id)?.cancel();
    }
  }

  function begin(step: JobStep): void {
    const { id } = step.job;
    const done = carryOutStep(step).finally(() => {
      tasks.delete(id);
      attempts.delete(id);
      quarantined.delete(id);
      refresh(id);
      planSoon();
    });
    tasks.set(id, done);
  }

  async function carryOutStep(step: JobStep): Promise<void> {
    try {
      if (step.type === 'GIVE_UP') return await recordFailure(step.job, step.failure, record);
      if (step.type === 'ASSIGN') return await assignJob(work, step.job, step.hostId);
      const attempt = conductJob(work, step.job);
      attempts.set(step.job.id, attempt);
      await attempt.ended;
    } catch (error) {
      await quarantine(step.job, error);
    }
  }

  /** A fault met on one job: the others go on, and this one is tried again after a while. */
  async function quarantine(job: ActiveJob, error: unknown): Promise<void> {
    if (signal.aborted) return;
    const isStoreDown = error instanceof EventStoreUnavailable;
    logger.error(
      { err: error, jobId: job.id },
      isStoreDown ? 'the step waits for the event store' : 'the step failed',
    );
    quarantined.set(job.id, messageOf(error));
    refresh(job.id);
    await sleep(backoffDelay(settings.contact, isStoreDown ? 2 : 6), signal);
    // The step may have recorded the attempt's end before it failed: then nobody comes back to its run.
    if (job.phase === 'WITH_RUN') hosts.get(job.hostId)?.forgetEndedRuns();
  }

  const onHost = ({ id, confirmedDown }: HostView) => {
    if (confirmedDown) hosts.get(id)?.forgetEndedRuns();
  };
  const watching = watchJobs({ ...parts, signal, active, refresh, onHost, onChange: planSoon });

  return {
    waitingFor(view) {
      const contact = waitsForContact(view);
      if (contact !== null) return contact;
      const fault = quarantined.get(view.id);
      if (fault !== undefined) {
        return { code: 'COORDINATOR', message: `The last step failed and is tried again shortly: ${fault}` };
      }
      const job = active.get(view.id);
      if (job?.phase !== 'WAITING' || tasks.has(view.id)) return null;
      const reason = waitReasonOf(job, active.withRun(), fleetState(), now().getTime());
      return reason ?? { code: 'COORDINATOR', message: 'The job is next.' };
    },
    status() {
      const { running, waiting } = active.counts();
      return { active: !signal.aborted, runningJobs: running, waitingJobs: waiting };
    },
    async stop() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      await Promise.allSettled([watching, ...tasks.values()]);
    },
  };
}
