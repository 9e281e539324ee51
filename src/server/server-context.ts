import type { Actor } from '../domain/actor.ts';
import type { Services } from '../resolvers/context.ts';
import type { ServerContext } from './operation-log.ts';

/** Makes the context of each operation; `services` may be of any class, its methods stay bound to it. */
export function serverContext(services: Services) {
  const parts: Services = {
    views: services.views,
    feed: services.feed,
    catalogue: services.catalogue,
    diskAt: (id, moment) => services.diskAt(id, moment),
    jobAt: (id, moment) => services.jobAt(id, moment),
    surroundingsAt: (id, moment) => services.surroundingsAt(id, moment),
    waitingFor: (job) => services.waitingFor(job),
    system: () => services.system(),
  };
  return (actor: Actor, requestId: string): ServerContext => ({
    ...parts,
    actor,
    requestId,
    refusals: [],
    log: { operation: null, type: null, errors: new Set() },
  });
}
