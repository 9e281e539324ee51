import { Activity } from './activity/activity.ts';
import {
  DiskMeasured,
  DiskObserved,
  DiskRegistered,
  DiskRemoved,
  DiskUpdated,
} from './activity/disk-events.ts';
import {
  HostObserved,
  HostProbed,
  HostRegistered,
  StorageDomainChanged,
  StorageDomainRegistered,
  StorageDomainRemoved,
} from './activity/fleet-events.ts';
import {
  DiskLocked,
  SparsifyCanceled,
  SparsifyCancelRequested,
  SparsifyCompleted,
  SparsifyContactLost,
  SparsifyContactRegained,
  SparsifyFailed,
  SparsifyRequested,
  SparsifyRetryScheduled,
  SparsifyStarted,
} from './activity/job-events.ts';
import { connection } from './connection.ts';
import { Disk } from './disk/index.ts';
import { activeJobs } from './host/active-jobs.ts';
import { HostCapabilities } from './host/capabilities.ts';
import { SparsifyJob } from './job/index.ts';
import { Mutation } from './mutation/index.ts';
import { typeOfNode } from './node-by-id.ts';
import { Query } from './query/index.ts';
import { ByteSize } from './scalar/byte-size.ts';
import { DateTime } from './scalar/date-time.ts';
import type { Resolvers } from './schema-types.ts';
import { Subscription } from './subscription/index.ts';

/** Every field of schema.graphql that is not a property of the object behind it. */
export const resolvers: Resolvers = {
  ByteSize,
  DateTime,
  Query,
  Mutation,
  Subscription,
  Node: { __resolveType: typeOfNode },
  Disk,
  DiskAttachment: { host: ({ hostId }, _args, { views }) => views.host(hostId) },
  SparsifyJob,
  SparsifyAttempt: { host: ({ hostId }, _args, { views }) => views.host(hostId) },
  FilesystemResult: { trimmed: ({ trimmedBytes }) => trimmedBytes },
  FilesystemUsage: { used: ({ usedBytes }) => usedBytes },
  Host: { activeJobs, inventory: ({ observation }) => observation },
  BlockDevice: { size: ({ bytes }) => bytes },
  DiscardLimits: { max: ({ maxBytes }) => maxBytes },
  HostCapabilities,
  StorageDomain: {
    disks: ({ id }, { orderBy, ...page }, { views }) =>
      views.disks({ storageDomainId: id }, orderBy ?? { field: 'NAME', direction: 'ASC' }, page),
  },
  StorageDomainMount: { host: ({ hostId }, _args, { views }) => views.host(hostId) },
  DiskConnection: connection,
  SparsifyJobConnection: connection,
  HostConnection: connection,
  StorageDomainConnection: connection,
  ActivityConnection: connection,
  Activity,
  DiskRegistered,
  DiskUpdated,
  DiskObserved,
  DiskMeasured,
  DiskRemoved,
  SparsifyRequested,
  DiskLocked,
  SparsifyStarted,
  SparsifyCompleted,
  SparsifyFailed,
  SparsifyRetryScheduled,
  SparsifyCancelRequested,
  SparsifyCanceled,
  SparsifyContactLost,
  SparsifyContactRegained,
  HostRegistered,
  HostProbed,
  HostObserved,
  StorageDomainChanged,
  StorageDomainRegistered,
  StorageDomainRemoved,
};
