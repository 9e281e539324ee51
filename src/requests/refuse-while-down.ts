import { StoreDown } from '../event-store/errors.ts';
import type { HealthWatch } from '../event-store/health-watch.ts';
import type { Catalogue } from './catalogue.ts';

/** Refuses every request at once while the store is known to be down: nobody waits for what cannot be. */
export function refuseWhileDown(catalogue: Catalogue, health: Pick<HealthWatch, 'current'>): Catalogue {
  const guarded =
    <Args extends unknown[], Answer>(request: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const { available, problem, retryable = true } = health.current();
      if (!available) throw new StoreDown(problem ?? 'The event store does not answer.', retryable);
      return request(...args);
    };
  return {
    registerDisk: guarded(catalogue.registerDisk),
    updateDisk: guarded(catalogue.updateDisk),
    removeDisk: guarded(catalogue.removeDisk),
    refreshDisk: guarded(catalogue.refreshDisk),
    sparsifyDisk: guarded(catalogue.sparsifyDisk),
    registerHost: guarded(catalogue.registerHost),
    probeHost: guarded(catalogue.probeHost),
    scanHost: guarded(catalogue.scanHost),
    cancelSparsifyJob: guarded(catalogue.cancelSparsifyJob),
  };
}
