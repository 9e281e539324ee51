import { describe, test } from 'vitest';
import {
  canceled,
  cancelRequested,
  cancelSparsify,
  completed,
  contactLost,
  contactRegained,
  failed,
  failure,
  given,
  job1,
  job2,
  lockDisk,
  locked,
  observed,
  passingFailure,
  recordCancellation,
  recordFailure,
  recordStart,
  registered,
  removed,
  requested,
  requestSparsify,
  result,
  retryScheduled,
  started,
} from './given-when-then.ts';

const running = [registered, observed(), requested(), locked(), started()];
const recordCompletion = { type: 'RecordCompletion', result } as const;

describe('requesting a sparsify', () => {
  test('is accepted for a disk in the catalogue', () =>
    given(registered, observed()).when(requestSparsify()).then(requested()));
  test('is accepted before the first look at the image', () =>
    given(registered).when(requestSparsify()).then(requested()));
  test('is accepted again once the last job has ended', () => {
    given(...running, completed)
      .when(requestSparsify(job2))
      .then(requested(job2));
    given(...running, failed())
      .when(requestSparsify(job2))
      .then(requested(job2));
  });
  test('stays quiet when the very same was requested before, even if it has ended since', () => {
    given(registered, requested()).when(requestSparsify()).staysQuiet();
    given(...running, completed)
      .when(requestSparsify())
      .staysQuiet();
  });
  test('is refused under the same id with other input', () =>
    given(registered, requested())
      .when(requestSparsify(job1, { timeoutSeconds: 5 }))
      .isRefused({ type: 'IdempotencyKeyReused', jobId: job1 }));
  test('is refused while another job is on its way', () =>
    given(registered, requested()).when(requestSparsify(job2)).isRefused({ type: 'DiskBusy', jobId: job1 }));
  test('is refused for a disk that is not eligible, with all reasons', () =>
    given(
      registered,
      { type: 'DiskUpdated', data: { allocation: 'PREALLOCATED' } },
      observed({ present: false }),
    )
      .when(requestSparsify())
      .isRefused({
        type: 'DiskNotEligible',
        obstacles: [{ code: 'DISK_MISSING' }, { code: 'PREALLOCATED' }] as never,
      }));
  test('is refused for a disk that was removed', () =>
    given(registered, removed)
      .when(requestSparsify())
      .isRefused({ type: 'DiskNotEligible', obstacles: [{ code: 'DISK_REMOVED' }] as never }));
  test('is refused until the warnings are acknowledged', () => {
    const disk = [registered, observed({ backing: 'base.qcow2', internalSnapshots: ['before'] })];
    given(...disk)
      .when(requestSparsify(job1, { acknowledgedWarnings: ['PARENT_SNAPSHOTS'] }))
      .isRefused({ type: 'WarningsNotAcknowledged', warnings: [{ code: 'INTERNAL_SNAPSHOTS' }] as never });
    const all = { acknowledgedWarnings: ['PARENT_SNAPSHOTS', 'INTERNAL_SNAPSHOTS'] } as const;
    given(...disk)
      .when(requestSparsify(job1, all))
      .then(requested(job1, all));
  });
  test('needs a disk', () => given().when(requestSparsify()).isRefused({ type: 'DiskNotFound' }));
});

describe('locking', () => {
  test('begins the first attempt', () => given(registered, requested()).when(lockDisk()).then(locked()));
  test('begins the next attempt after a failed one', () =>
    given(...running, retryScheduled())
      .when(lockDisk(2))
      .then(locked(2)));
  test('stays quiet when that attempt holds the disk already', () =>
    given(registered, requested(), locked()).when(lockDisk()).staysQuiet());
  test('is refused to an attempt out of turn', () => {
    given(registered, requested()).when(lockDisk(2)).isRefused({ type: 'StaleAttempt' });
    given(...running)
      .when(lockDisk(2))
      .isRefused({ type: 'StaleAttempt' });
    given(...running, retryScheduled())
      .when(lockDisk(1))
      .isRefused({ type: 'StaleAttempt' });
  });
  test('is refused when the disk has become ineligible since the request', () =>
    given(registered, requested(), observed({ present: false }))
      .when(lockDisk())
      .isRefused({ type: 'DiskNotEligible', obstacles: [{ code: 'DISK_MISSING' }] as never }));
  test('is refused to a job that has ended or never was', () => {
    given(...running, completed)
      .when(lockDisk())
      .isRefused({ type: 'JobAlreadyEnded', jobId: 'job_1' });
    given(registered).when(lockDisk()).isRefused({ type: 'JobNotFound', jobId: 'job_1' });
  });
});

describe('recording the start', () => {
  test('follows the lock', () =>
    given(registered, requested(), locked()).when(recordStart()).then(started()));
  test('stays quiet when it is recorded', () =>
    given(...running)
      .when(recordStart())
      .staysQuiet());
  test('stays quiet when that attempt has ended the job', () =>
    given(...running, completed)
      .when(recordStart())
      .staysQuiet());
  test('is refused to another attempt', () =>
    given(...running, retryScheduled(), locked(2))
      .when(recordStart(1))
      .isRefused({ type: 'StaleAttempt' }));
});

describe('recording the completion', () => {
  test('ends the job', () =>
    given(...running)
      .when(recordCompletion)
      .then(completed));
  test('ends a job that was asked to stop too late', () =>
    given(...running, cancelRequested)
      .when(recordCompletion)
      .then(completed));
  test('notes that the host answers again', () =>
    given(...running, contactLost)
      .when(recordCompletion)
      .then(contactRegained, completed));
  test('stays quiet when it is recorded', () =>
    given(...running, completed)
      .when(recordCompletion)
      .staysQuiet());
  test('is refused before the start is recorded', () =>
    given(registered, requested(), locked()).when(recordCompletion).isRefused({ type: 'StaleAttempt' }));
  test('is refused to an attempt that no longer holds the disk', () =>
    given(...running, retryScheduled())
      .when(recordCompletion)
      .isRefused({ type: 'StaleAttempt' }));
});

describe('recording a failure', () => {
  test('ends the job when another attempt would not help', () =>
    given(...running)
      .when(recordFailure(1))
      .then(failed()));
  test('schedules another attempt when one may help', () =>
    given(...running)
      .when(recordFailure(1, passingFailure))
      .then(retryScheduled()));
  test('ends the job after the last attempt it may take', () =>
    given(...running, retryScheduled(1), locked(2), started(2), retryScheduled(2), locked(3))
      .when(recordFailure(3, passingFailure))
      .then(failed(3, passingFailure)));
  test('ends the job when somebody asked it to stop', () =>
    given(...running, cancelRequested)
      .when(recordFailure(1, passingFailure))
      .then(failed(1, passingFailure)));
  test('ends a job that could not be locked', () =>
    given(registered, requested()).when(recordFailure(null)).then(failed(null)));
  test('names the attempt made before, when the next could not be locked', () =>
    given(...running, retryScheduled())
      .when(recordFailure(null, failure))
      .then(failed(1)));
  test('notes that the host answers again', () =>
    given(...running, contactLost)
      .when(recordFailure(1))
      .then(contactRegained, failed()));
  test('stays quiet when it is recorded', () =>
    given(...running, failed())
      .when(recordFailure(1))
      .staysQuiet());
  test('is refused while an attempt holds the disk, if it names none', () =>
    given(...running)
      .when(recordFailure(null))
      .isRefused({ type: 'StaleAttempt' }));
});

describe('canceling', () => {
  test('ends a job that has not begun at once', () =>
    given(registered, requested()).when(cancelSparsify()).then(cancelRequested, canceled(null)));
  test('ends a job between two attempts at once', () =>
    given(...running, retryScheduled())
      .when(cancelSparsify())
      .then(cancelRequested, canceled(1)));
  test('asks a run to stop', () =>
    given(...running)
      .when(cancelSparsify())
      .then(cancelRequested));
  test('stays quiet when asked again', () => {
    given(...running, cancelRequested)
      .when(cancelSparsify())
      .staysQuiet();
    given(registered, requested(), cancelRequested, canceled(null)).when(cancelSparsify()).staysQuiet();
  });
  test('is refused for a job that has ended', () =>
    given(...running, completed)
      .when(cancelSparsify())
      .isRefused({ type: 'JobAlreadyEnded', jobId: 'job_1' }));
  test('is refused for a job that the disk does not have', () =>
    given(registered).when(cancelSparsify()).isRefused({ type: 'JobNotFound', jobId: 'job_1' }));
});

describe('recording the cancellation', () => {
  test('ends the job', () =>
    given(...running, cancelRequested)
      .when(recordCancellation(1, 5))
      .then(canceled(1, 5)));
  test('ends a job whose run had not been started', () =>
    given(registered, requested(), locked(), cancelRequested).when(recordCancellation()).then(canceled(1)));
  test('is refused when nobody asked for it', () =>
    given(...running)
      .when(recordCancellation())
      .isRefused({ type: 'StaleAttempt' }));
  test('stays quiet when it is recorded', () =>
    given(...running, cancelRequested, canceled(1))
      .when(recordCancellation())
      .staysQuiet());
});

describe('contact with the host', () => {
  const lose = { type: 'RecordContactLost', jobId: job1, attempt: 1, message: 'No answer.' } as const;
  const regain = { type: 'RecordContactRegained', jobId: job1, attempt: 1 } as const;

  test('is recorded as lost once', () => {
    given(...running)
      .when(lose)
      .then(contactLost);
    given(...running, contactLost)
      .when(lose)
      .staysQuiet();
  });
  test('is recorded as regained once', () => {
    given(...running, contactLost)
      .when(regain)
      .then(contactRegained);
    given(...running)
      .when(regain)
      .staysQuiet();
  });
  test('is of no concern once the attempt is over', () => {
    given(...running, completed)
      .when(lose)
      .staysQuiet();
    given(...running, retryScheduled())
      .when(lose)
      .isRefused({ type: 'StaleAttempt' });
  });
});
