import type { Logger } from 'pino';
import type { HostCapabilities } from '../../domain/host/events.ts';
import type { HostId } from '../../domain/ids.ts';
import type { Fleet, FleetHost } from '../../hosts/fleet.ts';
import type { Views } from '../../projections/views.ts';
import { type Fence, fenceHost } from '../coordination/fence.ts';
import { createEndedRunsCleanup } from './forget-ended-runs.ts';
import { type HostReadiness, watchReadiness } from './readiness.ts';
import type { ProcessSettings } from './settings.ts';

/** A host of this server as the coordinator uses it: it has effects only under the lease. */
export interface WatchedHost extends FleetHost {
  readonly readiness: HostReadiness;
  /** Removes what the host still keeps of runs whose result is recorded. */
  readonly forgetEndedRuns: () => void;
}

export type WatchedHosts = ReadonlyMap<HostId, WatchedHost>;

/** Probes all hosts of this server, and watches what they can do until the signal aborts. */
export function watchFleet(parts: {
  readonly fleet: Fleet;
  readonly fence: Fence;
  readonly views: Views;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  readonly onProbed: (hostId: HostId, capabilities: HostCapabilities) => Promise<void> | void;
}): WatchedHosts {
  const { contact } = parts.settings;
  return new Map(
    [...parts.fleet].map(([id, { host: unfenced, maxRuns }]) => {
      const host = fenceHost(unfenced, parts.fence);
      const onProbed = (capabilities: HostCapabilities) => parts.onProbed(id, capabilities);
      const readiness = watchReadiness({ ...parts, host, contact, onProbed });
      return [
        id,
        { host, maxRuns, readiness, forgetEndedRuns: createEndedRunsCleanup({ ...parts, host, contact }) },
      ];
    }),
  );
}
