import type { HostCapabilities } from './events.ts';

/** Whether a host has all that a run needs; it may lack other things. */
export const canSparsify = ({ virtSparsify, qemuImg, acceleration }: HostCapabilities): boolean =>
  (virtSparsify?.features.includes('in-place') ?? false) && qemuImg !== null && acceleration !== null;
