import type { Logger } from 'pino';
import { sleep } from '../common/sleep.ts';
import type { HostId } from '../domain/ids.ts';
import type { Views } from '../projections/views.ts';
import type { Scanner } from './scanner.ts';

/** How often it is checked whether a scan is due, in milliseconds. */
const tickMs = 1_000;
/** How soon a host that is recorded as out of contact is scanned again, in milliseconds: this server runs on it. */
const lostAgainMs = 15_000;

/**
 * Scans a host at once and then regularly; a scan that fails is logged and repeated. Some scans also probe the host, as
 * tools are installed, upgraded and removed.
 */
export function scanBySchedule(parts: {
  readonly scanner: Pick<Scanner, 'scan'>;
  readonly hostId: HostId;
  readonly views: Pick<Views, 'host'>;
  /** Between the starts of two scans, in milliseconds. */
  readonly intervalMs: number;
  /** Between two scans with a probe, and before the first of them, in milliseconds; 0: never. */
  readonly probeIntervalMs: number;
  readonly logger: Logger;
}): { stop(): Promise<void> } {
  const { scanner, hostId, views, intervalMs, probeIntervalMs, logger } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;

  async function scanRegularly(): Promise<void> {
    let probed = performance.now();
    while (!signal.aborted) {
      const began = performance.now();
      const probe = probeIntervalMs > 0 && began - probed >= probeIntervalMs;
      if (probe) probed = began;
      try {
        await scanner.scan(hostId, null, { probe });
      } catch (error) {
        logger.warn({ err: error, hostId }, 'the scan of the host failed and is repeated');
      }
      while (!signal.aborted && performance.now() - began < dueAfterMs()) {
        await sleep(Math.min(tickMs, intervalMs), signal);
      }
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
  const scanning = scanRegularly();

  return {
    async stop() {
      stopping.abort();
      // A running scan is waited for no longer than that: the next one finds what it did not record.
      await Promise.race([scanning, new Promise((resolve) => setTimeout(resolve, tickMs).unref())]);
    },
  };
}
