import { describe, test } from 'vitest';
import {
  completed,
  facts,
  given,
  image,
  locked,
  observed,
  registered,
  removed,
  requested,
  started,
} from './given-when-then.ts';

describe('registering a disk', () => {
  const register = { type: 'RegisterDisk', facts, observed: { image } } as const;

  test('enters it with what the look at it found', () => given().when(register).then(registered, observed()));
  test('enters it without a look where there was none', () =>
    given()
      .when({ ...register, observed: null })
      .then(registered));
  test('is refused while it is in the catalogue', () =>
    given(registered).when(register).isRefused({ type: 'DiskAlreadyRegistered' }));
  test('works again after it was taken out', () =>
    given(registered, removed).when(register).then(registered, observed()));
});

describe('updating a disk', () => {
  const update = { type: 'UpdateDisk', changes: { allocation: 'PREALLOCATED' } } as const;

  test('records what changes', () =>
    given(registered)
      .when(update)
      .then({ type: 'DiskUpdated', data: { allocation: 'PREALLOCATED' } }));
  test('stays quiet when nothing changes', () =>
    given(registered, { type: 'DiskUpdated', data: { allocation: 'PREALLOCATED' } })
      .when(update)
      .staysQuiet());
  test('puts labels in place of those that it had, and knows when they are the same', () => {
    const label = (labels: Record<string, string>) => ({ type: 'UpdateDisk', changes: { labels } }) as const;
    const labelled = { type: 'DiskUpdated', data: { labels: { team: 'web', tier: 'gold' } } } as const;
    given(registered)
      .when(label({ team: 'web', tier: 'gold' }))
      .then(labelled);
    given(registered, labelled)
      .when(label({ tier: 'gold', team: 'web' }))
      .staysQuiet();
    given(registered, labelled)
      .when(label({ team: 'web' }))
      .then({ type: 'DiskUpdated', data: { labels: { team: 'web' } } });
    given(registered, labelled)
      .when(label({}))
      .then({ type: 'DiskUpdated', data: { labels: {} } });
    // Events of older versions have no labels, which is to have none.
    given(registered).when(label({})).staysQuiet();
    given(registered, labelled).when(update).then({ type: 'DiskUpdated', data: update.changes });
  });
  test('needs a disk', () => {
    given().when(update).isRefused({ type: 'DiskNotFound' });
    given(registered, removed).when(update).isRefused({ type: 'DiskNotFound' });
  });
});

describe('observing a disk', () => {
  test('records what is new', () =>
    given(registered, observed())
      .when({ type: 'ObserveDisk', observed: { image: { present: false } } })
      .then(observed({ present: false })));
  test('stays quiet when all is as it was', () =>
    given(registered, observed()).when({ type: 'ObserveDisk', observed: { image } }).staysQuiet());
  test('knows the size that a run measured at its end', () =>
    given(registered, observed(), requested(), locked(), started(), completed)
      .when({ type: 'ObserveDisk', observed: { image: { allocatedBytes: 1_000_000 } } })
      .staysQuiet());
  test('needs a disk', () =>
    given().when({ type: 'ObserveDisk', observed: { image } }).isRefused({ type: 'DiskNotFound' }));
});

describe('measuring a disk', () => {
  const measured = { filesystems: [{ device: '/dev/sda', usedBytes: 10 }], reclaimableBytes: 5 };
  test('records what was measured', () =>
    given(registered).when({ type: 'MeasureDisk', measured }).then({ type: 'DiskMeasured', data: measured }));
  test('needs a disk', () =>
    given(registered, removed).when({ type: 'MeasureDisk', measured }).isRefused({ type: 'DiskNotFound' }));
});

describe('removing a disk', () => {
  const remove = { type: 'RemoveDisk', reason: null } as const;

  test('takes it out', () => given(registered).when(remove).then(removed));
  test('stays quiet when it is out', () => given(registered, removed).when(remove).staysQuiet());
  test('is refused while a job is on its way', () =>
    given(registered, requested()).when(remove).isRefused({ type: 'DiskBusy', jobId: 'job_1' }));
  test('needs a disk', () => given().when(remove).isRefused({ type: 'DiskNotFound' }));
});
