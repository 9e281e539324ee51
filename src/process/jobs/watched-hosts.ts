import type { Logger } from 'pino';
import type { HostCapabilities } from '../../domain/host/events.ts';
import type { HostId } from '../../domain/ids.ts';
import type { Fleet } from '../../hosts/fleet.ts';
import type { Host } from '../../hosts/host.ts';
import type { Views } from '../../projections/views.ts';
import { type Fence, fenceHost } from '../coordination/fence.ts';
import { createEndedRunsCleanup } from './forget-ended-runs.ts';
import { watchReadiness } from './readiness.ts';
import type { RecordOnHost } from './recorder.ts';
import type { ProcessSettings } from './settings.ts';

type WatchedHost = ReturnType<typeof watchHost>;

export interface WatchedHosts {
  /** Undefined for a host that this server cannot ask. */
  get(id: HostId): (WatchedHost & { readonly maxRuns: number }) | undefined;
}

interface Parts {
  readonly fence: Fence;
  readonly views: Views;
  readonly record: RecordOnHost;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  readonly onProbed: (hostId: HostId, capabilities: HostCapabilities) => Promise<void> | void;
}

/**
 * Watches what hosts of this server can do until the signal aborts: each from when it is first asked for. They have effects
 * only under the lease.
 */
export function watchFleet({ fleet, ...parts }: Parts & { readonly fleet: Fleet }): WatchedHosts {
  const watched = new Map<HostId, WatchedHost>();
  function get(id: HostId) {
    const found = fleet.get(id);
    if (found === undefined) return undefined;
    const host = watched.get(id) ?? watchHost(parts, found.host);
    watched.set(id, host);
    return { ...host, maxRuns: found.maxRuns };
  }
  try {
    for (const id of fleet.keys()) {
      const known = parts.views.host(id);
      // Others are contacted when there is work for them; what may still run on one that was confirmed down is such work.
      if (!known?.ssh || known.confirmedDown) get(id);
    }
  } catch (error) {
    parts.logger.error(
      { err: error },
      'the hosts could not be read from the views; each is watched from its first job on',
    );
  }
  return { get };
}

function watchHost(parts: Parts, unfenced: Host) {
  const { contact } = parts.settings;
  const host = fenceHost(unfenced, parts.fence);
  const onProbed = (capabilities: HostCapabilities) => parts.onProbed(host.id, capabilities);
  const readiness = watchReadiness({ ...parts, host, contact, onProbed });
  const forgetEndedRuns = createEndedRunsCleanup({ ...parts, host, contact });
  forgetEndedRuns();
  return { host, readiness, forgetEndedRuns };
}
