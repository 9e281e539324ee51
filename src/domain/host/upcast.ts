import type { HostCapabilities } from './events.ts';

/** Gives what an older Winnow recorded of a host today's shape: what was not looked for then is not known. */
export const upcastCapabilities = (recorded: HostCapabilities): HostCapabilities =>
  recorded.seesEveryProcess === undefined
    ? { ...notLookedFor, ...recorded, seesEveryProcess: null }
    : recorded;

const notLookedFor = { libvirt: null, sg3Utils: null, recommends: [] } as const;
