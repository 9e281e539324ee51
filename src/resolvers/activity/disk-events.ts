import { pageOfDerived, presentDisks } from '../disk/derived-disks.ts';
import type {
  DiskMeasuredResolvers,
  DiskObservedResolvers,
  DiskRegisteredResolvers,
  DiskRemovedResolvers,
  DiskUpdatedResolvers,
} from '../schema-types.ts';

export const DiskRegistered: DiskRegisteredResolvers = {
  name: ({ data }) => data.name,
  path: ({ data }) => data.path,
  format: ({ data }) => data.format,
  // Not recorded by the first versions, where an operator had always declared the format.
  formatBasis: ({ data }) => data.formatBasis ?? 'DECLARED',
  allocation: ({ data }) => data.allocation,
  storageType: ({ data }) => data.storageType,
  wipeAfterDelete: ({ data }) => data.wipeAfterDelete,
  storageDomain: ({ data }, _args, { views }) => views.storageDomain(data.storageDomainId),
};

export const DiskUpdated: DiskUpdatedResolvers = {
  newName: ({ data }) => data.name ?? null,
  newFormat: ({ data }) => data.format ?? null,
  newAllocation: ({ data }) => data.allocation ?? null,
  newWipeAfterDelete: ({ data }) => data.wipeAfterDelete ?? null,
};

// Events of the first versions lack what was not inspected then.
export const DiskObserved: DiskObservedResolvers = {
  present: ({ data }) => data.present,
  virtualSize: ({ data }) => data.virtualSize,
  actualSize: ({ data }) => data.allocatedBytes,
  backingPath: ({ data }) => data.backing,
  backingChain: ({ data }) => data.backingChain ?? null,
  internalSnapshots: ({ data }) => (data.present ? data.internalSnapshots : null),
  attachments: ({ data }) => data.attachments,
  derivedDisks: ({ data }, page, { views }, info) =>
    pageOfDerived(presentDisks(views, data.children, info), page, info),
  overlays: ({ data }) => data.overlays ?? [],
  formatName: ({ data }) => data.formatName ?? null,
  encrypted: ({ data }) => data.encrypted ?? null,
  corrupt: ({ data }) => data.corrupt ?? null,
  dirty: ({ data }) => data.dirty ?? null,
  writable: ({ data }) => data.writable ?? null,
  refcounts: ({ data }) => data.refcounts ?? null,
  unreadable: ({ data }) => data.unreadable ?? null,
};

export const DiskMeasured: DiskMeasuredResolvers = {
  reclaimableBytes: ({ data }) => data.reclaimableBytes,
  filesystems: ({ data }) => data.filesystems,
};

export const DiskRemoved: DiskRemovedResolvers = {
  reason: ({ data }) => data.reason,
};
