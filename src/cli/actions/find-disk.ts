import { realpath } from 'node:fs/promises';
import { isAbsolute, join, normalize, resolve } from 'node:path';
import { type DiskNode, getDisk, listDisks, listStorageDomains } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { eachOf } from '../client/pages.ts';
import { Refused } from '../errors.ts';
import { printableLine } from '../output/printable.ts';

/** The disks whose image is at one of some absolute paths. */
export async function findDisksAt(paths: readonly string[], client: GraphqlClient): Promise<DiskNode[]> {
  const found: DiskNode[] = [];
  if (paths.length === 0) return found;
  const contains = (directory: string): boolean =>
    paths.some((path) => path.startsWith(directory.endsWith('/') ? directory : `${directory}/`));
  for await (const { id, mounts } of eachOf(client, listStorageDomains, {})) {
    const directories = mounts.nodes.map(({ path }) => path).filter(contains);
    if (directories.length === 0) continue;
    for await (const disk of eachOf(client, listDisks, { filter: { storageDomainId: id } })) {
      if (directories.some((directory) => paths.includes(join(directory, disk.path)))) found.push(disk);
    }
  }
  return found;
}

/**
 * The disk with this id, image path or name; a path of a disk wins over a name. `remote` says that paths of this host
 * mean nothing. @throws Refused
 */
export async function findDisk(
  text: string,
  client: GraphqlClient,
  { remote = false }: { readonly remote?: boolean } = {},
): Promise<DiskNode> {
  if (text.startsWith('disk_')) {
    const { disk } = await client.request(getDisk, { id: text });
    if (disk !== null) return disk;
  }
  const byPath = await findDisksAt(await absolutePathsOf(text, remote), client);
  const disk = theOnly(text, byPath.length > 0 ? byPath : await findDisksNamed(text, client));
  if (disk !== null) return disk;
  throw new Refused(
    'NOT_FOUND',
    `There is no disk ${JSON.stringify(text)}: none has this id, name or path.`,
    'List the disks with `winnow disks`.',
  );
}

/** The absolute paths that a text may be: as given, and on this host with symbolic links resolved. */
async function absolutePathsOf(text: string, remote: boolean): Promise<string[]> {
  if (remote) return isAbsolute(text) ? [normalize(text)] : [];
  if (text === '') return [];
  const real = await realpath(text).catch(() => null);
  return [...new Set([resolve(text), ...(real === null ? [] : [real])])];
}

async function findDisksNamed(text: string, client: GraphqlClient): Promise<DiskNode[]> {
  const found: DiskNode[] = [];
  if (text === '') return found;
  for await (const disk of eachOf(client, listDisks, { filter: { nameContains: text } })) {
    if (disk.name === text) found.push(disk);
  }
  return found;
}

/** The only disk found, null when none is. @throws Refused with a list when there are several. */
export function theOnly(text: string, found: readonly DiskNode[]): DiskNode | null {
  const [disk = null, another] = found;
  if (another === undefined) return disk;
  const candidates = found.map(
    (one) => `\n  ${one.id}  ${printableLine(`${one.name}  ${placesOf(one).join(', ')}`)}`,
  );
  throw new Refused(
    'AMBIGUOUS',
    `${JSON.stringify(text)} matches ${found.length} disks:${candidates.join('')}`,
    'Give the id of one of them.',
  );
}

/** Where the image is, absolute, on the first hosts that mount its storage domain. */
const placesOf = ({ path, storageDomain }: DiskNode): string[] =>
  (storageDomain?.mounts.nodes ?? []).map((mount) => join(mount.path, path));
