import type { Mount } from '../../domain/host/events.ts';
import type { MountEntry } from './mount-table.ts';

/** What is known of the devices under mounts. */
export interface MountedDevices {
  /** The device of a number such as `8:1`. */
  readonly pathOf: (number: string) => string | null;
  /** The UUID of the filesystem on a device. */
  readonly uuidOf: (source: string) => string | null;
}

/** Where a filesystem comes from: its device by a name that can be opened, else as the kernel names it. */
export const sourceOf = (
  { source, device }: MountEntry,
  { pathOf }: Pick<MountedDevices, 'pathOf'>,
): string => (source === '/dev/root' ? (pathOf(device) ?? source) : source);

/** Says of each mount what lies there; `entries` are all mounts of the host that may hold images. */
export function mountsOf(entries: readonly MountEntry[], devices: MountedDevices): Mount[] {
  const byDevice = Map.groupBy(entries, ({ device }) => device);
  return entries.map((entry): Mount => {
    const { path, fsType, options, fsOptions } = entry;
    const same = byDevice.get(entry.device) ?? [];
    const source = isNfs(entry) ? wholeExport(entry, same) : sourceOf(entry, devices);
    const uuid = source.startsWith('/dev/') ? devices.uuidOf(source) : null;
    const whole = (same.find(({ root }) => root === '/') ?? same[0])?.path ?? path;
    const localLocks = isNfs(entry) ? fsOptions.find((option) => localLockOptions.has(option)) : undefined;
    const tellsNothing = uuid === null && !/[/:]/.test(source);
    return {
      ...{ path, source, fsType, uuid },
      nfsVersion: isNfs(entry) ? nfsVersion(fsOptions) : null,
      readOnly: options.includes('ro') || fsOptions.includes('ro'),
      ...(localLocks !== undefined && { localLocks }),
      ...(tellsNothing && whole !== path ? { boundFrom: whole } : {}),
    };
  });
}

const isNfs = ({ fsType }: MountEntry): boolean => fsType === 'nfs' || fsType === 'nfs4';

const localLockOptions: ReadonlySet<string> = new Set([
  'nolock',
  ...['all', 'flock', 'posix'].map((kind) => `local_lock=${kind}`),
]);

/** The kernel names a directory of an export that is bound elsewhere as if it were an export of its own. */
const wholeExport = ({ source }: MountEntry, same: readonly MountEntry[]): string =>
  same
    .map((other) => other.source)
    .filter((other) => source.startsWith(`${other.replace(/\/$/, '')}/`))
    .sort((one, other) => one.length - other.length)[0] ?? source;

/** Older kernels give the minor version by itself. */
function nfsVersion(options: readonly string[]): string | null {
  const option = (name: string) => options.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  const version = option('vers') ?? null;
  const minor = option('minorversion');
  return version === '4' && minor !== undefined ? `4.${minor}` : version;
}
