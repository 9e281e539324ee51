import type { HostId, JobId, StorageDomainId } from '../../../src/domain/ids.ts';
import type { JobWithRun, WaitingJob } from '../../../src/process/jobs/active-job.ts';
import { createActiveJobs } from '../../../src/process/jobs/active-jobs.ts';
import {
  createFleetState,
  type FleetHost,
  type FleetParts,
  type FleetState,
} from '../../../src/process/plan/fleet-state.ts';
import { plan, type Step } from '../../../src/process/plan/plan.ts';
import { options } from '../../domain/disk/given-when-then.ts';

export const now = Date.parse('2026-11-22T12:00:00Z');
export const longestDelayMs = 300_000;

let sequence = 0;

/** A waiting job, requested a millisecond after the one before. */
export function waiting(changes: Partial<WaitingJob> = {}): WaitingJob {
  sequence += 1;
  return {
    phase: 'WAITING',
    id: `job_w${String(sequence).padStart(9, '0')}`,
    diskId: `disk_w${sequence}`,
    storageDomainId: 'dom_1',
    pinnedHostId: null,
    acknowledgedWarnings: [],
    requester: 'USER ann',
    priority: 'NORMAL',
    requestedAt: new Date(now - 1e6 + sequence).toISOString(),
    nextAttempt: 1,
    notBefore: null,
    ...changes,
  };
}

/** A job with a run. */
export function engaged(changes: Partial<JobWithRun> = {}): JobWithRun {
  sequence += 1;
  return {
    phase: 'WITH_RUN',
    id: `job_e${sequence}`,
    diskId: `disk_e${sequence}`,
    storageDomainId: 'dom_1',
    requester: 'USER ann',
    options,
    hostId: 'host_1',
    attempt: 1,
    runId: `job_e${sequence}.1`,
    startedAt: null,
    cancelRequested: false,
    contactLost: false,
    storageLost: false,
    bootId: null,
    ...changes,
  };
}

export interface GivenHost extends Partial<FleetHost> {
  readonly reaches?: readonly StorageDomainId[];
}

/** A fleet of these hosts, each with two slots, ready, and in reach of dom_1 if not given otherwise. */
export function fleetOf(
  hosts: Record<HostId, GivenHost>,
  {
    maxRunsOn = 10,
    arrays = {},
    maxRuns = null,
    contact = () => undefined,
    refusal = () => null,
  }: {
    readonly arrays?: Readonly<Record<StorageDomainId, string | null>>;
    readonly maxRunsOn?: number | ((id: StorageDomainId) => number);
    readonly maxRuns?: number | null;
    readonly contact?: (id: HostId) => void;
    readonly refusal?: FleetParts['refusal'];
  } = {},
): FleetState {
  const entries = Object.entries(hosts) as [HostId, GivenHost][];
  const known = new Map(
    entries.map(([id, { reaches: _, ...host }]) => [
      id,
      {
        ...{ name: id, maxRuns: 2, readiness: { state: 'READY' } as const },
        ...{ emulates: false, contacted: true },
        ...host,
      },
    ]),
  );
  return createFleetState({
    host: (id) => known.get(id),
    contact,
    reaching: (domain) =>
      entries.filter(([, { reaches = ['dom_1'] }]) => reaches.includes(domain)).map(([id]) => id),
    refusal,
    limitOn: (id) => ({
      ...{ name: id, array: arrays[id] ?? null },
      maxRuns: typeof maxRunsOn === 'number' ? maxRunsOn : maxRunsOn(id),
    }),
    maxRuns,
  });
}

/** Jobs as the process manager keeps them. */
export function activeOf(jobs: Iterable<WaitingJob | JobWithRun>) {
  const active = createActiveJobs();
  for (const job of jobs) active.set(job.id, job);
  return active;
}

/** The plan for these jobs. */
export function stepsFor(jobs: Iterable<WaitingJob | JobWithRun>, fleet: FleetState, at = now): Step[] {
  const active = activeOf(jobs);
  active.line.release(at, longestDelayMs);
  return plan(active.line, active.load, fleet, at);
}

/** Which jobs steps assign, and where to. */
export const assigned = (steps: readonly Step[]): [JobId, HostId][] =>
  steps.flatMap((step) => (step.type === 'ASSIGN' ? [[step.job.id, step.hostId] as [JobId, HostId]] : []));
