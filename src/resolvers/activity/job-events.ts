import type { HostId } from '../../domain/ids.ts';
import type { Context } from '../context.ts';
import type {
  DiskLockedResolvers,
  SparsifyCanceledResolvers,
  SparsifyCancelRequestedResolvers,
  SparsifyCompletedResolvers,
  SparsifyContactLostResolvers,
  SparsifyContactRegainedResolvers,
  SparsifyFailedResolvers,
  SparsifyRequestedResolvers,
  SparsifyRetryScheduledResolvers,
  SparsifyStartedResolvers,
} from '../schema-types.ts';

interface AttemptOnHost {
  readonly data: { readonly attempt: number; readonly hostId: HostId };
}

const attemptOnHost = {
  attempt: ({ data }: AttemptOnHost) => data.attempt,
  host: ({ data }: AttemptOnHost, _args: object, { views }: Context) => views.host(data.hostId),
};

export const SparsifyRequested: SparsifyRequestedResolvers = {
  reason: ({ data }) => data.options.reason,
  acknowledgedWarnings: ({ data }) => data.options.acknowledgedWarnings,
  requestedHost: ({ data }, _args, { views }) => data.options.hostId && views.host(data.options.hostId),
  timeoutSeconds: ({ data }) => data.options.timeoutSeconds,
  idempotencyKey: ({ data }) => data.idempotencyKey,
};

export const DiskLocked: DiskLockedResolvers = {
  ...attemptOnHost,
  sizeBefore: ({ data }) => data.allocatedBytes,
};

export const SparsifyStarted: SparsifyStartedResolvers = attemptOnHost;

export const SparsifyCompleted: SparsifyCompletedResolvers = {
  attempt: ({ data }) => data.attempt,
  result: ({ data }) => data,
};

export const SparsifyFailed: SparsifyFailedResolvers = {
  attempt: ({ data }) => data.attempt,
  failure: ({ data }) => data,
};

export const SparsifyRetryScheduled: SparsifyRetryScheduledResolvers = {
  attempt: ({ data }) => data.attempt,
  failure: ({ data }) => data,
  notBefore: ({ data }) => data.notBefore,
};

export const SparsifyCancelRequested: SparsifyCancelRequestedResolvers = {
  reason: ({ data }) => data.reason,
};

export const SparsifyCanceled: SparsifyCanceledResolvers = {
  attempt: ({ data }) => data.attempt,
  sizeBefore: ({ data }) => data.sizeBefore,
  sizeAfter: ({ data }) => data.sizeAfter,
};

export const SparsifyContactLost: SparsifyContactLostResolvers = {
  ...attemptOnHost,
  message: ({ data }) => data.message,
};

export const SparsifyContactRegained: SparsifyContactRegainedResolvers = attemptOnHost;
