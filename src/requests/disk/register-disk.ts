import type { DiskCommand } from '../../domain/disk/commands.ts';
import type { RequestContext } from '../context.ts';
import { refused } from '../refusal.ts';
import type { Requests } from '../requests.ts';
import type { Relations } from './relations.ts';

/** Requests.registerDisk */
export const createRegisterDisk =
  (context: RequestContext, relations: Relations): Requests['registerDisk'] =>
  async ({ storageDomainId, path, name, ...given }, caller) => {
    const { catalogue, hosts, inViews, changeDisk, originOf } = context;
    const domain = await inViews(() => catalogue.storageDomain(storageDomainId));
    if (domain === null || domain.removedAt !== null) {
      return refused({ type: 'StorageDomainNotFound', storageDomainId });
    }
    const found = await hosts.findImage(storageDomainId, { path, format: given.format });
    if (!found.ok) return refused({ type: 'ImageRefused', failure: found.failure });
    const { diskId } = found;
    const facts = { ...given, name: name ?? found.path, storageDomainId, path: found.path };
    const register: DiskCommand = {
      type: 'RegisterDisk',
      facts: { ...facts, storageType: 'IMAGE', formatBasis: 'DECLARED', allocationBasis: 'DECLARED' },
      observed: found.observed,
    };
    const registered = await changeDisk(diskId, register, originOf(caller), diskId);
    if (registered.ok) await relations.afterRegistering(diskId, caller);
    return registered;
  };
