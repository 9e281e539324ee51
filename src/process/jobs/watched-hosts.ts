import type { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import { canSparsify } from '../../domain/host/can-sparsify.ts';
import type { HostCapabilities } from '../../domain/host/events.ts';
import type { HostId, JobId } from '../../domain/ids.ts';
import type { Fleet } from '../../hosts/fleet.ts';
import type { Host } from '../../hosts/host.ts';
import type { HostView, Views } from '../../projections/views.ts';
import { type Fence, fenceHost } from '../coordination/fence.ts';
import type { FleetHost, Readiness } from '../plan/fleet-state.ts';
import { outOfReach } from '../plan/out-of-reach.ts';
import { createEndedRunsCleanup } from './forget-ended-runs.ts';
import { watchReadiness } from './readiness.ts';
import type { RecordOnHost } from './recorder.ts';
import type { ProcessSettings } from './settings.ts';

type CleanedHost = ReturnType<typeof cleanUp>;
type WatchedHost = ReturnType<typeof watchHost>;

export interface WatchedHosts {
  /** Undefined for a host that this server cannot ask. */
  get(id: HostId): WatchedHost | undefined;
  /** What a host can take, without contacting one that nothing has needed yet: of that it says what the views know. */
  standing(id: HostId): FleetHost | undefined;
  /** Watches the hosts without an address already; others are contacted when there is work for them. */
  watchNear(): void;
  /** The same of one host that has changed. */
  watchIfNear(host: HostView): void;
}

export interface WatchParts {
  readonly fence: Fence;
  readonly views: Views;
  readonly record: RecordOnHost;
  /** Whether a step of that job goes on just now. */
  readonly isAtWork: (id: JobId) => boolean;
  readonly settings: ProcessSettings;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  readonly onProbed: (hostId: HostId, capabilities: HostCapabilities) => Promise<void> | void;
  /** Tells of each host that was scanned. */
  readonly scans: Scans;
}

export type Scans = EventEmitter<{ scanned: [HostId] }>;

/**
 * Watches what hosts of this server can do until the signal aborts: each from when it is first asked for. They have effects
 * only under the lease.
 */
export function watchFleet({ fleet, ...parts }: WatchParts & { readonly fleet: Fleet }): WatchedHosts {
  const { scans, signal } = parts;
  const cleaned = new Map<HostId, CleanedHost>();
  const watched = new Map<HostId, WatchedHost>();

  /** A host from which records of ended runs are removed at its first use, which whoever coordinated before may have left. */
  function cleanedHost(id: HostId): CleanedHost | undefined {
    const found = fleet.get(id);
    if (found === undefined) return undefined;
    const host = cleaned.get(id) ?? cleanUp(parts, found.host);
    cleaned.set(id, host);
    return host;
  }

  /** A host that no job needs now: a scan has reached it anyway. */
  function onScanned(id: HostId): void {
    if (parts.views.host(id)?.observation?.contact === 'IN_CONTACT') cleanedHost(id);
  }
  scans.on('scanned', onScanned);
  signal.addEventListener('abort', () => scans.off('scanned', onScanned));

  function get(id: HostId) {
    const found = cleanedHost(id);
    if (found === undefined) return undefined;
    const host = watched.get(id) ?? watchHost(parts, found);
    watched.set(id, host);
    return host;
  }

  function standing(id: HostId): FleetHost | undefined {
    const found = fleet.get(id);
    const view = parts.views.host(id);
    const known = watched.get(id);
    const emulates = view?.capabilities?.acceleration === 'EMULATION';
    const common = { emulates, contacted: known !== undefined };
    if (found === undefined) {
      const outside = outOfReach(view);
      if (outside === null) return undefined;
      return {
        ...{ ...common, name: view?.name ?? id, maxRuns: 0 },
        readiness: { state: 'OUT_OF_REACH', ...outside },
      };
    }
    return {
      ...{ ...common, name: found.host.name, maxRuns: found.maxRuns },
      readiness: refusalOf(view) ?? readinessOf(known?.readiness.now(), view),
    };
  }

  // What may still run on one that was confirmed down is work for it.
  const isNear = (host: HostView | null): boolean => !host?.ssh || host.confirmedDown;
  return {
    get,
    standing,
    watchNear() {
      for (const id of fleet.keys()) if (isNear(parts.views.host(id))) get(id);
    },
    watchIfNear(host) {
      if (isNear(host) && host.status !== 'REMOVED') get(host.id);
    },
  };
}

/** What an operator's word keeps runs off a host by; null where nothing does. */
function refusalOf(view: HostView | null): Readiness | null {
  if (view?.confirmedDown) return { state: 'DOWN' };
  if (view !== null && view.status !== 'ACTIVE') return { state: 'DRAINED' };
  const isSlow = view?.capabilities?.acceleration === 'EMULATION';
  return isSlow && view.allowEmulation === false ? { state: 'EMULATION_FORBIDDEN' } : null;
}

/** Of a host with an address, scans and probes may say that it can take runs; then nobody waits for another probe. */
function readinessOf(known: Readiness | undefined, view: HostView | null): Readiness {
  if (known !== undefined && known.state !== 'PROBING') return known;
  const isPresumed =
    view?.ssh != null &&
    view.observation?.contact === 'IN_CONTACT' &&
    view.capabilities !== null &&
    canSparsify(view.capabilities);
  return isPresumed ? { state: 'READY' } : (known ?? { state: 'UNCONTACTED' });
}

function cleanUp(parts: WatchParts, unfenced: Host) {
  const host = fenceHost(unfenced, parts.fence);
  const forgetEndedRuns = createEndedRunsCleanup({ ...parts, host, contact: parts.settings.contact });
  forgetEndedRuns();
  return { host, forgetEndedRuns };
}

function watchHost(parts: WatchParts, cleaned: CleanedHost) {
  const { host } = cleaned;
  const onProbed = (capabilities: HostCapabilities) => parts.onProbed(host.id, capabilities);
  const readiness = watchReadiness({ ...parts, host, contact: parts.settings.contact, onProbed });
  return { ...cleaned, readiness };
}
