import { describe, expect, test } from 'vitest';
import type { DiskEvent } from '../../../src/domain/disk/events.ts';
import { evolveJob, evolveProgress } from '../../../src/projections/fold/job-view.ts';
import type { JobView } from '../../../src/projections/views.ts';
import type { JobEvent, Recorded } from '../../../src/streams/names.ts';
import { at, historyOf, hostId, jobEvents, progress } from '../events.ts';

const job = jobEvents('job_a');

function viewOf(...events: DiskEvent[]): JobView {
  const view = (historyOf('disk_a', events) as Recorded<JobEvent>[]).reduce<JobView | null>(evolveJob, null);
  if (view === null) throw new Error('no events');
  return view;
}

describe('the view of a job', () => {
  test('begins with the request', () => {
    expect(viewOf(job.requested)).toEqual({
      id: 'job_a',
      diskId: 'disk_a',
      status: 'REQUESTED',
      options: job.requested.data.options,
      requestedBy: { kind: 'USER', id: 'local' },
      requestedAt: at(0),
      startedAt: null,
      finishedAt: null,
      attempts: [],
      contactLostAt: null,
      retryNotBefore: null,
      sizeBefore: null,
      progress: null,
      result: null,
      failure: null,
      updatedAt: at(0),
    });
  });

  test('has an attempt from the lock on, which the start and the end complete', () => {
    const view = viewOf(job.requested, job.locked(), job.started(), job.completed());
    expect(view.attempts).toEqual([
      {
        number: 1,
        hostId,
        runId: 'job_a.1',
        lockedAt: at(1),
        startedAt: at(2),
        endedAt: at(3),
        ended: 'COMPLETED',
        failure: null,
        chosen: null,
      },
    ]);
    const { jobId: _, attempt: __, ...result } = job.completed().data;
    expect(view).toMatchObject({
      status: 'COMPLETED',
      startedAt: at(2),
      finishedAt: at(3),
      sizeBefore: 5_000,
      result,
    });
  });

  test('waits in LOCKED for its next attempt, with what ended the last', () => {
    const view = viewOf(job.requested, job.locked(), job.started(), job.retryScheduled());
    expect(view).toMatchObject({ status: 'LOCKED', retryNotBefore: at(59), failure: null, finishedAt: null });
    expect(view.attempts[0]).toMatchObject({ ended: 'FAILED', endedAt: at(3), failure: job.failure });
  });

  test('keeps the start of its first attempt and tells the attempts apart', () => {
    const view = viewOf(
      job.requested,
      job.locked(1),
      job.started(1),
      job.retryScheduled(1),
      job.locked(2),
      job.started(2),
      job.failed(2),
    );
    expect(view).toMatchObject({
      status: 'FAILED',
      startedAt: at(2),
      retryNotBefore: null,
      failure: job.failure,
    });
    expect(view.attempts.map(({ number, startedAt, ended }) => [number, startedAt, ended])).toEqual([
      [1, at(2), 'FAILED'],
      [2, at(5), 'FAILED'],
    ]);
  });

  test('stays CANCELING until it has ended, whatever comes between', () => {
    const path = [job.requested, job.locked(), job.cancelRequested, job.started()];
    expect(viewOf(...path).status).toBe('CANCELING');
    expect(viewOf(...path, job.canceled())).toMatchObject({ status: 'CANCELED', finishedAt: at(4) });
    expect(viewOf(...path, job.completed()).status).toBe('COMPLETED');
  });

  test('shows since when its host does not answer', () => {
    const path = [job.requested, job.locked(), job.started(), job.contactLost];
    expect(viewOf(...path).contactLostAt).toBe(at(3));
    expect(viewOf(...path, job.contactRegained).contactLostAt).toBeNull();
    expect(viewOf(...path, job.failed()).contactLostAt).toBeNull();
  });

  test('shows the progress of its present attempt', () => {
    const running = viewOf(job.requested, job.locked(), job.started());
    const view = evolveProgress(running, progress(1, 10), at(9));
    expect(view.progress).toEqual({ ...progress(1, 10), updatedAt: at(9) });
    expect(evolveProgress(running, progress(2, 10), at(9))).toBe(running);
  });

  test.each([
    ['it failed, and shows the last', job.failed(), 10],
    ['it completed, and shows what was measured', job.completed(), 3_000],
  ])('takes no progress once %s', (_, event, bytes) => {
    const running = evolveProgress(
      viewOf(job.requested, job.locked(), job.started()),
      progress(1, 10),
      at(9),
    );
    const [end] = historyOf('disk_a', [event]) as Recorded<JobEvent>[];
    const ended = end ? evolveJob(running, end) : running;
    expect(ended.progress?.bytesReclaimed).toBe(bytes);
    expect(evolveProgress(ended, progress(1, 20), at(10))).toBe(ended);
  });

  test('cannot be made of events without a request', () => {
    expect(() => viewOf(job.locked())).toThrow('never requested');
  });
});
