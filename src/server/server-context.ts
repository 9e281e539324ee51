import type { Services } from '../resolvers/context.ts';
import type { ContextOf } from './operation-log.ts';
import { shared } from './shared.ts';

/** Makes the context of each operation; `services` may be of any class, its methods stay bound to it. */
export function serverContext(services: Services): ContextOf {
  const parts: Pick<Services, 'views' | 'feed' | 'requests' | 'waitingFor' | 'system'> = {
    views: services.views,
    feed: services.feed,
    requests: services.requests,
    waitingFor: (job) => services.waitingFor(job),
    system: () => services.system(),
  };
  return (actor, requestId, lastEventId) => ({
    ...parts,
    diskAt: shared((id, moment) => services.diskAt(id, moment)),
    jobAt: shared((id, moment) => services.jobAt(id, moment)),
    jobsAt: shared((id, ids, moment) => services.jobsAt(id, ids, moment)),
    storageAccessAt: shared((id, moment) => services.storageAccessAt(id, moment)),
    actor,
    requestId,
    resumeAfter: lastEventId,
    refusals: [],
    log: { operation: null, type: null, errors: new Set(), payloads: 0 },
  });
}
