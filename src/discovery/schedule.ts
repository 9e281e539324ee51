import type { Logger } from 'pino';
import { sleep } from '../common/sleep.ts';
import { createSlots } from '../common/slots.ts';
import type { HostId } from '../domain/ids.ts';
import type { Fleet } from '../hosts/fleet.ts';
import type { Views } from '../projections/views.ts';
import type { Scanner } from './scanner.ts';

/** How often it is checked at least whether a host was lost, and so is due earlier, in milliseconds. */
const tickMs = 5_000;
/** How long a running scan is waited for at the end, in milliseconds. */
const endsWithinMs = 1_000;
/** How often it is checked which hosts there are, in milliseconds. */
const lookEveryMs = 5_000;

/** How many hosts are scanned at once. */
const scannedAtOnce = 4;

interface ScheduleParts {
  readonly scanner: Pick<Scanner, 'scan'>;
  readonly views: Pick<Views, 'host'>;
  /** Between the starts of two scans of a host, in milliseconds; 0: only hosts that are out of contact are scanned. */
  readonly intervalMs: number;
  /** Between two scans of a host with a probe, and before the first of them, in milliseconds; 0: never. */
  readonly probeIntervalMs: number;
  /** How soon a host that is recorded as out of contact is scanned again, in milliseconds; 15 s where nothing is said. */
  readonly lostAgainMs?: number;
  readonly onScanned: (hostId: HostId) => void;
  readonly logger: Logger;
}

/**
 * Scans the server's own host at once and then regularly, unless it has an address and another server coordinates, and those
 * with an address as long as this server coordinates, spread over the interval. Those out of contact are scanned in any case,
 * since jobs may wait for them, and nobody else finds that they are back. A scan that fails is logged and repeated. Some
 * scans also probe the host, as tools are installed, upgraded and removed.
 */
export function scanBySchedule(
  parts: ScheduleParts & {
    readonly ownHostId: HostId;
    readonly fleet: Pick<Fleet, 'keys'>;
    readonly coordinates: () => boolean;
  },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const slots = createSlots(scannedAtOnce);
  const scanned = new Map<HostId, Promise<void>>();
  const begin = (id: HostId, isDue: () => boolean, firstAfterMs: number): void => {
    if (scanned.has(id)) return;
    const scanning = scanRegularly({ ...parts, scan: slots.withOne }, id, isDue, firstAfterMs, signal);
    scanned.set(
      id,
      scanning.finally(() => scanned.delete(id)),
    );
  };

  /** As its user sees it, a server may find other things on its host than the one that coordinates finds there over SSH. */
  function isOwnDue(): boolean {
    return parts.coordinates() || !hasAddress(parts);
  }

  async function scanAll(): Promise<void> {
    while (!signal.aborted) {
      if (isOwnDue()) begin(parts.ownHostId, isOwnDue, 0);
      if (parts.coordinates()) {
        for (const id of parts.fleet.keys()) {
          const isDue = () => parts.coordinates() && parts.views.host(id)?.status !== 'REMOVED';
          begin(id, isDue, Math.random() * parts.intervalMs);
        }
      }
      await sleep(Math.min(lookEveryMs, parts.intervalMs || lookEveryMs), signal);
    }
  }
  const all = scanAll().catch((err: unknown) =>
    parts.logger.error({ err }, 'hosts are not scanned any more'),
  );

  return {
    async stop() {
      stopping.abort();
      // A running scan is waited for no longer than that: the next one finds what it did not record.
      const ended = Promise.all([all, ...scanned.values()]);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, endsWithinMs).unref())]);
    },
  };
}

function hasAddress({ views, ownHostId }: Pick<ScheduleParts, 'views'> & { ownHostId: HostId }): boolean {
  try {
    return views.host(ownHostId)?.ssh != null;
  } catch {
    // Whoever needs the views reports that they cannot be read.
    return false;
  }
}

/** Scans one host for as long as it is due, and the signal has not aborted. */
async function scanRegularly(
  parts: ScheduleParts & { readonly scan: (work: () => Promise<void>) => Promise<void> },
  hostId: HostId,
  isDue: () => boolean,
  firstAfterMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { scanner, views, probeIntervalMs, lostAgainMs = 15_000, logger } = parts;
  const intervalMs = parts.intervalMs || Number.POSITIVE_INFINITY;
  await sleep(firstAfterMs, signal);
  let probed = performance.now();
  let began = probed - parts.intervalMs;
  while (!signal.aborted && isDue()) {
    const leftMs = () => began + dueAfterMs() - performance.now();
    for (let left = leftMs(); left > 0 && !signal.aborted; left = leftMs()) {
      await sleep(Math.min(tickMs, lostAgainMs, left), signal);
    }
    if (signal.aborted || !isDue()) return;
    began = performance.now();
    const probe = probeIntervalMs > 0 && began - probed >= probeIntervalMs;
    if (probe) probed = began;
    try {
      await parts.scan(() => scanner.scan(hostId, null, { probe }));
      parts.onScanned(hostId);
    } catch (error) {
      logger.warn({ err: error, hostId }, 'the scan of the host failed and is repeated');
    }
  }

  function dueAfterMs(): number {
    try {
      const isLost = views.host(hostId)?.observation?.contact === 'LOST';
      return isLost ? Math.min(intervalMs, lostAgainMs) : intervalMs;
    } catch {
      // Whoever needs the views reports that they cannot be read.
      return intervalMs;
    }
  }
}
