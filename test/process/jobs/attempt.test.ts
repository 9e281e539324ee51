import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DiskCommand } from '../../../src/domain/disk/commands.ts';
import { type RunId, runIdOf } from '../../../src/domain/ids.ts';
import type { JobWithRun } from '../../../src/process/jobs/active-job.ts';
import { type AttemptParts, conductAttempt } from '../../../src/process/jobs/attempt.ts';
import { defaultProcessSettings } from '../../../src/process/jobs/settings.ts';
import { failure, options, passingFailure } from '../../domain/disk/given-when-then.ts';
import { createFakeHost, type FakeHost, goodReport } from '../../support/fake-host.ts';

const runId: RunId = runIdOf('job_1', 1);
const start = new Date('2026-11-22T12:00:00.000Z');
const locked: JobWithRun = {
  phase: 'WITH_RUN',
  id: 'job_1',
  diskId: 'disk_1',
  storageDomainId: 'dom_1',
  requester: 'USER ann',
  options,
  hostId: 'host_fake',
  attempt: 1,
  runId,
  startedAt: null,
  cancelRequested: false,
  contactLost: false,
  storageLost: false,
  bootId: null,
};
const running: JobWithRun = { ...locked, startedAt: start.toISOString() };

let fake: FakeHost;
let recorded: DiskCommand[];
let server: AbortController;
const published: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  fake = createFakeHost();
  recorded = [];
  published.length = 0;
  server = new AbortController();
});
afterEach(() => {
  server.abort();
  vi.useRealTimers();
});

function conduct(job: JobWithRun, changes: Partial<AttemptParts> = {}) {
  return conductAttempt({
    job,
    host: fake.host,
    image: { directory: '/images', path: 'a.qcow2', format: 'QCOW2' },
    inspected: null,
    sizeBefore: 1000,
    isConfirmedDown: () => false,
    known: () => null,
    record: async (_, command) => {
      recorded.push(command);
      return { ok: true };
    },
    isOver: () => false,
    progress: { publish: (progress) => published.push(progress), end: async () => undefined },
    settings: {
      ...defaultProcessSettings,
      stopGraceMs: 30_000,
      stallTimeoutMs: 60_000,
      runTimeoutMs: 3_600_000,
    },
    logger: pino({ level: 'silent' }),
    now: () => new Date(),
    signal: server.signal,
    ...changes,
  });
}
const types = () => recorded.map(({ type }) => type);
const followed = () => vi.waitFor(() => expect(fake.followers(runId)).toBe(1));

describe('an attempt that goes well', () => {
  test('starts the run, records the start, follows, records the measured result, and only then forgets', async () => {
    const attempt = conduct(locked);
    await followed();
    expect(types()).toEqual(['RecordStart']);
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(types()).toEqual(['RecordStart', 'RecordCompletion']);
    expect(recorded[1]).toMatchObject({
      result: { outcome: 'RECLAIMED', reclaimed: 299_000_000, attempt: 1 },
    });
    expect(fake.forgotten).toEqual([runId]);
    expect(fake.starts).toEqual([runId]);
  });

  test('asks the host for the state of a run only before it follows it', async () => {
    const asked = vi.spyOn(fake.host, 'runState');
    const attempt = conduct(locked);
    await followed();
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('publishes progress as bytes given back since the lock', async () => {
    const attempt = conduct(locked);
    await followed();
    fake.update(runId, { phase: 'TRIMMING', filesystemsDone: 1, filesystemsTotal: 3, allocatedBytes: 400 });
    fake.update(runId, { phase: 'BOOTING' });
    fake.update(runId, { phase: 'BOOTING', runSeconds: 5 });
    expect(published).toEqual([
      { attempt: 1, phase: 'TRIMMING', filesystemsDone: 1, filesystemsTotal: 3, bytesReclaimed: 600 },
      { attempt: 1, phase: 'BOOTING', filesystemsDone: null, filesystemsTotal: null, bytesReclaimed: null },
    ]);
    fake.end(runId, goodReport);
    await attempt.ended;
  });
});

describe('an attempt taken up after a crash', () => {
  test.each([
    ['starts a run that the host does not know', locked, null, 1],
    ['follows a run whose start was not recorded', locked, 'RUNNING', 0],
    ['follows a run whose start was recorded', running, 'RUNNING', 0],
    ['collects a run that ended meanwhile', running, 'FINISHED', 0],
    ['collects a run that ended before its start was recorded', locked, 'FINISHED', 0],
  ] as const)('%s, and starts none twice', async (_, job, state, starts) => {
    if (state !== null) fake.knowRun(runId, state);
    const attempt = conduct(job);
    if (state !== 'FINISHED') await followed();
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(types()).toEqual(job === locked ? ['RecordStart', 'RecordCompletion'] : ['RecordCompletion']);
    expect(fake.starts).toHaveLength(starts);
    expect(fake.forgotten).toEqual([runId]);
  });

  test('waits for storage that does not answer, and is stopped for neither time nor want of progress', async () => {
    fake.knowRun(runId, 'RUNNING');
    const attempt = conduct(running);
    await followed();
    fake.update(runId, { storageHangs: true, runSeconds: 1e6, silentSeconds: 1e6 });
    fake.update(runId, { storageHangs: true });
    await vi.waitFor(() => expect(types()).toEqual(['RecordContactLost']));
    expect(recorded).toMatchObject([{ of: 'STORAGE' }]);
    fake.update(runId, { storageHangs: false });
    await vi.waitFor(() => expect(types()).toEqual(['RecordContactLost', 'RecordContactRegained']));
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(types().at(-1)).toBe('RecordCompletion');
    expect(fake.stops).toEqual([]);
  });

  test.each([
    [false, 'RecordFailure', { failure: { code: 'HOST_CONFIRMED_DOWN', retryable: true } }],
    [true, 'RecordCancellation', { sizeBefore: null }],
  ])('whose host is confirmed down ends, canceled: %s', async (cancelRequested, type, command) => {
    fake.cutOff();
    await conduct({ ...running, cancelRequested }, { isConfirmedDown: () => true }).ended;
    expect(recorded).toMatchObject([{ type: 'RecordContactLost' }, { type, ...command }]);
    expect(fake.forgotten).toEqual([]);
  });

  test.each([
    ['before the host was booted', 'boot-0', true],
    ['in the same boot of the host, so that it may go on', 'boot-1', false],
    ['nobody knows in which boot of the host', null, false],
  ])(
    'whose record the host has lost, and that was started %s, is worth another as that says',
    async (_, bootId, retryable) => {
      await conduct({ ...running, bootId }).ended;
      expect(recorded).toMatchObject([{ type: 'RecordFailure', failure: { code: 'RUN_LOST', retryable } }]);
      expect(fake.starts).toEqual([]);
    },
  );

  test('whose record the host has lost since it was booted after this server had started the run, is worth another', async () => {
    const { ended } = conduct(locked);
    await vi.waitFor(() => expect(recorded).toMatchObject([{ type: 'RecordStart' }]));
    fake.control.bootId = 'boot-2';
    fake.end(runId, goodReport, 'UNKNOWN');
    await ended;
    expect(recorded.at(-1)).toMatchObject({
      type: 'RecordFailure',
      failure: { code: 'RUN_LOST', retryable: true },
    });
  });

  test('that was ordered before the host was booted, and of which the host knows nothing, is not started but worth another', async () => {
    await conduct({ ...locked, bootId: 'boot-0' }).ended;
    expect(recorded).toMatchObject([
      { type: 'RecordFailure', failure: { code: 'RUN_LOST', retryable: true } },
    ]);
    expect(fake.starts).toEqual([]);
  });

  test('that was ordered in this boot of the host is started', async () => {
    void conduct({ ...locked, bootId: 'boot-1' });
    await vi.waitFor(() => expect(fake.starts).toEqual([runId]));
  });

  test('records a cancel without a run when none had begun', async () => {
    await conduct({ ...locked, cancelRequested: true }).ended;
    expect(recorded).toMatchObject([{ type: 'RecordCancellation', sizeBefore: null }]);
    expect(fake.starts).toEqual([]);
  });

  test('stops a run that was to be canceled', async () => {
    fake.knowRun(runId, 'RUNNING');
    await conduct({ ...running, cancelRequested: true }).ended;
    expect(fake.stops).toEqual([[runId, 'GRACEFUL']]);
    expect(recorded).toMatchObject([
      { type: 'RecordCancellation', sizeBefore: 300_000_000, sizeAfter: 200_000_000 },
    ]);
  });
});

describe('an attempt that fails', () => {
  test('records why, and when another may begin', async () => {
    const attempt = conduct(locked);
    await followed();
    fake.end(runId, { ended: 'FAILED', failure: passingFailure });
    await attempt.ended;
    expect(recorded[1]).toMatchObject({ type: 'RecordFailure', attempt: 1, failure: passingFailure });
    const notBefore = recorded[1]?.type === 'RecordFailure' ? recorded[1].retry.notBefore : '';
    expect(Date.parse(notBefore)).toBeGreaterThan(Date.now() + 4_999);
    expect(Date.parse(notBefore)).toBeLessThanOrEqual(Date.now() + 10_000);
  });
  test('to start records that, without a start', async () => {
    fake.control.startFailure = failure;
    await conduct(locked).ended;
    expect(recorded).toMatchObject([{ type: 'RecordFailure', failure }]);
  });
});

describe('an attempt of which another server has recorded more', () => {
  const refused = async () => ({ ok: false, rejection: { type: 'StaleAttempt' } }) as const;

  test.each([
    ['its start is refused', locked],
    ['its result is refused', running],
  ])('removes what the host keeps of the run when it is over: %s', async (_, job) => {
    fake.knowRun(runId, 'FINISHED');
    await conduct(job, { record: refused, isOver: () => true }).ended;
    expect(fake.forgotten).toEqual([runId]);
  });

  test('keeps the run when the store does not take its result', async () => {
    const attempt = conduct(running, {
      record: async () => {
        throw new Error('The store is down.');
      },
    });
    fake.knowRun(runId, 'FINISHED');
    await expect(attempt.ended).rejects.toThrow('The store is down.');
    expect(fake.forgotten).toEqual([]);
  });

  test('leaves the run alone when it is not over', async () => {
    fake.knowRun(runId, 'FINISHED');
    await conduct(running, { record: refused }).ended;
    expect(fake.forgotten).toEqual([]);
  });
});

describe('a cancel', () => {
  test('asks politely, and records the cancellation once the run has ended', async () => {
    const attempt = conduct(locked);
    await followed();
    attempt.cancel();
    attempt.cancel();
    await attempt.ended;
    expect(fake.stops).toEqual([[runId, 'GRACEFUL']]);
    expect(types()).toEqual(['RecordStart', 'RecordCancellation']);
  });
  test('goes on by force when the grace is over', async () => {
    fake.control.obedient = false;
    const attempt = conduct(locked);
    await followed();
    attempt.cancel();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(fake.stops).toEqual([[runId, 'GRACEFUL']]);
    await vi.advanceTimersByTimeAsync(1_000);
    await attempt.ended;
    expect(fake.stops).toEqual([
      [runId, 'GRACEFUL'],
      [runId, 'FORCE'],
    ]);
    expect(types()).toEqual(['RecordStart', 'RecordCancellation']);
  });
  test('that comes too late leaves the result as it is', async () => {
    fake.control.obedient = false;
    const attempt = conduct(locked);
    await followed();
    attempt.cancel();
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(types()).toEqual(['RecordStart', 'RecordCompletion']);
  });
});

describe('the time of a run', () => {
  test('is bounded by the server, and is that which the host tells', async () => {
    const attempt = conduct(locked);
    await followed();
    vi.setSystemTime(start.getTime() + 7_200_000);
    fake.update(runId, { runSeconds: 3_599 });
    expect(fake.stops).toEqual([]);
    fake.update(runId, { runSeconds: 3_600 });
    await attempt.ended;
    expect(fake.stops).toEqual([[runId, 'GRACEFUL']]);
    expect(recorded[1]).toMatchObject({ failure: { code: 'TIMED_OUT', retryable: false } });
  });
  test('is bounded by the request, also for a server that picks it up', async () => {
    fake.knowRun(runId, 'RUNNING');
    const job = { ...running, options: { ...options, timeoutSeconds: 100 } };
    const attempt = conduct(job);
    await followed();
    fake.update(runId, { runSeconds: 99 });
    expect(fake.stops).toEqual([]);
    fake.update(runId, { runSeconds: 104 });
    await attempt.ended;
    expect(recorded).toMatchObject([
      { failure: { code: 'TIMED_OUT', message: expect.stringContaining('100 s') } },
    ]);
  });
  test('tells why a run was stopped, where the server that stopped it has ended', async () => {
    const stopped = { ended: 'STOPPED', sizeBefore: 5, sizeAfter: 5, durationSeconds: 3_601 } as const;
    fake.knowRun(runId, 'FINISHED', stopped);
    await conduct(running).ended;
    expect(recorded).toMatchObject([{ failure: { code: 'TIMED_OUT' } }]);
  });
  test('without a sign of life is bounded, and the run is killed at once', async () => {
    const attempt = conduct(locked);
    await followed();
    fake.update(runId, { silentSeconds: 59.99 });
    expect(fake.stops).toEqual([]);
    fake.update(runId, { silentSeconds: 60 });
    await attempt.ended;
    expect(fake.stops).toEqual([[runId, 'FORCE']]);
    expect(recorded[1]).toMatchObject({ failure: { code: 'STALLED', retryable: true } });
  });
});

describe('a host that does not answer', () => {
  test('is asked again and again, and the history tells when contact was lost and regained', async () => {
    const attempt = conduct(locked);
    await followed();
    fake.cutOff();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(types()).toEqual(['RecordStart', 'RecordContactLost']);
    fake.control.silent = false;
    fake.knowRun(runId, 'FINISHED');
    await vi.advanceTimersByTimeAsync(30_000);
    await attempt.ended;
    expect(types()).toEqual([
      'RecordStart',
      'RecordContactLost',
      'RecordContactRegained',
      'RecordCompletion',
    ]);
    expect(fake.starts).toEqual([runId]);
  });
  test('keeps its run, however long nothing could be heard of it', async () => {
    const attempt = conduct(locked);
    await followed();
    fake.update(runId, { silentSeconds: 50 });
    fake.cutOff();
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    fake.control.silent = false;
    await vi.advanceTimersByTimeAsync(30_000);
    await followed();
    fake.update(runId, { silentSeconds: 50 });
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(fake.stops).toEqual([]);
    expect(types()).toEqual([
      'RecordStart',
      'RecordContactLost',
      'RecordContactRegained',
      'RecordCompletion',
    ]);
  });
  test('and keeps the connection open is out of contact, and asked anew', async () => {
    const attempt = conduct(locked);
    await followed();
    await vi.advanceTimersByTimeAsync(59_000);
    fake.update(runId, {});
    await vi.advanceTimersByTimeAsync(59_000);
    expect(types()).toEqual(['RecordStart']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(types()).toEqual(['RecordStart', 'RecordContactLost']);
    await vi.advanceTimersByTimeAsync(1_000);
    await followed();
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(types().slice(2)).toEqual(['RecordContactRegained', 'RecordCompletion']);
    expect(fake.stops).toEqual([]);
  });
  test('and answers again in mid-run is in contact from then on, and may be lost once more', async () => {
    const attempt = conduct(locked);
    await followed();
    const seen = ['RecordStart'];
    for (const _ of [1, 2]) {
      fake.cutOff();
      await vi.advanceTimersByTimeAsync(60_000);
      fake.control.silent = false;
      await vi.advanceTimersByTimeAsync(30_000);
      await followed();
      expect(types()).toEqual([...seen, 'RecordContactLost']);
      fake.update(runId, {});
      fake.update(runId, {});
      await vi.advanceTimersByTimeAsync(0);
      seen.push('RecordContactLost', 'RecordContactRegained');
      expect(types()).toEqual(seen);
    }
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(types()).toEqual([...seen, 'RecordCompletion']);
  });
  test('and answers again while its storage still does not: then that is what the job waits for', async () => {
    const attempt = conduct(locked);
    await followed();
    fake.update(runId, { storageHangs: true });
    await vi.advanceTimersByTimeAsync(0);
    fake.cutOff();
    await vi.advanceTimersByTimeAsync(60_000);
    fake.control.silent = false;
    await vi.advanceTimersByTimeAsync(30_000);
    await followed();
    fake.update(runId, { storageHangs: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(recorded.slice(1)).toMatchObject([
      { type: 'RecordContactLost', of: 'STORAGE' },
      { type: 'RecordContactLost' },
      { type: 'RecordContactRegained' },
      { type: 'RecordContactLost', of: 'STORAGE' },
    ]);
    fake.update(runId, { storageHangs: false });
    fake.end(runId, goodReport);
    await attempt.ended;
    expect(types().slice(5)).toEqual(['RecordContactRegained', 'RecordCompletion']);
  });
  test('is asked politely once it is back, before its run is ended by force', async () => {
    fake.control.obedient = false;
    const attempt = conduct(locked);
    await followed();
    fake.cutOff();
    attempt.cancel();
    await vi.advanceTimersByTimeAsync(3_600_000);
    fake.control.silent = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(fake.stops).toEqual([[runId, 'GRACEFUL']]);
    await vi.advanceTimersByTimeAsync(30_000);
    await attempt.ended;
    expect(fake.stops).toEqual([
      [runId, 'GRACEFUL'],
      [runId, 'FORCE'],
    ]);
  });
  test('does not lose the run when the server ends meanwhile', async () => {
    const attempt = conduct(locked);
    await followed();
    fake.cutOff();
    await vi.advanceTimersByTimeAsync(10);
    server.abort();
    await attempt.ended;
    expect(types()).toEqual(['RecordStart', 'RecordContactLost']);
    expect(fake.forgotten).toEqual([]);
  });
});

test('the end of the server leaves the run to be picked up again', async () => {
  const attempt = conduct(locked);
  await followed();
  server.abort();
  await attempt.ended;
  expect(types()).toEqual(['RecordStart']);
  expect(fake.stops).toEqual([]);
  expect(fake.forgotten).toEqual([]);
});
