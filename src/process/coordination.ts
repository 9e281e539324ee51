import type { Position } from '../event-store/event-store.ts';
import { type Coordinator, type CoordinatorParts, startCoordinator } from './coordinator.ts';
import { createFence } from './fence.ts';
import { competeForLease } from './lease.ts';
import { untilViewsInclude } from './until-views-include.ts';

export type Coordination = Coordinator;

/** What is told of jobs where this server does not coordinate. */
export const idle: Pick<Coordination, 'waitingFor' | 'status'> = {
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
    await untilViewsInclude(since, { ...parts, goOn: () => mine === term });
    if (mine === term) coordinator = startCoordinator({ ...parts, fence });
  };
  const fence = createFence(() => lease.remainingMs());
  const lease = competeForLease({
    store: parts.store,
    holder,
    ttlMs: parts.settings.leaseMs,
    exclusive,
    logger: parts.logger,
    onAcquired: (since) => {
      start(since).catch((error: unknown) =>
        parts.logger.warn({ err: error }, 'this server did not begin to coordinate'),
      );
    },
    onLost: stop,
  });
  return {
    waitingFor: (job) => (coordinator ?? idle).waitingFor(job),
    status: () => (coordinator ?? idle).status(),
    async stop() {
      await stop();
      await lease.release();
      // It may have been won in the meantime.
      await stop();
    },
  };
}
