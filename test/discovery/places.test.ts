import { expect, test } from 'vitest';
import { directoryIdOf, diskIdOf } from '../../src/common/ids.ts';
import { createPlaces } from '../../src/discovery/places.ts';
import type { Mount } from '../../src/domain/host/events.ts';
import type { HostId } from '../../src/domain/ids.ts';
import type { StorageDomainView } from '../../src/projections/views.ts';
import { aMount, nfs, root } from './a-host.ts';

const directory = (path: string, hostId: HostId = 'host_a'): StorageDomainView => ({
  id: `dom_${path}`,
  name: path,
  kind: 'DIRECTORY',
  mounts: [{ hostId, path, storage: null }],
  labels: {},
  maxRuns: null,
  allHostsRegistered: false,
  registeredAt: '',
  removedAt: null,
  updatedAt: '',
});
const placesOf = (
  mounts: readonly Mount[],
  domains: readonly StorageDomainView[] = [],
  hostId: HostId = 'host_a',
) => createPlaces(hostId, { mounts, blockDevices: [] }, { domains, isRemoved: () => false });

test.each<[string, string, readonly StorageDomainView[], object]>([
  [
    'the longest directory',
    '/images/deep/a.qcow2',
    [directory('/images'), directory('/images/deep')],
    { path: 'a.qcow2', domain: { id: 'dom_/images/deep' } },
  ],
  [
    'a directory, only as a whole',
    '/images2/a.qcow2',
    [directory('/images')],
    { path: 'images2/a.qcow2', domain: { kind: 'LOCAL_FILESYSTEM' } },
  ],
  [
    'no directory of another host',
    '/images/a.qcow2',
    [directory('/images', 'host_b')],
    { domain: { kind: 'LOCAL_FILESYSTEM' } },
  ],
  [
    'what is mounted below a directory',
    '/images/nas/a.qcow2',
    [directory('/images')],
    { path: 'a.qcow2', domain: { kind: 'NFS', path: '/images/nas' } },
  ],
  [
    'a directory below a mount',
    '/images/nas/x/a.qcow2',
    [directory('/images/nas/x')],
    { path: 'a.qcow2', domain: { kind: 'DIRECTORY' } },
  ],
  ['the root', '/a.qcow2', [], { path: 'a.qcow2', domain: { path: '/' } }],
])('an image lies in %s', (_, path, domains, place) => {
  expect(placesOf([root, nfs('/images/nas')], domains).of(path)).toMatchObject(place);
});

test('an image on storage that nobody knows lies nowhere', () => {
  expect(placesOf([]).of('/a.qcow2')).toBeNull();
});

test('ids of local directories and images are those that they always had', () => {
  const places = placesOf([root], [directory('/images')]);
  expect(places.directoryId('/images')).toBe(directoryIdOf('host_a', '/images'));
  expect(places.of('/images/a.qcow2')?.diskId).toBe(diskIdOf('host_a', '/images/a.qcow2'));
});

test('what is shared has one id on all hosts, wherever and however often it is mounted', () => {
  const here = placesOf([root, nfs('/mnt'), nfs('/mnt2')]);
  const there = placesOf([root, nfs('/srv/nas')], [], 'host_b');
  expect(here.of('/mnt/x/a.qcow2')?.diskId).toBe(there.of('/srv/nas/x/a.qcow2')?.diskId);
  expect(here.of('/mnt2/x/a.qcow2')?.diskId).toBe(there.of('/srv/nas/x/a.qcow2')?.diskId);
  expect(here.of('/mnt/x/a.qcow2')?.domain.id).toBe(there.of('/srv/nas/x/a.qcow2')?.domain.id);
  expect(here.directoryId('/mnt/x')).toBe(there.directoryId('/srv/nas/x'));
  expect(here.of('/mnt/x/a.qcow2')?.diskId).not.toBe(here.of('/mnt/x/b.qcow2')?.diskId);
});

test('what is local is another on each host, though it looks the same', () => {
  const same = [root, aMount('/data', { source: '/dev/sdb1', uuid: null })];
  const [here, there] = [placesOf(same), placesOf(same, [], 'host_b')];
  expect(here.of('/data/a')?.domain.id).not.toBe(there.of('/data/a')?.domain.id);
  expect(here.of('/data/a')?.diskId).not.toBe(there.of('/data/a')?.diskId);
});

test('disks over the network lie in a domain of their pool; only those of Ceph are the same for all hosts', () => {
  const [here, there] = [placesOf([root]), placesOf([root], [], 'host_b')];
  const rbd = { protocol: 'rbd', name: 'pool/web' };
  const nbd = { protocol: 'nbd', name: 'web' };
  expect(here.ofNetwork(rbd)).toMatchObject({ path: 'web', domain: { name: 'rbd:pool', kind: 'NETWORK' } });
  expect(here.ofNetwork(rbd).diskId).toBe(there.ofNetwork(rbd).diskId);
  expect(here.ofNetwork(nbd)).toMatchObject({ path: 'web', domain: { name: 'nbd' } });
  expect(here.ofNetwork(nbd).diskId).not.toBe(there.ofNetwork(nbd).diskId);
});

test('an overlay on shared storage is called the same by all hosts, and its name leads back to it', () => {
  const mounts = [root, nfs('/mnt')];
  const here = placesOf(mounts);
  const base = { storage: { ...(here.storageOf('/mnt') ?? null), shared: true } } as Parameters<
    typeof here.overlayName
  >[1];
  for (const [path, name] of [
    ['/mnt/x.qcow2', 'nfs:nas:/export/x.qcow2'],
    ['/local/x.qcow2', 'host_a:/local/x.qcow2'],
  ] as const) {
    expect(here.overlayName(path, base)).toBe(name);
    expect(here.pathOfOverlay(name)).toBe(path);
  }
  expect(here.overlayName('/local/x.qcow2', { storage: null })).toBe('/local/x.qcow2');
  expect(here.pathOfOverlay('host_b:/local/x.qcow2')).toBeNull();
});
