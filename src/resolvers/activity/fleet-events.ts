import { upcastCapabilities } from '../../domain/host/upcast.ts';
import type { JobId } from '../../domain/ids.ts';
import { labelList } from '../../domain/labels.ts';
import { upcastMounts } from '../../domain/storage-domain/upcast.ts';
import type { ActivityView, HostView, StorageDomainView } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { pageOfMounts } from '../host.ts';
import type {
  HostAccessChangedResolvers,
  HostActivatedResolvers,
  HostConfirmedDownResolvers,
  HostDrainedResolvers,
  HostKeyRefusedResolvers,
  HostObservedResolvers,
  HostProbedResolvers,
  HostRegisteredResolvers,
  HostRemovedResolvers,
  HostReturnedResolvers,
  HostUpdatedResolvers,
  LimitsUpdatedResolvers,
  StorageDomainChangedResolvers,
  StorageDomainRegisteredResolvers,
  StorageDomainRemovedResolvers,
  StorageDomainUpdatedResolvers,
} from '../schema-types.ts';

const host = ({ hostId }: Pick<ActivityView, 'hostId'>, _args: object, { views }: Context): HostView | null =>
  hostId && views.host(hostId);

const storageDomain = (
  { storageDomainId }: Pick<ActivityView, 'storageDomainId'>,
  _args: object,
  { views }: Context,
): StorageDomainView | null => storageDomainId && views.storageDomain(storageDomainId);

export const HostRegistered: HostRegisteredResolvers = { host };

export const HostUpdated: HostUpdatedResolvers = {
  host,
  labels: ({ data }) => labelList(data.labels),
  allowEmulation: ({ data }) => data.allowEmulation ?? true,
};

export const HostAccessChanged: HostAccessChangedResolvers = {
  host,
  address: ({ data }) => data.ssh.address,
  hostKey: ({ data }) => data.ssh.hostKey,
};

export const HostKeyRefused: HostKeyRefusedResolvers = { host, hostKey: ({ data }) => data };

export const HostDrained: HostDrainedResolvers = { host };

export const HostActivated: HostActivatedResolvers = { host };

export const HostRemoved: HostRemovedResolvers = { host };

export const HostConfirmedDown: HostConfirmedDownResolvers = { host };

export const HostReturned: HostReturnedResolvers = {
  host,
  runsAlive: ({ data }, _args, { views }) =>
    data.runsAlive.flatMap((runId) => views.job(runId.split('.')[0] as JobId) ?? []),
};

export const HostProbed: HostProbedResolvers = { host, capabilities: ({ data }) => upcastCapabilities(data) };

export const HostObserved: HostObservedResolvers = { host, inventory: ({ data }) => data };

export const StorageDomainRegistered: StorageDomainRegisteredResolvers = { storageDomain };

export const StorageDomainChanged: StorageDomainChangedResolvers = {
  storageDomain,
  mounts: ({ data }, page) => pageOfMounts(upcastMounts(data.mounts), page),
};

export const StorageDomainUpdated: StorageDomainUpdatedResolvers = {
  storageDomain,
  maxRuns: ({ data }) => data.maxRuns,
  labels: ({ data }) => labelList(data.labels),
  allHostsRegistered: ({ data }) => data.allHostsRegistered ?? false,
};

export const LimitsUpdated: LimitsUpdatedResolvers = { maxRuns: ({ data }) => data.maxRuns };

export const StorageDomainRemoved: StorageDomainRemovedResolvers = { storageDomain };
