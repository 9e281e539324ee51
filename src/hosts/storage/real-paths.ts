import { inGroups } from '../../common/each-at-once.ts';
import { isUsable, locateAtOnce, pathsAtOnce } from '../images/files/image-files.ts';
import type { Transport } from '../transport/transport.ts';

const timeoutMs = 20_000;

/** Where paths lead: absolute, links resolved as far as they exist. One that cannot be found out is left out. */
export async function realPaths(
  transport: Transport,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const group of inGroups([...new Set(paths)].filter(isUsable), pathsAtOnce)) {
    const located = await locateAtOnce(transport, group, timeoutMs);
    for (const [path, { realPath }] of located ?? []) found.set(path, realPath);
  }
  return found;
}
