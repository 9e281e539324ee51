import type { Requests } from './requests.ts';

/** Refuses every request at once while the store is known to be down, which `assertUp` throws: nobody waits for what cannot be. */
export function refuseWhileDown(requests: Requests, assertUp: () => void): Requests {
  const guarded =
    <Args extends unknown[], Answer>(request: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      assertUp();
      return request(...args);
    };
  return {
    registerDisk: guarded(requests.registerDisk),
    updateDisk: guarded(requests.updateDisk),
    removeDisk: guarded(requests.removeDisk),
    refreshDisk: guarded(requests.refreshDisk),
    measureDisk: guarded(requests.measureDisk),
    sparsifyDisk: guarded(requests.sparsifyDisk),
    sparsifyDisks: guarded(requests.sparsifyDisks),
    cancelSparsifyJob: guarded(requests.cancelSparsifyJob),
    registerHost: guarded(requests.registerHost),
    probeHost: guarded(requests.probeHost),
    scanHost: guarded(requests.scanHost),
    removeHost: guarded(requests.removeHost),
    removeStorageDomain: guarded(requests.removeStorageDomain),
    unregisterDirectory: guarded(requests.unregisterDirectory),
  };
}
