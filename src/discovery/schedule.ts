import type { Logger } from 'pino';
import { sleep } from '../common/sleep.ts';
import type { HostId } from '../domain/ids.ts';
import type { Views } from '../projections/views.ts';
import type { Scanner } from './scanner.ts';

/** How often it is looked whether a scan is due, in milliseconds. */
const tickMs = 1_000;
/** A host that is known as out of contact is looked at again this soon, in milliseconds: this server is on it. */
const lostAgainMs = 15_000;

/**
 * Scans a host at once, and again and again; whatever fails is told and tried again. Now and then what the host can do
 * is found out anew with it, as tools are installed, upgraded and removed.
 */
export function scanBySchedule(parts: {
  readonly scanner: Pick<Scanner, 'scan'>;
  readonly hostId: HostId;
  readonly views: Pick<Views, 'host'>;
  /** Between the begin of one and that of the next, in milliseconds. */
  readonly intervalMs: number;
  /** From one scan with a probe to the next, and from the begin to the first, in milliseconds; 0: never. */
  readonly probeIntervalMs: number;
  readonly logger: Logger;
}): { stop(): Promise<void> } {
  const { scanner, hostId, views, intervalMs, probeIntervalMs, logger } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;

  async function goOn(): Promise<void> {
    let probed = performance.now();
    while (!signal.aborted) {
      const began = performance.now();
      const probe = probeIntervalMs > 0 && began - probed >= probeIntervalMs;
      if (probe) probed = began;
      try {
        await scanner.scan(hostId, null, { probe });
      } catch (error) {
        logger.warn({ err: error, hostId }, 'the scan of the host failed, and is done again');
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
      // Views that cannot be read now are told by whoever has to read them.
      return intervalMs;
    }
  }
  const going = goOn();

  return {
    async stop() {
      stopping.abort();
      // A scan that has begun is not waited for longer than that: what it did not record the next one finds again.
      await Promise.race([going, new Promise((resolve) => setTimeout(resolve, tickMs).unref())]);
    },
  };
}
