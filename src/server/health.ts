import type { FastifyInstance } from 'fastify';
import type { Services } from '../resolvers/context.ts';
import type { ServerSettings } from './settings.ts';

/** /livez: the process answers. /readyz: it can serve, for which the event store is available and the views keep up with it. */
export function addHealth(
  fastify: FastifyInstance,
  services: Services,
  settings: ServerSettings,
  isClosing: () => boolean,
): void {
  fastify.get('/livez', (_request, reply) => reply.send({ live: true }));
  fastify.get('/readyz', (_request, reply) => {
    const problem = isClosing() ? 'The server is closing.' : problemOf(services, settings);
    return reply.code(problem === null ? 200 : 503).send({ ready: problem === null, problem });
  });
}

function problemOf({ system }: Services, { readyLagSeconds }: ServerSettings): string | null {
  const { eventStore, projections } = system();
  if (!eventStore.available) return eventStore.problem ?? 'The event store is not available.';
  if (projections.lagSeconds <= readyLagSeconds) return null;
  return `The views are ${projections.lagSeconds} s behind the events, at most ${readyLagSeconds} s are allowed.`;
}
