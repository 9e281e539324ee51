import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import { done, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import type { InspectContents } from './inspect-contents.ts';

/** Requests.refreshDisk: inspects a disk from any host that reaches it, and the contents of its image. */
export const createRefreshDisk =
  ({ hosts, registeredDisk }: RequestContext, inspectContents: InspectContents): Requests['refreshDisk'] =>
  async ({ diskId }, caller) => {
    const disk = await registeredDisk(diskId);
    if (!disk.ok) return disk;
    const failure = await hosts.inspectDisk(diskId, caller, { thorough: true });
    if (failure !== null) return refused({ type: 'ImageRefused', failure });
    await asPart(() => inspectContents(diskId, caller));
    return done(diskId);
  };
