import { inGroups } from '../images/each-of.ts';
import { quoted, type Virsh, VirshFailed } from './virsh.ts';
import { childOf, parseXml } from './xml.ts';

/** Pools whose volumes are files below their target. */
const ofFiles: ReadonlySet<string | undefined> = new Set(['dir', 'fs', 'netfs', 'vstorage']);

const atOnce = 100;

/** The directories of libvirt's storage pools, inactive ones included; none where libvirt does not say. */
export async function poolDirectories(virsh: Virsh): Promise<string[]> {
  try {
    const { texts } = await virsh(['pool-list --all --name', 'uri']);
    const names = (texts[0] ?? '').split('\n').flatMap((line) => line.trim() || []);
    const directories: string[] = [];
    for (const some of inGroups(names, atOnce)) {
      const found = await virsh([...some.map((name) => `pool-dumpxml --pool ${quoted(name)}`), 'uri']);
      directories.push(...found.texts.slice(0, -1).flatMap((xml) => targetOf(xml) ?? []));
    }
    return directories;
  } catch (error) {
    // A libvirt without storage pools has none to name.
    if (error instanceof VirshFailed) return [];
    throw error;
  }
}

function targetOf(xml: string): string | null {
  try {
    const pool = parseXml(xml.trim());
    return ofFiles.has(pool.attributes.type)
      ? (childOf(childOf(pool, 'target'), 'path')?.text ?? null)
      : null;
  } catch {
    // Gone in the meantime, or of a kind that is not known.
    return null;
  }
}
