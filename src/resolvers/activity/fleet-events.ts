import type { HostView } from '../../projections/views.ts';
import type { Context } from '../context.ts';
import { isHostId, isStorageDomainId } from '../ids.ts';
import type {
  HostProbedResolvers,
  HostRegisteredResolvers,
  StorageDomainRegisteredResolvers,
} from '../schema-types.ts';
import { idOfStream } from './id-of-stream.ts';

function host({ stream }: { readonly stream: string }, _args: object, { views }: Context): HostView | null {
  const id = idOfStream(stream);
  return isHostId(id) ? views.host(id) : null;
}

export const HostRegistered: HostRegisteredResolvers = { host };

export const HostProbed: HostProbedResolvers = { host, capabilities: ({ data }) => data };

export const StorageDomainRegistered: StorageDomainRegisteredResolvers = {
  storageDomain: ({ stream }, _args, { views }) => {
    const id = idOfStream(stream);
    return isStorageDomainId(id) ? views.storageDomain(id) : null;
  },
};
