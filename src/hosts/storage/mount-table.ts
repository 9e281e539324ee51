import { z } from 'zod';
import { isInside } from '../../domain/is-inside.ts';
import type { Transport } from '../transport/transport.ts';

const text = z.string().nullable().default('');
const list = text.transform((options) => (options ?? '').split(','));
const number = z.union([z.number(), z.string()]).transform(Number);

const tableSchema = z.object({
  filesystems: z.array(
    z
      .object({
        id: number,
        parent: number,
        target: z.string(),
        source: text,
        fstype: text,
        fsroot: text,
        'maj:min': text,
        'vfs-options': list,
        'fs-options': list,
      })
      .transform((line) => ({
        id: line.id,
        parent: line.parent,
        path: line.target,
        source: line.source ?? '',
        fsType: line.fstype ?? '',
        /** What of the filesystem is mounted: `/`, or the directory that is bound. */
        root: line.fsroot ?? '/',
        /** Of the device, as `8:1`, which old ones pad; distinguishes one filesystem from another. */
        device: (line['maj:min'] ?? '').trim(),
        /** Of the mount. */
        options: line['vfs-options'],
        /** Of the filesystem, however often it is mounted. */
        fsOptions: line['fs-options'],
      })),
  ),
});

/** A line of the kernel's table of mounts. */
export type MountEntry = z.infer<typeof tableSchema>['filesystems'][number];

/** The arguments of findmnt whose answer `readMountTable` reads: it reads the kernel's table, and touches no mount. */
export const findmntArgs: readonly string[] = [
  ...['--kernel', '--json', '--list', '--nofsroot', '--output'],
  'ID,PARENT,TARGET,SOURCE,FSTYPE,FSROOT,MAJ:MIN,VFS-OPTIONS,FS-OPTIONS',
];

/** The mounts of a host that paths lead to; none where it cannot list them. */
export async function findMounts(transport: Transport, timeoutMs: number): Promise<MountEntry[]> {
  const { exitCode, stdout } = await transport.run({ program: 'findmnt', args: findmntArgs, timeoutMs });
  return exitCode === 0 ? readMountTable(stdout) : [];
}

/** Reads what `findmnt --json --list` says of the mounts, and leaves out those that no path leads to any more. */
export function readMountTable(json: string): MountEntry[] {
  const entries = tableSchema.parse(JSON.parse(json)).filesystems;
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const byParent = Map.groupBy(entries, ({ parent }) => parent);
  /** Nothing is mounted over a directory above it. */
  const isReachable = (entry: MountEntry): boolean => {
    const siblings = (byParent.get(entry.parent) ?? []).filter(({ id }) => id !== entry.id);
    const parent = byId.get(entry.parent);
    return (
      !siblings.some(({ path }) => isInside(entry.path, path)) &&
      (parent === undefined || parent === entry || isReachable(parent))
    );
  };
  const isOnTop = ({ id, path }: MountEntry) => !byParent.get(id)?.some((child) => child.path === path);
  return entries.filter((entry) => isOnTop(entry) && isReachable(entry));
}
