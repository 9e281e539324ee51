import { isInside } from '../../domain/is-inside.ts';
import type { MountEntry } from './mount-table.ts';

/** Filesystems on which no image can lie: the kernel's own, and packed ones that hold programs. */
const pseudo: ReadonlySet<string> = new Set([
  ...['autofs', 'binfmt_misc', 'bpf', 'cgroup', 'cgroup2', 'configfs', 'cpuset', 'debugfs', 'devpts'],
  ...['devtmpfs', 'efivarfs', 'fusectl', 'hugetlbfs', 'mqueue', 'nfsd', 'nsfs', 'nullfs', 'pipefs', 'proc'],
  ...['pstore', 'resctrl', 'rootfs', 'rpc_pipefs', 'securityfs', 'selinuxfs', 'smackfs', 'sockfs', 'sysfs'],
  ...['tracefs', 'cramfs', 'erofs', 'romfs', 'squashfs', 'fuse.snapfuse', 'fuse.squashfuse'],
  ...['fuse.gvfsd-fuse', 'fuse.lxcfs', 'fuse.portal', 'fuse.fuse-overlayfs'],
]);

const inMemory: ReadonlySet<string> = new Set(['tmpfs', 'ramfs']);

const containerEngines =
  /^(?:\/var\/lib\/(?:docker|containers|containerd|kubelet|rancher|lxd|incus)|\/run\/(?:docker|containerd|containers|crio|user\/\d+\/(?:containers|netns)))\/|\/\.local\/share\/(?:docker|containers)\//;

const systemPlaces = ['/proc', '/sys', '/run/credentials', '/run/netns'];

/** Bound into containers one by one, to name them. */
const containerFiles: ReadonlySet<string> = new Set(['/etc/hostname', '/etc/hosts', '/etc/resolv.conf']);

/** Whether an image may lie on what is mounted there: leaves out pseudo filesystems, and what container engines mount. */
export function mayHoldImages({ path, fsType }: MountEntry): boolean {
  if (pseudo.has(fsType) || containerFiles.has(path)) return false;
  if (systemPlaces.some((place) => isInside(path, place))) return false;
  if (fsType === 'overlay') return path === '/' || !containerEngines.test(path);
  return !inMemory.has(fsType) || !(path === '/dev' || containerEngines.test(path));
}
