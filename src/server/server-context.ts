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
    diskAt: shared(services.diskAt),
    jobAt: shared(services.jobAt),
    jobsAt: shared(services.jobsAt),
    storageAccessAt: shared(services.storageAccessAt),
    actor: localUser,
    requestId,
    resumeAfter: lastEventId,
    refusals: [],
    log: { operation: null, type: null, errors: new Set(), payloads: 0 },
  });

/**
 * Concurrent reads of the same object are one: hundreds of objects of an answer can ask for the state of one disk at one
 * moment, for which its whole history is read. Nothing is kept beyond that, as more events can follow.
 */
function shared<Args extends readonly unknown[], Value>(
  read: (...args: Args) => Promise<Value>,
): (...args: Args) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const reading = read(...args).finally(() => underWay.delete(key));
    underWay.set(key, reading);
    return reading;
  };
}
