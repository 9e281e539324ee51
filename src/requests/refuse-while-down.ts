import { StoreDown } from '../event-store/errors.ts';
import type { HealthWatch } from '../event-store/health-watch.ts';
import type { Requests } from './requests.ts';

/** Refuses every request at once while the store is known to be down: nobody waits for what cannot be. */
export function refuseWhileDown(requests: Requests, health: Pick<HealthWatch, 'current'>): Requests {
  const guarded =
    <Args extends unknown[], Answer>(request: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const { available, problem, retryable = true } = health.current();
      if (!available) throw new StoreDown(problem ?? 'The event store does not answer.', retryable);
      return request(...args);
    };
  return {
    registerDisk: guarded(requests.registerDisk),
    updateDisk: guarded(requests.updateDisk),
    removeDisk: guarded(requests.removeDisk),
    refreshDisk: guarded(requests.refreshDisk),
    sparsifyDisk: guarded(requests.sparsifyDisk),
    registerHost: guarded(requests.registerHost),
    probeHost: guarded(requests.probeHost),
    scanHost: guarded(requests.scanHost),
    cancelSparsifyJob: guarded(requests.cancelSparsifyJob),
  };
}
