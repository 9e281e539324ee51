import type { RequestContext } from '../context.ts';
import type { Requests } from '../requests.ts';

/** Requests.updateDisk */
export const createUpdateDisk =
  ({ changeDisk, originOf }: RequestContext): Requests['updateDisk'] =>
  ({ diskId, ...changes }, caller) => {
    // Who says what the format is stands for it.
    const basis = changes.format === undefined ? {} : ({ formatBasis: 'DECLARED' } as const);
    const command = { type: 'UpdateDisk', changes: { ...changes, ...basis } } as const;
    return changeDisk(diskId, command, originOf(caller), diskId);
  };
