import type { HostCapabilities } from './events.ts';

/** Whether a host has all that a run needs. */
export const canSparsify = ({ lacks }: HostCapabilities): boolean => lacks.length === 0;
