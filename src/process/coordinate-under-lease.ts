import { setTimeout } from 'node:timers/promises';
import { backoffDelay } from '../common/backoff.ts';
import type { Position } from '../streams/store.ts';
import { untilViewsInclude } from '../streams/until-views-include.ts';
import { createFence } from './coordination/fence.ts';
import { competeForLease } from './coordination/lease.ts';
import { type Coordinator, type CoordinatorParts, startCoordinator } from './jobs/coordinator.ts';

export type Coordination = Coordinator;

/** Where this server does not coordinate, it has no plan for jobs. */
export const notCoordinating: Coordination = {
  waitingFor: () => null,
  status: () => ({ active: false, runningJobs: 0, waitingJobs: 0 }),
  stop: async () => undefined,
};

/** Coordinates for as long as this server holds the lease. */
export function coordinateUnderLease(
  /** `onCoordinating`: called each time that this server begins to coordinate. */
  parts: Omit<CoordinatorParts, 'fence'> & { readonly onCoordinating: () => void },
  /** `exclusive`: no other server can compete, as with the embedded store. */
  { holder, exclusive }: { readonly holder: string; readonly exclusive: boolean },
): Coordination {
  const { settings, logger } = parts;
  let coordinator = notCoordinating;
  /** Counts how often the lease was acquired or lost, so that what was begun in one term ends with it. */
  let term = 0;
  const stop = async (): Promise<void> => {
    term += 1;
    const stopping = coordinator;
    coordinator = notCoordinating;
    await stopping.stop();
  };
  /** Waits for the views first: behind, they could show a run as not started that an earlier holder saw to its end. */
  const start = async (since: Position): Promise<void> => {
    term += 1;
    const thisTerm = term;
    const goOn = () => thisTerm === term;
    for (let failures = 1; goOn(); failures += 1) {
      try {
        await untilViewsInclude(since, { ...parts, goOn });
        if (!goOn()) return;
        coordinator = startCoordinator({ ...parts, fence });
        parts.onCoordinating();
        return;
      } catch (error) {
        if (!goOn()) return;
        // It holds the lease, so no other server starts in its place.
        logger.error({ err: error }, 'this server could not start to coordinate; it tries again shortly');
        await setTimeout(backoffDelay(settings.contact, failures), undefined, { ref: false });
      }
    }
  };
  const fence = createFence(() => lease.remainingMs());
  const lease = competeForLease({
    store: parts.store,
    holder,
    ttlMs: settings.leaseMs,
    exclusive,
    logger,
    onAcquired: (since) => void start(since),
    onLost: stop,
  });
  return {
    waitingFor: (job) => coordinator.waitingFor(job),
    status: () => coordinator.status(),
    async stop() {
      await stop();
      await lease.release();
      // The lease may have been acquired in the meantime.
      await stop();
    },
  };
}
