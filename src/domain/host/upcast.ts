import type { HostCapabilities } from './events.ts';

/** Brings the capabilities that an older Winnow recorded to today's shape: what was not probed then is not known. */
export const upcastCapabilities = (recorded: HostCapabilities): HostCapabilities =>
  recorded.seesEveryProcess === undefined ? { ...notProbed, ...recorded, seesEveryProcess: null } : recorded;

const notProbed = { libvirt: null, sg3Utils: null, recommends: [] } as const;
