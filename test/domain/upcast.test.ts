import { describe, expect, test } from 'vitest';
import type { DiskEvent } from '../../src/domain/disk/events.ts';
import { nothingObserved, upcastDiskEvent } from '../../src/domain/disk/upcast.ts';
import type { HostCapabilities } from '../../src/domain/host/events.ts';
import { upcastCapabilities } from '../../src/domain/host/upcast.ts';
import type { StorageMount } from '../../src/domain/storage-domain/events.ts';
import { upcastMounts } from '../../src/domain/storage-domain/upcast.ts';
import { facts, given, observed, registered } from './disk/given-when-then.ts';

/** Events as version 1 of the schema recorded them. */
const { formatBasis: _, ...oldFacts } = facts;
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
    expect(upcastDiskEvent(event)).toBe(event);
  });

  test('tell nothing of libvirt and sg3-utils', () => {
    const old = { virtDf: true, lacks: [] } as unknown as HostCapabilities;
    expect(upcastCapabilities(old)).toEqual({ ...old, libvirt: null, sg3Utils: null, recommends: [] });
    const known = upcastCapabilities(old);
    expect(upcastCapabilities(known)).toBe(known);
  });

  test('tell nothing of what a mount stands on', () => {
    const old = { hostId: 'host_1', path: '/images' } as unknown as StorageMount;
    expect(upcastMounts([old])).toEqual([{ ...old, storage: null }]);
  });
});
