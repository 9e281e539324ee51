import { createRequestContext } from './context.ts';
import { createCancelSparsifyJob } from './disk/cancel-sparsify-job.ts';
import { createInspectContents } from './disk/inspect-contents.ts';
import { createMeasureDisk, createMeasurement } from './disk/measure-disk.ts';
import { createRefreshDisk } from './disk/refresh-disk.ts';
import { createRegisterDisk } from './disk/register-disk.ts';
import { createRelations } from './disk/relations.ts';
import { createRemoveDisk } from './disk/remove-disk.ts';
import { createSparsifyDisk } from './disk/sparsify-disk.ts';
import { createSparsifyDisks } from './disk/sparsify-disks.ts';
import { createUpdateDisk } from './disk/update-disk.ts';
import { createSetHostState } from './host/change-host.ts';
import { createConfirmHostDown } from './host/confirm-host-down.ts';
import { createRegisterHost } from './host/register-host.ts';
import { createRemoveHost } from './host/remove-host.ts';
import { createRemoveStorageDomain } from './host/remove-storage-domain.ts';
import { createScanHost } from './host/scan-host.ts';
import { createUnregisterDirectory } from './host/unregister-directory.ts';
import { createAcceptHostKey, createUpdateHost } from './host/update-host.ts';
import { createUpdateLimits, createUpdateStorageDomain } from './host/update-storage-domain.ts';
import { createOperations, type Operations } from './operations.ts';
import type { RequestParts } from './ports.ts';
import type { Requests } from './requests.ts';

/** The write side: every request that clients can make, from its input to durable events that the local views show. */
export function createRequests(parts: RequestParts): {
  readonly requests: Requests;
  readonly operations: Pick<Operations, 'resume' | 'stop'>;
} {
  const context = createRequestContext(parts);
  const relations = createRelations(context);
  const inspectContents = createInspectContents(context);
  const refreshDisk = createRefreshDisk(context, inspectContents);
  const sparsifyDisk = createSparsifyDisk(context, inspectContents);
  const removeDisk = createRemoveDisk(context, relations);
  const operations = createOperations(context, createMeasurement(context, refreshDisk));
  return {
    operations,
    requests: {
      registerDisk: createRegisterDisk(context, relations),
      updateDisk: createUpdateDisk(context),
      removeDisk,
      refreshDisk,
      measureDisk: createMeasureDisk(context, operations),
      sparsifyDisk,
      sparsifyDisks: createSparsifyDisks(sparsifyDisk),
      cancelSparsifyJob: createCancelSparsifyJob(context),
      registerHost: createRegisterHost(context, operations),
      updateHost: createUpdateHost(context, operations),
      acceptHostKey: createAcceptHostKey(context, operations),
      drainHost: createSetHostState(context, 'DrainHost'),
      activateHost: createSetHostState(context, 'ActivateHost'),
      confirmHostDown: createConfirmHostDown(context),
      probeHost: createScanHost(context, operations, 'PROBE_HOST'),
      scanHost: createScanHost(context, operations, 'SCAN_HOST'),
      removeHost: createRemoveHost(context),
      removeStorageDomain: createRemoveStorageDomain(context, removeDisk),
      updateStorageDomain: createUpdateStorageDomain(context),
      updateLimits: createUpdateLimits(context),
      unregisterDirectory: createUnregisterDirectory(context),
    },
  };
}
