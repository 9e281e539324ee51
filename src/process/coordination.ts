import { type Coordinator, type CoordinatorParts, startCoordinator } from './coordinator.ts';
import { createFence } from './fence.ts';
import { competeForLease } from './lease.ts';

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
  const stop = async (): Promise<void> => {
    const stopping = coordinator;
    coordinator = null;
    await stopping?.stop();
  };
  const fence = createFence(() => lease.held());
  const lease = competeForLease({
    store: parts.store,
    holder,
    ttlMs: parts.settings.leaseMs,
    exclusive,
    logger: parts.logger,
    onAcquired: () => {
      coordinator = startCoordinator({ ...parts, fence });
    },
    onLost: stop,
  });
  return {
    waitingFor: (job) => (coordinator ?? idle).waitingFor(job),
    status: () => (coordinator ?? idle).status(),
    async stop() {
      await stop();
      await lease.release();
    },
  };
}
