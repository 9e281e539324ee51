import type { StorageFound } from '../../src/hosts/inventory.ts';
import type { StorageLookup } from '../../src/process/scan/inventory.ts';

export const lookupIn = ({ mounts }: Pick<StorageFound, 'mounts'>): StorageLookup => ({
  lastingPath: (path) => path,
  storageAt(path) {
    const [mount] = mounts
      .filter((each) => path === each.path || path.startsWith(each.path === '/' ? '/' : `${each.path}/`))
      .toSorted((one, other) => other.path.length - one.path.length);
    if (mount === undefined) return null;
    const shared = mount.fsType.startsWith('nfs');
    return {
      kind: shared ? 'NFS' : 'LOCAL_FILESYSTEM',
      name: mount.path,
      identity: shared ? `nfs:${mount.source}` : `fs:${mount.uuid ?? mount.source}`,
      path: mount.path,
      facts: {
        medium: 'FILESYSTEM',
        source: mount.source,
        fsType: mount.fsType,
        shared,
        nfsVersion: mount.nfsVersion,
        readOnly: mount.readOnly,
        discard: null,
      },
    };
  },
});
