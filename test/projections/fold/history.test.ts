import { expect, test } from 'vitest';
import { diskAt, jobAt, jobsAt } from '../../../src/projections/fold/history.ts';
import { appendTo, at, jobEvents, observed, progress, registered } from '../events.ts';
import { openedProjections } from '../opened.ts';

test('objects are shown as their events stood at a moment, that moment included', async () => {
  const projections = await openedProjections();
  const { store, views } = projections;
  const [one, two] = [jobEvents('job_1'), jobEvents('job_2')];
  await appendTo(store, 'disk-disk_a', [
    registered('disk_a'),
    observed(),
    one.requested,
    one.locked(),
    one.started(),
  ]);
  await appendTo(store, 'sparsifyProgress-job_1', [{ type: 'SparsifyProgressed', data: progress(1, 1) }], 5);
  await appendTo(store, 'sparsifyProgress-job_1', [{ type: 'SparsifyProgressed', data: progress(1, 2) }], 7);
  await appendTo(store, 'disk-disk_a', [one.failed(), two.requested], 10);
  await projections.current();

  const before = new Date(Date.parse(at(0)) - 1).toISOString();
  expect(await diskAt(store, 'disk_a', before)).toBeNull();
  expect((await diskAt(store, 'disk_a', at(0)))?.observation).toBeNull();
  expect((await diskAt(store, 'disk_a', at(3)))?.locked).toBe(true);
  expect(await diskAt(store, 'disk_a', at(60))).toEqual(views.disk('disk_a'));
  expect(await diskAt(store, 'disk_none', at(60))).toBeNull();

  expect(await jobAt(store, views, 'job_1', at(1))).toBeNull();
  expect((await jobAt(store, views, 'job_1', at(2)))?.status).toBe('REQUESTED');
  expect((await jobAt(store, views, 'job_1', at(4)))?.progress).toBeNull();
  expect((await jobAt(store, views, 'job_1', at(6)))?.progress?.bytesReclaimed).toBe(1);
  expect((await jobAt(store, views, 'job_1', at(8)))?.progress?.bytesReclaimed).toBe(2);
  expect(await jobAt(store, views, 'job_1', at(60))).toEqual(views.job('job_1'));
  expect(views.job('job_1')).toMatchObject({ status: 'FAILED', progress: { bytesReclaimed: 2 } });
  expect((await jobAt(store, views, 'job_2', at(60)))?.status).toBe('REQUESTED');
  expect(await jobAt(store, views, 'job_2', at(10))).toBeNull();
  expect(await jobAt(store, views, 'job_none', at(60))).toBeNull();

  const jobs = ['job_1', 'job_2', 'job_none'] as const;
  for (let minute = 0; minute <= 60; minute += 1) {
    const one = await Promise.all(jobs.map((id) => jobAt(store, views, id, at(minute))));
    expect(await jobsAt(store, 'disk_a', jobs, at(minute))).toEqual(one.filter((job) => job !== null));
  }
});
