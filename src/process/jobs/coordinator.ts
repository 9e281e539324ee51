import { backoffDelay } from '../../common/backoff.ts';
import { sleep } from '../../common/sleep.ts';
import type { JobId } from '../../domain/ids.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import type { Fleet } from '../../hosts/fleet.ts';
import type { JobView, LiveFeed } from '../../projections/views.ts';
import { EventStoreUnavailable, type Position } from '../../streams/store.ts';
import type { Fence } from '../coordination/fence.ts';
import type { FleetState } from '../plan/fleet-state.ts';
import { outOfReach } from '../plan/out-of-reach.ts';
import { plan, type Step, stepOf } from '../plan/plan.ts';
import { createWaitReasons } from '../plan/wait-reasons.ts';
import { waitsForContact } from '../plan/waits-for-contact.ts';
import { type ActiveJob, activeJobOf } from './active-job.ts';
import { createActiveJobs } from './active-jobs.ts';
import type { ConductedAttempt } from './attempt.ts';
import { assignJob, conductJob, type JobWorkParts } from './job-work.ts';
import { recordFailure } from './preflight.ts';
import { presentFleet } from './present-fleet.ts';
import { createHostRecorder, createRecorder } from './recorder.ts';
import { waitAfter } from './step-fault.ts';
import { watchJobs } from './watch-jobs.ts';
import { type WatchParts, watchFleet } from './watched-hosts.ts';

export interface CoordinatorParts
  extends Omit<JobWorkParts, 'hosts' | 'inspected' | 'record' | 'signal'>,
    Pick<WatchParts, 'onProbed' | 'scans'> {
  readonly feed: LiveFeed;
  readonly fleet: Fleet;
  readonly waitForViews: (position: Position) => Promise<void>;
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
  const longestDelayMs = Math.max(settings.retry.initialMs, settings.retry.maxMs);
  const active = createActiveJobs();
  /** The steps that go on, at most one for each job. */
  const tasks = new Map<JobId, Promise<void>>();
  const attempts = new Map<JobId, ConductedAttempt>();
  /** Jobs with a run that may have a step due. */
  const changed = new Set<JobId>();
  /** Jobs whose last step met a fault, until they are tried again. */
  const quarantined = new Set<JobId>();
  /** What that makes them wait for; it may still be so while they are tried. */
  const faults = new Map<JobId, WaitReason>();
  let timer: NodeJS.Timeout | null = null;
  let soon = false;
  let planFailures = 0;
  /** Before all active jobs are known, it is not known either which slots are taken, nor who is first. */
  let allKnown = false;
  let fleet: FleetState | null = null;
  /** Good until the next plan is due or made. */
  let reasons: { readonly of: ReturnType<typeof createWaitReasons>; readonly changes: number } | null = null;
  /** The changes of waiting jobs that the last plan knew; null: it is to be made in any case. */
  let planned: number | null = null;

  const hosts = watchFleet({
    ...{ ...parts, signal, onChange: fleetChanged, isAtWork: (id) => tasks.has(id) },
    record: createHostRecorder({ ...parts, signal }),
  });
  const record = createRecorder({ ...parts, signal });
  const work: JobWorkParts = { ...parts, hosts, inspected: new Map(), record, signal };

  const fleetState = (): FleetState => {
    fleet ??= presentFleet(hosts, views, settings);
    return fleet;
  };

  /** Reads how a job stands by the views, which are never behind what this server recorded. */
  function refresh(id: JobId): void {
    try {
      const job = views.job(id);
      const disk = job && views.disk(job.diskId);
      const found = job && disk && activeJobOf(job, disk.storageDomainId);
      // While a job is quarantined, or its last attempt is not put away yet, it takes no place in the line from others.
      const isAside = found?.phase === 'WAITING' && (quarantined.has(id) || attempts.has(id));
      active.set(id, isAside ? null : found);
      if (found?.phase === 'WITH_RUN') changed.add(id);
      if (found?.phase !== 'WAITING' && !quarantined.has(id)) faults.delete(id);
    } catch (error) {
      logger.error({ err: error, jobId: id }, 'the job could not be read; it is read again shortly');
    }
  }

  function fleetChanged(): void {
    fleet = null;
    reasons = null;
    planned = null;
    planSoon();
  }

  function planSoon(): void {
    if (soon || signal.aborted || !allKnown) return;
    soon = true;
    setImmediate(() => {
      soon = false;
      if (signal.aborted) return;
      try {
        carryOutRuns();
        planWaiting();
        planFailures = 0;
      } catch (error) {
        planFailures += 1;
        logger.error({ err: error }, 'the plan could not be made or carried out; it is made again shortly');
        wakeIn(backoffDelay(settings.contact, planFailures));
      }
    });
  }

  function carryOutRuns(): void {
    for (const id of changed) {
      const job = active.get(id);
      if (job?.phase === 'WITH_RUN') carryOut(stepOf(job));
      changed.delete(id);
    }
  }

  function planWaiting(): void {
    const at = now().getTime();
    active.line.release(at, longestDelayMs);
    if (planned === active.changes()) return;
    const steps = plan(active.line, active.load, fleetState(), at);
    planned = active.changes();
    reasons = null;
    wakeIn(null);
    for (const step of steps) {
      if (step.type === 'WAIT') wakeIn(Math.max(0, step.until - at));
      else carryOut(step);
    }
  }

  /** After that time a plan is made even if nothing changes. */
  function wakeIn(ms: number | null): void {
    if (timer !== null) clearTimeout(timer);
    const wake = () => {
      planned = null;
      planSoon();
    };
    timer = ms === null ? null : setTimeout(wake, ms);
  }

  function carryOut(step: JobStep): void {
    const { id } = step.job;
    if (tasks.has(id)) {
      if (step.type === 'CANCEL') attempts.get(id)?.cancel();
      return;
    }
    if (step.type === 'ASSIGN') active.take(step.job, step.hostId, now().getTime());
    if (step.type === 'GIVE_UP') active.take(step.job, null, now().getTime());
    const done = carryOutStep(step).finally(() => {
      tasks.delete(id);
      attempts.delete(id);
      quarantined.delete(id);
      active.release(id);
      refresh(id);
      planSoon();
    });
    tasks.set(id, done);
  }

  async function carryOutStep(step: JobStep): Promise<void> {
    try {
      if (step.type === 'GIVE_UP') return await recordFailure(step.job, step.failure, record);
      if (step.type === 'ASSIGN') return await assignJob(work, step.job, step.hostId, step.chosen);
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
    quarantined.add(job.id);
    faults.set(job.id, waitAfter(error));
    refresh(job.id);
    await sleep(backoffDelay(settings.contact, isStoreDown ? 2 : 6), signal);
    // The step may have recorded the attempt's end before it failed: then nobody comes back to its run.
    if (job.phase === 'WITH_RUN') hosts.get(job.hostId)?.forgetEndedRuns();
  }

  const watching = watchJobs({
    ...parts,
    ...{ signal, active, refresh, onJob: planSoon },
    onHost(host) {
      if (host.confirmedDown) hosts.get(host.id)?.forgetEndedRuns();
      hosts.watchIfNear(host);
    },
    onFleet: fleetChanged,
    onAllRead() {
      allKnown = true;
      fleetChanged();
      hosts.watchNear();
    },
  });

  return {
    waitingFor(view) {
      const attempt = view.attempts.at(-1);
      const isOutside = attempt && !parts.fleet.has(attempt.hostId);
      const contact = waitsForContact(view, isOutside ? outOfReach(views.host(attempt.hostId)) : null);
      if (contact !== null) return contact;
      const fault = faults.get(view.id) ?? null;
      if (quarantined.has(view.id)) return fault;
      const job = active.get(view.id);
      if (job?.phase !== 'WAITING') return null;
      if (tasks.has(view.id)) return fault;
      if (reasons?.changes !== active.changes()) {
        const of = createWaitReasons(active.line, active.load, fleetState(), now().getTime());
        reasons = { of, changes: active.changes() };
      }
      return reasons.of(job) ?? { code: 'COORDINATOR', message: 'The job is next.', position: 0 };
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
