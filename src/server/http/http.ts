import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { quoted, shorten } from '../../common/shorten.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Authenticate } from '../authenticate.ts';
import type { callerCheck } from '../caller-check.ts';
import type { OperationGuard } from '../limits/operation-guard.ts';
import { logFields, type ServerContext } from '../operation-log.ts';
import type { ServerSettings } from '../settings.ts';
import { readJsonBodies } from './json-body.ts';
import { graphqlResponse, json, responseMediaType } from './media-type.ts';
import { refuse, requestProblem } from './refuse-request.ts';
import { newRequestId } from './request-id.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the request has become an operation. */
    operation: ServerContext | null;
  }
}

/** Every answer is data for programs, of this moment, for this origin alone. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

interface HttpParts {
  readonly apollo: ApolloServer<ServerContext>;
  readonly guard: OperationGuard;
  readonly settings: ServerSettings;
  readonly logger: Logger;
  readonly check: ReturnType<typeof callerCheck>;
  readonly authenticate: Authenticate;
  readonly contextOf: (actor: Actor, requestId: string) => ServerContext;
}

/** The HTTP side: GraphQL over HTTP at /graphql, under the draft's rules; plain words elsewhere. */
export function httpServer(parts: HttpParts): FastifyInstance {
  const { apollo, guard, settings, logger, authenticate, contextOf } = parts;
  const fastify = Fastify({
    logger: false,
    genReqId: newRequestId,
    bodyLimit: settings.maxBodyBytes,
    requestTimeout: settings.requestTimeoutMs,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
  });
  fastify.decorateRequest('operation', null);
  // A page may send text/plain anywhere without asking first; with no parser for it the answer is 415.
  fastify.removeContentTypeParser('text/plain');
  readJsonBodies(fastify);
  guardCallers(fastify, parts);
  guardMethods(fastify);
  logRequests(fastify, logger);

  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: (request, reply, done) => {
      if (responseMediaType(request.headers.accept) === null) {
        const message = `Answers are ${graphqlResponse} or ${json}: name one of them in Accept.`;
        return void refuse(request, reply, 406, 'NOT_ACCEPTABLE', message);
      }
      const encoding = request.headers['content-encoding'];
      if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
        const message = `A body in the content encoding ${quoted(encoding)} is not read: send it as it is, without Content-Encoding.`;
        void reply.header('accept-encoding', 'identity');
        return void refuse(request, reply, 415, 'UNSUPPORTED_CONTENT_ENCODING', message);
      }
      done();
    },
    preHandler: (request, reply, done) => {
      if (Array.isArray(request.body)) {
        const message = 'A request takes one operation, no array of them: send several requests.';
        return void refuse(request, reply, 400, 'BATCH_REFUSED', message);
      }
      // Apollo parses and validates by itself, so what it could not bear is found before.
      const problem = guard.checkSource(sourceOf(request));
      if (problem === null) return done();
      const { code, ...numbers } = problem.extensions.overLimit ?? {
        code: 'GRAPHQL_VALIDATION_FAILED',
      };
      const status = responseMediaType(request.headers.accept) === json ? 200 : 400;
      void refuse(request, reply, status, code, problem.message, numbers);
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => {
        const context = contextOf(authenticate(request.headers), request.id);
        request.operation = context;
        return context;
      },
    }),
  });
  fastify.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send(
        `There is nothing at ${shorten(path(request))}. GraphQL is at /graphql, by POST or WebSocket; health at /livez and /readyz.\n`,
      ),
  );
  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(request, reply, status, ...requestProblem(error, settings.maxBodyBytes));
    logger.error({ requestId: request.id, err: error }, 'request met a fault');
    return refuse(
      request,
      reply,
      500,
      'INTERNAL_SERVER_ERROR',
      `Winnow met a fault of its own. Its log has the details under request ${request.id}.`,
    );
  });
  return fastify;
}

function guardCallers(fastify: FastifyInstance, { settings, check }: HttpParts): void {
  const origins = new Set(settings.allowedOrigins);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(securityHeaders).header('x-request-id', request.id);
    const problem = check(request.headers);
    if (problem) return void refuse(request, reply, 403, problem.code, problem.message);
    const { origin } = request.headers;
    if (origin !== undefined && origins.has(origin)) {
      void reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'x-request-id',
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'origin',
      });
    }
    done();
  });
}

/** Before anything of a body is read, whatever the method: Fastify itself does not know each that there is. */
function guardMethods(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const allowed = methodsAt(path(request));
    if (allowed === null || allowed.includes(request.method)) return done();
    if (request.method === 'OPTIONS' && reply.hasHeader('access-control-allow-origin')) {
      return void preflight(reply);
    }
    const message = `${path(request)} is answered by ${allowed.join(' and ')}, not by ${request.method}.`;
    void refuse(request, reply.header('allow', allowed.join(', ')), 405, 'METHOD_NOT_ALLOWED', message);
  });
}

/** Which methods there are at a path; null where there is nothing. */
function methodsAt(at: string): readonly string[] | null {
  if (at === '/graphql') return ['GET', 'POST'];
  return isHealth(at) ? ['GET'] : null;
}

const preflight = (reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type, apollo-require-preflight, x-apollo-operation-name',
      'access-control-max-age': '600',
    })
    .send();

function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { operation } = request;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const line = { method: request.method, path: path(request), status: reply.statusCode, ms };
    if (operation) logger.info({ ...logFields(operation), ...line }, 'operation');
    else logger[isHealth(line.path) ? 'debug' : 'info']({ requestId: request.id, ...line }, 'request');
    done();
  });
}

/** The document of a request, as far as it has one. */
function sourceOf({ method, body, query }: FastifyRequest): string {
  const given = method === 'GET' ? query : body;
  const source = typeof given === 'object' && given !== null && 'query' in given ? given.query : null;
  return typeof source === 'string' ? source : '';
}

const isHealth = (url: string): boolean => url === '/livez' || url === '/readyz';

/** Without its query, which has the operation's variables in a GET. */
const path = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? url;
