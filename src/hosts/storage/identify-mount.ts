import type { Mount } from '../../domain/host/events.ts';
import type { StorageDomainKind } from '../../domain/storage-domain/events.ts';

/** Which storage a mount shows. */
export interface MountIdentity {
  readonly kind: Extract<
    StorageDomainKind,
    'LOCAL_FILESYSTEM' | 'NFS' | 'CEPHFS' | 'GLUSTERFS' | 'SHARED_FILESYSTEM'
  >;
  readonly identity: string;
  readonly shared: boolean;
}

/** Filesystems that several hosts write at once on one block device: distinguished by UUID. */
const clustered: ReadonlySet<string> = new Set(['gfs2', 'ocfs2']);

/** Other filesystems whose data lies elsewhere; those of FUSE are known by a source that names a server. */
const remote: ReadonlySet<string> = new Set([
  ...['9p', 'afs', 'beegfs', 'cifs', 'gpfs', 'lustre', 'orangefs', 'pvfs2', 'smb3', 'smbfs', 'vboxsf'],
  'virtiofs',
]);

/** Identifies the storage that a mount shows: the same wherever and however often it is mounted. */
export function identifyMount(mount: Mount): MountIdentity {
  const { fsType, source } = mount;
  if (fsType === 'nfs' || fsType === 'nfs4') {
    return { kind: 'NFS', identity: `nfs:${serverAndPath(source)}`, shared: true };
  }
  if (fsType === 'ceph' || fsType === 'fuse.ceph-fuse' || fsType === 'fuse.ceph') {
    return { kind: 'CEPHFS', identity: `ceph:${cephSource(mount)}`, shared: true };
  }
  if (fsType === 'fuse.glusterfs' || fsType === 'glusterfs') {
    const volume = serverAndPath(source.replace(/:(?!\/)/, ':/'));
    return { kind: 'GLUSTERFS', identity: `gluster:${volume}`, shared: true };
  }
  if (clustered.has(fsType)) {
    return { kind: 'SHARED_FILESYSTEM', identity: localIdentity(mount), shared: true };
  }
  if (remote.has(fsType) || (fsType.startsWith('fuse.') && namesServer(source))) {
    const type = /^smb/.test(fsType) ? 'cifs' : fsType.replace(/^fuse\./, '');
    return { kind: 'SHARED_FILESYSTEM', identity: `${type}:${distinctive(mount)}`, shared: true };
  }
  return { kind: 'LOCAL_FILESYSTEM', identity: localIdentity(mount), shared: false };
}

/** By UUID; else by device or dataset; what has neither, as tmpfs, by where it is mounted. */
function localIdentity({ uuid, source, fsType, path, boundFrom }: Mount): string {
  if (uuid !== null) return `fs:${uuid}`;
  return source.includes('/') ? `${fsType}:${source}` : `${fsType}:${boundFrom ?? path}`;
}

const namesServer = (source: string): boolean => /^[^/]*[:@]|^\/\//.test(source);

/** A source such as `ceph-fuse` or the tag of a share is the same for all: where it is mounted is distinctive as well. */
const distinctive = ({ source, path, boundFrom }: Mount): string =>
  namesServer(source) || source.startsWith('/') ? lowerServer(source) : `${source}:${boundFrom ?? path}`;

/** `server:/export`, `[2001:db8::1]:/export`: names of servers have no case, and a last slash means nothing. */
function serverAndPath(source: string): string {
  const [, server = '', path = ''] = /^(\[[^\]]*\]|[^:]*):(.*)$/s.exec(source) ?? [null, '', source];
  return `${server.toLowerCase()}:${path.replace(/(.)\/+$/s, '$1')}`;
}

const lowerServer = (source: string): string =>
  source.replace(/^\/\/[^/]+/, (server) => server.toLowerCase()).replace(/(.)\/+$/s, '$1');

/** `user@fsid.name=/path`, and of older ones `monitor,monitor:/path`: neither the user nor the order of monitors counts. */
function cephSource(mount: Mount): string {
  const named = /^[^@/]*@([^=]*)=(.*)$/s.exec(mount.source);
  if (named) return `${named[1]}=${named[2] || '/'}`;
  const monitors = /^(.+):(\/.*)$/s.exec(mount.source);
  if (monitors) return `${(monitors[1] ?? '').toLowerCase().split(',').sort().join(',')}:${monitors[2]}`;
  return distinctive(mount);
}
