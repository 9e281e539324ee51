import type { MutationResolvers } from '../schema-types.ts';
import { cancelSparsifyJob } from './cancel-sparsify-job.ts';
import { probeHost, scanHost } from './host-by-id.ts';
import { refreshDisk } from './refresh-disk.ts';
import { registerDisk } from './register-disk.ts';
import { registerHost } from './register-host.ts';
import { removeDisk } from './remove-disk.ts';
import { sparsifyDisk } from './sparsify-disk.ts';
import { updateDisk } from './update-disk.ts';

export const Mutation: MutationResolvers = {
  registerDisk,
  updateDisk,
  removeDisk,
  refreshDisk,
  sparsifyDisk,
  cancelSparsifyJob,
  registerHost,
  probeHost,
  scanHost,
};
