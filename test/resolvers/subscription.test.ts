import { describe, expect, it } from 'vitest';
import type { DiskId, JobId } from '../../src/domain/ids.ts';
import type { JobStatus } from '../../src/domain/job/status.ts';
import { follow } from '../support/run-operation.ts';
import {
  type Given,
  renamed,
  type SeededServices,
  seededServices,
  stepsTo,
} from '../support/seeded-services.ts';

const end = { done: true, value: undefined };
const byJob =
  'subscription ($id: ID!, $after: String) { sparsifyJob(id: $id, after: $after) { cursor job { id status } } }';
const id = 'job_1';
const payload = (status: string) => ({
  done: false,
  value: { data: { sparsifyJob: { cursor: expect.any(String), job: { id, status } } } },
});

/** Leads a job of `disk_1` on from one status to another. */
const lead = (services: SeededServices, from: JobStatus, to: JobStatus, job: JobId = id) =>
  services.given('disk-disk_1', ...stepsTo(job, to, { from }));

/** Cursors strictly increase, whatever they look like. */
function expectIncreasing(cursors: readonly string[]): void {
  const positions = cursors.map((cursor) => Buffer.from(cursor, 'base64url').toString());
  expect(positions).toEqual([...new Set(positions)].sort());
}

describe('Subscription.sparsifyJob', () => {
  it('gives the present state first, then every state as it was at its change, and completes after the terminal one', async () => {
    const services = await seededServices();
    await services.putJob();
    await services.putJob({ id: 'job_2', diskId: 'disk_2' });
    const updates = await follow(services, byJob, { id });
    await lead(services, 'REQUESTED', 'LOCKED');
    await services.given('disk-disk_2', ...stepsTo('job_2', 'LOCKED', { from: 'REQUESTED' }));
    await lead(services, 'LOCKED', 'RUNNING');
    await lead(services, 'RUNNING', 'COMPLETED');
    const seen: string[] = [];
    for (const status of ['REQUESTED', 'LOCKED', 'RUNNING', 'COMPLETED']) {
      const update = await updates.next();
      expect(update).toEqual(payload(status));
      const { cursor } = Object(update.value?.data?.sparsifyJob);
      seen.push(cursor);
    }
    expectIncreasing(seen);
    expect(await updates.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it('completes after one payload when the job has ended already', async () => {
    const services = await seededServices();
    await services.putJob({ status: 'FAILED' });
    const updates = await follow(services, byJob, { id });
    expect(await updates.next()).toEqual(payload('FAILED'));
    expect(await updates.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it('resumes after a cursor with all that was missed, and nothing else', async () => {
    const services = await seededServices();
    await services.putJob({ status: 'LOCKED' });
    const after = services.feed.presentCursor();
    await lead(services, 'LOCKED', 'RUNNING');
    const updates = await follow(services, byJob, { id, after });
    expect(await updates.next()).toEqual(payload('RUNNING'));
    await updates.return();
  });

  it('resumes a job that has ended: what was missed, then the end', async () => {
    const services = await seededServices();
    await services.putJob({ status: 'RUNNING' });
    const before = services.feed.presentCursor();
    await lead(services, 'RUNNING', 'COMPLETED');
    const missed = await follow(services, byJob, { id, after: before });
    expect(await missed.next()).toEqual(payload('COMPLETED'));
    expect(await missed.next()).toEqual(end);
    const seen = await follow(services, byJob, { id, after: services.feed.presentCursor() });
    expect(await seen.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it('ends at once when it is returned while it waits', async () => {
    const services = await seededServices();
    await services.putJob();
    const updates = await follow(services, byJob, { id });
    await updates.next();
    const waiting = updates.next();
    expect(await updates.return()).toEqual(end);
    expect(await waiting).toEqual(end);
    expect(await updates.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it.each(['job_no', 'disk_1', ''])('refuses the id %j with NOT_FOUND', async (unknown) => {
    const services = await seededServices();
    await services.putDisk();
    await expect(follow(services, byJob, { id: unknown })).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND', argument: 'id' },
    });
    expect(services.subscribers.size).toBe(0);
  });

  it.each(['RUNNING', 'FAILED'] as const)(
    'refuses a cursor of elsewhere, also when the job has ended: %s',
    async (status) => {
      const services = await seededServices();
      await services.putJob({ status });
      await expect(follow(services, byJob, { id, after: 'nonsense' })).rejects.toMatchObject({
        originalError: { name: 'BadCursor' },
      });
      expect(services.subscribers.size).toBe(0);
    },
  );
});

describe('Subscription.disk', () => {
  const byDisk =
    'subscription ($after: String) { disk(id: "disk_1", after: $after) { cursor disk { name } } }';

  it('gives the present disk, then its changes; with a cursor the changes alone', async () => {
    const services = await seededServices();
    await services.putDisk();
    await services.putDisk({ id: 'disk_2' });
    const updates = await follow(services, byDisk);
    await services.given('disk-disk_1', renamed('db'));
    const after = services.feed.presentCursor();
    await services.given('disk-disk_2', renamed('other'));
    await services.given('disk-disk_1', renamed('mail'));
    const seen = [await updates.next(), await updates.next(), await updates.next()].map(
      ({ value }) => value?.data?.disk as { cursor: string; disk: { name: string } },
    );
    expect(seen.map(({ disk }) => disk.name)).toEqual(['web', 'db', 'mail']);
    expect(seen[1]?.cursor).toBe(after);
    const resumed = await follow(services, byDisk, { after });
    expect((await resumed.next()).value?.data).toEqual({ disk: seen[2] });
    await Promise.all([updates.return(), resumed.return()]);
  });

  it('refuses an unknown disk with NOT_FOUND', async () => {
    await expect(follow(await seededServices(), byDisk)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
  });
});

describe('Subscription.disks', () => {
  const byFilter =
    'subscription ($filter: DiskFilter, $after: String) { disks(filter: $filter, after: $after) { cursor disk { id name } } }';

  it('gives the changes of the disks that match from now on; with a cursor what was missed', async () => {
    const services = await seededServices();
    await services.putDomain();
    await services.putDisk();
    await services.putDisk({ id: 'disk_2', name: 'idle', path: 'idle.qcow2', allocation: 'PREALLOCATED' });
    const after = services.feed.presentCursor();
    const filter = { obstacles: ['PREALLOCATED'] };
    const live = await follow(services, byFilter, { filter });
    await services.given('disk-disk_1', renamed('db'));
    await services.given('disk-disk_2', renamed('archive'));
    const expected = {
      data: { disks: { cursor: expect.any(String), disk: { id: 'disk_2', name: 'archive' } } },
    };
    expect((await live.next()).value).toEqual(expected);
    const resumed = await follow(services, byFilter, { filter, after });
    expect((await resumed.next()).value).toEqual(expected);
    await Promise.all([live.return(), resumed.return()]);
    expect(services.subscribers.size).toBe(0);
  });
});

describe('Subscription.hosts', () => {
  const all = 'subscription ($after: String) { hosts(after: $after) { cursor host { id name } } }';
  const named = (name: string): Given => ({ type: 'HostRegistered', data: { name, transport: 'LOCAL' } });

  it('begins with all hosts, and goes on with each as it was at its change', async () => {
    const services = await seededServices();
    await services.putHost({ id: 'host_2', name: 'kvm2' });
    await services.putHost({ id: 'host_1', name: 'kvm1' });
    const updates = await follow(services, all);
    await services.putDisk();
    await services.given('host-host_2', named('kvm3'));
    await services.given('host-host_2', named('kvm4'));
    const seen: { cursor: string; host: { name: string } }[] = [];
    for (let count = 0; count < 4; count += 1) {
      seen.push((await updates.next()).value?.data?.hosts as (typeof seen)[number]);
    }
    expect(seen.map(({ host }) => host.name)).toEqual(['kvm2', 'kvm1', 'kvm3', 'kvm4']);
    expectIncreasing(seen.map(({ cursor }) => cursor));
    const resumed = await follow(services, all, { after: seen[1]?.cursor });
    expect((await resumed.next()).value?.data).toEqual({ hosts: seen[2] });
    expect((await resumed.next()).value?.data).toEqual({ hosts: seen[3] });
    await Promise.all([updates.return(), resumed.return()]);
  });
});

describe('Subscription.hosts with a filter', () => {
  it('gives the hosts with the labels alone, those of now and those that come', async () => {
    const services = await seededServices();
    const update = (labels: Record<string, string>): Given => ({
      type: 'HostUpdated',
      data: { name: 'kvm', maxRuns: null, labels },
    });
    for (const id of ['host_1', 'host_2', 'host_3'] as const) await services.putHost({ id });
    await services.given('host-host_2', update({ site: 'bonn' }));
    const updates = await follow(
      services,
      'subscription { hosts(filter: { labels: [{ key: "site", value: "bonn" }] }) { host { id } } }',
    );
    await services.given('host-host_1', update({ site: 'oslo' }));
    await services.given('host-host_3', update({ site: 'bonn' }));
    for (const id of ['host_2', 'host_3']) {
      expect((await updates.next()).value?.data).toEqual({ hosts: { host: { id } } });
    }
    await updates.return();
  });
});

describe('Subscription.operation', () => {
  const byOperation =
    'subscription ($after: String) { operation(id: "op_1", after: $after) { cursor operation { id outcome } } }';
  const succeeded = { type: 'OperationSucceeded', data: {} } as const;
  const update = (outcome: string | null) => ({
    done: false,
    value: { data: { operation: { cursor: expect.any(String), operation: { id: 'op_1', outcome } } } },
  });

  it('gives the present state, then the end, and completes', async () => {
    const services = await seededServices();
    await services.putOperation();
    const updates = await follow(services, byOperation);
    await services.given('operation-op_1', succeeded);
    expect(await updates.next()).toEqual(update(null));
    expect(await updates.next()).toEqual(update('SUCCEEDED'));
    expect(await updates.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it('goes on after a cursor without the present state, and of one that has ended gives the end', async () => {
    const services = await seededServices();
    await services.putOperation();
    const after = services.feed.presentCursor();
    const waiting = await follow(services, byOperation, { after });
    await services.given('operation-op_1', succeeded);
    for (const updates of [waiting, await follow(services, byOperation, { after })]) {
      expect(await updates.next()).toEqual(update('SUCCEEDED'));
      expect(await updates.next()).toEqual(end);
    }
  });

  it('refuses an unknown operation with NOT_FOUND', async () => {
    await expect(follow(await seededServices(), byOperation)).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
  });
});

describe('Subscription.sparsifyJobs', () => {
  const all =
    'subscription ($filter: SparsifyJobFilter, $after: String) { sparsifyJobs(filter: $filter, after: $after) { cursor job { id status } } }';
  const seenBy = async (updates: Awaited<ReturnType<typeof follow>>, count: number) => {
    const seen: { cursor: string; job: { id: string; status: string } }[] = [];
    while (seen.length < count)
      seen.push((await updates.next()).value?.data?.sparsifyJobs as (typeof seen)[number]);
    return seen;
  };

  it('begins with the active jobs, each under a cursor from which the rest is not missed', async () => {
    const services = await seededServices();
    const disks: readonly DiskId[] = ['disk_1', 'disk_2', 'disk_3'];
    for (const disk of disks) await services.putDisk({ id: disk });
    await services.putJob({ id: 'job_1', diskId: 'disk_1' });
    await services.putJob({ id: 'job_2', diskId: 'disk_2' });
    await services.putJob({ id: 'job_3', diskId: 'disk_3', status: 'FAILED' });
    await lead(services, 'REQUESTED', 'LOCKED');
    const first = await follow(services, all);
    const seen = await seenBy(first, 2);
    expect(seen.map(({ job }) => job)).toEqual([
      { id: 'job_2', status: 'REQUESTED' },
      { id: 'job_1', status: 'LOCKED' },
    ]);
    expectIncreasing(seen.map(({ cursor }) => cursor));
    await first.return();
    const resumed = await follow(services, all, { after: seen[0]?.cursor });
    expect((await seenBy(resumed, 5)).map(({ job }) => job)).toEqual([
      ...['REQUESTED', 'LOCKED', 'RUNNING', 'FAILED'].map((status) => ({ id: 'job_3', status })),
      { id: 'job_1', status: 'LOCKED' },
    ]);
    await resumed.return();
  });

  it.each([
    [{ statuses: ['RUNNING'] }],
    [{ diskId: 'disk_2' }],
    [{ active: false }],
    [{ requestedAfter: '2026-11-22T08:00:00Z' }],
    [{ hostId: 'host_1' }],
    [{ hostLabels: [{ key: 'site', value: 'bonn' }] }],
    [{ diskLabels: [{ key: 'team', value: 'web' }] }],
    [{ diskLabels: [{ key: 'team' }], storageDomainLabels: [{ key: 'tier' }] }],
    [{ outcomes: ['RECLAIMED'] }],
    [{ requesterId: 'ann' }],
    [{ finishedAfter: '2026-11-22T08:00:00Z' }],
  ])('gives the changes that match %j alone', async (filter) => {
    const services = await seededServices();
    await services.putDisk();
    await services.putDisk({ id: 'disk_2', labels: { team: 'web' } });
    await services.putDomain();
    await services.given('storageDomain-dom_1', {
      type: 'StorageDomainUpdated',
      data: { maxRuns: null, labels: { tier: 'gold' } },
    });
    await services.given('host-host_1', {
      type: 'HostRegistered',
      data: { name: 'kvm1', transport: 'LOCAL', labels: { site: 'bonn' } },
    });
    const updates = await follow(services, all, { filter });
    await services.given('disk-disk_1', ...stepsTo('job_1', 'REQUESTED'));
    const steps = stepsTo('job_2', 'COMPLETED');
    const later = { at: '2026-11-22T08:00:00.000Z', actorId: 'ann' };
    await services.given('disk-disk_2', ...steps.map((step) => ({ ...step, ...later })));
    expect((await seenBy(updates, 1))[0]?.job.id).toBe('job_2');
    await updates.return();
  });
});

describe('Subscription.activity', () => {
  const live =
    'subscription ($filter: ActivityFilter, $after: String) { activity(filter: $filter, after: $after) { cursor activity { __typename } } }';

  it('gives what is written from now on; with a cursor what was missed first', async () => {
    const services = await seededServices();
    await services.putDisk();
    const after = services.feed.presentCursor();
    await services.given('disk-disk_1', renamed('db'));
    const fromNow = await follow(services, live);
    const fromThen = await follow(services, live, { after });
    await services.given('disk-disk_1', { type: 'DiskRemoved', data: { reason: null } });
    const next = async (updates: typeof fromNow) => (await updates.next()).value?.data?.activity;
    const event = (__typename: string) => ({ cursor: expect.any(String), activity: { __typename } });
    expect(await next(fromNow)).toEqual(event('DiskRemoved'));
    expect(await next(fromThen)).toEqual(event('DiskUpdated'));
    expect(await next(fromThen)).toEqual(event('DiskRemoved'));
    await Promise.all([fromNow.return(), fromThen.return()]);
  });

  it.each([
    [{ types: ['DISK_LOCKED'] }],
    [{ jobId: 'job_2' }],
    [{ diskId: 'disk_2' }],
    [{ actorId: 'ann' }],
    [{ occurredAfter: '2026-11-22T08:00:00Z' }],
  ])('gives the events that match %j alone, and no progress', async (filter) => {
    const services = await seededServices();
    await services.putJob({ status: 'RUNNING' });
    await services.putJob({ id: 'job_2', diskId: 'disk_2' });
    const updates = await follow(services, live, { filter });
    const progress = {
      attempt: 1,
      phase: 'TRIMMING',
      filesystemsDone: 0,
      filesystemsTotal: 1,
      bytesReclaimed: 1,
    };
    await services.given('progress-job_1', { type: 'SparsifyProgressed', data: progress });
    await services.given('disk-disk_1', renamed('db'));
    const later = { at: '2026-11-22T08:00:00.000Z', actorId: 'ann' };
    const steps = stepsTo('job_2', 'LOCKED', { from: 'REQUESTED' });
    await services.given('disk-disk_2', ...steps.map((step) => ({ ...step, ...later })));
    expect((await updates.next()).value?.data).toEqual({
      activity: { cursor: expect.any(String), activity: { __typename: 'DiskLocked' } },
    });
    await updates.return();
  });

  it.each([
    [{ hostId: 'host_1' }, 'HostRegistered'],
    [{ storageDomainId: 'dom_1' }, 'StorageDomainRegistered'],
  ])('gives the events of %j alone', async (filter, __typename) => {
    const services = await seededServices();
    const updates = await follow(services, live, { filter });
    await services.putDisk();
    await services.putHost({ id: 'host_2' });
    await services.putHost();
    await services.putDomain();
    expect((await updates.next()).value?.data?.activity).toMatchObject({ activity: { __typename } });
    await updates.return();
  });
});

it('a subscription ends in peace where what it follows fails at its end', async () => {
  const services = await seededServices();
  await services.putDisk();
  const changes = () => ({
    next: () => new Promise(() => undefined),
    return: () => Promise.reject(new Error('The store is gone.')),
    [Symbol.asyncIterator]() {
      return this;
    },
  });
  Object.assign(services.feed, { changes });
  const updates = await follow(services, 'subscription { disk(id: "disk_1") { cursor } }');
  await updates.next();
  // A rejection that nobody handles fails the whole run.
  expect(await updates.return()).toEqual(end);
});
