import { rmSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { directoriesOf } from './discovery/register-fleet.ts';
import { canSparsify } from './domain/host/can-sparsify.ts';
import type { SshAccess } from './domain/host/ssh.ts';
import type { HostId } from './domain/ids.ts';
import { sameValue } from './domain/same-value.ts';
import type { Fleet } from './hosts/fleet.ts';
import type { Host } from './hosts/host.ts';
import { openSshHost, type SshHost } from './hosts/open-ssh-host.ts';
import type { SshParts } from './hosts/transport/ssh/open-ssh-transport.ts';
import { makeSshDirectory } from './hosts/transport/ssh/ssh-directory.ts';
import { allOf, domainsOn } from './projections/query/all-of.ts';
import type { Views } from './projections/views.ts';

interface Opened {
  access: SshAccess;
  readonly ssh: SshHost;
}

/**
 * The hosts of this server: its own, and all that have an address, as the views show them at each moment. One that was
 * removed can still be asked, so that its runs are followed to their end; it is not listed.
 */
export function createFleet({
  own,
  views,
  settings,
  logger,
}: {
  readonly own: Host;
  readonly views: Views;
  readonly settings: Pick<Settings, 'process' | 'tools' | 'libvirtUri' | 'ssh'>;
  readonly logger: Logger;
}): { readonly fleet: Fleet; readonly ssh: SshParts; close(): Promise<void> } {
  const directory = makeSshDirectory();
  const ssh: SshParts = { settings: settings.ssh, directory, logger };
  const opened = new Map<HostId, Opened>();

  function open(id: HostId): SshHost | null {
    const access = views.host(id)?.ssh ?? null;
    const known = opened.get(id);
    if (access === null) return known?.ssh ?? null;
    if (known === undefined) {
      const host = openSshHost(
        ssh,
        {
          id,
          name: () => views.host(id)?.name ?? id,
          access: () => views.host(id)?.ssh ?? access,
        },
        { tools: settings.tools, libvirtUri: settings.libvirtUri, ...knownOf(views, id) },
      );
      opened.set(id, { access, ssh: host });
      return host;
    }
    if (!sameValue(known.access, access)) {
      known.access = access;
      known.ssh.reconnect();
    }
    return known.ssh;
  }

  const fleet: Fleet = {
    get(id) {
      const host = id === own.id ? own : open(id)?.host;
      const maxRuns = views.host(id)?.maxRuns ?? settings.process.maxRunsPerHost;
      return host && { host, maxRuns };
    },
    has: (id) => id === own.id || views.host(id)?.ssh != null,
    keys: () =>
      [...allOf((page) => views.hosts(page))]
        .filter(({ id, ssh: access }) => id === own.id || access !== null)
        .map(({ id }) => id),
  };
  return {
    fleet,
    ssh,
    async close() {
      await Promise.all([...opened.values()].map((each) => each.ssh.close()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What is known of a host before it is asked: its directories, and that it can sparsify. What was missing may have been installed since. */
export function knownOf(views: Views, id: HostId) {
  const capabilities = views.host(id)?.capabilities ?? null;
  return {
    registered: () => directoriesOf(domainsOn(views, id), id),
    known: capabilities !== null && canSparsify(capabilities) ? capabilities : null,
  };
}
