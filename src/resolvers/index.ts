import { Activity } from './activity/activity.ts';
import * as diskEvents from './activity/disk-events.ts';
import * as fleetEvents from './activity/fleet-events.ts';
import * as jobEvents from './activity/job-events.ts';
import { connection } from './connection.ts';
import { Disk } from './disk/disk.ts';
import { DiskAtMoment } from './disk/disk-at-moment.ts';
import { Host, HostCapabilities, HostInventory, HostKey, StorageDomain } from './host.ts';
import { SparsifyJob, SparsifyJobAtMoment } from './job/job.ts';
import { SparsifyResult } from './job/result.ts';
import { Mutation } from './mutation/index.ts';
import { typeOfNode } from './nodes.ts';
import { Operation, OperationProblem } from './operation.ts';
import { Query } from './query.ts';
import type { Resolvers } from './schema-types.ts';
import { Subscription } from './subscription/index.ts';
import { LogicalVolume, PhysicalVolume, ThinPool } from './volume.ts';

/** Every field of schema.graphql that is not a property of the object behind it, nor one of `addDefaultFields`. */
export const resolvers: Resolvers = {
  Query,
  Mutation,
  Subscription,
  Node: { __resolveType: typeOfNode },
  Disk,
  DiskAtMoment,
  DiskAttachment: { host: ({ hostId }, _args, { views }) => views.host(hostId) },
  SparsifyJob,
  SparsifyJobAtMoment,
  Operation,
  OperationProblem,
  SparsifyAttempt: {
    host: ({ hostId }, _args, { views }) => views.host(hostId),
    outcome: ({ ended }) => ended,
  },
  SparsifyResult,
  LogicalVolume,
  ThinPool,
  PhysicalVolume,
  FilesystemResult: { trimmed: ({ trimmedBytes }) => trimmedBytes },
  FilesystemUsage: { used: ({ usedBytes }) => usedBytes },
  Host,
  HostInventory,
  HostKey,
  BlockDevice: { size: ({ bytes }) => bytes, active: ({ active }) => active !== false },
  DiscardLimits: { max: ({ maxBytes }) => maxBytes },
  HostCapabilities,
  StorageDomain,
  StorageDomainMount: { host: ({ hostId }, _args, { views }) => views.host(hostId) },
  DiskConnection: connection,
  SparsifyJobConnection: connection,
  SparsifyJobAtMomentConnection: connection,
  HostConnection: connection,
  StorageDomainConnection: connection,
  StorageDomainMountConnection: connection,
  MountConnection: connection,
  BlockDeviceConnection: connection,
  ActivityConnection: connection,
  Server: {
    id: ({ id }) => `srv_${id}`,
    host: ({ hostId }, _args, { views }) => (hostId === undefined ? null : views.host(hostId)),
  },
  Activity,
  ...diskEvents,
  ...jobEvents,
  ...fleetEvents,
};
