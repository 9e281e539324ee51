import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import type { Actor } from '../domain/actor.ts';
import type { Authenticate } from './authenticate.ts';
import type { callerCheck } from './caller-check.ts';
import { graphqlResponse, json, responseMediaType } from './media-type.ts';
import { logFields, type ServerContext } from './operation-log.ts';
import { newRequestId } from './request-id.ts';
import type { ServerSettings } from './settings.ts';

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
  readonly settings: ServerSettings;
  readonly logger: Logger;
  readonly check: ReturnType<typeof callerCheck>;
  readonly authenticate: Authenticate;
  readonly contextOf: (actor: Actor, requestId: string) => ServerContext;
}

/** The HTTP side: GraphQL over HTTP at /graphql, under the draft's rules; plain words elsewhere. */
export function httpServer(parts: HttpParts): FastifyInstance {
  const { apollo, settings, logger, authenticate, contextOf } = parts;
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
  guardCallers(fastify, parts);
  logRequests(fastify, logger);

  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: (request, reply, done) => {
      if (responseMediaType(request.headers.accept) !== null) return done();
      void refuse(
        request,
        reply,
        406,
        'NOT_ACCEPTABLE',
        `Answers are ${graphqlResponse} or ${json}: name one of them in Accept.`,
      );
    },
    preHandler: (request, reply, done) => {
      if (!Array.isArray(request.body)) return done();
      void refuse(
        request,
        reply,
        400,
        'BATCH_REFUSED',
        'A request takes one operation, no array of them: send several requests.',
      );
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => {
        const context = contextOf(authenticate(request.headers), request.id);
        request.operation = context;
        return context;
      },
    }),
  });
  fastify.route({
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    handler: (request, reply) => {
      if (request.method === 'OPTIONS' && reply.hasHeader('access-control-allow-origin'))
        return preflight(reply);
      void reply.header('allow', 'GET, POST');
      return refuse(
        request,
        reply,
        405,
        'METHOD_NOT_ALLOWED',
        `GraphQL is answered by POST and GET, not by ${request.method}.`,
      );
    },
  });
  fastify.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send(
        `There is nothing at ${path(request)}. GraphQL is at /graphql, by POST or WebSocket; health at /livez and /readyz.\n`,
      ),
  );
  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(request, reply, status, ...requestProblem(error, settings));
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

const isHealth = (url: string): boolean => url === '/livez' || url === '/readyz';

/** Without its query, which has the operation's variables in a GET. */
const path = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? url;

function requestProblem(
  error: FastifyError,
  { maxBodyBytes }: ServerSettings,
): [code: string, message: string] {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return [
        'UNSUPPORTED_MEDIA_TYPE',
        'A POST takes a JSON body under the header Content-Type: application/json.',
      ];
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return [
        'BODY_TOO_LARGE',
        `The body has more than ${maxBodyBytes} bytes, the most that are taken: send less in one request.`,
      ];
    default:
      return ['BAD_REQUEST', `The body is no JSON object with a query: ${error.message}.`];
  }
}

/** A refusal before the request became an operation, in the form of a GraphQL answer. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  return reply
    .code(status)
    .type(`${responseMediaType(request.headers.accept) ?? json}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
