import type { FastifyInstance } from 'fastify';
import type { Services } from '../resolvers/context.ts';
import type { ServerSettings } from './settings.ts';

/** Milliseconds for the event store to report its state. */
const answerWithin = 2000;

/** /livez: the process answers. /readyz: it can serve, for which the event store is available and the views keep up with it. */
export function addHealth(
  fastify: FastifyInstance,
  services: Services,
  settings: ServerSettings,
  isClosing: () => boolean,
): void {
  fastify.get('/livez', (_request, reply) => reply.send({ live: true }));
  fastify.get('/readyz', async (_request, reply) => {
    const problem = isClosing() ? 'The server is closing.' : await problemOf(services, settings);
    return reply.code(problem === null ? 200 : 503).send({ ready: problem === null, problem });
  });
}

async function problemOf(services: Services, { readyLagSeconds }: ServerSettings): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), answerWithin);
  });
  try {
    const { eventStore, projections } = await Promise.race([services.system(), timeout]);
    if (!eventStore.available) return eventStore.problem ?? 'The event store is not available.';
    if (projections.lagSeconds <= readyLagSeconds) return null;
    return `The views are ${projections.lagSeconds} s behind the events, at most ${readyLagSeconds} s are allowed.`;
  } catch {
    return 'The event store does not report its state.';
  } finally {
    clearTimeout(timer);
  }
}
