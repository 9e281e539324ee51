import type { HostCapabilities } from './events.ts';

/** Gives what an older Winnow recorded of a host today's shape: what was not looked for then is not known. */
export const upcastCapabilities = (recorded: HostCapabilities): HostCapabilities =>
  recorded.recommends === undefined
    ? { ...recorded, libvirt: null, sg3Utils: null, recommends: [] }
    : recorded;
