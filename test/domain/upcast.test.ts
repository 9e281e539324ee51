import { describe, expect, test } from 'vitest';
import { allocationOf } from '../../src/domain/disk/allocation.ts';
import type { DiskEvent } from '../../src/domain/disk/events.ts';
import type { DiskAllocation } from '../../src/domain/disk/facts.ts';
import { evolveDisk, initialDiskState } from '../../src/domain/disk/state.ts';
import { nothingObserved, upcastDiskEvent } from '../../src/domain/disk/upcast.ts';
import type { HostCapabilities } from '../../src/domain/host/events.ts';
import { upcastCapabilities } from '../../src/domain/host/upcast.ts';
import type { StorageMount } from '../../src/domain/storage-domain/events.ts';
import { upcastMounts } from '../../src/domain/storage-domain/upcast.ts';
import { facts, given, observed, registered } from './disk/given-when-then.ts';

/** Events as version 1 of the schema recorded them. */
const { formatBasis: _, allocationBasis: __, ...oldFacts } = facts;
const oldObservation = {
  present: true,
  virtualSize: 100,
  allocatedBytes: 50,
  attachments: null,
  backing: 'base.qcow2',
  children: [],
  internalSnapshots: [],
};
const recorded = (type: DiskEvent['type'], data: object) => ({ type, data }) as DiskEvent;

describe('events of schema version 1', () => {
  test('tell of formats that an operator declared', () =>
    expect(upcastDiskEvent(recorded('DiskRegistered', oldFacts))).toEqual(registered));

  test('leave unknown what was not looked for', () =>
    expect(upcastDiskEvent(recorded('DiskObserved', oldObservation)).data).toEqual({
      ...nothingObserved,
      ...oldObservation,
    }));

  test('go on with the events of today in one stream', () =>
    given(recorded('DiskRegistered', oldFacts), recorded('DiskObserved', oldObservation))
      .when({ type: 'ObserveDisk', observed: { image: { encrypted: false } } })
      .then(observed({ ...oldObservation, encrypted: false })));

  test('leave those of today as they are', () => {
    const event = observed({ dirty: true });
    expect(upcastDiskEvent(event)).toEqual(event);
  });

  test('tell nothing of libvirt and sg3-utils', () => {
    const old = { virtDf: true, lacks: [] } as unknown as HostCapabilities;
    expect(upcastCapabilities(old)).toEqual({
      ...old,
      libvirt: null,
      sg3Utils: null,
      recommends: [],
      seesEveryProcess: null,
    });
    const known = upcastCapabilities(old);
    expect(upcastCapabilities(known)).toBe(known);
  });

  test('tell nothing of what a mount stands on', () => {
    const old = { hostId: 'host_1', path: '/images' } as unknown as StorageMount;
    expect(upcastMounts([old])).toEqual([{ ...old, storage: null }]);
  });
});

describe('events of schema version 2', () => {
  const { inode: _, provisioned: __, declaredAllocation: ___, refcounts: ____, ...looked } = nothingObserved;
  const found = { ...looked, virtualSize: 100, allocatedBytes: 100 };
  const { allocationBasis: _____, ...scanned } = {
    ...facts,
    format: 'RAW',
    allocation: 'PREALLOCATED',
  } as const;
  const full = { inode: '7', provisioned: 'UNKNOWN', allocatedBytes: 100 } as const;
  const allocationAfter = (...events: DiskEvent[]) => {
    const state = events.reduce(evolveDisk, initialDiskState);
    return state.status === 'UNREGISTERED' ? null : allocationOf(state.facts, state.observation);
  };

  test('tell nothing of reference counts, nor of how the space was given', () =>
    expect(upcastDiskEvent(recorded('DiskObserved', found)).data).toEqual({ ...nothingObserved, ...found }));

  test('had guessed that a full image was made so on purpose: its blocks tell better now', () => {
    const history = [recorded('DiskRegistered', scanned), recorded('DiskObserved', found)];
    expect(allocationAfter(...history)).toBe('PREALLOCATED');
    expect(allocationAfter(...history, observed(full))).toBe('UNKNOWN');
    expect(allocationAfter(...history, observed({ ...full, provisioned: 'THIN' }))).toBe('THIN');
    expect(
      allocationAfter(recorded('DiskRegistered', { ...scanned, format: 'QCOW2' }), ...history.slice(1)),
    ).toBe('THIN');
  });

  test('had not guessed it of an image that was not full: an operator had declared it', () => {
    const history = [
      recorded('DiskRegistered', scanned),
      recorded('DiskObserved', { ...found, allocatedBytes: 50 }),
    ];
    expect(allocationAfter(...history, observed({ ...full, provisioned: 'THIN' }))).toBe('PREALLOCATED');
  });

  test('give way to what an operator says', () => {
    const history = [recorded('DiskRegistered', scanned), recorded('DiskObserved', found), observed(full)];
    const says = (allocation: DiskAllocation): DiskEvent => ({ type: 'DiskUpdated', data: { allocation } });
    given(...history)
      .when({ type: 'UpdateDisk', changes: { allocation: 'PREALLOCATED' } })
      .then(says('PREALLOCATED'));
    expect(allocationAfter(...history, says('PREALLOCATED'))).toBe('PREALLOCATED');
    expect(allocationAfter(...history, says('THIN'))).toBe('THIN');
    expect(allocationAfter(...history, says('THIN'), says('UNKNOWN'))).toBe('UNKNOWN');
  });
});
