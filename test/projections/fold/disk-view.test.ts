import { describe, expect, test } from 'vitest';
import { diskStatus } from '../../../src/domain/disk/disk-status.ts';
import type { DiskEvent } from '../../../src/domain/disk/events.ts';
import { evolveDisk } from '../../../src/projections/fold/disk-view.ts';
import type { DiskView } from '../../../src/projections/views.ts';
import { at, historyOf, jobEvents, observed, registered } from '../events.ts';

const id = 'disk_a';
const job = jobEvents('job_a');

function viewOf(...events: DiskEvent[]): DiskView {
  const view = historyOf(id, events).reduce<DiskView | null>(evolveDisk, null);
  if (view === null) throw new Error('no events');
  return view;
}

describe('the view of a disk', () => {
  test('begins with what the operator told, all else unknown', () => {
    expect(viewOf(registered(id))).toEqual({
      id,
      ...registered(id).data,
      registeredAt: at(0),
      removedAt: null,
      removedWithStorageDomain: false,
      observation: null,
      observedAt: null,
      contentsCurrent: false,
      hibernated: false,
      reclaimable: null,
      activeJobId: null,
      locked: false,
      updatedAt: at(0),
    });
  });

  test('takes over the facts that an update names, and no others', () => {
    const view = viewOf(registered(id), { type: 'DiskUpdated', data: { name: 'new' } });
    expect(view).toMatchObject({ name: 'new', allocation: 'THIN', updatedAt: at(1) });
  });

  test('has the last observation and the last measurement, each with its time', () => {
    const view = viewOf(registered(id), observed(), {
      type: 'DiskMeasured',
      data: { filesystems: [], reclaimableBytes: 700 },
    });
    expect(view).toMatchObject({
      observation: observed().data,
      observedAt: at(1),
      reclaimable: { bytes: 700, basis: 'MEASURED', at: at(2) },
    });
  });

  test.each([
    ['is busy, not locked, once a job is requested', [job.requested], 'job_a', 'AVAILABLE'],
    ['is locked from the lock on', [job.requested, job.locked()], 'job_a', 'LOCKED'],
    [
      'stays locked between two attempts',
      [job.requested, job.locked(), job.retryScheduled()],
      'job_a',
      'LOCKED',
    ],
    [
      'is free after completion',
      [job.requested, job.locked(), job.started(), job.completed()],
      null,
      'AVAILABLE',
    ],
    ['is free after failure', [job.requested, job.locked(), job.started(), job.failed()], null, 'AVAILABLE'],
    [
      'is free after a cancel',
      [job.requested, job.cancelRequested, job.canceled(null, null)],
      null,
      'AVAILABLE',
    ],
  ])('%s', (_, events, activeJobId, status) => {
    const view = viewOf(registered(id), observed(), ...events);
    expect(view.activeJobId).toBe(activeJobId);
    expect(diskStatus(view)).toBe(status);
  });

  test.each([
    ['completed', job.completed(), 2_000],
    ['canceled', job.canceled(), 4_000],
  ])('has the size that a %s run measured, and forgets the estimate', (_, end, size) => {
    const measured: DiskEvent = { type: 'DiskMeasured', data: { filesystems: [], reclaimableBytes: 700 } };
    const view = viewOf(
      registered(id),
      observed(),
      measured,
      job.requested,
      job.locked(),
      job.started(),
      end,
    );
    expect(view.observation).toEqual({ ...observed().data, allocatedBytes: size });
    expect(view.observedAt).toBe(at(6));
    expect(view.reclaimable).toBeNull();
  });

  test('keeps what it knew where a cancel measured nothing', () => {
    const view = viewOf(registered(id), observed(), job.requested, job.canceled(null, null));
    expect(view).toMatchObject({ observation: observed().data, observedAt: at(1) });
  });

  test('is MISSING while its image is gone', () => {
    expect(diskStatus(viewOf(registered(id), observed({ present: false })))).toBe('MISSING');
  });

  test('is REMOVED until it is registered again, which begins afresh', () => {
    const removed: DiskEvent = { type: 'DiskRemoved', data: { reason: null } };
    expect(diskStatus(viewOf(registered(id), observed(), removed))).toBe('REMOVED');
    const again = viewOf(registered(id), observed(), removed, registered(id));
    expect(diskStatus(again)).toBe('AVAILABLE');
    expect(again).toMatchObject({ registeredAt: at(3), observation: null, removedAt: null });
  });

  test('is not changed in place', () => {
    const events = historyOf(id, [registered(id), job.requested, job.locked(), job.completed()]);
    let view: DiskView | null = null;
    for (const event of events) {
      const next = evolveDisk(view && Object.freeze(view), event);
      expect(next).not.toBe(view);
      view = next;
    }
  });

  test('cannot be made of events without a registration', () => {
    expect(() => viewOf(observed())).toThrow('no disk was registered');
  });
});
