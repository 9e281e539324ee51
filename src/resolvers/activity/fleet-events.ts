import { upcastCapabilities } from '../../domain/host/upcast.ts';
import { upcastMounts } from '../../domain/storage-domain/upcast.ts';
import type { HostView, StorageDomainView } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { pageOfMounts } from '../host.ts';
import { isHostId, isStorageDomainId } from '../ids.ts';
import type {
  HostObservedResolvers,
  HostProbedResolvers,
  HostRegisteredResolvers,
  StorageDomainChangedResolvers,
  StorageDomainRegisteredResolvers,
  StorageDomainRemovedResolvers,
} from '../schema-types.ts';
import { idOfStream } from './activity-of.ts';

interface Recorded {
  readonly stream: string;
}

function host(activity: Recorded, _args: object, { views }: Context): HostView | null {
  const id = idOfStream(activity);
  return isHostId(id) ? views.host(id) : null;
}

function storageDomain(activity: Recorded, _args: object, { views }: Context): StorageDomainView | null {
  const id = idOfStream(activity);
  return isStorageDomainId(id) ? views.storageDomain(id) : null;
}

export const HostRegistered: HostRegisteredResolvers = { host };

export const HostProbed: HostProbedResolvers = { host, capabilities: ({ data }) => upcastCapabilities(data) };

export const HostObserved: HostObservedResolvers = { host, inventory: ({ data }) => data };

export const StorageDomainRegistered: StorageDomainRegisteredResolvers = { storageDomain };

export const StorageDomainChanged: StorageDomainChangedResolvers = {
  storageDomain,
  mounts: ({ data }, page) => pageOfMounts(upcastMounts(data.mounts), page),
};

export const StorageDomainRemoved: StorageDomainRemovedResolvers = {
  storageDomain,
  reason: ({ data }) => data.reason,
};
