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

export const SparsifyRequested: SparsifyRequestedResolvers = {
  reason: ({ data }) => data.options.reason,
  acknowledgedWarnings: ({ data }) => data.options.acknowledgedWarnings,
  requestedHost: ({ data }, _args, { views }) => data.options.hostId && views.host(data.options.hostId),
  timeoutSeconds: ({ data }) => data.options.timeoutSeconds,
  idempotencyKey: ({ data }) => data.idempotencyKey,
};

export const DiskLocked: DiskLockedResolvers = {
  attempt: ({ data }) => data.attempt,
  host: ({ data }, _args, { views }) => views.host(data.hostId),
  sizeBefore: ({ data }) => data.allocatedBytes,
};

export const SparsifyStarted: SparsifyStartedResolvers = {
  attempt: ({ data }) => data.attempt,
  host: ({ data }, _args, { views }) => views.host(data.hostId),
};

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
  attempt: ({ data }) => data.attempt,
  host: ({ data }, _args, { views }) => views.host(data.hostId),
  message: ({ data }) => data.message,
};

export const SparsifyContactRegained: SparsifyContactRegainedResolvers = {
  attempt: ({ data }) => data.attempt,
  host: ({ data }, _args, { views }) => views.host(data.hostId),
};
