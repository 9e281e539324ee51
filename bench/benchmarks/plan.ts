import type { HostId, JobId, StorageDomainId } from '../../src/domain/ids.ts';
import type { JobWithRun, WaitingJob } from '../../src/process/jobs/active-job.ts';
import { createActiveJobs } from '../../src/process/jobs/active-jobs.ts';
import { createFleetState, type FleetState } from '../../src/process/plan/fleet-state.ts';
import { plan } from '../../src/process/plan/plan.ts';
import { createWaitReasons } from '../../src/process/plan/wait-reasons.ts';
import type { Result } from '../report.ts';

const jobs = 10_000;
const rounds = 3;
const slotsPerHost = 2;
const began = Date.parse('2026-11-22T12:00:00Z');

/** `shared`: every host reaches every storage domain; else each storage domain is of one host. */
interface Site {
  readonly name: string;
  readonly hosts: number;
  readonly storageDomains: number;
  readonly shared: boolean;
  readonly requesters: number;
}

const sites: readonly Site[] = [
  {
    name: '50 hosts that share 200 storage domains',
    hosts: 50,
    storageDomains: 200,
    shared: true,
    requesters: 20,
  },
  {
    name: '1,000 hosts with a storage domain each',
    hosts: 1000,
    storageDomains: 1000,
    shared: false,
    requesters: 20,
  },
  {
    name: '3 hosts, one storage domain, 1,000 requesters',
    hosts: 3,
    storageDomains: 1,
    shared: true,
    requesters: 1000,
  },
];

/** Processor time that the scheduling of queued jobs takes, a job: joining the line, and each plan until it has ended. */
export async function planning(): Promise<Result[]> {
  return sites.map((site) => {
    const found = Array.from({ length: rounds }, () => schedule(site));
    return {
      name: `plan: processor time a job of ${jobs.toLocaleString('en')} queued ones, ${site.name}`,
      rounds: found.map(({ msPerJob }) => msPerJob),
      unit: 'ms',
      target: { atMost: 1 },
      detail: `${site.requesters} requesters; to say what a job waits for, and its place: ${found.map(({ msPerReason }) => msPerReason.toFixed(3)).join(' ')} ms`,
    };
  });
}

function schedule(site: Site) {
  const active = createActiveJobs();
  const fleet = fleetOf(site);
  const waiting = Array.from({ length: jobs }, (_, index) => jobOf(site, index));
  const cpu = process.cpuUsage();
  let now = began;
  for (const job of waiting) active.set(job.id, job);
  let planned = -1;
  const running: JobId[] = [];
  const planIfDue = (): void => {
    active.line.release(now, 300_000);
    if (planned === active.changes()) return;
    const steps = plan(active.line, active.load, fleet, now);
    planned = active.changes();
    for (const step of steps) {
      if (step.type !== 'ASSIGN') continue;
      active.take(step.job, step.hostId, now);
      active.set(step.job.id, runOf(step.job, step.hostId));
      active.release(step.job.id);
      running.push(step.job.id);
    }
  };
  planIfDue();
  let reasonMs = 0;
  let ended = 0;
  // Each end frees one slot, and so is planned by itself: the least that a plan can be shared.
  for (let id = running.shift(); id !== undefined; id = running.shift()) {
    now += 100;
    ended += 1;
    active.set(id, null);
    planIfDue();
    if (ended === jobs / 2) reasonMs = reasonTime(active, fleet, waiting, now);
  }
  const used = process.cpuUsage(cpu);
  if (ended !== jobs) throw new Error(`${jobs - ended} jobs were never planned.`);
  return { msPerJob: (used.user + used.system) / 1000 / jobs, msPerReason: reasonMs };
}

function reasonTime(
  { line, load, get }: ReturnType<typeof createActiveJobs>,
  fleet: FleetState,
  waiting: readonly WaitingJob[],
  now: number,
): number {
  const asked = waiting.filter(({ id }) => get(id)?.phase === 'WAITING').slice(-100);
  const began = performance.now();
  const reasonOf = createWaitReasons(line, load, fleet, now);
  for (const job of asked) reasonOf(job);
  return (performance.now() - began) / asked.length;
}

function fleetOf({ hosts, storageDomains, shared }: Site): FleetState {
  const all = Array.from({ length: hosts }, (_, index): HostId => `host_${index}`);
  return createFleetState({
    host: (id) => ({
      ...{ name: id, maxRuns: slotsPerHost, readiness: { state: 'READY' } },
      ...{ emulates: false, contacted: true },
    }),
    contact: () => undefined,
    refusal: () => null,
    reaching: (id) => (shared ? all : [`host_${Number(id.slice('dom_'.length)) % hosts}`]),
    limitOn: (name) => ({
      ...{ name, array: null },
      maxRuns: Math.max(slotsPerHost, Math.ceil((hosts * slotsPerHost) / storageDomains)),
    }),
    maxRuns: null,
  });
}

function jobOf({ storageDomains, requesters }: Site, index: number): WaitingJob {
  const storageDomainId: StorageDomainId = `dom_${index % storageDomains}`;
  return {
    phase: 'WAITING',
    id: `job_${String(index).padStart(5, '0')}`,
    diskId: `disk_${index}`,
    storageDomainId,
    pinnedHostId: null,
    acknowledgedWarnings: [],
    requester: `USER ${(index * 7) % requesters}`,
    priority: index % 10 === 0 ? 'HIGH' : 'NORMAL',
    requestedAt: new Date(began - jobs + index).toISOString(),
    nextAttempt: 1,
    notBefore: null,
  };
}

const runOf = ({ id, diskId, storageDomainId, requester }: WaitingJob, hostId: HostId): JobWithRun => ({
  phase: 'WITH_RUN',
  ...{ id, diskId, storageDomainId, requester, hostId },
  options: { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null },
  attempt: 1,
  runId: `${id}.1`,
  startedAt: null,
  cancelRequested: false,
  contactLost: false,
  storageLost: false,
  bootId: null,
});
