import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { Services } from '../resolvers/context.ts';
import type { ContextOf } from './operation-log.ts';

/** The id of a request: in the log, in X-Request-Id, in errors, and as the cause of the events that follow from it. */
export const newRequestId = (): string => `req_${randomUUID()}`;

/** Without sign-in every caller is a local user of this host. */
const localUser: Actor = { kind: 'USER', id: 'local' };

/** Makes the context of each operation; `services` may be of any class, its methods stay bound to it. */
export function serverContext(services: Services): ContextOf {
  const parts: Pick<Services, 'views' | 'feed' | 'requests' | 'waitingFor' | 'system'> = {
    views: services.views,
    feed: services.feed,
    requests: services.requests,
    waitingFor: (job) => services.waitingFor(job),
    system: () => services.system(),
  };
  return (requestId, lastEventId) => ({
    ...parts,
    diskAt: shared((id, moment) => services.diskAt(id, moment)),
    jobAt: shared((id, moment) => services.jobAt(id, moment)),
    jobsAt: shared((id, ids, moment) => services.jobsAt(id, ids, moment)),
    storageAccessAt: shared((id, moment) => services.storageAccessAt(id, moment)),
    actor: localUser,
    requestId,
    resumeAfter: lastEventId,
    refusals: [],
    log: { operation: null, type: null, errors: new Set(), payloads: 0 },
  });
}

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
