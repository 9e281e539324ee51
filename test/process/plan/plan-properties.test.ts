import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostId, StorageDomainId } from '../../../src/domain/ids.ts';
import { priorities } from '../../../src/domain/job/priority.ts';
import type { WaitingJob } from '../../../src/process/jobs/active-job.ts';
import type { FleetState } from '../../../src/process/plan/fleet-state.ts';
import { plan, type Step } from '../../../src/process/plan/plan.ts';
import { createWaitReasons } from '../../../src/process/plan/wait-reasons.ts';
import { activeOf, engaged, fleetOf, longestDelayMs, now, waiting } from './a-line.ts';

const domains = ['dom_1', 'dom_2', 'dom_3'] as const;
const hostIds = ['host_1', 'host_2', 'host_3'] as const;
const requesters = ['USER ann', 'USER bob', 'USER cy'] as const;
type Domain = (typeof domains)[number];

const aHost = fc.record({
  maxRuns: fc.integer({ min: 1, max: 3 }),
  readiness: fc.constantFrom(
    { state: 'READY' } as const,
    { state: 'READY' } as const,
    { state: 'READY' } as const,
    { state: 'DRAINED' } as const,
    { state: 'UNREACHABLE', until: now + 9 } as const,
  ),
  emulates: fc.boolean(),
  reaches: fc.uniqueArray(fc.constantFrom(...domains), { minLength: 1 }),
});
const anArray = fc.constantFrom(null, null, 'one', 'two');
const aFleet = fc.record({
  hosts: fc.record({ host_1: aHost, host_2: aHost, host_3: aHost }),
  maxRuns: fc.option(fc.integer({ min: 1, max: 6 })),
  domains: fc.record({
    dom_1: fc.integer({ min: 1, max: 4 }),
    dom_2: fc.integer({ min: 1, max: 4 }),
    dom_3: fc.integer({ min: 1, max: 4 }),
  }),
  arrays: fc.record({ dom_1: anArray, dom_2: anArray, dom_3: anArray }),
});
type Fleet = typeof aFleet extends fc.Arbitrary<infer Value> ? Value : never;
const aWaitingJob = fc.record({
  storageDomainId: fc.constantFrom(...domains),
  pinnedHostId: fc.option(fc.constantFrom(...hostIds), { freq: 4 }),
  requester: fc.constantFrom(...requesters),
  priority: fc.constantFrom(...priorities),
});
const aRun = fc.record({
  storageDomainId: fc.constantFrom(...domains),
  hostId: fc.constantFrom(...hostIds),
  requester: fc.constantFrom(...requesters),
});

const stateOf = ({ hosts, maxRuns, domains, arrays }: Fleet): FleetState =>
  fleetOf(hosts, { maxRuns, arrays, maxRunsOn: (id) => domains[id as Domain] });

/** Runs on all storage domains of an array. */
const onArray = (used: ReturnType<typeof usedBy>, { arrays }: Fleet, array: string): number =>
  domains.filter((id) => arrays[id] === array).reduce((sum, id) => sum + used.domain(id), 0);

/** Slots by what the steps and the runs take, counted anew. */
function usedBy(uses: readonly { hostId: HostId; storageDomainId: StorageDomainId }[]) {
  const count = (wanted: (use: (typeof uses)[number]) => boolean) => uses.filter(wanted).length;
  return {
    total: uses.length,
    host: (id: HostId) => count(({ hostId }) => hostId === id),
    domain: (id: StorageDomainId) => count(({ storageDomainId }) => storageDomainId === id),
  };
}

/** Whether a run of the job could begin on that host, by nothing but the rules of limits. */
function couldRun(
  fleet: Fleet,
  job: WaitingJob,
  id: (typeof hostIds)[number],
  used: ReturnType<typeof usedBy>,
) {
  const host = fleet.hosts[id];
  const array = fleet.arrays[job.storageDomainId as Domain];
  return (
    host.readiness.state === 'READY' &&
    host.reaches.includes(job.storageDomainId as Domain) &&
    (job.pinnedHostId === null || job.pinnedHostId === id) &&
    used.host(id) < host.maxRuns &&
    used.domain(job.storageDomainId) < fleet.domains[job.storageDomainId as Domain] &&
    (array === null || onArray(used, fleet, array) < 1) &&
    (fleet.maxRuns === null || used.total < fleet.maxRuns)
  );
}

const assignments = (steps: readonly Step[]) => steps.filter((step) => step.type === 'ASSIGN');

test('plans exceed no limit, also one that was lowered below what runs, leave no slot free that a job could use, and serve those first who are to be', () => {
  fc.assert(
    fc.property(
      aFleet,
      fc.array(aRun, { maxLength: 6 }),
      fc.array(aWaitingJob, { maxLength: 14 }),
      (fleet, runs, given) => {
        const running = runs.map((run) => engaged(run));
        const jobs = given.map((job) => waiting(job));
        const active = activeOf([...running, ...jobs]);
        const steps = assignments(plan(active.line, active.load, stateOf(fleet), now));
        const uses: { hostId: HostId; storageDomainId: StorageDomainId; requester: string }[] = [...running];
        const left = new Set(jobs);
        for (const { job, hostId } of steps) {
          const used = usedBy(uses);
          const could = (other: WaitingJob) => hostIds.some((id) => couldRun(fleet, other, id, used));
          expect(couldRun(fleet, job, hostId as (typeof hostIds)[number], used)).toBe(true);
          // With KVM as long as there is one, and the least loaded of those.
          const share = (id: (typeof hostIds)[number]) => used.host(id) / fleet.hosts[id].maxRuns;
          const free = hostIds.filter((id) => couldRun(fleet, job, id, used));
          const fast = free.filter((id) => !fleet.hosts[id].emulates);
          const among = fast.length > 0 ? fast : free;
          expect(among).toContain(hostId);
          expect(share(hostId as (typeof hostIds)[number])).toBe(Math.min(...among.map(share)));
          const rivals = [...left].filter((other) => other !== job && could(other));
          const rank = ({ priority }: WaitingJob) => priorities.indexOf(priority);
          const runsOf = (requester: string) => uses.filter((use) => use.requester === requester).length;
          for (const rival of rivals) {
            expect(rank(rival)).toBeGreaterThanOrEqual(rank(job));
            if (rank(rival) > rank(job)) continue;
            expect(runsOf(rival.requester)).toBeGreaterThanOrEqual(runsOf(job.requester));
            const sameLane =
              rival.requester === job.requester &&
              rival.storageDomainId === job.storageDomainId &&
              rival.pinnedHostId === job.pinnedHostId;
            if (sameLane) expect(rival.requestedAt > job.requestedAt).toBe(true);
          }
          uses.push({ hostId, storageDomainId: job.storageDomainId, requester: job.requester });
          left.delete(job);
        }
        const used = usedBy(uses);
        for (const job of left) expect(hostIds.some((id) => couldRun(fleet, job, id, used))).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

/** The jobs of each lane, in their order. */
const lineOf = ({ line }: ReturnType<typeof activeOf>) =>
  [...line.places()]
    .flatMap(({ storageDomainId, pinnedHostId, lanes }) =>
      [...lanes].map(({ requester, priority, jobs }) =>
        [storageDomainId, pinnedHostId, requester, priority, ...jobs.map(({ id }) => id)].join(' '),
      ),
    )
    .sort();

test('as runs end and jobs come, what is kept of them is what all of them are, and no limit is exceeded', () => {
  const anAction = fc.oneof(
    fc.record({ type: fc.constant('REQUEST' as const), job: aWaitingJob }),
    fc.record({ type: fc.constant('RETRY' as const), which: fc.nat(50), afterMs: fc.nat(5000) }),
    fc.record({ type: fc.constant('END' as const), which: fc.nat(50) }),
    fc.record({ type: fc.constant('CANCEL' as const), which: fc.nat(50) }),
    fc.record({ type: fc.constant('PLAN' as const) }),
  );
  fc.assert(
    fc.property(aFleet, fc.array(anAction, { maxLength: 60 }), (fleet, actions) => {
      const active = activeOf([]);
      const jobs = new Map<string, WaitingJob>();
      const runs = new Map<string, ReturnType<typeof engaged>>();
      let time = now;
      const some = <Value>(map: Map<string, Value>, which: number): Value | undefined =>
        [...map.values()][which % Math.max(map.size, 1)];
      for (const action of actions) {
        time += 1000;
        if (action.type === 'REQUEST') {
          const job = waiting(action.job);
          jobs.set(job.id, job);
          active.set(job.id, job);
        } else if (action.type === 'CANCEL') {
          const job = some(jobs, action.which);
          if (job === undefined) continue;
          jobs.delete(job.id);
          active.set(job.id, null);
        } else if (action.type === 'PLAN') {
          active.line.release(time, longestDelayMs);
          for (const step of assignments(plan(active.line, active.load, stateOf(fleet), time))) {
            const { job, hostId } = step;
            const { id, storageDomainId, requester } = job;
            active.take(job, hostId, time);
            const run = engaged({ id, storageDomainId, requester, hostId });
            active.set(id, run);
            active.release(id);
            jobs.delete(id);
            runs.set(id, run);
          }
        } else {
          const run = some(runs, action.which);
          if (run === undefined) continue;
          runs.delete(run.id);
          if (action.type === 'END') active.set(run.id, null);
          else {
            const notBefore = new Date(time + action.afterMs).toISOString();
            const { id, storageDomainId, requester } = run;
            const retried = waiting({ id, storageDomainId, requester, nextAttempt: 2, notBefore });
            jobs.set(id, retried);
            active.set(id, retried);
          }
        }
        const used = usedBy([...runs.values()]);
        expect(active.load.total()).toBe(used.total);
        for (const id of hostIds) expect(active.load.host(id)).toBe(used.host(id));
        for (const id of domains) expect(active.load.storageDomain(id)).toBe(used.domain(id));
        for (const id of hostIds) expect(used.host(id)).toBeLessThanOrEqual(fleet.hosts[id].maxRuns);
        for (const id of domains) expect(used.domain(id)).toBeLessThanOrEqual(fleet.domains[id]);
        for (const array of ['one', 'two']) expect(onArray(used, fleet, array)).toBeLessThanOrEqual(1);
        const anew = activeOf([...runs.values(), ...jobs.values()]);
        for (const each of [active, anew]) each.line.release(time, longestDelayMs);
        expect(lineOf(active)).toEqual(lineOf(anew));
      }
    }),
    { numRuns: 200 },
  );
});

test('the place in the line of a job is how many are served before it as slots become free', () => {
  const sameDomain = fc.record({
    requester: fc.constantFrom(...requesters),
    priority: fc.constantFrom(...priorities),
  });
  const runsOfOthers = fc.array(fc.constantFrom(...requesters), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(runsOfOthers, fc.array(sameDomain, { minLength: 1, maxLength: 20 }), (others, given) => {
      const running = others.map((requester) => engaged({ requester }));
      const jobs = given.map((job) => waiting(job));
      const active = activeOf([...running, ...jobs]);
      const full = fleetOf({ host_1: { maxRuns: running.length } }, { maxRunsOn: 100 });
      const roomy = fleetOf({ host_1: { maxRuns: 100 } }, { maxRunsOn: 100 });
      const order = assignments(plan(active.line, active.load, roomy, now)).map(({ job }) => job.id);
      const reasonOf = createWaitReasons(active.line, active.load, full, now);
      expect(jobs.map((job) => reasonOf(job)?.position)).toEqual(jobs.map(({ id }) => order.indexOf(id)));
    }),
    { numRuns: 300 },
  );
});

test('every requester of a priority is served, however many runs it has and however many others come', () => {
  const active = activeOf([engaged({ requester: 'USER ann' })]);
  const starved = waiting({ requestedAt: new Date(now).toISOString() });
  active.set(starved.id, starved);
  const state = fleetOf({ host_1: { maxRuns: 2 } });
  let servedAt: number | null = null;
  for (let minute = 1; minute <= 90 && servedAt === null; minute += 1) {
    const time = now + minute * 60_000;
    const newcomer = waiting({ requester: `USER ${minute}`, requestedAt: new Date(time).toISOString() });
    active.set(newcomer.id, newcomer);
    const [step] = assignments(plan(active.line, active.load, state, time));
    if (step === undefined) throw new Error('A slot was left free.');
    if (step.job.id === starved.id) servedAt = minute;
    active.take(step.job, step.hostId, time);
    active.set(step.job.id, null);
  }
  expect(servedAt).toBe(61);
});
