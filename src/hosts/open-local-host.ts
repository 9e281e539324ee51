import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { hostIdOf } from '../common/ids.ts';
import type { HostId } from '../domain/ids.ts';
import { shown } from '../domain/plain-name.ts';
import { createHost } from './create-host.ts';
import type { Host } from './host.ts';
import { findDirectory } from './storage/find-directory.ts';
import { createLocalTransport } from './transport/local-transport.ts';

type HostParts = Parameters<typeof createHost>[0];

/** The host that this process runs on. */
export async function openLocalHost(
  parts: Pick<HostParts, 'runsDirectory' | 'ownDirectories' | 'tools' | 'libvirtUri'> & {
    readonly known: (id: HostId) => Pick<HostParts, 'registered' | 'known'>;
  },
): Promise<Host> {
  const id = hostIdOf(await machineId());
  const { known, ...rest } = parts;
  return createHost({
    ...rest,
    id,
    name: hostname(),
    transport: createLocalTransport(),
    ...known(id),
  });
}

/** A directory that was named and cannot be used. */
export class DirectoryUnusable extends Error {
  override readonly name = 'DirectoryUnusable';
}

/**
 * Directories of this host to register, each once, with links resolved. `own` are those in which Winnow keeps its state.
 * @throws DirectoryUnusable for one that is missing or may not be registered.
 */
export async function findLocalDirectories(given: readonly string[], own: readonly string[]) {
  const transport = createLocalTransport();
  const paths = given.map(async (path) => {
    const found = await findDirectory(transport, resolve(path), own);
    if (found.ok) return found.realPath;
    throw new DirectoryUnusable(`Directory ${shown(path)} cannot be registered: ${found.message}`);
  });
  return [...new Set(await Promise.all(paths))];
}

/** What distinguishes this machine from others; its name where it has no id of its own. */
const machineId = async (): Promise<string> =>
  (await readFile('/etc/machine-id', 'utf8').catch(() => '')).trim() || hostname();
