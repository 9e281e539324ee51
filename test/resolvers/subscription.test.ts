import { describe, expect, it } from 'vitest';
import { aDisk, aJob, at, fakeServices } from '../support/fake-services.ts';
import { follow } from '../support/run-operation.ts';

const end = { done: true, value: undefined };
const byJob =
  'subscription ($id: ID!, $after: String) { sparsifyJob(id: $id, after: $after) { cursor job { id status } } }';
const id = 'job_1';
const payload = (cursor: string, status: string) => ({
  done: false,
  value: { data: { sparsifyJob: { cursor, job: { id, status } } } },
});

describe('Subscription.sparsifyJob', () => {
  it('gives the present state first, then every state as it was at its change, and completes after the terminal one', async () => {
    const services = fakeServices();
    services.putJob();
    const updates = await follow(services, byJob, { id });
    services.change({ job: aJob({ status: 'LOCKED' }) });
    services.change({ job: aJob({ id: 'job_2', status: 'LOCKED' }) });
    services.change({ job: aJob({ status: 'RUNNING' }) });
    services.change({ job: aJob({ status: 'COMPLETED', finishedAt: at }) });
    expect(await updates.next()).toEqual(payload('c00000000', 'REQUESTED'));
    expect(await updates.next()).toEqual(payload('c00000001', 'LOCKED'));
    expect(await updates.next()).toEqual(payload('c00000003', 'RUNNING'));
    expect(await updates.next()).toEqual(payload('c00000004', 'COMPLETED'));
    expect(await updates.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it('completes after one payload when the job has ended already', async () => {
    const services = fakeServices();
    services.putJob({ status: 'FAILED', finishedAt: at });
    const updates = await follow(services, byJob, { id });
    expect(await updates.next()).toEqual(payload('c00000000', 'FAILED'));
    expect(await updates.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it('resumes after a cursor with all that was missed, and nothing else', async () => {
    const services = fakeServices();
    services.putJob();
    for (const status of ['LOCKED', 'RUNNING'] as const) {
      const activity = services.putActivity('SparsifyCancelRequested', { jobId: id, reason: null });
      services.change({ activity, job: aJob({ status }) });
    }
    const updates = await follow(services, byJob, { id, after: 'c00000001' });
    expect(await updates.next()).toEqual(payload('c00000002', 'RUNNING'));
    await updates.return();
  });

  it('resumes a job that has ended: what was missed, then the end', async () => {
    const services = fakeServices();
    const activity = services.putActivity('SparsifyCancelRequested', { jobId: id, reason: null });
    services.change({ activity, job: aJob({ status: 'CANCELED', finishedAt: at }) });
    const missed = await follow(services, byJob, { id, after: 'c00000000' });
    expect(await missed.next()).toEqual(payload('c00000001', 'CANCELED'));
    expect(await missed.next()).toEqual(end);
    const seen = await follow(services, byJob, { id, after: 'c00000001' });
    expect(await seen.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it('ends at once when it is returned while it waits', async () => {
    const services = fakeServices();
    services.putJob();
    const updates = await follow(services, byJob, { id });
    await updates.next();
    const waiting = updates.next();
    expect(await updates.return()).toEqual(end);
    expect(await waiting).toEqual(end);
    expect(await updates.next()).toEqual(end);
    expect(services.subscribers.size).toBe(0);
  });

  it.each(['job_no', 'disk_1', ''])('refuses the id %j with NOT_FOUND', async (unknown) => {
    const services = fakeServices();
    services.putDisk();
    await expect(follow(services, byJob, { id: unknown })).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND', argument: 'id' },
    });
    expect(services.subscribers.size).toBe(0);
  });

  it.each([null, at])(
    'refuses a cursor of elsewhere, also when the job has ended: %s',
    async (finishedAt) => {
      const services = fakeServices();
      services.putJob({ status: finishedAt === null ? 'RUNNING' : 'FAILED', finishedAt });
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
    const services = fakeServices();
    services.putDisk();
    const updates = await follow(services, byDisk);
    services.change({ disk: aDisk({ name: 'db' }) });
    services.change({ disk: aDisk({ id: 'disk_2' }) });
    services.change({ disk: aDisk({ name: 'mail' }) });
    const names = [await updates.next(), await updates.next(), await updates.next()].map(
      ({ value }) => value?.data?.disk,
    );
    expect(names).toEqual([
      { cursor: 'c00000000', disk: { name: 'web' } },
      { cursor: 'c00000001', disk: { name: 'db' } },
      { cursor: 'c00000003', disk: { name: 'mail' } },
    ]);
    const resumed = await follow(services, byDisk, { after: 'c00000001' });
    expect((await resumed.next()).value?.data).toEqual({
      disk: { cursor: 'c00000003', disk: { name: 'mail' } },
    });
    await Promise.all([updates.return(), resumed.return()]);
  });

  it('refuses an unknown disk with NOT_FOUND', async () => {
    await expect(follow(fakeServices(), byDisk)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });
});

describe('Subscription.sparsifyJobs', () => {
  const all =
    'subscription ($filter: SparsifyJobFilter, $after: String) { sparsifyJobs(filter: $filter, after: $after) { cursor job { id status } } }';

  it('begins with the active jobs, each under a cursor from which the rest is not missed', async () => {
    const services = fakeServices();
    const asked = (job: 'job_1' | 'job_2' | 'job_3', more: object = {}) => {
      const activity = services.putActivity(
        'SparsifyCancelRequested',
        { jobId: job, reason: null },
        { jobId: job },
      );
      services.change({ activity, job: aJob({ id: job, ...more }) });
    };
    asked('job_1');
    asked('job_2');
    asked('job_3', { status: 'FAILED', finishedAt: at });
    asked('job_1', { status: 'LOCKED' });
    const first = await follow(services, all);
    const seen = [await first.next(), await first.next()].map(({ value }) => value?.data?.sparsifyJobs);
    expect(seen).toEqual([
      { cursor: 'c00000002', job: { id: 'job_2', status: 'REQUESTED' } },
      { cursor: 'c00000004', job: { id: 'job_1', status: 'LOCKED' } },
    ]);
    await first.return();
    const resumed = await follow(services, all, { after: 'c00000002' });
    const rest = [await resumed.next(), await resumed.next()].map(({ value }) => value?.data?.sparsifyJobs);
    expect(rest).toEqual([
      { cursor: 'c00000003', job: { id: 'job_3', status: 'FAILED' } },
      { cursor: 'c00000004', job: { id: 'job_1', status: 'LOCKED' } },
    ]);
    await resumed.return();
  });

  it.each([
    [{ status: ['RUNNING'] }],
    [{ diskId: 'disk_2' }],
    [{ active: false }],
    [{ requestedAfter: '2026-11-22T08:00:00Z' }],
    [{ hostId: 'host_2' }],
  ])('gives the changes that match %j alone', async (filter) => {
    const services = fakeServices();
    const updates = await follow(services, all, { filter });
    services.change({ job: aJob({ status: 'LOCKED' }) });
    services.change({
      job: aJob({
        id: 'job_2',
        diskId: 'disk_2',
        status: 'status' in filter ? 'RUNNING' : 'COMPLETED',
        finishedAt: at,
        requestedAt: '2026-11-22T08:00:00.000Z',
        attempts: [
          {
            number: 1,
            hostId: 'host_2',
            runId: 'job_2.1',
            lockedAt: at,
            startedAt: at,
            endedAt: at,
            ended: 'COMPLETED',
            failure: null,
          },
        ],
      }),
    });
    expect((await updates.next()).value?.data?.sparsifyJobs).toMatchObject({
      cursor: 'c00000002',
      job: { id: 'job_2' },
    });
    await updates.return();
  });
});

describe('Subscription.activity', () => {
  const live =
    'subscription ($filter: ActivityFilter, $after: String) { activity(filter: $filter, after: $after) { cursor activity { __typename } } }';

  it('gives what is written from now on; with a cursor what was missed first', async () => {
    const services = fakeServices();
    const write = () => services.change({ activity: services.putActivity('DiskRemoved', { reason: null }) });
    write();
    write();
    const fromNow = await follow(services, live);
    const fromThen = await follow(services, live, { after: 'c00000001' });
    write();
    const cursorOf = async (updates: typeof fromNow) => (await updates.next()).value?.data?.activity;
    const event = { activity: { __typename: 'DiskRemoved' } };
    expect(await cursorOf(fromNow)).toEqual({ cursor: 'c00000003', ...event });
    expect(await cursorOf(fromThen)).toEqual({ cursor: 'c00000002', ...event });
    expect(await cursorOf(fromThen)).toEqual({ cursor: 'c00000003', ...event });
    await Promise.all([fromNow.return(), fromThen.return()]);
  });

  it.each([
    [{ types: ['DiskLocked'] }],
    [{ jobId: 'job_2' }],
    [{ diskId: 'disk_2' }],
    [{ actorId: 'ann' }],
    [{ occurredAfter: '2026-11-22T08:00:00Z' }],
  ])('gives the events that match %j alone, and no progress', async (filter) => {
    const services = fakeServices();
    const updates = await follow(services, live, { filter });
    services.change({ job: aJob({ status: 'RUNNING' }) });
    services.change({ activity: services.putActivity('DiskRemoved', { reason: null }) });
    const locked = {
      jobId: 'job_2',
      attempt: 1,
      hostId: 'host_1',
      runId: 'job_2.1',
      allocatedBytes: 1,
    } as const;
    const activity = services.putActivity('DiskLocked', locked, { jobId: 'job_2', diskId: 'disk_2' });
    const metadata = {
      ...activity.metadata,
      actor: { kind: 'USER', id: 'ann' } as const,
      occurredAt: '2026-11-22T08:00:00.000Z',
    };
    services.change({ activity: { ...activity, metadata } });
    expect((await updates.next()).value?.data).toEqual({
      activity: { cursor: 'c00000003', activity: { __typename: 'DiskLocked' } },
    });
    await updates.return();
  });
});
