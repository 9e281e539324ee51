import { describe, expect, it } from 'vitest';
import type { BlockDevice, Mount } from '../../../src/domain/host/events.ts';
import type { VolumeGroupFacts } from '../../../src/domain/storage-domain/volume-group.ts';
import { blockDeviceAt, storageOf, volumeGroupsOf } from '../../../src/hosts/storage/storage-of.ts';

const aMount = (path: string, fsType: string, source: string, more: Partial<Mount> = {}): Mount => ({
  ...{ path, fsType, source, uuid: null, nfsVersion: null, readOnly: false },
  ...more,
});
const at = (path: string, ...mounts: Mount[]) => storageOf(path, { mounts, blockDevices: [] });

const root = aMount('/', 'ext4', '/dev/sda1', { uuid: 'root-uuid' });
const discard = { maxBytes: 1024 ** 3, granularity: 4096, unmap: true, readsZeros: true };
const volume: BlockDevice = {
  ...{ path: '/dev/mapper/fast--vg-web', kernelPath: '/dev/dm-3', type: 'lvm', bytes: 10, readOnly: false },
  ...{ volumeGroup: 'fast-vg', volumeGroupId: 'GroupIdOf32Letters', discard },
};
const lun: BlockDevice = {
  ...{ path: '/dev/sdb', type: 'disk', bytes: 10, readOnly: false, volumeGroup: null, discard },
};

describe('the storage of a path', () => {
  it('is that of the longest mount above it, by whole names', () => {
    const images = aMount('/srv/images', 'xfs', '/dev/sdb1', { uuid: 'images-uuid' });
    const deep = aMount('/srv/images/deep', 'xfs', '/dev/sdc1', { uuid: 'deep-uuid', readOnly: true });
    expect(at('/srv/images/a.raw', deep, images, root)).toMatchObject({ path: '/srv/images' });
    expect(at('/srv/images', deep, images, root)).toMatchObject({ path: '/srv/images' });
    expect(at('/srv/images/deep/a.raw', deep, images, root)).toMatchObject({
      ...{ identity: 'fs:deep-uuid', facts: { readOnly: true } },
    });
    expect(at('/srv/images2/a.raw', deep, images, root)).toMatchObject({
      path: '/',
      identity: 'fs:root-uuid',
    });
  });

  it('is not known where no mount holds it', () => {
    expect(at('/srv/a.raw', aMount('/home', 'ext4', '/dev/sdb1'))).toBeNull();
  });

  it('tells all that is known of a mount', () => {
    const mount = aMount('/mnt/nas', 'nfs4', 'NAS:/vms/', { nfsVersion: '4.2' });
    expect(at('/mnt/nas/a.raw', root, mount)).toEqual({
      ...{ kind: 'NFS', name: 'NAS:/vms/', identity: 'nfs:nas:/vms', path: '/mnt/nas' },
      facts: {
        ...{ medium: 'FILESYSTEM', source: 'NAS:/vms/', fsType: 'nfs4', shared: true, nfsVersion: '4.2' },
        ...{ readOnly: false, discard: null },
      },
    });
  });

  // Sources as the kernel and the clients of these filesystems document them; none of them is on the machine of the tests.
  it.each([
    ['nfs', 'nas:/vms', 'NFS', 'nfs:nas:/vms'],
    ['nfs4', 'nas:/', 'NFS', 'nfs:nas:/'],
    ['nfs4', '[2001:DB8::1]:/vms', 'NFS', 'nfs:[2001:db8::1]:/vms'],
    ['nfs4', '[fe80::1%eth0]:/a:b/', 'NFS', 'nfs:[fe80::1%eth0]:/a:b'],
    ['ceph', '10.0.0.2:6789,10.0.0.1:6789:/vms', 'CEPHFS', 'ceph:10.0.0.1:6789,10.0.0.2:6789:/vms'],
    [
      'ceph',
      '[2001:db8::2]:3300,[2001:db8::1]:3300:/',
      'CEPHFS',
      'ceph:[2001:db8::1]:3300,[2001:db8::2]:3300:/',
    ],
    [
      'ceph',
      'admin@b3acfc0d-575f-41d3-9c91-0e7ed3dbb3fa.vmfs=/vms',
      'CEPHFS',
      'ceph:b3acfc0d-575f-41d3-9c91-0e7ed3dbb3fa.vmfs=/vms',
    ],
    ['fuse.ceph-fuse', 'ceph-fuse', 'CEPHFS', 'ceph:ceph-fuse:/mnt/x'],
    ['fuse.glusterfs', 'gl1:/vms', 'GLUSTERFS', 'gluster:gl1:/vms'],
    ['fuse.glusterfs', 'gl1:vms', 'GLUSTERFS', 'gluster:gl1:/vms'],
    ['cifs', '//NAS/VMs', 'SHARED_FILESYSTEM', 'cifs://nas/VMs'],
    ['smb3', '//nas/VMs/', 'SHARED_FILESYSTEM', 'cifs://nas/VMs'],
    ['fuse.sshfs', 'me@nas:/vms', 'SHARED_FILESYSTEM', 'sshfs:me@nas:/vms'],
    ['lustre', '10.0.0.1@tcp:/vms', 'SHARED_FILESYSTEM', 'lustre:10.0.0.1@tcp:/vms'],
    ['virtiofs', 'share', 'SHARED_FILESYSTEM', 'virtiofs:share:/mnt/x'],
  ])('of type %s from %s is shared, and known by it', (fsType, source, kind, identity) => {
    const mount = aMount('/mnt/x', fsType, source);
    expect(at('/mnt/x/a.raw', root, mount)).toMatchObject({ kind, identity, facts: { shared: true } });
  });

  it.each(['gfs2', 'ocfs2'])('of several hosts at once is known by its UUID: %s', (fsType) => {
    const mount = aMount('/mnt/x', fsType, '/dev/mapper/san', { uuid: 'cluster-uuid' });
    expect(at('/mnt/x/a.raw', root, mount)).toMatchObject({
      ...{ kind: 'SHARED_FILESYSTEM', identity: 'fs:cluster-uuid', facts: { shared: true } },
    });
  });

  it.each([
    ['ext4', '/dev/sdb1', 'ext4:/dev/sdb1'],
    ['zfs', 'tank/vms', 'zfs:tank/vms'],
    ['tmpfs', 'tmpfs', 'tmpfs:/mnt/x'],
    ['overlay', 'overlay', 'overlay:/mnt/x'],
    ['fuse.mergerfs', 'disks', 'fuse.mergerfs:/mnt/x'],
    ['fuseblk', '/dev/sdb1', 'fuseblk:/dev/sdb1'],
  ])('of type %s is local, and known without a UUID', (fsType, source, identity) => {
    const mount = aMount('/mnt/x', fsType, source);
    expect(at('/mnt/x/a.raw', root, mount)).toMatchObject({
      ...{ kind: 'LOCAL_FILESYSTEM', identity, facts: { shared: false } },
    });
  });
});

describe('the storage of a block device', () => {
  const found = { mounts: [root, aMount('/dev/shm', 'tmpfs', 'tmpfs')], blockDevices: [volume, lun] };

  it.each(['/dev/mapper/fast--vg-web', '/dev/dm-3'])(
    'is its volume group, by any of its names: %s',
    (path) => {
      expect(storageOf(path, found)).toEqual({
        ...{
          kind: 'VOLUME_GROUP',
          name: 'volume group fast-vg',
          identity: 'vg:GroupIdOf32Letters',
          path: '/dev',
        },
        facts: {
          ...{ medium: 'BLOCK', source: 'fast-vg', fsType: null, shared: true, nfsVersion: null },
          ...{ readOnly: false, discard, volumeGroup: null },
        },
      });
      expect(blockDeviceAt(path, found.blockDevices)?.path).toBe('/dev/mapper/fast--vg-web');
    },
  );

  it('is the same whichever volume of the group is looked at: what all its physical volumes do', () => {
    const weak = { ...discard, maxBytes: 512, readsZeros: false };
    const group: VolumeGroupFacts = {
      ...{ exported: false, missing: 0, lockType: null, foreignSystemId: null, ovirtDataCenter: null },
      ...{ ambiguous: false, mayBeShared: true },
      physicalVolumes: [
        { id: 'one', discard },
        { id: 'other', discard: weak },
      ],
    };
    const other = { ...volume, path: '/dev/mapper/fast--vg-db', kernelPath: '/dev/dm-4', readOnly: true };
    const volumeGroups = new Map([['GroupIdOf32Letters', { name: 'fast-vg', facts: group }]]);
    const known = { ...found, blockDevices: [volume, other], volumeGroups };
    const { facts } = storageOf(volume.path, known) ?? {};
    expect(facts).toMatchObject({ readOnly: false, discard: weak, volumeGroup: group });
    expect(storageOf(other.path, known)?.facts).toEqual(facts);
    expect(volumeGroupsOf(known)).toEqual([storageOf(volume.path, known)]);
    // Where LVM does not answer, it is what is known of all its volumes.
    const devices = [volume, { ...other, discard: weak }];
    const unknown = { ...found, blockDevices: devices, volumeGroups: null };
    expect(storageOf(volume.path, unknown)?.facts).toMatchObject({ discard: weak, volumeGroup: null });
  });

  it('is that of a volume that is not active, by the names that LVM would give it', () => {
    const inactive: BlockDevice = { ...volume, active: false, path: '/dev/mapper/fast--vg-web--1' };
    const { kernelPath: _, ...idle } = inactive;
    for (const path of ['/dev/fast-vg/web-1', '/dev/mapper/fast--vg-web--1']) {
      expect(blockDeviceAt(path, [idle])).toBe(idle);
    }
    expect(blockDeviceAt('/dev/fast/vg-web-1', [idle])).toBeNull();
    // Where it is there, its links lead to it.
    expect(blockDeviceAt('/dev/fast-vg/web', [volume])).toBeNull();
  });

  it('is the host itself where it belongs to no group', () => {
    expect(storageOf('/dev/sdb', found)).toMatchObject({
      ...{ kind: 'BLOCK_DEVICES', identity: 'devices', path: '/dev' },
      facts: { medium: 'BLOCK', source: '/dev/sdb', shared: false },
    });
  });

  it('is not the filesystem around it where it is not known', () => {
    expect(storageOf('/dev/sdz', found)).toBeNull();
    expect(storageOf('/dev/shm/a.raw', found)).toMatchObject({ kind: 'LOCAL_FILESYSTEM', path: '/dev/shm' });
  });
});
