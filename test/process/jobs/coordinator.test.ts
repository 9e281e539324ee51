import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type JobId, runIdOf } from '../../../src/domain/ids.ts';
import { AppendOutcomeUnknown } from '../../../src/event-store/errors.ts';
import { unanswered } from '../../../src/hosts/failure.ts';
import { HostBusy } from '../../../src/hosts/host.ts';
import { failure, options, passingFailure } from '../../domain/disk/given-when-then.ts';
import { capable, createFakeHost, goodReport } from '../../support/fake-host.ts';
import { accepted, caller, openParts, type Parts, storageDomainId } from '../../support/parts.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
});
afterEach(() => parts.close());

const aHostView = { observation: { mounts: [], blockDevices: [], problems: [] } };

const completedJob = [
  'DiskRegistered',
  'DiskObserved',
  'SparsifyRequested',
  'DiskLocked',
  'SparsifyStarted',
  'SparsifyCompleted',
];

describe('a job', () => {
  test('goes from the request to its measured result', async () => {
    const diskId = await parts.registerDisk();
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'RUNNING');
    expect(parts.views.disk(diskId)).toMatchObject({ locked: true, activeJobId: jobId });
    parts.fake.end(runIdOf(jobId, 1), goodReport);
    await parts.reached(jobId, 'COMPLETED');
    expect(await parts.eventTypes(diskId)).toEqual(completedJob);
    expect(parts.views.disk(diskId)).toMatchObject({
      locked: false,
      activeJobId: null,
      observation: { allocatedBytes: goodReport.sizeAfter },
    });
    await vi.waitFor(() => expect(parts.fake.forgotten).toEqual([runIdOf(jobId, 1)]));
  });

  test('leaves nothing on the host when it is not known whether its result was recorded, and it was', async () => {
    const diskId = await parts.registerDisk();
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'RUNNING');
    const { append } = parts.store;
    vi.spyOn(parts.store, 'append').mockImplementation(async (stream, events, expected) => {
      const result = await append(stream, events, expected);
      if (!events.some(({ type }) => type === 'SparsifyCompleted')) return result;
      await parts.reached(jobId, 'COMPLETED');
      throw new AppendOutcomeUnknown('the store', 'it was cut off');
    });
    parts.fake.end(runIdOf(jobId, 1), goodReport);
    await vi.waitFor(() => expect(parts.fake.forgotten).toEqual([runIdOf(jobId, 1)]));
    expect(await parts.eventTypes(diskId)).toEqual(completedJob);
  });

  test('requested before the coordinator began is taken up', async () => {
    const jobId = await parts.sparsify(await parts.registerDisk());
    parts.startCoordinator();
    await parts.reached(jobId, 'RUNNING');
  });

  test('names what led to each of its events', async () => {
    const diskId = await parts.registerDisk();
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'RUNNING');
    const events = await Array.fromAsync(parts.store.readStream(`disk-${diskId}`));
    const [requested, locked, started] = events.slice(2);
    expect(locked?.metadata).toMatchObject({ causationId: requested?.id, actor: { kind: 'SYSTEM' } });
    expect(started?.metadata).toMatchObject({ causationId: locked?.id, correlationId: jobId });
  });

  test('is tried again after a failure that is worth it, and fails in the end', async () => {
    const diskId = await parts.registerDisk();
    parts.startCoordinator({ maxAttempts: 2 });
    const jobId = await parts.sparsify(diskId);
    await parts.fake.started(1);
    await parts.reached(jobId, 'RUNNING');
    parts.fake.end(runIdOf(jobId, 1), { ended: 'FAILED', failure: passingFailure });
    await parts.fake.started(2);
    await parts.reached(jobId, 'RUNNING');
    parts.fake.end(runIdOf(jobId, 2), { ended: 'FAILED', failure: passingFailure });
    await parts.reached(jobId, 'FAILED');
    expect(parts.views.job(jobId)).toMatchObject({
      failure: { code: 'RUN_LOST' },
      attempts: [
        { number: 1, ended: 'FAILED' },
        { number: 2, ended: 'FAILED' },
      ],
    });
    expect(parts.fake.starts).toEqual([runIdOf(jobId, 1), runIdOf(jobId, 2)]);
  });

  test('is canceled while it runs', async () => {
    const diskId = await parts.registerDisk();
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'RUNNING');
    accepted(await parts.requests.cancelSparsifyJob({ jobId, reason: 'needed' }, caller));
    await parts.reached(jobId, 'CANCELED');
    expect(parts.fake.stops).toEqual([[runIdOf(jobId, 1), 'GRACEFUL']]);
    expect(parts.views.disk(diskId)).toMatchObject({ locked: false, activeJobId: null });
  });

  test('fails at once when the look right before the run finds something', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.inspection = { ok: false, failure: { ...failure, code: 'DISK_MISSING' } };
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'FAILED');
    expect(parts.views.job(jobId)).toMatchObject({ failure: { code: 'DISK_MISSING' }, attempts: [] });
    expect(parts.views.disk(diskId)).toMatchObject({ locked: false, observation: { present: false } });
    expect(parts.fake.starts).toEqual([]);
  });

  test('goes on where not all use could be seen only if its request acknowledged that', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.allUsersSeen = false;
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'FAILED');
    expect(parts.views.job(jobId)).toMatchObject({
      failure: { code: 'DISK_NOT_ELIGIBLE', remedy: expect.stringContaining('USE_NOT_FULLY_CHECKED') },
      attempts: [],
    });
    const acknowledged = { ...options, acknowledgedWarnings: ['USE_NOT_FULLY_CHECKED'] as const };
    const second = accepted(
      await parts.requests.sparsifyDisk({ diskId, idempotencyKey: null, options: acknowledged }, caller),
    );
    await parts.reached(second, 'RUNNING');
  });

  test('fails with what the host lacks, when no host can do it', async () => {
    parts.fake.control.capabilities = {
      ...capable,
      virtSparsify: null,
      lacks: [{ what: 'virt-sparsify is missing', remedy: 'Install guestfs-tools.' }],
    };
    const diskId = await parts.registerDisk();
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'FAILED');
    expect(parts.views.job(jobId)?.failure).toMatchObject({
      code: 'TOOL_MISSING',
      remedy: 'Install guestfs-tools.',
    });
  });

  test('waits while its disk is being measured', async () => {
    const diskId = await parts.registerDisk();
    const endMeasuring = parts.beingMeasured.mark(diskId);
    parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    const later = await parts.sparsify(await parts.registerDisk());
    await parts.reached(later, 'RUNNING');
    expect(parts.views.job(jobId)?.status).toBe('REQUESTED');
    endMeasuring();
    await parts.reached(jobId, 'RUNNING');
  });
});

describe('many jobs', () => {
  test('run as many at once as there are slots, and each waiting one says what it waits for', async () => {
    const disks = await Promise.all([1, 2, 3].map(() => parts.registerDisk()));
    const coordinator = parts.startCoordinator({ maxRunsPerStorageDomain: 5 });
    const jobs: JobId[] = [];
    for (const diskId of disks) jobs.push(await parts.sparsify(diskId));
    const [first, , third] = jobs;
    if (!first || !third) throw new Error('Three jobs were asked for.');
    await parts.fake.started(2);
    await parts.reached(first, 'RUNNING');
    const waiting = parts.views.job(third);
    await vi.waitFor(() => {
      expect(waiting && coordinator.waitingFor(waiting)).toMatchObject({ code: 'HOST_SLOT' });
      expect(coordinator.status()).toEqual({ active: true, runningJobs: 2, waitingJobs: 1 });
    });
    parts.fake.end(runIdOf(first, 1), goodReport);
    await parts.fake.started(3);
    expect(parts.fake.starts.at(-1)).toBe(runIdOf(third, 1));
  });
});

describe('limits', () => {
  const running = () => parts.fake.starts.length;
  test('in all and of a storage domain are changed while jobs wait, and hold at once', async () => {
    accepted(await parts.requests.updateLimits({ maxRuns: 1 }, caller));
    const disks = await Promise.all([1, 2, 3, 4].map(() => parts.registerDisk()));
    const coordinator = parts.startCoordinator({ maxRunsPerStorageDomain: 5 });
    const jobs: JobId[] = [];
    for (const diskId of disks) jobs.push(await parts.sparsify(diskId));
    const [first, second, third, fourth] = jobs;
    if (!first || !second || !third || !fourth) throw new Error('Four jobs were asked for.');
    const waitingFor = (id: JobId) => {
      const job = parts.views.job(id);
      return job && coordinator.waitingFor(job);
    };
    await parts.reached(first, 'RUNNING');
    expect(waitingFor(second)).toMatchObject({ code: 'INSTALLATION_SLOT', position: 0 });
    expect(waitingFor(fourth)).toMatchObject({ code: 'INSTALLATION_SLOT', position: 2 });

    accepted(await parts.requests.updateStorageDomain({ storageDomainId, maxRuns: 1 }, caller));
    accepted(await parts.requests.updateLimits({ maxRuns: 0 }, caller));
    expect(parts.views.limits()).toEqual({ maxRuns: null });
    await vi.waitFor(() => expect(waitingFor(second)).toMatchObject({ code: 'STORAGE_DOMAIN_SLOT' }));
    expect(running()).toBe(1);
    accepted(await parts.requests.updateStorageDomain({ storageDomainId, maxRuns: 0 }, caller));
    await parts.reached(second, 'RUNNING');

    // Lowered below what runs: both go on, and nothing starts until there are fewer.
    accepted(await parts.requests.updateStorageDomain({ storageDomainId, maxRuns: 1 }, caller));
    await vi.waitFor(() => expect(waitingFor(third)).toMatchObject({ code: 'STORAGE_DOMAIN_SLOT' }));
    parts.fake.end(runIdOf(first, 1), goodReport);
    await parts.reached(first, 'COMPLETED');
    await vi.waitFor(() => expect(waitingFor(third)?.message).toContain('already has 1 run,'));
    expect(running()).toBe(2);
    parts.fake.end(runIdOf(second, 1), goodReport);
    await parts.reached(third, 'RUNNING');
    expect(running()).toBe(3);
  });

  test('are not exceeded by a coordinator that takes over, and a job with priority goes first', async () => {
    const before = parts.startCoordinator();
    const jobs: JobId[] = [];
    for (let n = 0; n < 4; n += 1) jobs.push(await parts.sparsify(await parts.registerDisk()));
    await parts.fake.started(2);
    await Promise.all(jobs.slice(0, 2).map((id) => parts.reached(id, 'RUNNING')));
    await before.stop();
    const diskId = await parts.registerDisk();
    const urgent = { ...options, priority: 'HIGH' as const };
    const last = accepted(
      await parts.requests.sparsifyDisk({ diskId, idempotencyKey: null, options: urgent }, caller),
    );
    const coordinator = parts.startCoordinator();
    const job = parts.views.job(last);
    await vi.waitFor(() => expect(job && coordinator.waitingFor(job)).toMatchObject({ position: 0 }));
    expect(running()).toBe(2);
    parts.fake.end(runIdOf(jobs[0] ?? 'job_none', 1), goodReport);
    await parts.reached(last, 'RUNNING');
    expect(parts.views.job(last)?.attempts).toMatchObject([
      { chosen: 'the only host that reaches the storage, 1 of 2 slots taken' },
    ]);
  });
});

describe('a host that does not answer', () => {
  test('holds a job up, with a reason, and the job goes on when it answers again', async () => {
    const diskId = await parts.registerDisk();
    parts.fake.control.silent = true;
    const coordinator = parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    const waiting = parts.views.job(jobId);
    await vi.waitFor(() =>
      expect(waiting && coordinator.waitingFor(waiting)).toMatchObject({ code: 'HOST_CONTACT' }),
    );
    parts.fake.control.silent = false;
    await parts.reached(jobId, 'RUNNING');
  });
});

test('a host too busy to be probed holds a job up, with a reason, and the job goes on when it is not', async () => {
  const { capabilities } = parts.fake.host;
  let busy = true;
  parts.fake.host.capabilities = async () => {
    if (busy) throw new HostBusy('The appliance of libguestfs did not start within 120 s.');
    return capabilities();
  };
  const coordinator = parts.startCoordinator();
  const jobId = await parts.sparsify(await parts.registerDisk());
  const waiting = parts.views.job(jobId);
  await vi.waitFor(() =>
    expect(waiting && coordinator.waitingFor(waiting)).toMatchObject({
      code: 'NO_SUITABLE_HOST',
      message: expect.stringContaining('within 120 s'),
    }),
  );
  expect(parts.views.job(jobId)?.status).toBe('REQUESTED');
  busy = false;
  await parts.reached(jobId, 'RUNNING');
});

test.each([
  ['libvirt does not answer', { machines: 'UNKNOWN', contact: 'IN_CONTACT' }],
  ['its host does not answer', { machines: 'UNKNOWN', contact: 'LOST' }],
] as const)('a job waits, and says so, while %s right before its lock', async (_, missing) => {
  const { observation } = aHostView;
  const diskId = await parts.registerDisk();
  const jobId = await parts.sparsify(diskId);
  const { host } = parts.views;
  let known = false;
  parts.views.host = (id) => {
    const view = host(id);
    return known || view === null ? view : { ...view, observation: { ...observation, ...missing } };
  };
  const coordinator = parts.startCoordinator();
  const waiting = parts.views.job(jobId);
  await vi.waitFor(() =>
    expect(waiting && coordinator.waitingFor(waiting)?.message).toContain('may be running on'),
  );
  known = true;
  await parts.reached(jobId, 'RUNNING');
});

test('a lock that the attempt before may have left holds the next one up, and that of somebody else ends the job', async () => {
  const inUse = {
    ok: false,
    failure: { ...failure, code: 'DISK_IN_USE', message: 'It is locked.' },
  } as const;
  const diskId = await parts.registerDisk();
  const coordinator = parts.startCoordinator();
  const jobId = await parts.sparsify(diskId);
  await parts.reached(jobId, 'RUNNING');
  parts.fake.control.inspection = inUse;
  parts.fake.end(runIdOf(jobId, 1), { ended: 'FAILED', failure: passingFailure });
  await vi.waitFor(() => {
    const waiting = parts.views.job(jobId);
    expect(waiting && coordinator.waitingFor(waiting)?.message).toContain('It is locked.');
  });
  parts.fake.control.inspection = null;
  await parts.fake.started(2);
  await parts.reached(jobId, 'RUNNING');

  const other = await parts.sparsify(await parts.registerDisk());
  parts.fake.control.inspection = inUse;
  await parts.reached(other, 'FAILED');
});

test('a job waits, and says so, while its image gives no answer in time', async () => {
  const jobId = await parts.sparsify(await parts.registerDisk());
  const why = unanswered('/images/disk-1.qcow2 could not be read within 20 s.', 'See whether it answers.');
  parts.fake.control.inspection = { ok: false, failure: why };
  const { inspectForRun } = parts.fake.host;
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let times = 0;
  parts.fake.host.inspectForRun = async (...given) => {
    times += 1;
    if (times > 1) asked.resolve();
    if (times > 1) await answer.promise;
    return inspectForRun(...given);
  };
  const coordinator = parts.startCoordinator();
  const waiting = parts.views.job(jobId);
  const waitsForStorage = () =>
    expect(waiting && coordinator.waitingFor(waiting)).toMatchObject({
      code: 'STORAGE_CONTACT',
      message: expect.stringContaining('within 20 s'),
    });
  await vi.waitFor(waitsForStorage);
  await asked.promise;
  waitsForStorage();
  parts.fake.control.inspection = null;
  answer.resolve();
  await parts.reached(jobId, 'RUNNING');
  const running = parts.views.job(jobId);
  expect(running && coordinator.waitingFor(running)).toBeNull();
});

describe('a coordinator that takes over', () => {
  test('follows the runs that the one before started, and starts none twice', async () => {
    const diskId = await parts.registerDisk();
    const before = parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'RUNNING');
    await before.stop();
    parts.startCoordinator();
    await vi.waitFor(() => expect(parts.fake.followers(runIdOf(jobId, 1))).toBe(1));
    parts.fake.end(runIdOf(jobId, 1), goodReport);
    await parts.reached(jobId, 'COMPLETED');
    expect(parts.fake.starts).toEqual([runIdOf(jobId, 1)]);
    expect(await parts.eventTypes(diskId)).toEqual(completedJob);
  });

  test('removes what the host still keeps of runs whose result is recorded', async () => {
    const diskId = await parts.registerDisk();
    const before = parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'RUNNING');
    parts.fake.end(runIdOf(jobId, 1), goodReport);
    await parts.reached(jobId, 'COMPLETED');
    await before.stop();
    const ended = runIdOf(jobId, 1);
    parts.fake.forgotten.length = 0;
    parts.fake.knowRun(ended, 'FINISHED');
    parts.fake.knowRun('job_of-another.1', 'FINISHED');
    parts.startCoordinator();
    await vi.waitFor(() => expect(parts.fake.forgotten).toEqual([ended]));
  });
});

describe('what the host still keeps of runs whose result is recorded', () => {
  /** A job that has ended, whose run the host keeps as if the server had died before it was forgotten. */
  async function endedJob() {
    const diskId = await parts.registerDisk();
    const before = parts.startCoordinator();
    const jobId = await parts.sparsify(diskId);
    await parts.reached(jobId, 'RUNNING');
    parts.fake.end(runIdOf(jobId, 1), goodReport);
    await parts.reached(jobId, 'COMPLETED');
    await before.stop();
    parts.fake.forgotten.length = 0;
    parts.fake.knowRun(runIdOf(jobId, 1), 'FINISHED');
    return runIdOf(jobId, 1);
  }

  test('is removed once the host answers, when it did not at first', async () => {
    const runId = await endedJob();
    const list = vi.spyOn(parts.fake.host, 'listRuns');
    parts.fake.control.silent = true;
    parts.startCoordinator();
    await vi.waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(2));
    expect(parts.fake.forgotten).toEqual([]);
    parts.fake.control.silent = false;
    await vi.waitFor(() => expect(parts.fake.forgotten).toEqual([runId]));
  });

  test('is removed also when another such run cannot be forgotten, which is tried again', async () => {
    const stubborn = await endedJob();
    const other = await endedJob();
    parts.fake.forgotten.length = 0;
    parts.fake.knowRun(stubborn, 'FINISHED');
    const { forgetRun } = parts.fake.host;
    let refusals = 0;
    parts.fake.host.forgetRun = async (runId) => {
      if (runId === stubborn && refusals < 2) {
        refusals += 1;
        throw new Error('It has not ended, so it is kept.');
      }
      await forgetRun(runId);
    };
    parts.startCoordinator();
    await vi.waitFor(() => expect(parts.fake.forgotten).toEqual([other, stubborn]));
  });
});

test('a feed that breaks off is taken up again, and no job is missed', async () => {
  const changes = parts.feed.changes;
  let broken = 0;
  parts.feed.changes = (options) => {
    const iterator = changes.call(parts.feed, options);
    if (broken > 0) return iterator;
    broken += 1;
    return {
      ...iterator,
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('Cut off.')) }),
    } as typeof iterator;
  };
  parts.startCoordinator();
  const jobId = await parts.sparsify(await parts.registerDisk());
  await vi.waitFor(() => expect(parts.views.job(jobId)?.status).toBe('RUNNING'), { timeout: 5000 });
  expect(broken).toBe(1);
});

test('no notification that is lost strands a job or a cancel', async () => {
  const { changes } = parts.feed;
  parts.feed.changes = (options) => changes.call(parts.feed, { ...options, wants: () => false });
  parts.startCoordinator({ refreshAllMs: 5 });
  const jobId = await parts.sparsify(await parts.registerDisk());
  await parts.fake.started(1);
  await vi.waitFor(() => expect(parts.views.job(jobId)?.status).toBe('RUNNING'));
  accepted(await parts.requests.cancelSparsifyJob({ jobId, reason: 'needed' }, caller));
  await vi.waitFor(() => expect(parts.views.job(jobId)?.status).toBe('CANCELED'));
});

test.each(['disk', 'job', 'jobs', 'storageDomain', 'host'] as const)(
  'a fault of the views where they are asked for a %s ends nothing, and what met it is tried again',
  async (look) => {
    const jobId = await parts.sparsify(await parts.registerDisk());
    const views = parts.views as { [Look in typeof look]: (...given: never[]) => unknown };
    const asked = views[look];
    let faults = 0;
    views[look] = () => {
      faults += 1;
      throw new Error('The views are damaged.');
    };
    parts.startCoordinator({ refreshAllMs: 5 });
    await vi.waitFor(() => expect(faults).toBeGreaterThan(2));
    views[look] = asked;
    await vi.waitFor(() => expect(parts.views.job(jobId)?.status).toBe('RUNNING'));
  },
);

test('a job that meets a fault is set aside and says so, and the others go on', async () => {
  const fake = createFakeHost();
  const inspect = fake.host.inspectImage;
  let poisoned = false;
  fake.host.inspectImage = async (image) => {
    if (poisoned && image.path.startsWith('poisoned')) throw new Error('Never seen before.');
    return inspect(image);
  };
  const own = await openParts(fake);
  try {
    const bad = await own.registerDisk('poisoned-1.qcow2');
    const worse = await own.registerDisk('poisoned-2.qcow2');
    const good = await own.registerDisk('good.qcow2');
    poisoned = true;
    const coordinator = own.startCoordinator({ contact: { initialMs: 1000, maxMs: 60_000 } });
    const badJob = await own.sparsify(bad);
    await own.sparsify(worse);
    await own.reached(await own.sparsify(good), 'RUNNING');
    const job = own.views.job(badJob);
    await vi.waitFor(() =>
      expect(job && coordinator.waitingFor(job)).toMatchObject({
        code: 'COORDINATOR',
        message: expect.stringContaining('Never seen before.'),
      }),
    );
  } finally {
    await own.close();
  }
});
