import { expect, test } from 'vitest';
import { storageIdOf } from '../../src/common/ids.ts';
import type { Inventory } from '../../src/discovery/inventory.ts';
import type { KnownCatalogue } from '../../src/discovery/known.ts';
import { createPlaces } from '../../src/discovery/places.ts';
import { findDomains } from '../../src/discovery/plan-domains.ts';
import type { Mount } from '../../src/domain/host/events.ts';
import type { StorageFacts } from '../../src/domain/storage-domain/events.ts';
import type { VolumeGroupFacts } from '../../src/domain/storage-domain/volume-group.ts';
import type { StorageFound } from '../../src/hosts/inventory.ts';
import { evolveDisk } from '../../src/projections/fold/disk-view.ts';
import type { DiskView, StorageDomainView } from '../../src/projections/views.ts';
import { historyOf, observed, registered } from '../projections/events.ts';
import { foundImage } from '../support/fake-host.ts';
import { aMount, nfs, root } from './a-host.ts';

const web = historyOf('disk_1', [
  registered('disk_1', { storageDomainId: 'dom_1', path: 'web.qcow2' }),
  observed({ attachments: [] }),
]).reduce<DiskView | null>(evolveDisk, null);

const facts = (mount: Mount, more: Partial<StorageFacts> = {}): StorageFacts => ({
  medium: 'FILESYSTEM',
  source: mount.source,
  fsType: mount.fsType,
  shared: mount.fsType === 'nfs4',
  nfsVersion: mount.nfsVersion,
  readOnly: mount.readOnly,
  punchesHoles: true,
  discard: null,
  ...more,
});
const directory = (storage: StorageFacts | null): StorageDomainView => ({
  id: 'dom_images',
  name: '/images',
  kind: 'DIRECTORY',
  mounts: [{ hostId: 'host_a', path: '/images', storage }],
  labels: {},
  maxRuns: null,
  allHostsRegistered: false,
  registeredAt: '',
  removedAt: null,
  updatedAt: '',
});

const groupFacts: VolumeGroupFacts = {
  ...{ exported: false, missing: 0, lockType: null, foreignSystemId: null, ovirtDataCenter: null },
  ...{ ambiguous: false, mayBeShared: true, physicalVolumes: [] },
};

function found(
  mounts: readonly Mount[],
  domains: readonly StorageDomainView[],
  paths: readonly string[] = [],
  volumeGroups: StorageFound['volumeGroups'] = new Map(),
) {
  const storage = { mounts, blockDevices: [], volumeGroups, problems: [] };
  const inventory: Omit<Inventory, 'places'> = {
    hostId: 'host_a',
    since: null,
    storage,
    vms: { known: 'NO_HYPERVISOR' },
    images: {
      images: paths.map((path) => foundImage(path)),
      ...{ unanswered: [], missing: [], problems: [], realPaths: new Map() },
    },
    scope: 'HOST',
  };
  const known: KnownCatalogue = {
    domains: domains.filter(({ mounts: on }) => on.some(({ hostId }) => hostId === 'host_a')),
    domain: (id) => domains.find((domain) => domain.id === id) ?? null,
    isRemoved: () => false,
    host: () => null,
    disk: () => null,
    disksOn: () => (web === null ? [] : [web]),
    derivedDisks: () => [],
    checkpoint: () => null,
    changedSince: () => false,
    inspectedSince: () => false,
  };
  return findDomains({ ...inventory, places: createPlaces('host_a', storage, known) }, known);
}
const namesOf = ({ present }: ReturnType<typeof found>) =>
  present.map(({ domain }) => domain.name).toSorted();

test('storage counts where images lie, and what is shared, but not every mount of a host', () => {
  expect(namesOf(found([root, aMount('/boot', { uuid: 'boot' })], []))).toEqual([]);
  expect(namesOf(found([root, nfs('/mnt')], []))).toEqual(['nas:/export']);
  expect(namesOf(found([root], [], ['/var/a.qcow2']))).toEqual(['/']);
});

test('a volume group that other hosts may have, or are known to have, counts on each of its hosts, whatever lies there', () => {
  const group = (name: string, mayBeShared: boolean) =>
    [name, { name, facts: { ...groupFacts, mayBeShared } }] as const;
  const groups = new Map([group('own', false), group('san', true)]);
  expect(namesOf(found([root], [], [], groups))).toEqual(['volume group san']);
  const elsewhere: StorageDomainView = {
    ...directory(null),
    ...{ id: storageIdOf('vg:own', null), kind: 'VOLUME_GROUP', name: 'volume group own' },
    mounts: [{ hostId: 'host_b', path: '/dev', storage: null }],
  };
  expect(namesOf(found([root], [elsewhere], [], groups))).toEqual(['volume group own', 'volume group san']);
});

test('a volume group is gone once LVM reports it no more, but not where LVM is silent', () => {
  const here: StorageDomainView = {
    ...directory(null),
    ...{ id: storageIdOf('vg:san', null), kind: 'VOLUME_GROUP', name: 'volume group san' },
    mounts: [{ hostId: 'host_a', path: '/dev', storage: null }],
  };
  expect(found([root], [here]).gone).toEqual([here.id]);
  expect(found([root], [here], [], null).gone).toEqual([]);
});

test('storage that a registered directory covers whole is no other domain', () => {
  expect(namesOf(found([root, nfs('/images')], [directory(null)], ['/images/a.qcow2']))).toEqual(['/images']);
});

const sdb = aMount('/images', { source: '/dev/sdb1', uuid: 'b' });
test.each<
  [string, Mount, StorageFacts | null, string[], { mountChanged: boolean; punchesHoles?: boolean | null }]
>([
  ['that was never looked at is taken as it is', root, null, [], { mountChanged: false, punchesHoles: null }],
  [
    'that is as it was keeps what was tried',
    sdb,
    facts(sdb),
    [],
    { mountChanged: false, punchesHoles: true },
  ],
  [
    'mounted in another way is tried again',
    { ...sdb, fsType: 'xfs' },
    facts(sdb),
    ['/images/a'],
    { mountChanged: false, punchesHoles: null },
  ],
  [
    'whose export is not mounted has another mount, whatever lies there',
    root,
    facts(nfs('/images')),
    ['/images/a'],
    { mountChanged: true },
  ],
  ['whose filesystem is not mounted has another mount', root, facts(sdb), [], { mountChanged: true }],
  [
    'on which the images are found again has moved',
    root,
    facts(sdb),
    ['/images/a'],
    { mountChanged: false, punchesHoles: null },
  ],
])('a directory %s', (_, mount, storage, paths, expected) => {
  const mounts = mount === root ? [root] : [root, mount];
  const result = found(mounts, [directory(storage)], paths);
  expect(result.mountChanged.has('dom_images')).toBe(expected.mountChanged);
  expect(result.problems).toHaveLength(expected.mountChanged ? 1 : 0);
  const finding = result.present.find(({ domain }) => domain.id === 'dom_images');
  expect(finding?.punchesHoles).toBe(expected.punchesHoles);
});

test('holes are tried where images lie, and not on what may not be written', () => {
  const images = directory(null);
  const triedIn = (mount: Mount, paths: readonly string[]) =>
    found([mount], [images], paths).present.find(({ domain }) => domain.id === images.id)?.tryIn;
  expect(triedIn(root, [])).toBe('/images');
  expect(triedIn(root, ['/images/deep/b', '/images/deep/a'])).toBe('/images/deep');
  expect(triedIn({ ...root, readOnly: true }, ['/images/a'])).toBeNull();
});

test('storage that is no longer mounted is gone, but not when nothing at all was told', () => {
  const [nas] = found([root, nfs('/mnt')], []).present;
  if (nas === undefined) throw new Error('It was not found.');
  const view: StorageDomainView = {
    ...directory(null),
    id: nas.domain.id,
    kind: 'NFS',
    mounts: [{ hostId: 'host_a', path: '/mnt', storage: facts(nfs('/mnt')) }],
  };
  expect(found([root], [view]).gone).toEqual([nas.domain.id]);
  expect(found([root, nfs('/elsewhere')], [view]).gone).toEqual([]);
  expect(found([], [view]).gone).toEqual([]);
});
