import { describe, expect, it } from 'vitest';
import { mayHoldImages } from '../../../src/hosts/storage/holds-images.ts';
import { readMountTable } from '../../../src/hosts/storage/mount-table.ts';
import { mountsOf } from '../../../src/hosts/storage/mounts.ts';

const devices = { pathOf: (number: string) => (number === '8:1' ? '/dev/sda1' : null), uuidOf: () => null };

let ids = 100;
/** A line of findmnt. Those of NFS and the like are after its documentation and the kernel's: no such mount is here. */
const line = (target: string, fstype: string, source: string, more: Record<string, unknown> = {}) => ({
  ...{ id: ++ids, parent: 1, target, source, fstype, fsroot: '/', 'maj:min': `0:${ids}` },
  ...{ 'vfs-options': 'rw,relatime', 'fs-options': 'rw', ...more },
});
const tableOf = (...lines: object[]) => readMountTable(JSON.stringify({ filesystems: lines }));
const read = (...lines: object[]) => mountsOf(tableOf(...lines), devices);

describe('the mounts that findmnt tells', () => {
  it.each([
    ['nfs4', 'rw,vers=4.2,rsize=1048576,hard,proto=tcp,addr=10.0.0.1', '4.2'],
    ['nfs4', 'rw,vers=4.0,addr=10.0.0.1', '4.0'],
    ['nfs4', 'rw,vers=4,minorversion=1,addr=10.0.0.1', '4.1'],
    ['nfs', 'rw,vers=3,mountvers=3,addr=10.0.0.1', '3'],
    ['nfs', 'rw,addr=10.0.0.1', null],
    ['ext4', 'rw,vers=4.2', null],
  ])('have the version of NFS that was negotiated: %s with %s', (fstype, options, nfsVersion) => {
    expect(read(line('/mnt', fstype, 'nas:/vms', { 'fs-options': options }))).toMatchObject([{ nfsVersion }]);
  });

  it.each([
    ['nfs4', 'rw,vers=4.2,local_lock=none,addr=10.0.0.1', undefined],
    ['nfs', 'rw,vers=3,nolock,local_lock=none,addr=10.0.0.1', 'nolock'],
    ['nfs', 'rw,vers=3,local_lock=posix,addr=10.0.0.1', 'local_lock=posix'],
    ['ceph', 'rw,local_lock=all', undefined],
  ])('have the option by which locks hold on one host alone: %s with %s', (fstype, options, localLocks) => {
    const [mount] = read(line('/mnt', fstype, 'nas:/vms', { 'fs-options': options }));
    expect(mount?.localLocks).toBe(localLocks);
  });

  it('have one source where a directory of an export is bound elsewhere', () => {
    const found = read(
      line('/srv/vms', 'nfs4', 'nas:/export/vms', { 'maj:min': '0:50' }),
      line('/mnt/nas', 'nfs4', 'nas:/export', { 'maj:min': '0:50' }),
      line('/mnt/other', 'nfs4', 'nas:/exports', { 'maj:min': '0:50' }),
      line('/mnt/far', 'nfs4', 'nas:/export/far', { 'maj:min': '0:51' }),
    );
    expect(found.map(({ source }) => source)).toEqual([
      ...['nas:/export', 'nas:/export', 'nas:/exports', 'nas:/export/far'],
    ]);
  });

  it('have their device by name where the kernel only calls it the root', () => {
    expect(read(line('/', 'ext4', '/dev/root', { 'maj:min': '8:1' }))).toMatchObject([
      { source: '/dev/sda1' },
    ]);
  });

  it('are read also where an older one pads, or leaves out what is empty', () => {
    const old = { ...line('/mnt', 'tmpfs', ''), id: '7', parent: '1', source: null, 'maj:min': '  0:9 ' };
    expect(tableOf(old)).toMatchObject([{ id: 7, device: '0:9', source: '' }]);
  });

  it('are not shown where a path leads to them no more', () => {
    const root = line('/', 'ext4', '/dev/sda1');
    const below = line('/mnt', 'xfs', '/dev/sdb1', { parent: root.id });
    const inside = line('/mnt/deep', 'xfs', '/dev/sdc1', { parent: below.id });
    const above = line('/mnt', 'xfs', '/dev/sdd1', { parent: below.id });
    const upon = line('/mnt/deep', 'xfs', '/dev/sde1', { parent: above.id });
    expect(tableOf(root, below, inside, above, upon).map(({ source }) => source)).toEqual([
      ...['/dev/sda1', '/dev/sdd1', '/dev/sde1'],
    ]);
  });
});

describe('a mount may hold images', () => {
  it.each([
    ['/', 'overlay'],
    ['/dev/shm', 'tmpfs'],
    ['/srv/merged', 'overlay'],
    ['/var/lib/docker', 'ext4'],
    ['/var/lib/kubelet/pods/1/volumes/pvc-1', 'nfs4'],
    ['/mnt/x', 'fuse.glusterfs'],
  ])('%s of type %s', (path, type) => {
    expect(tableOf(line(path, type, 'some')).map(mayHoldImages)).toEqual([true]);
  });

  it.each([
    ['/proc', 'proc'],
    ['/proc/acpi', 'tmpfs'],
    ['/sys/fs/cgroup', 'tmpfs'],
    ['/run/docker/netns/1', 'nsfs'],
    ['/run/netns', 'ext4'],
    ['/snap/core/1', 'squashfs'],
    ['/net', 'autofs'],
    ['/run/user/1000/doc', 'fuse.portal'],
    ['/etc/hosts', 'ext4'],
    ['/var/lib/docker/overlay2/1/merged', 'overlay'],
    ['/home/me/.local/share/containers/storage/overlay/1/merged', 'overlay'],
    ['/var/lib/kubelet/pods/1/volumes/token', 'tmpfs'],
  ])('but not %s of type %s', (path, type) => {
    expect(tableOf(line(path, type, 'some')).map(mayHoldImages)).toEqual([false]);
  });
});
