import { setTimeout } from 'node:timers/promises';
import { backoffDelay } from '../common/backoff.ts';
import type { Position } from '../event-store/event-store.ts';
import { untilViewsInclude } from '../streams/until-views-include.ts';
import { createFence } from './coordination/fence.ts';
import { competeForLease } from './coordination/lease.ts';
import { type Coordinator, type CoordinatorParts, startCoordinator } from './jobs/coordinator.ts';

export type Coordination = Coordinator;

/** What is told of jobs where this server does not coordinate. */
export const notCoordinating: Pick<Coordination, 'waitingFor' | 'status'> = {
  waitingFor: ({ status }) =>
    status === 'REQUESTED'
      ? { code: 'COORDINATOR', message: 'The process manager has not come to it yet.' }
      : null,
  status: () => ({ active: false, runningJobs: 0, waitingJobs: 0 }),
};

/** Coordinates for as long as this server holds the lease. */
export function coordinateUnderLease(
  parts: Omit<CoordinatorParts, 'fence'>,
  /** Who competes, and whether anybody else can: with the embedded store nobody. */
  { holder, exclusive }: { readonly holder: string; readonly exclusive: boolean },
): Coordination {
  const { settings, logger } = parts;
  let coordinator = null as Coordinator | null;
  /** Counts the times that the lease was taken or lost, so that what was begun in one of them ends with it. */
  let term = 0;
  const stop = async (): Promise<void> => {
    term += 1;
    const stopping = coordinator;
    coordinator = null;
    await stopping?.stop();
  };
  /** Views that lag might show a run as still to be started that an earlier holder has seen to its end. */
  const start = async (since: Position): Promise<void> => {
    term += 1;
    const mine = term;
    const goOn = () => mine === term;
    for (let failures = 1; goOn(); failures += 1) {
      try {
        await untilViewsInclude(since, { ...parts, goOn });
        if (goOn()) coordinator = startCoordinator({ ...parts, fence });
        return;
      } catch (error) {
        if (!goOn()) return;
        // It holds the lease, so no other server begins in its place.
        logger.error({ err: error }, 'this server did not begin to coordinate yet; it tries again shortly');
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
    waitingFor: (job) => (coordinator ?? notCoordinating).waitingFor(job),
    status: () => (coordinator ?? notCoordinating).status(),
    async stop() {
      await stop();
      await lease.release();
      // It may have been won in the meantime.
      await stop();
    },
  };
}
