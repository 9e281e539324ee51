import { join } from 'node:path';
import type { DiskNode } from './client/disk.ts';
import type { GraphqlClient } from './client/graphql-client.ts';
import { listDisks } from './client/operations.ts';
import { eachOf } from './client/pages.ts';
import { Refused } from './errors.ts';

/** Where a disk's image lies, absolute: one path per mount of its storage domain. */
export const pathsOf = (disk: Pick<DiskNode, 'path' | 'storageDomain'>): string[] =>
  disk.storageDomain.mounts.map((mount) => join(mount.path, disk.path));

/** The disk of a storage domain whose image lies at an absolute path, null when none does. */
export async function findDiskAt(
  path: string,
  client: GraphqlClient,
  filter: { storageDomainId?: string } = {},
): Promise<DiskNode | null> {
  for await (const disk of eachOf(client, listDisks, { filter })) {
    if (pathsOf(disk).includes(path)) return disk;
  }
  return null;
}

/** The id of the disk that a user means by its id, its name or the path of its image. @throws Refused */
export async function diskIdOf(text: string, client: GraphqlClient): Promise<string> {
  if (text.startsWith('disk_')) return text;
  const found: DiskNode[] = [];
  for await (const disk of eachOf(client, listDisks, {})) {
    if (disk.name === text || disk.path === text || pathsOf(disk).includes(text)) found.push(disk);
  }
  const [disk, another] = found;
  if (disk === undefined) {
    throw new Refused('NOT_FOUND', `There is no disk "${text}".`, 'List the disks with `winnow disks`.');
  }
  if (another !== undefined) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new Refused('AMBIGUOUS', `More than one disk is called "${text}": ${ids}.`, 'Give the id.');
  }
  return disk.id;
}
