import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../src/event-store/event-store.ts';
import type { Connection } from '../../../src/projections/store/connection.ts';
import { createReadModel, type ReadModel } from '../../../src/projections/store/read-model.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import { contentOf } from '../content.ts';
import { jobEvents, newEvent, recorded, registered } from '../events.ts';
import { histories } from '../histories.ts';

const open = (connection = beginViewsFile(':memory:')): { model: ReadModel; connection: Connection } => ({
  model: createReadModel(connection, () => undefined),
  connection,
});

function projected(batches: readonly (readonly RecordedEvent[])[]) {
  const { model, connection } = open();
  for (const batch of batches) model.apply(batch);
  return contentOf(connection);
}

describe('the read model', () => {
  test('is the same however events are cut into batches', () => {
    fc.assert(
      fc.property(histories(60), fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (events, sizes) => {
        const batches: RecordedEvent[][] = [];
        let rest = events;
        for (const size of sizes) {
          if (rest.length === 0) break;
          batches.push(rest.slice(0, size));
          rest = rest.slice(size);
        }
        expect(projected(batches)).toEqual(projected([events]));
      }),
      { numRuns: 60 },
    );
  });

  test('goes on from its file as if it had never been closed', () => {
    fc.assert(
      fc.property(histories(40), fc.nat(40), (events, cut) => {
        const { model, connection } = open();
        model.apply(events.slice(0, cut));
        const again = open(connection).model;
        expect(again.position()).toBe(model.position());
        expect(again.counts()).toEqual(model.counts());
        expect(again.clockSkew()).toBe(model.clockSkew());
        again.apply(events.slice(cut));
        expect(contentOf(connection)).toEqual(projected([events]));
      }),
      { numRuns: 40 },
    );
  });

  test('counts what it lists', () => {
    fc.assert(
      fc.property(histories(60), (events) => {
        const { model, connection } = open();
        model.apply(events);
        const count = (from: string) => connection.sql(`SELECT count(*) AS n FROM ${from}`).get()?.n;
        expect(model.counts()).toEqual({
          disks: count(`disk WHERE status <> 'REMOVED'`),
          jobs: count('job'),
          activities: count('activity'),
        });
      }),
      { numRuns: 40 },
    );
  });

  test('takes an event that it is given again only once', () => {
    const { model } = open();
    const event = recorded('disk-disk_a', newEvent('DiskRegistered', registered('disk_a').data), 0);
    model.apply([event]);
    expect(model.apply([event])).toEqual([]);
    expect(model.counts().activities).toBe(1);
  });

  test('keeps event types that it does not know in the history, and changes no view for them', () => {
    const { model, connection } = open();
    const register = recorded('disk-disk_a', newEvent('DiskRegistered', registered('disk_a').data), 0);
    model.apply([register]);
    const before = model.disk('disk_a');
    const changes = model.apply([
      recorded('disk-disk_a', newEvent('DiskBlessed', { by: 'a newer version' }), 1),
      recorded('policy-pol_a', newEvent('PolicyCreated', {}), 0, 2),
    ]);
    expect(changes.map(({ activity, disk }) => [activity?.type, disk])).toEqual([
      ['DiskBlessed', before],
      ['PolicyCreated', null],
    ]);
    expect(connection.sql('SELECT type FROM activity ORDER BY seq').all()).toEqual(
      ['DiskRegistered', 'DiskBlessed', 'PolicyCreated'].map((type) => ({ type })),
    );
    expect(model.quarantined().count).toBe(0);
  });

  test('keeps bookkeeping out of the history, and still moves on past it', () => {
    const { model } = open();
    const event = recorded('idempotencyKey-job_a', newEvent('IdempotencyKeyTaken', {}), 0, 5);
    expect(model.apply([event])).toEqual([]);
    expect(model.position()).toBe(event.position);
    expect(model.counts().activities).toBe(0);
  });

  test.each([
    ['an event that cannot come here', 'SparsifyStarted', jobEvents('job_x').started().data],
    ['data of another shape', 'DiskObserved', { present: true, virtualSize: 'big' }],
    ['no data', 'DiskMeasured', null],
  ])('quarantines %s and goes on with the others', (_, type, data) => {
    const { model, connection } = open();
    const events = [
      recorded('disk-disk_a', newEvent('DiskRegistered', registered('disk_a').data), 0),
      recorded('disk-disk_a', newEvent(type, data), 1),
      recorded('disk-disk_a', newEvent('DiskUpdated', { name: 'after' }), 2),
    ];
    model.apply(events);
    expect(model.disk('disk_a')?.name).toBe('after');
    expect(model.counts().activities).toBe(3);
    expect(model.quarantined()).toMatchObject({ count: 1, first: { eventId: events[1]?.id, type } });
    expect(open(connection).model.quarantined()).toEqual(model.quarantined());
  });

  test('gives each change with the objects as they stood at that event', () => {
    const { model } = open();
    const job = jobEvents('job_a');
    const changes = model.apply(
      [registered('disk_a'), job.requested, job.locked(), job.started(), job.completed()].map(
        ({ type, data }, index) => recorded('disk-disk_a', newEvent(type, data), index),
      ),
    );
    expect(changes.map(({ job: view, disk }) => [view?.status, disk?.locked])).toEqual([
      [undefined, false],
      ['REQUESTED', false],
      ['LOCKED', true],
      ['RUNNING', true],
      ['COMPLETED', false],
    ]);
  });

  test('is as before where a transaction cannot be written, and takes the same events later', () => {
    const { model, connection } = open();
    const pages = Number(connection.sql('PRAGMA page_count').get()?.page_count);
    connection.exec(`PRAGMA max_page_count = ${pages}`);
    const events = Array.from({ length: 50 }, (_, index) =>
      recorded(`disk-disk_${index}`, newEvent('DiskRegistered', registered(`disk_${index}`).data), 0, index),
    );
    const poison = recorded('disk-disk_7', newEvent('DiskMeasured', null), 1, 50);
    expect(() => model.apply([...events, poison])).toThrow('full');
    expect(model.disk('disk_7')).toBeNull();
    expect(model.position()).toBeNull();
    expect(model.counts()).toEqual({ disks: 0, jobs: 0, activities: 0 });
    expect(model.quarantined().count).toBe(0);
    connection.exec('PRAGMA max_page_count = 100000');
    model.apply([...events, poison]);
    expect(contentOf(connection)).toEqual(projected([[...events, poison]]));
  });
});
