import { storageAccessOf } from '../../projections/fold/storage-access.ts';
import type { DiskResolvers } from '../schema-types.ts';
import { pageOfDerived } from './derived-disks.ts';
import { diskDetails, sparsifiabilityOf } from './details.ts';

/** A disk as it is now. */
export const Disk: DiskResolvers = {
  ...diskDetails,
  derivedDisks: ({ id }, page, { views }, info) => pageOfDerived(views.derivedDisks(id), page, info),
  sparsifiability: (disk, _args, { views }) =>
    sparsifiabilityOf(disk, storageAccessOf(views, disk.storageDomainId), views),
  activeJob: ({ activeJobId }, _args, { views }) => activeJobId && views.job(activeJobId),
  jobs: ({ id }, { orderBy, ...page }, { views }) => views.jobs({ diskId: id }, orderBy, page),
  history: ({ id }, { orderBy, ...page }, { views }) => views.activity({ diskId: id }, orderBy, page),
};
