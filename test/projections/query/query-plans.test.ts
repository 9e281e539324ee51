import { expect, test } from 'vitest';
import { activityList } from '../../../src/projections/query/activity-list.ts';
import { diskList } from '../../../src/projections/query/disk-list.ts';
import { jobList } from '../../../src/projections/query/job-list.ts';
import { type List, readPage } from '../../../src/projections/query/keyset.ts';
import { diskTotals, jobTotals } from '../../../src/projections/query/totals.ts';
import type { Connection } from '../../../src/projections/store/connection.ts';
import { createReadModel, type ReadModel } from '../../../src/projections/store/read-model.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import type { JobFilter } from '../../../src/projections/views.ts';
import { jobEvents, newEvent, recorded, registered } from '../events.ts';

/** A model with something in it, and the plans of all that is asked of it from then on. */
function planned(): { model: ReadModel; plansOf: (ask: () => void) => string[] } {
  const events = [registered('disk_a'), jobEvents('job_a').requested].map(({ type, data }, index) =>
    recorded('disk-disk_a', newEvent(type, data), index),
  );
  const asked: string[] = [];
  const real = beginViewsFile(':memory:');
  const watched: Connection = {
    ...real,
    sql(text) {
      asked.push(text);
      return real.sql(text);
    },
  };
  const model = createReadModel(watched, () => undefined);
  model.apply(events);
  return {
    model,
    plansOf(ask) {
      asked.length = 0;
      ask();
      return asked
        .filter((text) => text.startsWith('SELECT') && /ORDER BY|GROUP BY/.test(text))
        .flatMap((text) =>
          real.sql(`EXPLAIN QUERY PLAN ${text}`).all(...Array(text.split('?').length - 1).fill(1)),
        )
        .map(({ detail }) => String(detail));
    },
  };
}

const lists: [string, (model: ReadModel) => List<unknown>, string][] = [
  ['disks by name', (model) => diskList(model, {}, { field: 'NAME', direction: 'ASC' }), 'disk_by_name'],
  [
    'disks by size',
    (model) => diskList(model, {}, { field: 'ACTUAL_SIZE', direction: 'DESC' }),
    'disk_by_actual_size',
  ],
  [
    'locked disks',
    (model) => diskList(model, { availabilities: ['LOCKED'] }, { field: 'NAME', direction: 'ASC' }),
    'disk_by_name',
  ],
  ...(['NAME', 'REGISTERED_AT', 'ACTUAL_SIZE', 'VIRTUAL_SIZE', 'RECLAIMABLE'] as const).map(
    (field): (typeof lists)[number] => [
      `disks with one of two obstacles, by ${field}`,
      (model) => diskList(model, { obstacles: ['VM_NOT_DOWN', 'READ_ONLY'] }, { field, direction: 'DESC' }),
      `disk_obstacle_by_${field.toLowerCase()}`,
    ],
  ),
  [
    'disks by what they could reclaim',
    (model) => diskList(model, { reclaimableAtLeast: 1 }, { field: 'RECLAIMABLE', direction: 'DESC' }),
    'disk_by_reclaimable',
  ],
  [
    'disks that may be sparsified',
    (model) => diskList(model, { sparsifiable: true }, { field: 'NAME', direction: 'ASC' }),
    'disk_obstacle_by_name',
  ],
  [
    'all jobs',
    (model) => jobList(model, {}, { field: 'REQUESTED_AT', direction: 'DESC' }),
    'job_by_requested_at',
  ],
  [
    'active jobs',
    (model) => jobList(model, { active: true }, { field: 'REQUESTED_AT', direction: 'ASC' }),
    'job_by_status',
  ],
  [
    'failed jobs',
    (model) => jobList(model, { statuses: ['FAILED'] }, { field: 'REQUESTED_AT', direction: 'DESC' }),
    'job_by_status',
  ],
  [
    'jobs with one of two outcomes',
    (model) =>
      jobList(model, { outcomes: ['RECLAIMED', 'PARTIAL'] }, { field: 'REQUESTED_AT', direction: 'DESC' }),
    'job_by_outcome',
  ],
  [
    'jobs that ended within a time',
    (model) =>
      jobList(
        model,
        { finishedAfter: '2026-01-01T00:00:00.000Z', finishedBefore: '2027-01-01T00:00:00.000Z' },
        { field: 'FINISHED_AT', direction: 'DESC' },
      ),
    'job_by_finished_at',
  ],
  [
    'jobs of a requester',
    (model) => jobList(model, { requesterId: 'ann' }, { field: 'REQUESTED_AT', direction: 'ASC' }),
    'job_by_requester',
  ],
  [
    'jobs of a disk',
    (model) => jobList(model, { diskId: 'disk_a' }, { field: 'REQUESTED_AT', direction: 'DESC' }),
    'job_by_disk',
  ],
  [
    'jobs of a host',
    (model) => jobList(model, { hostId: 'host_a' }, { field: 'REQUESTED_AT', direction: 'DESC' }),
    'PRIMARY KEY',
  ],
  ['the history', (model) => activityList(model, {}, 'DESC'), 'activity'],
  [
    'the history of a disk',
    (model) => activityList(model, { diskId: 'disk_a' }, 'DESC'),
    'activity_by_subject',
  ],
  [
    'the history of a host',
    (model) => activityList(model, { hostId: 'host_a' }, 'DESC'),
    'activity_by_subject',
  ],
  ['the history of a job', (model) => activityList(model, { jobId: 'job_a' }, 'ASC'), 'activity_by_subject'],
  ['events of two types', (model) => activityList(model, { types: ['A', 'B'] }, 'DESC'), 'activity_by_type'],
  ['events of an author', (model) => activityList(model, { actorId: 'x' }, 'DESC'), 'activity_by_actor'],
];

test.each(lists)('a page of %s is read from an index, in order', async (_, listOf, index) => {
  const { model, plansOf } = planned();
  const { cursorOf, keys } = listOf(model);
  const values: Record<string, string | number> = { seq: 1, position: '0'.repeat(16), id: 'x' };
  const row = Object.fromEntries(
    [...keys, 'position'].map((key) => [key, values[key] ?? (/size$|reclaimable/.test(key) ? 1 : 'x')]),
  );
  const after = cursorOf(
    keys.map((key) => row[key] ?? null),
    row,
  );
  for (const page of [{}, { after }]) {
    const plans = plansOf(() => readPage(model.connection, listOf(model), page));
    expect(plans.some((plan) => plan.includes(index))).toBe(true);
    plans.forEach((plan, place) => {
      // Where lists are merged, SQLite puts each in order again: no more rows than a page of it.
      if (plan.includes('TEMP B-TREE')) expect(plans[place - 1]).toMatch(/^SCAN \(subquery/);
      if (plan.startsWith('SCAN'))
        expect(plan).toMatch(/^SCAN (\(subquery|activity$)|USING (COVERING )?INDEX/);
    });
  }
});

test.each<[string, (model: ReadModel) => unknown, readonly RegExp[]]>([
  ['disks', (model) => diskTotals(model, {}), [/COVERING INDEX disk_by_obstacles/, /INDEX disk_with_job/]],
  [
    'disks of a storage domain',
    (model) => diskTotals(model, { storageDomainId: 'dom_a' }),
    [/COVERING INDEX disk_by_obstacles/, /INDEX disk_with_job/],
  ],
  [
    'jobs',
    (model) => jobTotals(model, {}),
    [/COVERING INDEX job_by_status/, /COVERING INDEX job_by_outcome/],
  ],
  [
    'jobs that ended since a moment',
    (model) => jobTotals(model, { finishedAfter: '2026-01-01T00:00:00.000Z' }),
    [/COVERING INDEX job_by_finished_at/, /COVERING INDEX job_by_finished_at/],
  ],
])('the totals of %s are added up from an index alone', async (_, ask, indexes) => {
  const { model, plansOf } = planned();
  const plans = plansOf(() => ask(model)).filter((plan) => /^(SCAN|SEARCH)/.test(plan));
  expect(plans).toHaveLength(indexes.length);
  for (const [place, index] of indexes.entries()) expect(plans[place]).toMatch(index);
});

test.each<[string, JobFilter, RegExp]>([
  ['disks with a label', { diskLabels: [{ key: 'team' }] }, /^SEARCH job USING INDEX job_by_disk/],
  ['storage with a label', { storageDomainLabels: [{ key: 'a' }] }, /^SEARCH job USING INDEX job_by_disk/],
  ['hosts with a label', { hostLabels: [{ key: 'site' }] }, /^SEARCH job USING INDEX sqlite_autoindex_job_1/],
])('few jobs of %s are found, and no other is read', (_, filter, index) => {
  const { model, plansOf } = planned();
  const order = { field: 'REQUESTED_AT', direction: 'DESC' } as const;
  for (const ask of [
    () => readPage(model.connection, jobList(model, filter, order), {}),
    () => jobTotals(model, filter),
  ]) {
    const read = plansOf(ask).filter((plan) => /^(SCAN|SEARCH)/.test(plan) && !plan.includes('json_each'));
    expect(read.filter((plan) => plan.startsWith('SCAN'))).toEqual([]);
    expect(read.filter((plan) => plan.includes('SEARCH job USING'))).not.toEqual([]);
    for (const plan of read.filter((plan) => plan.includes('SEARCH job USING'))) expect(plan).toMatch(index);
  }
});
