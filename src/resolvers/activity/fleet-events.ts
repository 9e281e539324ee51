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

interface Recorded {
  readonly stream: string;
}

/** The id of the object that a stream is about: streams are named `<kind>-<id>`. */
const idOfStream = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

function host({ stream }: Recorded, _args: object, { views }: Context): HostView | null {
  const id = idOfStream(stream);
  return isHostId(id) ? views.host(id) : null;
}

function storageDomain({ stream }: Recorded, _args: object, { views }: Context): StorageDomainView | null {
  const id = idOfStream(stream);
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
