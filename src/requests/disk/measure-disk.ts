import type { DiskId } from '../../domain/ids.ts';
import { asPart } from '../../streams/views-behind.ts';
import type { RequestContext } from '../context.ts';
import type { Operations } from '../operations.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Caller, Requests } from '../requests.ts';

/** Requests.measureDisk */
export const createMeasureDisk =
  ({ hosts, registeredDisk }: RequestContext, operations: Operations): Requests['measureDisk'] =>
  async ({ diskId }, caller) => {
    const disk = await registeredDisk(diskId);
    if (!disk.ok) return disk;
    const { activeJobId, storageDomainId } = disk.value;
    if (activeJobId !== null) return refused({ type: 'DiskBusy', jobId: activeJobId });
    const hostId = hosts.hostReaching(storageDomainId) ?? hosts.ownHostId;
    return operations.start({ kind: 'REFRESH_DISK', hostId, diskId }, caller);
  };

/** Inspects a disk, then measures the used space of its filesystems while no run may start on it. */
export const createMeasurement =
  (
    { catalogue, hosts, holdOffRuns, changeDisk, originOf }: RequestContext,
    refreshDisk: Requests['refreshDisk'],
  ) =>
  async (diskId: DiskId, caller: Caller): Promise<Outcome<DiskId>> => {
    const refreshed = await asPart(() => refreshDisk({ diskId }, caller));
    if (!refreshed.ok) return refreshed;
    const jobId = catalogue.disk(diskId)?.activeJobId ?? null;
    if (jobId !== null) return refused({ type: 'DiskBusy', jobId });
    const release = holdOffRuns(diskId);
    try {
      const result = await hosts.measureDisk(diskId);
      if (result.ok) {
        const command = { type: 'MeasureDisk', measured: result.measured } as const;
        return await changeDisk(diskId, command, originOf(caller), diskId);
      }
      const { failure } = result;
      // That an image is not there has been recorded as such.
      return failure.code === 'DISK_MISSING' ? refreshed : refused({ type: 'ImageRefused', failure });
    } finally {
      release();
    }
  };
