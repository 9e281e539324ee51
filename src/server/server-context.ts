import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { Services } from '../resolvers/context.ts';
import type { ContextOf } from './operation-log.ts';

/** The id of a request: in the log, in X-Request-Id, in errors, and as the cause of the events that follow from it. */
export const newRequestId = (): string => `req_${randomUUID()}`;

/** Without sign-in every caller is a local user of this host. */
const localUser: Actor = { kind: 'USER', id: 'local' };

/** Makes the context of each operation. */
export const serverContext =
  (services: Services): ContextOf =>
  (requestId, lastEventId) => ({
    ...services,
    actor: localUser,
    requestId,
    resumeAfter: lastEventId,
    refusals: [],
    log: { operation: null, type: null, errors: new Set(), payloads: 0 },
  });
