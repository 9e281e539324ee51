import { jobIdOfKey, newJobId } from '../../common/ids.ts';
import { eligibilityOfDisk } from '../../domain/disk/eligibility/eligibility.ts';
import { mayBeOutOfDate } from '../../domain/disk/eligibility/may-be-out-of-date.ts';
import type { ObstacleCode } from '../../domain/disk/eligibility/obstacle.ts';
import { handleIdempotencyKey } from '../../streams/handle-command.ts';
import { unlessBehind } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import { type Refusal, refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import type { InspectContents } from './inspect-contents.ts';
import { createInspectInTime, type InspectInTime } from './inspect-in-time.ts';

/** Longer than inspections take on a busy host, and shorter than clients wait for an answer. */
const inspectionsTakeMs = 10_000;

const byContents: ReadonlySet<ObstacleCode> = new Set(['ENCRYPTED', 'GUEST_SPANS_DISKS']);

/**
 * Requests.sparsifyDisk: decides by what is known. The contents of an image are inspected here only where they are not
 * known of the image as it is; right before the run all is inspected in any case. What a refusal names may be out of date
 * and is inspected once more before it stands. Storage that does not answer holds no request up.
 */
export function createSparsifyDisk(
  context: RequestContext,
  inspectContents: InspectContents,
): Requests['sparsifyDisk'] {
  const { store, catalogue, hosts, changeDisk, originOf } = context;
  const inTime = createInspectInTime(inspectionsTakeMs);
  const inspectIfFree = inspectingIfFree(context, inspectContents, inTime);
  return async ({ diskId, idempotencyKey, options }, caller) => {
    const { hostId } = options;
    if (hostId !== null && !hosts.canAsk(hostId)) {
      // Whether it can be asked is for the server that coordinates, which tells what the job waits for.
      const host = catalogue.host(hostId);
      if (host === null || host.status === 'REMOVED') return refused({ type: 'HostNotFound', hostId });
    }
    const jobId = idempotencyKey === null ? newJobId() : jobIdOfKey(caller.actor, idempotencyKey);
    const origin = originOf(caller, jobId);
    if (idempotencyKey !== null) {
      const bound = await handleIdempotencyKey(store, jobId, { diskId, options }, origin);
      if (bound === null) return refused({ type: 'Conflict' });
      if (bound.outcome === 'REJECTED') return refused({ type: 'IdempotencyKeyReused', jobId });
    }
    const request = () => {
      const storageAccess = catalogue.storageAccess(diskId);
      const command = { type: 'RequestSparsify', jobId, options, idempotencyKey, storageAccess } as const;
      return changeDisk(diskId, command, origin, jobId);
    };
    const disk = catalogue.disk(diskId);
    const current = disk?.contentsCurrent ?? false;
    // What was accepted before, under the same key, is not asked of the image again.
    if (!current && catalogue.job(jobId) === null) await inspectIfFree(diskId, caller);
    const answer = await request();
    if (answer.ok) return answer;
    const doubt = doubtOf(answer.refusal);
    if (disk === null || doubt === 'NONE' || (doubt === 'CONTENTS' && !current)) return answer;
    // The virtual machine that was in the way may have been shut down a second ago.
    if (doubt === 'ALL') {
      const probe = namesObstacle(answer.refusal, 'NO_CAPABLE_HOST');
      const inspect = async () => void (await hosts.inspectDisk(diskId, caller, { probe }));
      await unlessBehind(() => inTime(disk.storageDomainId, inspect));
    }
    await inspectIfFree(diskId, caller);
    return request();
  };
}

/** Inspects contents where nothing but them stands in the way. One that fails leaves them as they are known. */
const inspectingIfFree =
  ({ catalogue }: RequestContext, inspectContents: InspectContents, inTime: InspectInTime): InspectContents =>
  async (diskId, caller) => {
    const disk = catalogue.disk(diskId);
    if (disk === null) return;
    const { obstacles } = eligibilityOfDisk(disk, catalogue.storageAccess(diskId));
    if (!obstacles.every(({ code }) => byContents.has(code))) return;
    // Right before the run it is inspected again, where a host that does not answer and any fault are reported.
    await inTime(disk.storageDomainId, () => inspectContents(diskId, caller)).catch(() => undefined);
  };

/** What of a refusal may be out of date: the contents of the image alone, or anything of the disk. */
function doubtOf(refusal: Refusal): 'NONE' | 'CONTENTS' | 'ALL' {
  if (refusal.type === 'WarningsNotAcknowledged') {
    return refusal.warnings.some(({ code }) => code === 'GUEST_HIBERNATED') ? 'CONTENTS' : 'NONE';
  }
  if (refusal.type !== 'DiskNotEligible') return 'NONE';
  return refusal.obstacles.some(({ code }) => mayBeOutOfDate(code)) ? 'ALL' : 'NONE';
}

const namesObstacle = (refusal: Refusal, wanted: ObstacleCode): boolean =>
  refusal.type === 'DiskNotEligible' && refusal.obstacles.some(({ code }) => code === wanted);
