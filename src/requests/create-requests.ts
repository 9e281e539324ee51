import { createCancelSparsifyJob } from './cancel-sparsify-job.ts';
import { createRequestContext } from './context.ts';
import { createInspectContents } from './inspect-contents.ts';
import { createMeasureDisk, createMeasurement } from './measure-disk.ts';
import { createOperations, type Operations } from './operations.ts';
import type { RequestParts } from './ports.ts';
import { createRefreshDisk } from './refresh-disk.ts';
import { createRegisterDisk } from './register-disk.ts';
import { createRegisterHost } from './register-host.ts';
import { createRelations } from './relations.ts';
import { createRemoveDisk } from './remove-disk.ts';
import { createRemoveHost } from './remove-host.ts';
import { createRemoveStorageDomain } from './remove-storage-domain.ts';
import type { Requests } from './requests.ts';
import { createScanHost } from './scan-host.ts';
import { createSparsifyDisk } from './sparsify-disk.ts';
import { createSparsifyDisks } from './sparsify-disks.ts';
import { createUnregisterDirectory } from './unregister-directory.ts';
import { createUpdateDisk } from './update-disk.ts';

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
  const operations = createOperations(context, {
    scan: ({ kind, hostId }, caller) => parts.hosts.scan(hostId, caller, { probe: kind === 'PROBE_HOST' }),
    measure: createMeasurement(context, refreshDisk),
  });
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
      registerHost: createRegisterHost(context),
      probeHost: createScanHost(context, operations, 'PROBE_HOST'),
      scanHost: createScanHost(context, operations, 'SCAN_HOST'),
      removeHost: createRemoveHost(context),
      removeStorageDomain: createRemoveStorageDomain(context, removeDisk),
      unregisterDirectory: createUnregisterDirectory(context),
    },
  };
}
