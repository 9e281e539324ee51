import type { Host } from '../../hosts/host.ts';

/** This server lost the lease, so another may do what it was about to do. Nothing was done. */
export class NoLongerCoordinator extends Error {
  override readonly name = 'NoLongerCoordinator';
  constructor() {
    super('This server no longer coordinates, so it did nothing.');
  }
}

/** Gives for how many more milliseconds this server may act. @throws NoLongerCoordinator where it may not. */
export type Fence = () => number;

export const createFence =
  (remainingMs: () => number): Fence =>
  () => {
    const remaining = remainingMs();
    if (remaining <= 0) throw new NoLongerCoordinator();
    return remaining;
  };

/**
 * A host whose effects are refused once the lease is lost. A server that was stopped for an hour and then continues must
 * not kill, by a timer that has long expired, the run that another server follows.
 */
export function fenceHost(host: Host, fence: Fence): Host {
  return {
    ...host,
    async startRun(run) {
      fence();
      return host.startRun(run, fence);
    },
    async stopRun(runId, how) {
      fence();
      return host.stopRun(runId, how, fence);
    },
    async forgetRun(runId) {
      fence();
      return host.forgetRun(runId);
    },
  };
}
