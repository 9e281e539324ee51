import { upcastCapabilities } from '../../domain/host/upcast.ts';
import { upcastMounts } from '../../domain/storage-domain/upcast.ts';
import type { ActivityView, HostView, StorageDomainView } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { pageOfMounts } from '../host.ts';
import type {
  HostObservedResolvers,
  HostProbedResolvers,
  HostRegisteredResolvers,
  StorageDomainChangedResolvers,
  StorageDomainRegisteredResolvers,
  StorageDomainRemovedResolvers,
} from '../schema-types.ts';

const host = ({ hostId }: Pick<ActivityView, 'hostId'>, _args: object, { views }: Context): HostView | null =>
  hostId && views.host(hostId);

const storageDomain = (
  { storageDomainId }: Pick<ActivityView, 'storageDomainId'>,
  _args: object,
  { views }: Context,
): StorageDomainView | null => storageDomainId && views.storageDomain(storageDomainId);

export const HostRegistered: HostRegisteredResolvers = { host };

export const HostProbed: HostProbedResolvers = { host, capabilities: ({ data }) => upcastCapabilities(data) };

export const HostObserved: HostObservedResolvers = { host, inventory: ({ data }) => data };

export const StorageDomainRegistered: StorageDomainRegisteredResolvers = { storageDomain };

export const StorageDomainChanged: StorageDomainChangedResolvers = {
  storageDomain,
  mounts: ({ data }, page) => pageOfMounts(upcastMounts(data.mounts), page),
};

export const StorageDomainRemoved: StorageDomainRemovedResolvers = { storageDomain };
