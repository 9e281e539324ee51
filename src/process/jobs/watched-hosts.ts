import type { Logger } from 'pino';
import type { HostCapabilities } from '../../domain/host/events.ts';
import type { HostId } from '../../domain/ids.ts';
import type { Fleet } from '../../hosts/fleet.ts';
import type { Views } from '../../projections/views.ts';
import { type Fence, fenceHost } from '../coordination/fence.ts';
import { createEndedRunsCleanup } from './forget-ended-runs.ts';
import { watchReadiness } from './readiness.ts';
import type { ProcessSettings } from './settings.ts';

export type WatchedHosts = ReturnType<typeof watchFleet>;

/** Probes all hosts of this server, and watches what they can do until the signal aborts. They have effects only under the lease. */
export function watchFleet(parts: {
  readonly fleet: Fleet;
  readonly fence: Fence;
  readonly views: Views;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  readonly onProbed: (hostId: HostId, capabilities: HostCapabilities) => Promise<void> | void;
}) {
  const { contact } = parts.settings;
  return new Map(
    [...parts.fleet].map(([id, { host: unfenced, maxRuns }]) => {
      const host = fenceHost(unfenced, parts.fence);
      const onProbed = (capabilities: HostCapabilities) => parts.onProbed(id, capabilities);
      const readiness = watchReadiness({ ...parts, host, contact, onProbed });
      const forgetEndedRuns = createEndedRunsCleanup({ ...parts, host, contact });
      return [id, { host, maxRuns, readiness, forgetEndedRuns }] as const;
    }),
  );
}
