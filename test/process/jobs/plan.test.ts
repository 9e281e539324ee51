import { describe, expect, test } from 'vitest';
import type { HostId, StorageDomainId } from '../../../src/domain/ids.ts';
import type { JobWithRun, WaitingJob } from '../../../src/process/jobs/active-job.ts';
import { createActiveJobs } from '../../../src/process/jobs/active-jobs.ts';
import { type FleetState, plan, type Readiness, waitReasonOf } from '../../../src/process/jobs/plan.ts';
import { failure, options } from '../../domain/disk/given-when-then.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const ready: Readiness = { state: 'READY' };

let sequence = 0;
const waiting = (changes: Partial<WaitingJob> = {}): WaitingJob => {
  sequence += 1;
  return {
    phase: 'WAITING',
    id: `job_w${sequence}`,
    diskId: `disk_w${sequence}`,
    storageDomainId: 'dom_1',
    pinnedHostId: null,
    acknowledgedWarnings: [],
    requestedAt: new Date(now - 1e6 + sequence).toISOString(),
    nextAttempt: 1,
    notBefore: null,
    ...changes,
  };
};
const engaged = (changes: Partial<JobWithRun> = {}): JobWithRun => {
  sequence += 1;
  return {
    phase: 'WITH_RUN',
    id: `job_e${sequence}`,
    diskId: `disk_e${sequence}`,
    storageDomainId: 'dom_1',
    options,
    hostId: 'host_1',
    attempt: 1,
    runId: `job_e${sequence}.1`,
    startedAt: null,
    cancelRequested: false,
    contactLost: false,
    ...changes,
  };
};
function fleet(
  hosts: Record<HostId, { maxRuns?: number; readiness?: Readiness; reaches?: StorageDomainId[] }>,
  maxRunsPerStorageDomain = 10,
): FleetState {
  const entries = Object.entries(hosts) as [HostId, (typeof hosts)[HostId]][];
  return {
    hosts: new Map(
      entries.map(([id, { maxRuns = 2, readiness = ready }]) => [id, { name: id, maxRuns, readiness }]),
    ),
    reaching: (domain) =>
      entries.filter(([, { reaches = ['dom_1'] }]) => reaches.includes(domain)).map(([id]) => id),
    maxRunsPerStorageDomain,
    longestDelayMs: 300_000,
  };
}
function stepsFor(jobs: readonly (WaitingJob | JobWithRun)[], state: FleetState, at = now) {
  const active = createActiveJobs();
  for (const job of jobs) active.set(job.id, job);
  return plan(active.withRun(), active.queues(), state, at);
}
const assigned = (steps: ReturnType<typeof plan>) =>
  steps.flatMap((step) => (step.type === 'ASSIGN' ? [[step.job.id, step.hostId]] : []));

describe('an engaged job', () => {
  test.each([
    ['is seen through when it is locked', {}, 'CONDUCT'],
    ['is seen through when it is started', { startedAt: '2026-11-22T11:00:00Z' }, 'CONDUCT'],
    ['is canceled when that was asked for, started or not', { cancelRequested: true }, 'CANCEL'],
  ] as const)('%s', (_, changes, type) => {
    const job = engaged(changes);
    expect(stepsFor([job], fleet({ host_1: {} }))).toEqual([{ type, job }]);
  });
});

describe('a waiting job', () => {
  test('is assigned to a host that reaches its storage', () => {
    const job = waiting({ storageDomainId: 'dom_2' });
    const state = fleet({ host_1: { reaches: ['dom_1'] }, host_2: { reaches: ['dom_2'] } });
    expect(stepsFor([job], state)).toEqual([{ type: 'ASSIGN', job, hostId: 'host_2' }]);
  });
  test('goes to the host that was asked for, even if another is less loaded', () => {
    const jobs = [engaged({ hostId: 'host_1' }), waiting({ pinnedHostId: 'host_1' })];
    expect(assigned(stepsFor(jobs, fleet({ host_1: {}, host_2: {} })))).toEqual([[jobs[1]?.id, 'host_1']]);
  });
  test('goes to the least loaded host by its share of slots', () => {
    const jobs = [engaged({ hostId: 'host_1' }), engaged({ hostId: 'host_2' }), waiting()];
    const state = fleet({ host_1: { maxRuns: 2 }, host_2: { maxRuns: 4 } });
    expect(assigned(stepsFor(jobs, state))).toEqual([[jobs[2]?.id, 'host_2']]);
  });
  test('waits while its host has no slot, and no more are assigned than there are slots', () => {
    const jobs = [waiting(), waiting(), waiting()];
    const state = fleet({ host_1: { maxRuns: 2 } });
    expect(assigned(stepsFor(jobs, state))).toEqual([
      [jobs[0]?.id, 'host_1'],
      [jobs[1]?.id, 'host_1'],
    ]);
    expect(waitReasonOf(waiting(), [engaged(), engaged()], state, now)).toMatchObject({ code: 'HOST_SLOT' });
  });
  test('waits while its storage domain has no slot', () => {
    const state = fleet({ host_1: {}, host_2: {} }, 1);
    expect(stepsFor([engaged({ startedAt: 'x' }), waiting()], state)).toHaveLength(1);
    expect(waitReasonOf(waiting(), [engaged()], state, now)).toMatchObject({ code: 'STORAGE_DOMAIN_SLOT' });
  });
  test('waits for its retry, and the plan is due again then', () => {
    const job = waiting({ nextAttempt: 2, notBefore: '2026-11-22T12:00:05Z' });
    expect(stepsFor([job], fleet({ host_1: {} }))).toEqual([{ type: 'WAIT', until: now + 5000 }]);
    expect(waitReasonOf(job, [], fleet({ host_1: {} }), now)).toMatchObject({ code: 'RETRY_DELAY' });
    expect(assigned(stepsFor([job], fleet({ host_1: {} }), now + 5000))).toEqual([[job.id, 'host_1']]);
  });
  test('is none where the time lies further away than any delay: it is by a clock that is ahead', () => {
    const job = waiting({ nextAttempt: 2, notBefore: '2026-11-22T13:00:05Z' });
    expect(assigned(stepsFor([job], fleet({ host_1: {} })))).toHaveLength(1);
    expect(waitReasonOf(job, [], fleet({ host_1: {} }), now)).toBeNull();
  });
  test('that waits for its retry does not hold up the jobs behind it', () => {
    const jobs = [waiting({ notBefore: '2026-11-22T12:00:05Z' }), waiting()];
    expect(assigned(stepsFor(jobs, fleet({ host_1: {} })))).toEqual([[jobs[1]?.id, 'host_1']]);
  });
  test('waits while its host is probed or does not answer', () => {
    const probing = fleet({ host_1: { readiness: { state: 'PROBING' } } });
    expect(stepsFor([waiting()], probing)).toEqual([]);
    expect(waitReasonOf(waiting(), [], probing, now)).toMatchObject({ code: 'NO_SUITABLE_HOST' });
    const lost = fleet({ host_1: { readiness: { state: 'UNREACHABLE', until: now + 9 } } });
    expect(stepsFor([waiting()], lost)).toEqual([{ type: 'WAIT', until: now + 9 }]);
    expect(waitReasonOf(waiting(), [], lost, now)).toMatchObject({ code: 'HOST_CONTACT' });
  });
  test('is given up when no host can do it, with what the host lacks', () => {
    const job = waiting();
    const incapable = { readiness: { state: 'INCAPABLE', failure } } as const;
    expect(stepsFor([job], fleet({ host_1: incapable }))).toEqual([{ type: 'GIVE_UP', job, failure }]);
    expect(assigned(stepsFor([job], fleet({ host_1: incapable, host_2: {} })))).toEqual([[job.id, 'host_2']]);
  });
  test('waits when no host reaches its storage', () => {
    expect(stepsFor([waiting({ storageDomainId: 'dom_9' })], fleet({ host_1: {} }))).toEqual([]);
    expect(waitReasonOf(waiting({ storageDomainId: 'dom_9' }), [], fleet({ host_1: {} }), now)).toMatchObject(
      {
        code: 'NO_SUITABLE_HOST',
      },
    );
  });
});

describe('many waiting jobs', () => {
  test('are served oldest first across storage domains', () => {
    const [old, middle, young] = [waiting(), waiting({ storageDomainId: 'dom_2' }), waiting()];
    const state = fleet({ host_1: { maxRuns: 2, reaches: ['dom_1', 'dom_2'] } });
    expect(assigned(stepsFor([middle, old, young], state)).map(([id]) => id)).toEqual([old.id, middle.id]);
  });
  test('of one storage domain without slots do not hold up those of another', () => {
    const jobs = [engaged(), waiting(), waiting({ storageDomainId: 'dom_2' })];
    const state = fleet({ host_1: { reaches: ['dom_1', 'dom_2'] } }, 1);
    expect(assigned(stepsFor(jobs, state))).toEqual([[jobs[2]?.id, 'host_1']]);
  });
  test('cost a plan no more than a few', () => {
    const active = createActiveJobs();
    for (let i = 0; i < 20_000; i += 1) {
      const job = waiting();
      active.set(job.id, job);
    }
    let looked = 0;
    const queues = [...active.queues()].map(function* (queue) {
      for (const job of queue) {
        looked += 1;
        yield job;
      }
    });
    expect(assigned(plan([], queues, fleet({ host_1: {} }), now))).toHaveLength(2);
    expect(looked).toBe(3);
  });
});

describe('the jobs that have not ended', () => {
  test('leave their queue when they are engaged, and all when they end', () => {
    const active = createActiveJobs();
    const job = waiting();
    active.set(job.id, job);
    expect(active.counts()).toEqual({ running: 0, waiting: 1 });
    active.set(job.id, engaged({ id: job.id }));
    expect(active.counts()).toEqual({ running: 1, waiting: 0 });
    expect([...active.queues()]).toEqual([]);
    active.set(job.id, null);
    expect(active.counts()).toEqual({ running: 0, waiting: 0 });
  });
});
