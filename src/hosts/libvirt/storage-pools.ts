import { inGroups } from '../../common/each-at-once.ts';
import type { VmDisk } from '../inventory.ts';
import type { Volume } from './domain-xml.ts';
import { quoted, type Virsh, VirshFailed } from './virsh.ts';
import { childOf, parseXml, type XmlElement } from './xml.ts';

/** Pools whose volumes are files below their target. */
const ofFiles: ReadonlySet<string | undefined> = new Set(['dir', 'fs', 'netfs', 'vstorage']);

const poolsAtOnce = 100;

/** The directories of libvirt's storage pools of files by their names, inactive ones included; none where libvirt does not say. */
export async function poolDirectories(virsh: Virsh): Promise<ReadonlyMap<string, string>> {
  const directories = new Map<string, string>();
  try {
    const { texts } = await virsh(['pool-list --all --name', 'uri']);
    const names = (texts[0] ?? '').split('\n').flatMap((line) => line.trim() || []);
    for (const some of inGroups(names, poolsAtOnce)) {
      const found = await virsh([...some.map((name) => `pool-dumpxml --pool ${quoted(name)}`), 'uri']);
      for (const [index, name] of some.entries()) {
        const target = targetOf(found.texts[index] ?? '');
        if (target !== null) directories.set(name, target);
      }
    }
  } catch (error) {
    // A libvirt without storage pools has none to name.
    if (!(error instanceof VirshFailed)) throw error;
  }
  return directories;
}

function targetOf(xml: string): string | null {
  const pool = readable(xml);
  return pool && ofFiles.has(pool.attributes.type)
    ? (childOf(childOf(pool, 'target'), 'path')?.text ?? null)
    : null;
}

/** Where a volume lies. */
export type Place = Pick<VmDisk, 'type' | 'path' | 'network'>;

/** Distinguishes volumes. */
export const volumeKey = ({ pool, name }: Volume): string => JSON.stringify([pool, name]);

const types: Readonly<Record<string, VmDisk['type']>> = {
  file: 'FILE',
  block: 'BLOCK',
  network: 'NETWORK',
};

const volumesAtOnce = 50;

/**
 * Finds where volumes lie, by key: in the directory of their pool, or where libvirt says. Those that it cannot find, or whose
 * pool is not active, are left out.
 */
export async function placesOf(
  virsh: Virsh,
  volumes: readonly Volume[],
  directories: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  for (const volume of volumes) {
    const directory = directories.get(volume.pool);
    // libvirt names a volume as its file.
    if (directory === undefined || volume.name.includes('/')) continue;
    places.set(volumeKey(volume), { type: 'FILE', path: `${directory}/${volume.name}`, network: null });
  }
  const asked = volumes.filter((volume) => !places.has(volumeKey(volume)));
  const wanted = [...new Map(asked.map((volume) => [volumeKey(volume), volume]))];
  for (const some of inGroups(wanted, volumesAtOnce)) {
    const { texts } = await virsh([
      ...some.flatMap(([, { pool, name }]) => [
        `vol-dumpxml --pool ${quoted(pool)} --vol ${quoted(name)}`,
        `pool-dumpxml --pool ${quoted(pool)}`,
      ]),
      'uri',
    ]);
    for (const [index, [key]] of some.entries()) {
      const place = placeOf(texts[index * 2] ?? '', texts[index * 2 + 1] ?? '');
      if (place) places.set(key, place);
    }
  }
  return places;
}

function placeOf(volumeXml: string, poolXml: string): Place | null {
  const volume = readable(volumeXml);
  const pool = readable(poolXml);
  if (!volume || !pool) return null;
  const path = childOf(childOf(volume, 'target'), 'path')?.text ?? '';
  const type = types[volume.attributes.type ?? ''] ?? 'OTHER';
  if (type !== 'NETWORK') return { type, path: path || null, network: null };
  return { type, path: null, network: { protocol: pool.attributes.type ?? '', name: path } };
}

function readable(xml: string): XmlElement | null {
  try {
    return parseXml(xml.trim());
  } catch {
    // Nothing at all, where libvirt does not find it or it is gone in the meantime.
    return null;
  }
}
