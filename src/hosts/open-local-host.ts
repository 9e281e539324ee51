import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { hostIdOf } from '../common/ids.ts';
import type { HostId } from '../domain/ids.ts';
import { createHost } from './create-host.ts';
import type { Host } from './host.ts';
import { createLocalTransport } from './transport/local-transport.ts';

type HostParts = Parameters<typeof createHost>[0];

/** The host that this process runs on. */
export async function openLocalHost(
  parts: Pick<HostParts, 'runsDirectory' | 'ownDirectories' | 'tools' | 'libvirtUri'> & {
    readonly registered: (id: HostId) => readonly string[];
    readonly known: (id: HostId) => HostParts['known'];
  },
): Promise<Host> {
  const id = hostIdOf(await machineId());
  return createHost({
    ...parts,
    id,
    name: hostname(),
    transport: createLocalTransport(),
    registered: () => parts.registered(id),
    known: parts.known(id),
  });
}

/** What distinguishes this machine from others; its name where it has no id of its own. */
const machineId = async (): Promise<string> =>
  (await readFile('/etc/machine-id', 'utf8').catch(() => '')).trim() || hostname();
