import type { MutationResolvers } from '../schema-types.ts';
import { cancelSparsifyJob } from './cancel-sparsify-job.ts';
import { probeHost, removeHost, scanHost } from './host-by-id.ts';
import { refreshDisk } from './refresh-disk.ts';
import { registerDisk } from './register-disk.ts';
import { registerHost } from './register-host.ts';
import { removeDisk } from './remove-disk.ts';
import { sparsifyDisk, sparsifyDisks } from './sparsify-disk.ts';
import { removeStorageDomain, unregisterDirectory } from './storage-domain.ts';
import { updateDisk } from './update-disk.ts';

export const Mutation: MutationResolvers = {
  registerDisk,
  updateDisk,
  removeDisk,
  refreshDisk,
  sparsifyDisk,
  sparsifyDisks,
  cancelSparsifyJob,
  registerHost,
  probeHost,
  scanHost,
  removeHost,
  removeStorageDomain,
  unregisterDirectory,
};
