import type { SparsifyJobResolvers } from '../schema-types.ts';
import { disk } from './disk.ts';
import { duration } from './duration.ts';
import { history } from './history.ts';
import { waitingFor } from './waiting-for.ts';

export const SparsifyJob: SparsifyJobResolvers = {
  disk,
  waitingFor,
  reason: ({ options }) => options.reason,
  duration,
  attempts: ({ attempts }) => attempts,
  acknowledgedWarnings: ({ options }) => options.acknowledgedWarnings,
  timeoutSeconds: ({ options }) => options.timeoutSeconds,
  requestedHost: ({ options }, _args, { views }) => options.hostId && views.host(options.hostId),
  retryAt: ({ retryNotBefore }) => retryNotBefore,
  history,
};
