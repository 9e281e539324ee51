import type { HostId } from '../../domain/ids.ts';
import { priorityOf } from '../../domain/job/priority.ts';
import type { Context } from '../context.ts';
import type {
  DiskLockedResolvers,
  SparsifyCompletedResolvers,
  SparsifyContactLostResolvers,
  SparsifyContactRegainedResolvers,
  SparsifyFailedResolvers,
  SparsifyRequestedResolvers,
  SparsifyRetryScheduledResolvers,
  SparsifyStartedResolvers,
} from '../schema-types.ts';

interface AttemptOnHost {
  readonly data: { readonly hostId: HostId };
}

const attemptOnHost = {
  host: ({ data }: AttemptOnHost, _args: object, { views }: Context) => views.host(data.hostId),
};

export const SparsifyRequested: SparsifyRequestedResolvers = {
  reason: ({ data }) => data.options.reason,
  acknowledgedWarnings: ({ data }) => data.options.acknowledgedWarnings,
  requestedHost: ({ data }, _args, { views }) => data.options.hostId && views.host(data.options.hostId),
  timeoutSeconds: ({ data }) => data.options.timeoutSeconds,
  priority: ({ data }) => priorityOf(data.options),
};

export const DiskLocked: DiskLockedResolvers = {
  ...attemptOnHost,
  sizeBefore: ({ data }) => data.allocatedBytes,
  chosen: ({ data }) => data.chosen ?? null,
};

export const SparsifyStarted: SparsifyStartedResolvers = attemptOnHost;

export const SparsifyCompleted: SparsifyCompletedResolvers = { result: ({ data }) => data };

export const SparsifyFailed: SparsifyFailedResolvers = { failure: ({ data }) => data };

export const SparsifyRetryScheduled: SparsifyRetryScheduledResolvers = { failure: ({ data }) => data };

export const SparsifyContactLost: SparsifyContactLostResolvers = attemptOnHost;

export const SparsifyContactRegained: SparsifyContactRegainedResolvers = attemptOnHost;
