import { describe, expect, test } from 'vitest';
import type { HostObservation } from '../../../src/domain/host/events.ts';
import type { HostId } from '../../../src/domain/ids.ts';
import type { StorageFacts } from '../../../src/domain/storage-domain/events.ts';
import type { VolumeGroupFacts } from '../../../src/domain/storage-domain/volume-group.ts';
import { presentFleet } from '../../../src/process/jobs/present-fleet.ts';
import { defaultProcessSettings } from '../../../src/process/jobs/settings.ts';
import type { HostView, StorageDomainView } from '../../../src/projections/views.ts';
import { aHostView } from '../../support/a-host-view.ts';

const storage: StorageFacts = {
  ...{ medium: 'NETWORK', source: 'nas:/images', fsType: 'nfs4', shared: true, nfsVersion: '4.2' },
  ...{ readOnly: false, punchesHoles: true, discard: null },
};
const group: VolumeGroupFacts = {
  ...{ exported: false, missing: 0, lockType: 'sanlock', foreignSystemId: null, ovirtDataCenter: null },
  ...{ ambiguous: false, mayBeShared: true, physicalVolumes: [] },
};
const observed: HostObservation = {
  ...{ contact: 'IN_CONTACT', machines: 'NO_HYPERVISOR', mounts: [], blockDevices: [], problems: [] },
};
const away: Partial<HostView> = { observation: { ...observed, contact: 'LOST' } };

test.each<[string, string, RegExp, Partial<HostView>, Partial<StorageFacts>]>([
  ['is out of contact', 'HOST_CONTACT', /^Host kvm2, .* is out of contact/, away, {}],
  [
    'was confirmed down',
    'HOST_CONTACT',
    /^Host kvm2, .* was confirmed down/,
    { ...away, confirmedDown: true },
    {},
  ],
  [
    'has its storage by a mount that will not do',
    'NO_SUITABLE_HOST',
    /^Host kvm2, .* may not do it: its storage is mounted with NFS 4\.1, .*\. Mount it with vers=4\.2/,
    {},
    { nfsVersion: '4.1' },
  ],
  [
    'has the volume group exported',
    'NO_SUITABLE_HOST',
    /may not do it: the volume group vms is exported, .*`vgimport vms`/,
    {},
    { source: 'vms', volumeGroup: { ...group, exported: true } },
  ],
])(
  'a job waits, and says why, for the host that its request asked for, where that %s, and another could do it',
  (_, code, message, host, mount) => {
    const views = {
      host: (id: HostView['id']) =>
        aHostView({ id, name: 'kvm2', observation: observed, ...(id === 'host_2' ? host : {}) }),
      storageDomain: (id: `dom_${string}`) => ({
        ...{ id, name: 'images', kind: 'NFS' as const, maxRuns: null, labels: {}, allHostsRegistered: false },
        ...{ registeredAt: '', removedAt: null, updatedAt: '' },
        mounts: [
          { hostId: 'host_1' as const, path: '/srv', storage },
          { hostId: 'host_2' as const, path: '/srv', storage: { ...storage, ...mount } },
        ],
      }),
      limits: () => ({ maxRuns: null }),
    };
    const ready = { state: 'READY' } as const;
    const hosts = {
      get: () => undefined,
      standing: (name: string) => ({ name, maxRuns: 2, readiness: ready, emulates: false, contacted: true }),
    };
    const fleet = presentFleet(hosts, views, defaultProcessSettings);
    const at = (pinnedHostId: 'host_2' | null) =>
      fleet.candidates({ storageDomainId: 'dom_1', pinnedHostId });
    expect(at('host_2')).toMatchObject({
      ready: [],
      blocked: { wait: { code, message: expect.stringMatching(message) } },
    });
    expect(at(null)).toMatchObject({ ready: [{ id: 'host_1' }], blocked: null });
  },
);

describe('of the hosts of a volume group', () => {
  const takes = { maxBytes: 4096, granularity: 512, unmap: null, readsZeros: null };
  const ofGroup = (hostId: HostId, maxBytes: number) => ({
    ...{ hostId, path: '/dev' },
    storage: { ...storage, volumeGroup: group, discard: { ...takes, maxBytes } },
  });
  const readyHosts = (...mounts: ReturnType<typeof ofGroup>[]) => {
    const readiness = { state: 'READY' } as const;
    const hosts = {
      get: () => undefined,
      standing: (name: HostId) => ({ name, maxRuns: 2, readiness, emulates: false, contacted: true }),
    };
    const views = {
      host: (id: HostId) => aHostView({ id, name: id, observation: observed }),
      storageDomain: (id: `dom_${string}`) => ({
        ...{ id, name: 'vms', kind: 'VOLUME_GROUP' as const, maxRuns: null, labels: {} },
        ...{ allHostsRegistered: false, registeredAt: '', removedAt: null, updatedAt: '', mounts },
      }),
      limits: () => ({ maxRuns: null }),
    };
    const fleet = presentFleet(hosts, views, defaultProcessSettings);
    return fleet.candidates({ storageDomainId: 'dom_1', pinnedHostId: null }).ready.map(({ id }) => id);
  };

  test('those go first on which all of its physical volumes pass discards', () => {
    expect(readyHosts(ofGroup('host_1', 0), ofGroup('host_2', 4096))).toEqual(['host_2']);
  });
  test('all can do it where none passes them everywhere, as a volume may lie on those that do', () => {
    expect(readyHosts(ofGroup('host_1', 0), ofGroup('host_2', 0))).toEqual(['host_1', 'host_2']);
  });
});

describe('without a number of its own', () => {
  const limitOn = (domain: Partial<StorageDomainView>) => {
    const hosts = { get: () => undefined, standing: () => undefined };
    const views = {
      host: () => null,
      storageDomain: (id: `dom_${string}`) => ({
        ...{ id, name: 'vms', kind: 'NFS' as const, maxRuns: null, labels: {}, allHostsRegistered: false },
        ...{ registeredAt: '', removedAt: null, updatedAt: '', mounts: [] },
        ...domain,
      }),
      limits: () => ({ maxRuns: null }),
    };
    return presentFleet(hosts, views, { ...defaultProcessSettings, maxRunsPerStorageDomain: 5 }).limitOn(
      'dom_1',
    );
  };

  test('a storage domain has as many runs at once as the servers are set to, a volume group one', () => {
    expect(limitOn({})).toEqual({ name: 'vms', maxRuns: 5, array: null });
    expect(limitOn({ kind: 'VOLUME_GROUP' })).toEqual({ name: 'vms', maxRuns: 1, array: null });
  });
  test('it shares the one run of the array that its label names', () => {
    expect(limitOn({ labels: { array: 'netapp' } })).toMatchObject({ maxRuns: 5, array: 'netapp' });
    expect(limitOn({ labels: { array: '' } })).toMatchObject({ array: null });
  });
  test('with one, that alone counts, for a volume group and with an array', () =>
    expect(limitOn({ kind: 'VOLUME_GROUP', maxRuns: 3, labels: { array: 'netapp' } })).toMatchObject({
      ...{ maxRuns: 3, array: null },
    }));
});
