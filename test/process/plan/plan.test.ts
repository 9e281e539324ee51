import { describe, expect, test } from 'vitest';
import type { HostId } from '../../../src/domain/ids.ts';
import type { JobWithRun, WaitingJob } from '../../../src/process/jobs/active-job.ts';
import type { FleetState } from '../../../src/process/plan/fleet-state.ts';
import { plan, stepOf } from '../../../src/process/plan/plan.ts';
import { createWaitReasons } from '../../../src/process/plan/wait-reasons.ts';
import { failure } from '../../domain/disk/given-when-then.ts';
import { activeOf, assigned, engaged, fleetOf, longestDelayMs, now, stepsFor, waiting } from './a-line.ts';

function reasonOf(job: WaitingJob, others: readonly (WaitingJob | JobWithRun)[], fleet: FleetState) {
  const active = activeOf([job, ...others]);
  active.line.release(now, longestDelayMs);
  return createWaitReasons(active.line, active.load, fleet, now)(job);
}

const reasons = (steps: ReturnType<typeof stepsFor>) =>
  steps.flatMap((step) => (step.type === 'ASSIGN' ? [step.chosen] : []));

test.each([
  ['is seen through when it is locked', {}, 'CONDUCT'],
  ['is seen through when it is started', { startedAt: '2026-11-22T11:00:00Z' }, 'CONDUCT'],
  ['is canceled when that was asked for, started or not', { cancelRequested: true }, 'CANCEL'],
] as const)('a job with a run %s', (_, changes, type) => {
  const job = engaged(changes);
  expect(stepOf(job)).toEqual({ type, job });
});

describe('a waiting job', () => {
  test('is assigned to a host that reaches its storage, and the step says why', () => {
    const job = waiting({ storageDomainId: 'dom_2' });
    const state = fleetOf({ host_1: { reaches: ['dom_1'] }, host_2: { reaches: ['dom_2'] } });
    const chosen = 'the only host that reaches the storage, 0 of 2 slots taken';
    expect(stepsFor([job], state)).toEqual([{ type: 'ASSIGN', job, hostId: 'host_2', chosen }]);
  });
  test('goes to no host on which its storage does not answer, while others there go on', () => {
    const hung = engaged({ storageLost: true });
    const [same, other] = [waiting(), waiting({ storageDomainId: 'dom_2' })];
    const state = fleetOf({ host_1: { reaches: ['dom_1', 'dom_2'] }, host_2: { reaches: ['dom_1'] } });
    expect(assigned(stepsFor([hung, same, other], state))).toEqual([
      [same.id, 'host_2'],
      [other.id, 'host_1'],
    ]);
    const only = fleetOf({ host_1: { reaches: ['dom_1'] } });
    expect(assigned(stepsFor([hung, same], only))).toEqual([]);
    expect(reasonOf(same, [hung], only)).toMatchObject({ code: 'STORAGE_CONTACT' });
    const active = activeOf([hung, same]);
    const before = active.changes();
    active.set(hung.id, { ...hung, storageLost: false });
    expect(active.changes()).toBeGreaterThan(before);
    expect(assigned(plan(active.line, active.load, only, now))).toEqual([[same.id, 'host_1']]);
  });
  test('goes to the host that was asked for, even if another is less loaded', () => {
    const jobs = [engaged({ hostId: 'host_1' }), waiting({ pinnedHostId: 'host_1' })];
    const steps = stepsFor(jobs, fleetOf({ host_1: {}, host_2: {} }));
    expect(assigned(steps)).toEqual([[jobs[1]?.id, 'host_1']]);
    expect(reasons(steps)).toEqual(['asked for by the request, 1 of 2 slots taken']);
  });
  test('goes to the least loaded host by its share of slots', () => {
    const jobs = [engaged({ hostId: 'host_1' }), engaged({ hostId: 'host_2' }), waiting()];
    const steps = stepsFor(jobs, fleetOf({ host_1: { maxRuns: 2 }, host_2: { maxRuns: 4 } }));
    expect(assigned(steps)).toEqual([[jobs[2]?.id, 'host_2']]);
    expect(reasons(steps)).toEqual([
      'least loaded (1 of 4 slots taken) of 2 that are ready and have a free slot, of 2 hosts that reach the storage',
    ]);
  });
  test('goes to a host with KVM as long as one has a free slot, then to one that emulates', () => {
    const state = fleetOf({ host_1: { emulates: true }, host_2: { maxRuns: 1 } });
    const steps = stepsFor([waiting(), waiting()], state);
    expect(assigned(steps).map(([, host]) => host)).toEqual(['host_2', 'host_1']);
    expect(reasons(steps)).toEqual([
      'the only one with KVM that is ready and has a free slot, of 2 hosts that reach the storage',
      'the only one that is ready and has a free slot of 2 hosts that reach the storage',
    ]);
  });
  test('goes to a host that is in use already rather than to one that is not, if they are equal else', () => {
    const state = fleetOf({ host_1: { contacted: false }, host_2: { contacted: true } });
    expect(assigned(stepsFor([waiting()], state))).toMatchObject([[/./, 'host_2']].map(() => [{}, 'host_2']));
  });
  test('has hosts contacted that are not known well enough only where no other can do it', () => {
    const contacted: HostId[] = [];
    const contact = (id: HostId) => void contacted.push(id);
    const unknown = { readiness: { state: 'UNCONTACTED' } } as const;
    stepsFor([waiting()], fleetOf({ host_1: {}, host_2: unknown }, { contact }));
    expect(contacted).toEqual([]);
    const state = fleetOf({ host_2: unknown }, { contact });
    expect(reasonOf(waiting(), [], state)).toMatchObject({ code: 'NO_SUITABLE_HOST' });
    expect(contacted).toEqual(['host_2']);
  });
  test('waits while its host has no slot, and no more are assigned than there are slots', () => {
    const jobs = [waiting(), waiting(), waiting()];
    const state = fleetOf({ host_1: { maxRuns: 2 } });
    expect(assigned(stepsFor(jobs, state))).toEqual([
      [jobs[0]?.id, 'host_1'],
      [jobs[1]?.id, 'host_1'],
    ]);
    expect(reasonOf(waiting(), [engaged(), engaged()], state)).toMatchObject({ code: 'HOST_SLOT' });
  });
  test('waits while its storage domain has no slot', () => {
    const state = fleetOf({ host_1: {}, host_2: {} }, { maxRunsOn: 1 });
    expect(stepsFor([engaged({ startedAt: 'x' }), waiting()], state)).toEqual([]);
    expect(reasonOf(waiting(), [engaged()], state)).toMatchObject({ code: 'STORAGE_DOMAIN_SLOT' });
  });
  test('waits while another storage domain of the same array has a run, in whatever order they come', () => {
    const hosts = { host_1: { maxRuns: 9, reaches: ['dom_1', 'dom_2', 'dom_3'] } } as const;
    const state = fleetOf(hosts, { arrays: { dom_1: 'netapp', dom_2: 'netapp', dom_3: 'pure' } });
    const [one, two, three] = (['dom_1', 'dom_2', 'dom_3'] as const).map((storageDomainId) =>
      waiting({ storageDomainId }),
    );
    if (!one || !two || !three) throw new Error('There are three.');
    expect(assigned(stepsFor([one, two, three], state)).map(([id]) => id)).toEqual([one.id, three.id]);
    expect(assigned(stepsFor([engaged({ storageDomainId: 'dom_2' }), one, three], state))).toEqual([
      [three.id, 'host_1'],
    ]);
    expect(reasonOf(two, [engaged(), one], state)).toEqual({
      code: 'ARRAY_SLOT',
      message:
        'The storage array "netapp" (the label array of storage domains) already has 1 run, as many as it may have at once.',
      position: 1,
    });
    expect(reasonOf(three, [engaged(), one], state)).toBeNull();
  });
  test('is held up by no run of a storage domain that has left the array, nor by one of none', () => {
    const hosts = { host_1: { maxRuns: 9, reaches: ['dom_1', 'dom_2', 'dom_3'] } } as const;
    const state = fleetOf(hosts, { arrays: { dom_1: 'netapp' } });
    const job = waiting();
    const others = [engaged({ storageDomainId: 'dom_2' }), engaged({ storageDomainId: 'dom_3' })];
    expect(assigned(stepsFor([...others, job], state))).toEqual([[job.id, 'host_1']]);
  });
  test.each<[string, Parameters<typeof fleetOf>[1] & { readonly slots?: number }]>([
    ['INSTALLATION_SLOT', { maxRuns: 1, arrays: { dom_1: 'netapp' } }],
    ['INSTALLATION_SLOT', { maxRuns: 1, maxRunsOn: 1 }],
    ['ARRAY_SLOT', { maxRunsOn: 1, arrays: { dom_1: 'netapp' } }],
    ['ARRAY_SLOT', { arrays: { dom_1: 'netapp' }, slots: 1 }],
    ['STORAGE_DOMAIN_SLOT', { maxRunsOn: 1, slots: 1 }],
  ])('says %s first of two limits that both hold: %j', (code, { slots = 9, ...limits }) => {
    const state = fleetOf({ host_1: { maxRuns: slots } }, limits);
    expect(stepsFor([engaged(), waiting()], state)).toEqual([]);
    expect(reasonOf(waiting(), [engaged()], state)).toMatchObject({ code });
  });
  test('names the storage domain that has no slot', () => {
    const state = fleetOf({ host_1: {} }, { maxRunsOn: 1 });
    expect(reasonOf(waiting(), [engaged()], state)?.message).toBe(
      'Storage domain "dom_1" already has 1 run, as many as it may have at once.',
    );
  });
  test('waits while there are as many runs in all as there may be', () => {
    const hosts = { host_1: { reaches: ['dom_1'] }, host_2: { reaches: ['dom_2'] } } as const;
    const jobs = [waiting(), waiting({ storageDomainId: 'dom_2' })];
    expect(assigned(stepsFor(jobs, fleetOf(hosts, { maxRuns: 1 })))).toEqual([[jobs[0]?.id, 'host_1']]);
    expect(reasonOf(waiting(), [engaged({ hostId: 'host_2' })], fleetOf(hosts, { maxRuns: 1 }))).toEqual({
      code: 'INSTALLATION_SLOT',
      message: 'There is 1 run, as many as there may be at once in all (updateLimits).',
      position: 0,
    });
  });
  test.each([
    ['INSTALLATION_SLOT', { maxRuns: 1 }],
    ['STORAGE_DOMAIN_SLOT', { maxRunsOn: 1 }],
  ])('is not behind jobs that no host can do, waiting for %s', (code, limits) => {
    const state = fleetOf({ host_1: {}, host_2: { readiness: { state: 'DRAINED' } } }, limits);
    const first = waiting({ priority: 'HIGH' });
    const drained = waiting({ priority: 'HIGH', pinnedHostId: 'host_2' });
    const job = waiting();
    const others = [engaged({ hostId: 'host_1' }), first, drained];
    expect(reasonOf(job, others, state)).toMatchObject({ code, position: 1 });
    expect(reasonOf(drained, [...others, job], state)).toMatchObject({ code: 'NO_SUITABLE_HOST' });
  });
  test('waits for its retry, and the plan is due again then', () => {
    const job = waiting({ nextAttempt: 2, notBefore: '2026-11-22T12:00:05Z' });
    expect(stepsFor([job], fleetOf({ host_1: {} }))).toEqual([{ type: 'WAIT', until: now + 5000 }]);
    expect(reasonOf(job, [], fleetOf({ host_1: {} }))).toMatchObject({ code: 'RETRY_DELAY', position: null });
    expect(assigned(stepsFor([job], fleetOf({ host_1: {} }), now + 5000))).toEqual([[job.id, 'host_1']]);
  });
  test('is none where the time lies further away than any delay: it is by a clock that is ahead', () => {
    const job = waiting({ nextAttempt: 2, notBefore: '2026-11-22T13:00:05Z' });
    expect(assigned(stepsFor([job], fleetOf({ host_1: {} })))).toHaveLength(1);
    expect(reasonOf(job, [], fleetOf({ host_1: {} }))).toBeNull();
  });
  test('that waits for its retry does not hold up the jobs behind it', () => {
    const jobs = [waiting({ notBefore: '2026-11-22T12:00:05Z' }), waiting()];
    expect(assigned(stepsFor(jobs, fleetOf({ host_1: {} })))).toEqual([[jobs[1]?.id, 'host_1']]);
  });
  test('waits while its host is probed or does not answer', () => {
    const probing = fleetOf({ host_1: { readiness: { state: 'PROBING' } } });
    expect(stepsFor([waiting()], probing)).toEqual([]);
    expect(reasonOf(waiting(), [], probing)).toMatchObject({ code: 'NO_SUITABLE_HOST', position: 0 });
    const lost = fleetOf({ host_1: { readiness: { state: 'UNREACHABLE', until: now + 9 } } });
    expect(stepsFor([waiting()], lost)).toEqual([{ type: 'WAIT', until: now + 9 }]);
    expect(reasonOf(waiting(), [], lost)).toMatchObject({ code: 'HOST_CONTACT' });
  });
  test('waits, and names the host, where this server cannot ask the only one that could do it', () => {
    const outside = { state: 'OUT_OF_REACH', isAway: false, why: 'host_2 has no address.' } as const;
    const lost = { ...outside, isAway: true };
    const alone = fleetOf({ host_2: { readiness: outside } });
    expect(stepsFor([waiting()], alone)).toEqual([]);
    expect(reasonOf(waiting(), [], alone)).toEqual({
      ...{ code: 'NO_SUITABLE_HOST', message: 'host_2 has no address.', position: 0 },
    });
    expect(reasonOf(waiting(), [], fleetOf({ host_2: { readiness: lost } }))).toMatchObject({
      code: 'HOST_CONTACT',
    });
    const job = waiting();
    expect(assigned(stepsFor([job], fleetOf({ host_1: {}, host_2: { readiness: outside } })))).toEqual([
      [job.id, 'host_1'],
    ]);
  });
  test('waits, and says so, where its only host may not emulate', () => {
    const state = fleetOf({ host_1: { emulates: true, readiness: { state: 'EMULATION_FORBIDDEN' } } });
    expect(stepsFor([waiting()], state)).toEqual([]);
    expect(reasonOf(waiting(), [], state)).toMatchObject({
      code: 'NO_SUITABLE_HOST',
      message: expect.stringContaining('software emulation'),
    });
  });
  test('is given up when no host can do it, with what the host lacks', () => {
    const job = waiting();
    const incapable = { readiness: { state: 'INCAPABLE', failure } } as const;
    expect(stepsFor([job], fleetOf({ host_1: incapable }))).toEqual([{ type: 'GIVE_UP', job, failure }]);
    expect(assigned(stepsFor([job], fleetOf({ host_1: incapable, host_2: {} })))).toEqual([
      [job.id, 'host_2'],
    ]);
  });
  test('waits when no host reaches its storage', () => {
    const job = waiting({ storageDomainId: 'dom_9' });
    expect(stepsFor([job], fleetOf({ host_1: {} }))).toEqual([]);
    expect(reasonOf(job, [], fleetOf({ host_1: {} }))).toMatchObject({ code: 'NO_SUITABLE_HOST' });
  });
  test('names the host that was asked for where that does not reach its storage', () => {
    const job = waiting({ storageDomainId: 'dom_1', pinnedHostId: 'host_2' });
    const state = fleetOf({ host_1: {}, host_2: { name: 'kvm2', reaches: [] } });
    expect(stepsFor([job], state)).toEqual([]);
    expect(reasonOf(job, [], state)).toMatchObject({
      code: 'NO_SUITABLE_HOST',
      message: 'Host kvm2, which the request asked for, does not reach the storage domain of the disk.',
    });
  });
});

describe('many waiting jobs', () => {
  test('are served oldest first across storage domains', () => {
    const [old, middle, young] = [waiting(), waiting({ storageDomainId: 'dom_2' }), waiting()];
    const state = fleetOf({ host_1: { maxRuns: 2, reaches: ['dom_1', 'dom_2'] } });
    expect(assigned(stepsFor([middle, young, old], state)).map(([id]) => id)).toEqual([old.id, middle.id]);
  });
  test('of one storage domain without slots do not hold up those of another', () => {
    const jobs = [engaged(), waiting(), waiting({ storageDomainId: 'dom_2' })];
    const state = fleetOf({ host_1: { reaches: ['dom_1', 'dom_2'] } }, { maxRunsOn: 1 });
    expect(assigned(stepsFor(jobs, state))).toEqual([[jobs[2]?.id, 'host_1']]);
  });
  test('are served by priority first', () => {
    const jobs = (['LOW', 'NORMAL', 'HIGH', 'LOW', 'HIGH'] as const).map((priority) => waiting({ priority }));
    const served = assigned(stepsFor(jobs, fleetOf({ host_1: { maxRuns: 4 } })));
    expect(served.map(([id]) => jobs.find((job) => job.id === id)?.priority)).toEqual([
      'HIGH',
      'HIGH',
      'NORMAL',
      'LOW',
    ]);
  });
  test('are served in turns between requesters, those with the fewest runs first', () => {
    const ofAnn = [waiting(), waiting(), waiting()];
    const ofBob = [waiting({ requester: 'USER bob' }), waiting({ requester: 'USER bob' })];
    const jobs = [engaged({ requester: 'USER bob' }), ...ofAnn, ...ofBob];
    const served = assigned(stepsFor(jobs, fleetOf({ host_1: { maxRuns: 5 } })));
    expect(served.map(([id]) => id)).toEqual([ofAnn[0], ofBob[0], ofAnn[1], ofBob[1]].map((job) => job?.id));
  });
  test('are served however many runs their requester has, once they were passed over for an hour', () => {
    const long = waiting({ requestedAt: new Date(now - 3_600_001).toISOString() });
    const jobs = [engaged(), long, waiting({ requester: 'USER bob' })];
    expect(assigned(stepsFor(jobs, fleetOf({ host_1: {} })))).toEqual([[long.id, 'host_1']]);
  });
  test('cost a plan no more than a few', () => {
    const active = activeOf(Array.from({ length: 20_000 }, () => waiting()));
    let looked = 0;
    const line = {
      ...active.line,
      *places() {
        for (const place of active.line.places()) {
          const lanes = [...place.lanes].map((lane) => ({
            ...lane,
            jobs: new Proxy(lane.jobs, {
              get(jobs, key) {
                looked += 1;
                return Reflect.get(jobs, key);
              },
            }),
          }));
          yield { ...place, lanes };
        }
      },
    };
    expect(assigned(plan(line, active.load, fleetOf({ host_1: {} }), now))).toHaveLength(2);
    expect(looked).toBe(2);
  });
});

describe('the jobs that have not ended', () => {
  test('leave the line when they are engaged, and all when they end', () => {
    const job = waiting();
    const active = activeOf([job]);
    expect(active.counts()).toEqual({ running: 0, waiting: 1 });
    active.set(job.id, engaged({ id: job.id }));
    expect(active.counts()).toEqual({ running: 1, waiting: 0 });
    expect([...active.line.places()]).toEqual([]);
    expect(active.load.total()).toBe(1);
    active.set(job.id, null);
    expect(active.counts()).toEqual({ running: 0, waiting: 0 });
    expect(active.load.total()).toBe(0);
  });
  test('have their slot from when they are taken out of the line, and are back in it when that led to nothing', () => {
    const job = waiting();
    const active = activeOf([job]);
    active.take(job, 'host_1', now);
    expect(active.load.host('host_1')).toBe(1);
    expect([...active.line.places()]).toEqual([]);
    active.set(job.id, job);
    expect(active.load.host('host_1')).toBe(1);
    active.release(job.id);
    expect(active.load.host('host_1')).toBe(0);
    expect(assigned(plan(active.line, active.load, fleetOf({ host_1: {} }), now))).toHaveLength(1);
  });
});
