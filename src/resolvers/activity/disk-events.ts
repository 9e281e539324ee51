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
  allocation: ({ data }) => data.allocation,
  storageType: ({ data }) => data.storageType,
  wipeAfterDelete: ({ data }) => data.wipeAfterDelete,
  storageDomain: ({ data }, _args, { views }) => views.storageDomain(data.storageDomainId),
};

export const DiskUpdated: DiskUpdatedResolvers = {
  name: ({ data }) => data.name ?? null,
  allocation: ({ data }) => data.allocation ?? null,
  wipeAfterDelete: ({ data }) => data.wipeAfterDelete ?? null,
};

export const DiskObserved: DiskObservedResolvers = {
  present: ({ data }) => data.present,
  virtualSize: ({ data }) => data.virtualSize,
  actualSize: ({ data }) => data.allocatedBytes,
  backingPath: ({ data }) => data.backing,
  internalSnapshots: ({ data }) => (data.present ? data.internalSnapshots : null),
  attachments: ({ data }) => data.attachments,
};

export const DiskMeasured: DiskMeasuredResolvers = {
  reclaimable: ({ data }) => data.reclaimableBytes,
  filesystems: ({ data }) => data.filesystems,
};

export const DiskRemoved: DiskRemovedResolvers = {
  reason: ({ data }) => data.reason,
};
